/* An adapter for polyatom-conformance: put your implementation where it says TODO. cc adapter.c -ljansson */
#include <jansson.h>
#include <string.h>

static const char ABOUT[] = "{\"protocol\":1,\"name\":\"mine\",\"version\":\"0\",\"language\":\"c\",\"ops\":[\"version.compare\"],"
                            "\"eapis\":[\"0\",\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]}";

static const char *member(const json_t *in, const char *name)
{
    return json_string_value(json_object_get(in, name));
}

static void version_compare(const json_t *in, json_t *reply)
{
    const char *a = member(in, "a"), *b = member(in, "b");
    if (!strchr("0123456789", *a) || !*a || !strchr("0123456789", *b) || !*b) {
        json_object_set_new(reply, "error", json_string("invalid")); /* The specification forbids the input. */
        return;
    }
    const int order = strcmp(a, b); /* TODO: compare with your implementation */
    json_object_set_new(reply, "out", json_string(order < 0 ? "<" : order > 0 ? ">" : "="));
}

int main(void)
{
    json_t *message;
    while ((message = json_loadf(stdin, JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, NULL))) {
        const char *command = member(message, "cmd");
        if (strcmp(command, "stop") == 0) {
            break;
        }
        json_t *reply = strcmp(command, "start") == 0 ? json_loads(ABOUT, 0, NULL) : json_object();
        if (strcmp(command, "run") == 0) {
            json_object_set(reply, "seq", json_object_get(message, "seq"));
            version_compare(json_object_get(message, "in"), reply);
        }
        json_dumpf(reply, stdout, JSON_COMPACT);
        putchar('\n'), fflush(stdout), json_decref(reply), json_decref(message);
    }
}
