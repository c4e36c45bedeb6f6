/* Atoms: what they consist of, and atoms made from atoms. */
#include "polyatom-check.h"

#define FULL "!!>=dev-lang/python-3.11-r2:3.11/3=::gentoo[ssl,-test(-),tk?]"

static void all_parts(void)
{
    polyatom_atom *full = atom(FULL);
    CHECK_OWNED(polyatom_atom_to_string(full), FULL);
    CHECK(polyatom_atom_blocker(full) == POLYATOM_BLOCKER_STRONG);
    CHECK(polyatom_atom_op(full) == POLYATOM_OPERATOR_GREATER_OR_EQUAL);
    CHECK_OWNED(polyatom_atom_category(full), "dev-lang");
    CHECK_OWNED(polyatom_atom_package(full), "python");
    CHECK_HANDLE(cpn, polyatom_atom_cpn(full), "dev-lang/python");
    CHECK_HANDLE(cpv, polyatom_atom_cpv(full), "dev-lang/python-3.11-r2");
    CHECK_HANDLE(version, polyatom_atom_version(full), "3.11-r2");
    CHECK_HANDLE(revision, polyatom_atom_revision(full), "2");
    CHECK_OWNED(polyatom_atom_slot(full), "3.11");
    CHECK_OWNED(polyatom_atom_subslot(full), "3");
    CHECK(polyatom_atom_slot_op(full) == POLYATOM_SLOT_OPERATOR_EQUAL);
    CHECK_HANDLE(slot_dep, polyatom_atom_slot_dep(full), "3.11/3=");
    CHECK_OWNED(polyatom_atom_repo(full), "gentoo");
    polyatom_use_dep_list *use_deps = polyatom_atom_use_deps(full);
    CHECK(polyatom_use_dep_list_length(use_deps) == 3);
    CHECK_HANDLE(use_dep, polyatom_use_dep_list_get(use_deps, 0), "ssl");
    CHECK_HANDLE(use_dep, polyatom_use_dep_list_get(use_deps, 1), "-test(-)");
    CHECK_HANDLE(use_dep, polyatom_use_dep_list_get(use_deps, 2), "tk?");
    CHECK(polyatom_use_dep_list_get(use_deps, 3) == NULL);
    polyatom_use_dep_list_free(use_deps);
    polyatom_atom_free(full);
}

static void no_parts(void)
{
    polyatom_atom *bare = atom("a/b");
    CHECK(polyatom_atom_blocker(bare) == POLYATOM_BLOCKER_NONE);
    CHECK(polyatom_atom_op(bare) == POLYATOM_OPERATOR_NONE);
    CHECK(polyatom_atom_slot_op(bare) == POLYATOM_SLOT_OPERATOR_NONE);
    CHECK(polyatom_atom_cpv(bare) == NULL);
    CHECK(polyatom_atom_version(bare) == NULL);
    CHECK(polyatom_atom_revision(bare) == NULL);
    CHECK(polyatom_atom_slot(bare) == NULL);
    CHECK(polyatom_atom_subslot(bare) == NULL);
    CHECK(polyatom_atom_slot_dep(bare) == NULL);
    CHECK(polyatom_atom_repo(bare) == NULL);
    polyatom_use_dep_list *use_deps = polyatom_atom_use_deps(bare);
    CHECK(use_deps != NULL && polyatom_use_dep_list_length(use_deps) == 0);
    polyatom_use_dep_list_free(use_deps);
    /* Absent is not an error. */
    CHECK(polyatom_take_failure() == NULL);
    polyatom_atom_free(bare);
}

static void operators(void)
{
    static const char *const texts[] = {"<a/b-1", "<=a/b-1", "=a/b-1", "=a/b-1*", "~a/b-1", ">=a/b-1", ">a/b-1"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        polyatom_atom *parsed = atom(texts[i]);
        CHECK(polyatom_atom_op(parsed) == (polyatom_operator)i);
        CHECK_HANDLE(version, polyatom_atom_version(parsed), "1");
        polyatom_cpv *package = polyatom_atom_cpv(parsed);
        CHECK_HANDLE(atom, polyatom_cpv_with_op(package, (polyatom_operator)i), texts[i]);
        polyatom_cpv_free(package);
        polyatom_atom_free(parsed);
    }
}

