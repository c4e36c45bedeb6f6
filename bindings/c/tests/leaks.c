/* Whatever is handed out is counted while it is out, and nothing stays out: on good paths and on bad ones. A library that was not
 * built to count says 0 throughout; then this program is one for a leak checker. */
#include "polyatom-check.h"

/* Frees nothing that it is not given: each round must end where it began. */
static void good_round(void)
{
    polyatom_use_flags *flags = USE_FLAGS("ssl", "tk");
    polyatom_atom *full = atom("!!>=dev-lang/python-3.11-r2:3.11/3=::gentoo[ssl,-test(-),tk?]");
    polyatom_cpv *name = cpv("dev-lang/python-3.12");
    polyatom_slot *slot = polyatom_slot_parse("3.11/3", NUL_TERMINATED, NULL);
    polyatom_package *package = polyatom_package_new(name, slot, "gentoo", 6, flags, NULL, NULL);
    polyatom_atom *evaluated = polyatom_atom_evaluate(full, flags);
    polyatom_use_dep_list *use_deps = polyatom_atom_use_deps(full);
    polyatom_use_dep *first = polyatom_use_dep_list_get(use_deps, 0);
    polyatom_version *version = polyatom_atom_version(full);
    uint8_t *key = polyatom_version_sort_key(version, NULL);
    char *text = polyatom_atom_to_string(evaluated);
    polyatom_atom_matches_package(full, package, flags);

    polyatom_string_free(text);
    polyatom_bytes_free(key);
    polyatom_version_free(version);
    polyatom_use_dep_free(first);
    polyatom_use_dep_list_free(use_deps);
    polyatom_atom_free(evaluated);
    polyatom_use_flags_free(flags);
    polyatom_package_free(package);
    polyatom_slot_free(slot);
    polyatom_cpv_free(name);
    polyatom_atom_free(full);
}

static void bad_round(void)
{
    static const char *const half_bad[] = {"ssl", "\xff"};
    polyatom_error *error = NULL;
    polyatom_atom *bare = atom("a/b[c]");
    polyatom_cpv *name = cpv("a/b-1");
    polyatom_package *package = polyatom_package_new(name, NULL, NULL, 0, NULL, NULL, NULL);
    CHECK(!polyatom_atom_parse("nonsense", NUL_TERMINATED, POLYATOM_EAPI_NONE, NULL));
    CHECK(!polyatom_atom_parse("nonsense", NUL_TERMINATED, POLYATOM_EAPI_NONE, &error));
    polyatom_error_free(error);
    polyatom_atom_check_use(bare, package, NULL, &error);
    polyatom_error_free(error);
    CHECK(!polyatom_use_flags_new(half_bad, NULL, 2, &error));
    polyatom_error_free(error);
    /* One pending error replaces another. */
    polyatom_atom_free(polyatom_atom_evaluate(bare, NULL));
    CHECK(!polyatom_version_numbers(NULL));
    CHECK(polyatom_atom_category(NULL) == NULL);
    polyatom_error_free(polyatom_take_failure());
    polyatom_package_free(package);
    polyatom_cpv_free(name);
    polyatom_atom_free(bare);
}

/* The count follows what is out: either it is always 0, or it is exact. */
static void counted(void)
{
    polyatom_error *error = NULL;
    polyatom_atom *parsed = atom("a/b");
    const bool counts = polyatom_live_objects() == 1;
    polyatom_atom *clone = polyatom_atom_clone(parsed);
    CHECK(polyatom_live_objects() == (counts ? 2 : 0));
    char *text = polyatom_atom_to_string(clone);
    polyatom_use_dep_list *list = polyatom_atom_use_deps(parsed);
    CHECK(polyatom_atom_parse("nonsense", NUL_TERMINATED, POLYATOM_EAPI_NONE, &error) == NULL);
    CHECK(polyatom_live_objects() == (counts ? 5 : 0));
    polyatom_atom_free(parsed);
    polyatom_error_free(error);
    CHECK(polyatom_live_objects() == (counts ? 3 : 0));
    polyatom_use_dep_list_free(list);
    polyatom_string_free(text);
    polyatom_atom_free(clone);
    CHECK(polyatom_live_objects() == 0);
}

int main(void)
{
    counted();
    for (int round = 0; round < 500; round++) {
        good_round();
        bad_round();
    }
    return finish();
}
