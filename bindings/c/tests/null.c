/* NULL is allowed everywhere: freed without effect, refused where a value is needed. */
#include "polyatom-check.h"

static void freed_and_cloned(void)
{
    polyatom_atom_free(NULL);
    polyatom_cpn_free(NULL);
    polyatom_cpv_free(NULL);
    polyatom_package_free(NULL);
    polyatom_revision_free(NULL);
    polyatom_slot_free(NULL);
    polyatom_slot_dep_free(NULL);
    polyatom_use_dep_free(NULL);
    polyatom_version_free(NULL);
    polyatom_version_suffix_free(NULL);
    polyatom_string_list_free(NULL);
    polyatom_atom_list_free(NULL);
    polyatom_cpv_list_free(NULL);
    polyatom_use_dep_list_free(NULL);
    polyatom_version_list_free(NULL);
    polyatom_version_suffix_list_free(NULL);
    polyatom_eapi_feature_list_free(NULL);
    polyatom_error_free(NULL);
    polyatom_string_free(NULL);
    polyatom_bytes_free(NULL);
    CHECK(polyatom_atom_clone(NULL) == NULL);
    CHECK(polyatom_cpn_clone(NULL) == NULL);
    CHECK(polyatom_cpv_clone(NULL) == NULL);
    CHECK(polyatom_package_clone(NULL) == NULL);
    CHECK(polyatom_revision_clone(NULL) == NULL);
    CHECK(polyatom_slot_clone(NULL) == NULL);
    CHECK(polyatom_slot_dep_clone(NULL) == NULL);
    CHECK(polyatom_use_dep_clone(NULL) == NULL);
    CHECK(polyatom_version_clone(NULL) == NULL);
    CHECK(polyatom_version_suffix_clone(NULL) == NULL);
    CHECK(polyatom_string_length(NULL) == 0);
    CHECK(polyatom_error_code(NULL) == 0 && polyatom_error_message(NULL) == NULL);
    CHECK(polyatom_take_failure() == NULL);
}

static void accessors(void)
{
    CHECK_REFUSED(polyatom_atom_category(NULL) == NULL);
    CHECK_REFUSED(polyatom_atom_blocker(NULL) == POLYATOM_BLOCKER_NONE);
    CHECK_REFUSED(polyatom_atom_op(NULL) == POLYATOM_OPERATOR_NONE);
    CHECK_REFUSED(polyatom_atom_slot(NULL) == NULL);
    CHECK_REFUSED(polyatom_atom_use_deps(NULL) == NULL);
    CHECK_REFUSED(polyatom_atom_version(NULL) == NULL);
    CHECK_REFUSED(polyatom_atom_to_string(NULL) == NULL);
    CHECK_REFUSED(polyatom_atom_hash(NULL) == 0);
    CHECK_REFUSED(polyatom_cpv_pvr(NULL) == NULL);
    CHECK_REFUSED(polyatom_cpv_with_op(NULL, POLYATOM_OPERATOR_LESS) == NULL);
    CHECK_REFUSED(polyatom_package_iuse(NULL) == NULL);
    CHECK_REFUSED(polyatom_slot_subslot(NULL) == NULL);
    CHECK_REFUSED(!polyatom_use_dep_is_conditional(NULL));
    CHECK_REFUSED(polyatom_use_dep_kind_of(NULL) == POLYATOM_USE_DEP_KIND_NONE);
    CHECK_REFUSED(polyatom_version_numbers(NULL) == NULL);
    CHECK_REFUSED(polyatom_version_sort_key(NULL, NULL) == NULL);
    CHECK_REFUSED(polyatom_version_suffix_kind(NULL) == POLYATOM_SUFFIX_KIND_NONE);
    CHECK_REFUSED(polyatom_string_list_length(NULL) == 0);
}

static void arguments(void)
{
    static const char *const flags[] = {"x", NULL};
    polyatom_error *error = NULL;
    polyatom_atom *bare = atom("a/b");
    polyatom_version *one = version("1");
    const polyatom_atom *const with_null[] = {bare, NULL};
    CHECK_REFUSED(!polyatom_atom_matches(bare, NULL));
    CHECK_REFUSED(!polyatom_atom_matches(NULL, NULL));
    CHECK_REFUSED(!polyatom_atom_matches_package(bare, NULL, NULL));
    CHECK_REFUSED(!polyatom_atom_intersects(bare, NULL));
    CHECK_REFUSED(polyatom_atom_best_match(bare, NULL, 1) == NULL);
    CHECK_REFUSED(polyatom_atom_evaluate(bare, NULL) == NULL);
    CHECK(polyatom_use_flags_new(flags, NULL, 2, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_ARGUMENT);
    CHECK(polyatom_use_flags_new(flags, NULL, SIZE_MAX, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_ARGUMENT);
    CHECK_REFUSED(polyatom_atom_without(bare, NULL, 1) == NULL);
    CHECK_REFUSED(polyatom_atom_with_version(bare, POLYATOM_OPERATOR_EQUAL, NULL) == NULL);
    CHECK_REFUSED(polyatom_atom_with_version(bare, POLYATOM_OPERATOR_NONE, one) == NULL);
    CHECK_REFUSED(!polyatom_version_satisfies(one, POLYATOM_OPERATOR_EQUAL, NULL));
    CHECK_REFUSED(polyatom_sort_atoms(with_null, 2) == NULL);
    CHECK_REFUSED(polyatom_sort_versions(NULL, SIZE_MAX) == NULL);
    CHECK_REFUSED(!polyatom_is_valid_version(NULL, NUL_TERMINATED));

    CHECK(!polyatom_atom_check_use(bare, NULL, NULL, &error));
    CHECK_ERROR(error, POLYATOM_ERROR_ARGUMENT);
    CHECK(polyatom_atom_with_repo(NULL, "r", 1, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_ARGUMENT);
    CHECK(polyatom_package_new(NULL, NULL, NULL, 0, NULL, NULL, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_ARGUMENT);
    CHECK(polyatom_cpn_from_parts("a", 1, NULL, NUL_TERMINATED, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_ARGUMENT);
    CHECK(!polyatom_check_name(POLYATOM_NAME_KIND_SLOT, NULL, NUL_TERMINATED, &error));
    CHECK_ERROR(error, POLYATOM_ERROR_ARGUMENT);
    polyatom_atom_free(bare);
    polyatom_version_free(one);
}

static void comparisons(void)
{
    polyatom_version *one = version("1");
    CHECK(polyatom_version_equal(NULL, NULL) && polyatom_version_compare(NULL, NULL) == 0);
    CHECK(!polyatom_version_equal(one, NULL) && !polyatom_version_equal(NULL, one));
    CHECK(polyatom_version_compare(NULL, one) == -1 && polyatom_version_compare(one, NULL) == 1);
    CHECK(polyatom_take_failure() == NULL);
    polyatom_version_free(one);
}

int main(void)
{
    freed_and_cloned();
    accessors();
    arguments();
    comparisons();
    return finish();
}
