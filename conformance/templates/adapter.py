"""An adapter for polyatom-conformance: put your implementation where it says TODO."""
import json, sys, traceback


class Invalid(Exception):
    """The specification forbids the input."""


def checked(version):
    if not "0" <= version[:1] <= "9":
        raise Invalid("a version starts with a digit")
    return version


def version_compare(given, eapi):
    a, b = checked(given["a"]), checked(given["b"])
    return "<" if a < b else ">" if a > b else "="  # TODO: compare with your implementation


def version_sort(given, eapi):
    return sorted(map(checked, given["versions"]))  # TODO: sort with your implementation


OPERATIONS = {"version.compare": version_compare, "version.sort": version_sort}
ABOUT = {"protocol": 1, "name": "mine", "version": "0", "language": "python",
         "eapis": list("0123456789"), "ops": list(OPERATIONS)}

for line in sys.stdin:
    message = json.loads(line)
    if message["cmd"] == "stop": break
    reply = ABOUT
    if message["cmd"] == "run":
        reply = {"seq": message["seq"]}
        try:
            reply["out"] = OPERATIONS[message["op"]](message["in"], message["eapi"])
        except Invalid as error:
            reply |= {"error": "invalid", "message": str(error)}
        except Exception:
            reply["crash"] = traceback.format_exc()
    print(json.dumps(reply), flush=True)