static void eapis(void)
{
    const struct {
        const char *text;
        polyatom_eapi first;
    } cases[] = {
        {"a/b", POLYATOM_EAPI_V0}, {"a/b:0", POLYATOM_EAPI_V1},   {"a/b[c]", POLYATOM_EAPI_V2},
        {"!!a/b", POLYATOM_EAPI_V2}, {"a/b[c(+)]", POLYATOM_EAPI_V4}, {"a/b:0/1=", POLYATOM_EAPI_V5},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        for (polyatom_eapi eapi = POLYATOM_EAPI_V0; eapi <= POLYATOM_EAPI_V9; eapi++) {
            polyatom_atom *parsed = polyatom_atom_parse(cases[i].text, NUL_TERMINATED, eapi, NULL);
            CHECK((parsed != NULL) == (eapi >= cases[i].first));
            CHECK(polyatom_is_valid_atom(cases[i].text, NUL_TERMINATED, eapi) == (eapi >= cases[i].first));
            polyatom_atom_free(parsed);
        }
    }
    /* A repository is in no EAPI; it must be asked for. */
    CHECK(polyatom_atom_parse("a/b::r", NUL_TERMINATED, POLYATOM_EAPI_V8, NULL) == NULL);
    CHECK_HANDLE(atom, polyatom_atom_parse_with_repo("a/b::r", NUL_TERMINATED, POLYATOM_EAPI_V8, NULL), "a/b::r");
    CHECK(polyatom_atom_parse_with_repo("a/b:0::r", NUL_TERMINATED, POLYATOM_EAPI_V0, NULL) == NULL);
    CHECK(polyatom_is_valid_atom("a/b::r", NUL_TERMINATED, POLYATOM_EAPI_NONE));
}

static void fewer_parts(void)
{
    const struct {
        polyatom_atom_field field;
        const char *left;
    } cases[] = {
        {POLYATOM_ATOM_FIELD_BLOCKER, ">=a/b-1:2/3=::r[c]"}, {POLYATOM_ATOM_FIELD_OP, "!a/b:2/3=::r[c]"},
        {POLYATOM_ATOM_FIELD_VERSION, "!a/b:2/3=::r[c]"},    {POLYATOM_ATOM_FIELD_SLOT_DEP, "!>=a/b-1::r[c]"},
        {POLYATOM_ATOM_FIELD_SUBSLOT, "!>=a/b-1:2=::r[c]"},  {POLYATOM_ATOM_FIELD_SLOT_OP, "!>=a/b-1:2/3::r[c]"},
        {POLYATOM_ATOM_FIELD_USE_DEPS, "!>=a/b-1:2/3=::r"},  {POLYATOM_ATOM_FIELD_REPO, "!>=a/b-1:2/3=[c]"},
    };
    polyatom_atom *full = atom("!>=a/b-1:2/3=::r[c]");
    polyatom_atom_field all[COUNT(cases)];
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_HANDLE(atom, polyatom_atom_without(full, &cases[i].field, 1), cases[i].left);
        all[i] = cases[i].field;
    }
    CHECK_HANDLE(atom, polyatom_atom_without(full, all, COUNT(all)), "a/b");
    CHECK_HANDLE(atom, polyatom_atom_without(full, NULL, 0), "!>=a/b-1:2/3=::r[c]");
    CHECK_HANDLE(atom, polyatom_atom_unversioned(full), "a/b");
    CHECK_HANDLE(atom, polyatom_atom_versioned(full), ">=a/b-1");
    polyatom_atom_free(full);
}

