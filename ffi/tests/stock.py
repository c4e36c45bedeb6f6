"""UniFFI's own Python bindings of the same interface load and answer.

`polyatom-bindgen stock --out DIR` writes them; DIR is the first argument.
"""

import sys
import unittest

sys.path.insert(0, sys.argv.pop(1))
import polyatom  # noqa: E402


class Stock(unittest.TestCase):
    def test_an_atom_has_its_parts(self) -> None:
        atom = polyatom.Atom("!>=dev-lang/python-3.11-r1:3.11/1=[ssl,-test(-)]", polyatom.Eapi.V8)
        self.assertEqual(str(atom), "!>=dev-lang/python-3.11-r1:3.11/1=[ssl,-test(-)]")
        self.assertEqual(atom.blocker(), polyatom.Blocker.WEAK)
        self.assertEqual(atom.op(), polyatom.Operator.GREATER_OR_EQUAL)
        self.assertEqual(str(atom.version()), "3.11-r1")
        self.assertEqual([str(dep) for dep in atom.use_deps()], ["ssl", "-test(-)"])

    def test_versions_have_their_order(self) -> None:
        texts = ["1.9_rc1", "1.9", "1.9-r1", "1.9_p1", "1.10"]
        versions = polyatom.sort_versions([polyatom.Version(text) for text in reversed(texts)])
        self.assertEqual([str(version) for version in versions], texts)
        self.assertTrue(polyatom.Version("1") == polyatom.Version("1-r0"))

    def test_packages_match(self) -> None:
        package = polyatom.Package(polyatom.Cpv("a/b-1"), slot=polyatom.Slot("2"), use_flags=polyatom.UseFlags(["x"]))
        self.assertTrue(polyatom.Atom("a/b:2[x]").matches_package(package))
        self.assertFalse(polyatom.Atom("a/b:3").matches_package(package))

    def test_errors_keep_their_fields(self) -> None:
        with self.assertRaises(polyatom.PolyatomError.Atom) as caught:
            polyatom.Atom("dev-lang/python-3.11")
        self.assertEqual((caught.exception.start, caught.exception.end), (15, 20))


if __name__ == "__main__":
    unittest.main()
