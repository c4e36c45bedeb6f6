/* The smaller texts: names, category/package with and without version, slots, USE dependencies. */
#include "polyatom-check.h"

static void cpns(void)
{
    polyatom_error *error = NULL;
    polyatom_cpn *parsed = polyatom_cpn_parse("dev-lang/python", NUL_TERMINATED, &error);
    polyatom_cpn *parts = polyatom_cpn_from_parts("dev-lang!", 8, "pythons", 6, &error);
    CHECK(error == NULL);
    CHECK_OWNED(polyatom_cpn_category(parts), "dev-lang");
    CHECK_OWNED(polyatom_cpn_package(parts), "python");
    CHECK(polyatom_cpn_equal(parsed, parts) && polyatom_cpn_compare(parsed, parts) == 0);
    CHECK(polyatom_cpn_hash(parsed) == polyatom_cpn_hash(parts));
    CHECK_HANDLE(cpn, polyatom_cpn_clone(parts), "dev-lang/python");
    polyatom_cpn_free(parsed);
    polyatom_cpn_free(parts);
    CHECK(polyatom_cpn_from_parts("a/b", 3, "c", 1, &error) == NULL);
    CHECK(error != NULL);
    polyatom_error_free(error);
    CHECK(polyatom_cpn_parse("a/b-1", NUL_TERMINATED, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_CPN);
}

static void cpvs(void)
{
    polyatom_cpv *full = cpv("dev-lang/python-3.12.1-r2"), *plain = cpv("dev-lang/python-3.12.1");
    CHECK_OWNED(polyatom_cpv_category(full), "dev-lang");
    CHECK_OWNED(polyatom_cpv_package(full), "python");
    CHECK_HANDLE(cpn, polyatom_cpv_cpn(full), "dev-lang/python");
    CHECK_HANDLE(version, polyatom_cpv_version(full), "3.12.1-r2");
    CHECK_HANDLE(revision, polyatom_cpv_revision(full), "2");
    CHECK(polyatom_cpv_revision(plain) == NULL);
    CHECK_OWNED(polyatom_cpv_p(full), "python-3.12.1");
    CHECK_OWNED(polyatom_cpv_pf(full), "python-3.12.1-r2");
    CHECK_OWNED(polyatom_cpv_pn(full), "python");
    CHECK_OWNED(polyatom_cpv_pv(full), "3.12.1");
    CHECK_OWNED(polyatom_cpv_pvr(full), "3.12.1-r2");
    CHECK_OWNED(polyatom_cpv_pr(full), "r2");
    CHECK_OWNED(polyatom_cpv_pr(plain), "r0");
    CHECK(!polyatom_cpv_equal(full, plain) && polyatom_cpv_compare(full, plain) == 1);
    polyatom_cpv *clone = polyatom_cpv_clone(plain);
    CHECK(polyatom_cpv_hash(clone) == polyatom_cpv_hash(plain));
    polyatom_cpv_free(clone);
    polyatom_cpv_free(full);
    polyatom_cpv_free(plain);
    CHECK(polyatom_is_valid_cpv("a/b-1", NUL_TERMINATED));
    CHECK(!polyatom_is_valid_cpv("a/b", NUL_TERMINATED));
    polyatom_error *error = NULL;
    CHECK(polyatom_cpv_parse("a/b", NUL_TERMINATED, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_CPV);
}

static void slots(void)
{
    polyatom_error *error = NULL;
    polyatom_slot *full = polyatom_slot_parse("3/3.1", NUL_TERMINATED, &error);
    polyatom_slot *plain = polyatom_slot_parse("3", NUL_TERMINATED, &error);
    CHECK_OWNED(polyatom_slot_name(full), "3");
    CHECK_OWNED(polyatom_slot_subslot(full), "3.1");
    CHECK_OWNED(polyatom_slot_explicit_subslot(full), "3.1");
    CHECK_OWNED(polyatom_slot_subslot(plain), "3");
    CHECK(polyatom_slot_explicit_subslot(plain) == NULL);
    CHECK(!polyatom_slot_equal(full, plain) && polyatom_slot_compare(plain, full) == -1);
    polyatom_slot *clone = polyatom_slot_clone(full);
    CHECK(polyatom_slot_hash(clone) == polyatom_slot_hash(full));
    polyatom_slot_free(clone);
    polyatom_slot_free(full);
    polyatom_slot_free(plain);
    CHECK(polyatom_slot_parse("/", NUL_TERMINATED, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_SLOT);
}

static void slot_deps(void)
{
    const struct {
        const char *text, *slot, *subslot;
        polyatom_slot_operator op;
    } cases[] = {
        {"3", "3", NULL, POLYATOM_SLOT_OPERATOR_NONE},    {"3/3.1", "3", "3.1", POLYATOM_SLOT_OPERATOR_NONE},
        {"3=", "3", NULL, POLYATOM_SLOT_OPERATOR_EQUAL},  {"3/3.1=", "3", "3.1", POLYATOM_SLOT_OPERATOR_EQUAL},
        {"=", NULL, NULL, POLYATOM_SLOT_OPERATOR_EQUAL},  {"*", NULL, NULL, POLYATOM_SLOT_OPERATOR_ANY},
    };
    polyatom_error *error = NULL;
    for (size_t i = 0; i < COUNT(cases); i++) {
        polyatom_slot_dep *dep = polyatom_slot_dep_parse(cases[i].text, NUL_TERMINATED, POLYATOM_EAPI_V8, &error);
        CHECK(error == NULL);
        CHECK_OWNED(polyatom_slot_dep_slot(dep), cases[i].slot);
        CHECK_OWNED(polyatom_slot_dep_subslot(dep), cases[i].subslot);
        CHECK(polyatom_slot_dep_op(dep) == cases[i].op);
        polyatom_slot_dep *clone = polyatom_slot_dep_clone(dep);
        CHECK(polyatom_slot_dep_equal(dep, clone) && polyatom_slot_dep_compare(dep, clone) == 0);
        CHECK(polyatom_slot_dep_hash(dep) == polyatom_slot_dep_hash(clone));
        polyatom_slot_dep_free(dep);
        CHECK_HANDLE(slot_dep, clone, cases[i].text);
    }
    CHECK(polyatom_slot_dep_parse("=", 1, POLYATOM_EAPI_V4, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_SLOT_DEP);
}

static void use_deps(void)
{
    const struct {
        const char *text;
        polyatom_use_dep_kind kind;
        polyatom_use_default fallback;
        const char *enabled, *disabled; /* what it asks for, by the parent's flag */
    } cases[] = {
        {"f", POLYATOM_USE_DEP_KIND_ENABLED, POLYATOM_USE_DEFAULT_NONE, "f", "f"},
        {"-f", POLYATOM_USE_DEP_KIND_DISABLED, POLYATOM_USE_DEFAULT_NONE, "-f", "-f"},
        {"f(+)=", POLYATOM_USE_DEP_KIND_EQUAL, POLYATOM_USE_DEFAULT_ENABLED, "f(+)", "-f(+)"},
        {"!f=", POLYATOM_USE_DEP_KIND_NOT_EQUAL, POLYATOM_USE_DEFAULT_NONE, "-f", "f"},
        {"f(-)?", POLYATOM_USE_DEP_KIND_ENABLED_CONDITIONAL, POLYATOM_USE_DEFAULT_DISABLED, "f(-)", NULL},
        {"!f?", POLYATOM_USE_DEP_KIND_DISABLED_CONDITIONAL, POLYATOM_USE_DEFAULT_NONE, NULL, "-f"},
    };
    polyatom_error *error = NULL;
    for (size_t i = 0; i < COUNT(cases); i++) {
        polyatom_use_dep *dep = polyatom_use_dep_parse(cases[i].text, NUL_TERMINATED, POLYATOM_EAPI_NONE, &error);
        CHECK(error == NULL);
        CHECK_OWNED(polyatom_use_dep_flag(dep), "f");
        CHECK(polyatom_use_dep_kind_of(dep) == cases[i].kind);
        CHECK(polyatom_use_dep_default(dep) == cases[i].fallback);
        CHECK(polyatom_use_dep_is_conditional(dep) == (cases[i].kind >= POLYATOM_USE_DEP_KIND_EQUAL));
        CHECK_HANDLE(use_dep, polyatom_use_dep_evaluate(dep, true), cases[i].enabled);
        CHECK_HANDLE(use_dep, polyatom_use_dep_evaluate(dep, false), cases[i].disabled);
        polyatom_use_dep *clone = polyatom_use_dep_clone(dep);
        CHECK(polyatom_use_dep_equal(dep, clone) && polyatom_use_dep_compare(dep, clone) == 0);
        CHECK(polyatom_use_dep_hash(dep) == polyatom_use_dep_hash(clone));
        polyatom_use_dep_free(dep);
        CHECK_HANDLE(use_dep, clone, cases[i].text);
    }
    CHECK(polyatom_use_dep_parse("f(+)", NUL_TERMINATED, POLYATOM_EAPI_V3, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_USE_DEP);
}

static void by_kind(void)
{
    const struct {
        polyatom_name_kind kind;
        const char *good, *bad;
    } cases[] = {
        {POLYATOM_NAME_KIND_CATEGORY, "dev-lang", "dev/lang"}, {POLYATOM_NAME_KIND_PACKAGE, "python", "python-3"},
        {POLYATOM_NAME_KIND_SLOT, "3.11", "-3"},               {POLYATOM_NAME_KIND_USE_FLAG, "c++", "+c"},
        {POLYATOM_NAME_KIND_REPOSITORY, "gentoo", "gen.too"},  {POLYATOM_NAME_KIND_ECLASS, "meson", "default"},
        {POLYATOM_NAME_KIND_LICENSE, "GPL-2+", "+GPL"},        {POLYATOM_NAME_KIND_KEYWORD, "amd64", "amd 64"},
        {POLYATOM_NAME_KIND_EAPI, "8", "-8"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        polyatom_error *error = NULL;
        CHECK(polyatom_is_valid_name(cases[i].kind, cases[i].good, NUL_TERMINATED));
        CHECK(!polyatom_is_valid_name(cases[i].kind, cases[i].bad, NUL_TERMINATED));
        CHECK(polyatom_check_name(cases[i].kind, cases[i].good, NUL_TERMINATED, &error) && error == NULL);
        CHECK(!polyatom_check_name(cases[i].kind, cases[i].bad, NUL_TERMINATED, &error));
        CHECK_TEXT(polyatom_error_input(error, NULL), cases[i].bad);
        CHECK_ERROR(error, POLYATOM_ERROR_INVALID_NAME);
    }
    CHECK(polyatom_take_failure() == NULL);
}

int main(void)
{
    cpns();
    cpvs();
    slots();
    slot_deps();
    use_deps();
    by_kind();
    return finish();
}