static void other_parts(void)
{
    polyatom_error *error = NULL;
    polyatom_atom *full = atom("!>=a/b-1:2/3=::r[c]");
    CHECK_HANDLE(atom, polyatom_atom_with_blocker(full, POLYATOM_BLOCKER_STRONG), "!!>=a/b-1:2/3=::r[c]");
    CHECK_HANDLE(atom, polyatom_atom_with_blocker(full, POLYATOM_BLOCKER_NONE), ">=a/b-1:2/3=::r[c]");

    CHECK_HANDLE(atom, polyatom_atom_with_repo(full, "other", NUL_TERMINATED, &error), "!>=a/b-1:2/3=::other[c]");
    CHECK_HANDLE(atom, polyatom_atom_with_repo(full, NULL, 0, &error), "!>=a/b-1:2/3=[c]");
    CHECK(error == NULL);
    CHECK(polyatom_atom_with_repo(full, "no repo", NUL_TERMINATED, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_INVALID_NAME);

    polyatom_slot_dep *any = polyatom_slot_dep_parse("*", 1, POLYATOM_EAPI_NONE, NULL);
    CHECK_HANDLE(atom, polyatom_atom_with_slot_dep(full, any), "!>=a/b-1:*::r[c]");
    CHECK_HANDLE(atom, polyatom_atom_with_slot_dep(full, NULL), "!>=a/b-1::r[c]");
    polyatom_slot_dep_free(any);

    polyatom_use_dep *d = polyatom_use_dep_parse("d?", 2, POLYATOM_EAPI_NONE, NULL);
    polyatom_use_dep *e = polyatom_use_dep_parse("-e", 2, POLYATOM_EAPI_NONE, NULL);
    const polyatom_use_dep *const use_deps[] = {d, e};
    CHECK_HANDLE(atom, polyatom_atom_with_use_deps(full, use_deps, 2), "!>=a/b-1:2/3=::r[d?,-e]");
    CHECK_HANDLE(atom, polyatom_atom_with_use_deps(full, NULL, 0), "!>=a/b-1:2/3=::r");
    polyatom_use_dep_free(d);
    polyatom_use_dep_free(e);

    polyatom_version *two = version("2-r1");
    CHECK_HANDLE(atom, polyatom_atom_with_version(full, POLYATOM_OPERATOR_EQUAL_GLOB, two), "!=a/b-2-r1*:2/3=::r[c]");
    polyatom_version_free(two);
    polyatom_atom_free(full);
}

static void evaluated(void)
{
    polyatom_use_flags *flags = USE_FLAGS("x", "z"), *none = no_flags();
    polyatom_atom *conditional = atom("a/b[x?,y?,!z?,x=,!x=]");
    CHECK_HANDLE(atom, polyatom_atom_evaluate(conditional, flags), "a/b[x,x,-x]");
    CHECK_HANDLE(atom, polyatom_atom_evaluate(conditional, none), "a/b[-z,-x,x]");
    polyatom_use_flags_free(none);
    polyatom_use_flags_free(flags);
    polyatom_atom_free(conditional);
}

static void equality_and_order(void)
{
    polyatom_atom *one = atom("=a/b-1"), *same = atom("=a/b-1-r0"), *two = atom("=a/b-2"), *bare = atom("a/b");
    CHECK(polyatom_atom_equal(one, same) && !polyatom_atom_equal(one, two));
    CHECK(polyatom_atom_hash(one) == polyatom_atom_hash(same));
    CHECK(polyatom_atom_compare(one, same) == 0);
    CHECK(polyatom_atom_compare(one, two) == -1 && polyatom_atom_compare(two, one) == 1);
    const polyatom_atom *const atoms[] = {two, one, bare};
    polyatom_atom_list *sorted = polyatom_sort_atoms(atoms, COUNT(atoms));
    CHECK(polyatom_atom_list_length(sorted) == 3);
    CHECK_HANDLE(atom, polyatom_atom_list_get(sorted, 0), "a/b");
    CHECK_HANDLE(atom, polyatom_atom_list_get(sorted, 2), "=a/b-2");
    polyatom_atom_list_free(sorted);
    CHECK_HANDLE(atom, polyatom_atom_clone(two), "=a/b-2");
    polyatom_atom_free(one);
    polyatom_atom_free(same);
    polyatom_atom_free(two);
    polyatom_atom_free(bare);
}

int main(void)
{
    all_parts();
    no_parts();
    operators();
    eapis();
    fewer_parts();
    other_parts();
    evaluated();
    equality_and_order();
    return finish();
}
