/* Dependency specifications, their parts, patterns, and reading many texts at once. */
#include "polyatom-check.h"

#include <stdlib.h>

#define NESTED "a/b[x?] x? ( || ( c/d !e/f ) ) !y? ( g/h )"

DEFINE_CHECK(dep_spec)
DEFINE_CHECK(dep_node)

static polyatom_dep_spec *spec_of(polyatom_dep_spec_kind kind, const char *text)
{
    return polyatom_dep_spec_new(kind, text, NUL_TERMINATED, POLYATOM_EAPI_NONE, false, NULL);
}

static polyatom_dep_spec *depend(const char *text)
{
    return spec_of(POLYATOM_DEP_SPEC_KIND_DEPEND, text);
}

static polyatom_dep_spec *required_use(const char *text)
{
    return spec_of(POLYATOM_DEP_SPEC_KIND_REQUIRED_USE, text);
}

/* An error about a specification says where; it is freed. */
static void check_span(polyatom_error *error, uint64_t start, uint64_t end)
{
    CHECK(polyatom_error_start(error) == start && polyatom_error_end(error) == end);
    CHECK_ERROR(error, POLYATOM_ERROR_DEP_SPEC);
}

/* The list has that many parts, and the last has that text; the list is freed. */
static void check_nodes(polyatom_dep_node_list *list, size_t count, const char *last)
{
    CHECK(polyatom_dep_node_list_length(list) == count);
    CHECK_HANDLE(dep_node, polyatom_dep_node_list_get(list, count - 1), last);
    polyatom_dep_node_list_free(list);
}

static void items(void)
{
    polyatom_dep_spec *spec =
        polyatom_dep_spec_new(POLYATOM_DEP_SPEC_KIND_DEPEND, NESTED, NUL_TERMINATED, POLYATOM_EAPI_V8, false, NULL);
    CHECK(polyatom_dep_spec_kind_of(spec) == POLYATOM_DEP_SPEC_KIND_DEPEND);
    CHECK(polyatom_dep_spec_eapi(spec) == POLYATOM_EAPI_V8 && !polyatom_dep_spec_empty_groups(spec));
    CHECK_OWNED(polyatom_dep_spec_text(spec), NESTED);
    CHECK_STRINGS(polyatom_dep_spec_leaves(spec), "a/b[x?] c/d !e/f g/h");
    CHECK_STRINGS(polyatom_dep_spec_flags(spec), "x y");
    CHECK(polyatom_dep_spec_length(spec) == 3);
    CHECK(polyatom_dep_spec_contains(spec, "!y? (\tg/h )", NUL_TERMINATED));
    CHECK(!polyatom_dep_spec_contains(spec, "c/d", NUL_TERMINATED));
    check_nodes(polyatom_dep_spec_items(spec), 3, "!y? ( g/h )");
    check_nodes(polyatom_dep_spec_parts(spec), 7, "g/h");
    polyatom_atom_list *atoms = polyatom_dep_spec_atoms(spec);
    CHECK_HANDLE(atom, polyatom_atom_list_get(atoms, 2), "!e/f");
    polyatom_atom_list_free(atoms);

    polyatom_conditional_leaf_list *leaves = polyatom_dep_spec_conditional_leaves(spec);
    polyatom_conditional_leaf *leaf = polyatom_conditional_leaf_list_get(leaves, 3);
    polyatom_use_condition_list *conditions = polyatom_conditional_leaf_conditions(leaf);
    polyatom_use_condition *condition = polyatom_use_condition_list_get(conditions, 0);
    CHECK_OWNED(polyatom_conditional_leaf_leaf(leaf), "g/h");
    CHECK_OWNED(polyatom_use_condition_flag(condition), "y");
    CHECK(!polyatom_use_condition_enabled(condition));
    polyatom_use_condition_free(condition);
    polyatom_use_condition_list_free(conditions);
    polyatom_conditional_leaf_free(leaf);
    polyatom_conditional_leaf_list_free(leaves);
    polyatom_dep_spec_free(spec);
}

/* Parts can be used after the specification is freed. */
static void nodes(void)
{
    polyatom_dep_spec *spec = depend(NESTED);
    polyatom_dep_node_list *list = polyatom_dep_spec_items(spec);
    polyatom_dep_node *plain = polyatom_dep_node_list_get(list, 0), *negated = polyatom_dep_node_list_get(list, 2);
    polyatom_dep_node_list_free(list);
    polyatom_dep_spec_free(spec);

    CHECK(polyatom_dep_node_kind(plain) == POLYATOM_NODE_KIND_ATOM && !polyatom_dep_node_is_group(plain));
    CHECK_HANDLE(atom, polyatom_dep_node_atom(plain), "a/b[x?]");
    CHECK(polyatom_dep_node_uri(plain) == NULL);
    CHECK_OWNED(polyatom_dep_node_flag(plain), NULL);
    CHECK(polyatom_dep_node_kind(negated) == POLYATOM_NODE_KIND_USE_CONDITIONAL && polyatom_dep_node_is_group(negated));
    CHECK_OWNED(polyatom_dep_node_flag(negated), "y");
    CHECK(polyatom_dep_node_is_negated(negated) && polyatom_dep_node_atom(negated) == NULL);
    CHECK(polyatom_dep_node_start(negated) == 31 && polyatom_dep_node_end(negated) == 42);
    CHECK_OWNED(polyatom_dep_node_text(negated), "!y? ( g/h )");
    CHECK_OWNED(polyatom_dep_node_debug(plain), "DepNode(\"a/b[x?]\")");
    check_nodes(polyatom_dep_node_children(negated), 1, "g/h");
    polyatom_dep_node *clone = polyatom_dep_node_clone(plain);
    CHECK(polyatom_dep_node_equal(plain, clone) && polyatom_dep_node_hash(plain) == polyatom_dep_node_hash(clone));
    CHECK(!polyatom_dep_node_equal(plain, negated) && polyatom_dep_node_compare(plain, clone) == 0);
    polyatom_dep_node_free(clone);
    polyatom_dep_node_free(plain);
    polyatom_dep_node_free(negated);
}

static void values(void)
{
    polyatom_dep_spec *one = depend("a/b c/d"), *same = depend(" a/b\n\tc/d "), *other = depend("c/d a/b");
    CHECK(polyatom_dep_spec_equal(one, same) && polyatom_dep_spec_hash(one) == polyatom_dep_spec_hash(same));
    CHECK(!polyatom_dep_spec_equal(one, other) && polyatom_dep_spec_compare(one, same) == 0);
    CHECK(polyatom_dep_spec_compare(one, other) == -1 && polyatom_dep_spec_compare(NULL, one) == -1);
    CHECK_HANDLE(dep_spec, polyatom_dep_spec_sorted(other), "a/b c/d");
    CHECK_HANDLE(dep_spec, polyatom_dep_spec_clone(other), "c/d a/b");
    polyatom_dep_spec_free(one);
    polyatom_dep_spec_free(same);
    polyatom_dep_spec_free(other);
}

static void evaluation(void)
{
    polyatom_use_flags *both = USE_FLAGS("x", "y"), *none = no_flags();
    polyatom_dep_spec *spec = depend(NESTED), *tangled = depend("c/d || ( || ( e/f a/b ) ) ( c/d )");
    CHECK_HANDLE(dep_spec, polyatom_dep_spec_evaluate(spec, both), "a/b[x?] || ( c/d !e/f )");
    CHECK_HANDLE(dep_spec, polyatom_dep_spec_evaluate_fully(spec, both), "a/b[x] || ( c/d !e/f )");
    CHECK_HANDLE(dep_spec, polyatom_dep_spec_evaluate(spec, none), "a/b[x?] g/h");
    CHECK_HANDLE(dep_spec, polyatom_dep_spec_evaluate_all(spec), "a/b[x?] || ( c/d !e/f ) g/h");
    CHECK_HANDLE(dep_spec, polyatom_dep_spec_evaluate_none(spec), "a/b[x?]");
    CHECK_HANDLE(dep_spec, polyatom_dep_spec_simplify(tangled), "c/d || ( e/f a/b )");
    polyatom_dep_spec_free(tangled);
    polyatom_dep_spec_free(spec);
    polyatom_use_flags_free(none);
    polyatom_use_flags_free(both);

    polyatom_dep_spec *flags = required_use("|| ( a? ( b ) )"), *empty = polyatom_dep_spec_evaluate_none(flags);
    CHECK(polyatom_dep_spec_empty_groups(empty) && !polyatom_dep_spec_empty_groups(flags));
    CHECK_HANDLE(dep_spec, empty, "|| ( )");
    polyatom_dep_spec_free(flags);
}

static void sets(void)
{
    polyatom_error *error = NULL;
    polyatom_dep_spec *a = depend("a/b c/d a/b"), *b = depend("e/f c/d");
    polyatom_dep_spec *flags = required_use("a"), *part = depend("a/b");
    CHECK_HANDLE(dep_spec, polyatom_dep_spec_union(a, b, &error), "a/b c/d e/f");
    CHECK_HANDLE(dep_spec, polyatom_dep_spec_intersection(a, b, &error), "c/d");
    CHECK_HANDLE(dep_spec, polyatom_dep_spec_difference(a, b, &error), "a/b");
    CHECK_HANDLE(dep_spec, polyatom_dep_spec_symmetric_difference(a, b, &error), "a/b e/f");
    CHECK(error == NULL);
    CHECK(polyatom_dep_spec_is_subset(part, a) && !polyatom_dep_spec_is_subset(a, b));
    CHECK(polyatom_dep_spec_is_disjoint(part, b) && !polyatom_dep_spec_is_disjoint(a, b));
    CHECK(polyatom_dep_spec_union(a, flags, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_DEP_SPEC);
    CHECK(polyatom_dep_spec_union(a, NULL, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_ARGUMENT);
    polyatom_dep_spec_free(part);
    polyatom_dep_spec_free(flags);
    polyatom_dep_spec_free(b);
    polyatom_dep_spec_free(a);
}

static void normal_form(void)
{
    polyatom_error *error = NULL;
    polyatom_dep_spec *spec = depend("|| ( a/b c/d ) || ( e/f ( g/h i/j ) )"), *conditional = depend("x? ( a/b )");
    polyatom_dep_spec_list *ways = polyatom_dep_spec_dnf(spec, 4, &error);
    CHECK(polyatom_dep_spec_list_length(ways) == 4 && error == NULL);
    CHECK_HANDLE(dep_spec, polyatom_dep_spec_list_get(ways, 1), "a/b g/h i/j");
    polyatom_dep_spec_list_free(ways);
    CHECK(polyatom_dep_spec_dnf(spec, 3, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_DEP_SPEC);
    CHECK(polyatom_dep_spec_dnf(conditional, 1000, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_DEP_SPEC);
    polyatom_dep_spec_free(conditional);
    polyatom_dep_spec_free(spec);
}

static void flags_checked(void)
{
    polyatom_use_flags *wrong = USE_FLAGS("a", "c", "d"), *right = USE_FLAGS("c");
    polyatom_iuse *all = iuse("+a b c d"), *one = iuse("a"), *none = iuse("");
    polyatom_error *error = NULL;
    polyatom_dep_spec *spec = required_use("a? ( b ) ^^ ( c d )");
    polyatom_required_use_check *good =
        polyatom_dep_spec_check_required_use(spec, right, all, &error);
    CHECK(polyatom_required_use_check_satisfied(good) && polyatom_required_use_check_unsatisfied(good) == NULL);
    CHECK_STRINGS(polyatom_required_use_check_sentences(good), "");
    polyatom_required_use_check_free(good);

    polyatom_required_use_check *bad =
        polyatom_dep_spec_check_required_use(spec, wrong, NULL, &error);
    CHECK(!polyatom_required_use_check_satisfied(bad) && error == NULL);
    CHECK_HANDLE(dep_spec, polyatom_required_use_check_unsatisfied(bad), "a? ( b ) ^^ ( c d )");
    CHECK_STRINGS(
        polyatom_required_use_check_sentences(bad),
        "a needs b: enable b or disable a exactly one of c, d must be enabled, but c and d are");
    polyatom_required_use_check_free(bad);

    CHECK(polyatom_dep_spec_check_required_use(spec, right, one, &error) == NULL);
    check_span(error, 5, 6);
    CHECK(polyatom_dep_spec_check_iuse(spec, all, &error) && error == NULL);
    CHECK(!polyatom_dep_spec_check_iuse(spec, none, &error));
    check_span(error, 0, 1);
    polyatom_iuse_free(none);
    polyatom_iuse_free(one);
    polyatom_iuse_free(all);
    polyatom_use_flags_free(right);
    polyatom_use_flags_free(wrong);
    polyatom_dep_spec_free(spec);
}

static void flags_solved(void)
{
    polyatom_use_flags *a = USE_FLAGS("a"), *b = USE_FLAGS("b"), *none = no_flags();
    polyatom_error *error = NULL;
    polyatom_dep_spec *spec = required_use("a? ( b )");
    polyatom_required_use_solution *solution =
        polyatom_dep_spec_solve_required_use(spec, a, NULL, NULL, &error);
    CHECK(polyatom_required_use_solution_is_optimal(solution));
    polyatom_use_change_list *changes = polyatom_required_use_solution_changes(solution);
    polyatom_required_use_solution_free(solution);
    polyatom_use_change *change = polyatom_use_change_list_get(changes, 0);
    CHECK(polyatom_use_change_list_length(changes) == 1 && polyatom_use_change_enable(change));
    CHECK_OWNED(polyatom_use_change_flag(change), "b");
    polyatom_use_change_free(change);
    polyatom_use_change_list_free(changes);
    /* No solution is no failure, and nothing to change is a solution. */
    solution = polyatom_dep_spec_solve_required_use(spec, a, b, a, &error);
    CHECK(solution == NULL && error == NULL);
    solution = polyatom_dep_spec_solve_required_use(spec, none, NULL, NULL, &error);
    changes = polyatom_required_use_solution_changes(solution);
    polyatom_required_use_solution_free(solution);
    CHECK(changes && polyatom_use_change_list_length(changes) == 0);
    polyatom_use_change_list_free(changes);
    polyatom_use_flags_free(none);
    polyatom_use_flags_free(b);
    polyatom_use_flags_free(a);
    polyatom_dep_spec_free(spec);
}

static polyatom_package *package(const char *name)
{
    polyatom_iuse *flags = iuse("x");
    polyatom_cpv *named = cpv(name);
    polyatom_package *made = polyatom_package_new(named, NULL, NULL, 0, NULL, flags, NULL);
    polyatom_iuse_free(flags);
    polyatom_cpv_free(named);
    return made;
}

static void satisfaction(void)
{
    polyatom_use_flags *parent_use = USE_FLAGS("x");
    polyatom_dep_spec *spec = depend("|| ( a/b x? ( c/d ) ) !e/f g/h[x?]");
    polyatom_package *there[] = {package("c/d-1"), package("e/f-1")};
    polyatom_satisfaction *found =
        polyatom_dep_spec_satisfied_by(spec, (const polyatom_package *const *)there, 2, parent_use);
    CHECK(!polyatom_satisfaction_satisfied(found));
    polyatom_any_of_choice_list *choices = polyatom_satisfaction_choices(found);
    polyatom_any_of_choice *choice = polyatom_any_of_choice_list_get(choices, 0);
    CHECK(polyatom_any_of_choice_list_length(choices) == 1);
    CHECK_HANDLE(dep_node, polyatom_any_of_choice_group(choice), "|| ( a/b x? ( c/d ) )");
    CHECK_HANDLE(dep_node, polyatom_any_of_choice_member(choice), "x? ( c/d )");
    polyatom_any_of_choice_free(choice);
    polyatom_any_of_choice_list_free(choices);
    check_nodes(polyatom_satisfaction_missing(found), 1, "g/h[x?]");
    check_nodes(polyatom_satisfaction_violated(found), 1, "!e/f");
    polyatom_satisfaction_free(found);
    polyatom_use_flags_free(parent_use);
    polyatom_package_free(there[0]);
    polyatom_package_free(there[1]);
    polyatom_dep_spec_free(spec);
}

static void uris(void)
{
    static const char *const places[] = {"https://one.example/gnu", "https://two.example"};
    polyatom_dep_spec *spec =
        spec_of(POLYATOM_DEP_SPEC_KIND_SRC_URI, "mirror://gnu/a.tgz x? ( fetch+https://example.org/v1 -> b-1 ) c.zip");
    polyatom_uri_list *list = polyatom_dep_spec_uris(spec);
    polyatom_uri *renamed = polyatom_uri_list_get(list, 1), *plain = polyatom_uri_list_get(list, 2);
    CHECK(polyatom_uri_list_length(list) == 3);
    CHECK_OWNED(polyatom_uri_uri(renamed), "https://example.org/v1");
    CHECK_OWNED(polyatom_uri_filename(renamed), "b-1");
    CHECK_OWNED(polyatom_uri_rename(renamed), "b-1");
    CHECK_OWNED(polyatom_uri_scheme(renamed), "https");
    CHECK(polyatom_uri_prefix_of(renamed) == POLYATOM_URI_PREFIX_FETCH);
    CHECK_OWNED(polyatom_uri_scheme(plain), NULL);
    CHECK(polyatom_uri_prefix_of(plain) == POLYATOM_URI_PREFIX_NONE);
    polyatom_uri_free(renamed);
    polyatom_uri_free(plain);
    polyatom_uri_list_free(list);

    polyatom_mirror *gnu = polyatom_mirror_new("gnu", NUL_TERMINATED, places, NULL, 2, NULL);
    const polyatom_mirror *const mirrors[] = {gnu};
    polyatom_download_list *downloads = polyatom_dep_spec_downloads(spec, mirrors, 1, NULL);
    polyatom_download *mirrored = polyatom_download_list_get(downloads, 0);
    CHECK_OWNED(polyatom_download_filename(mirrored), "a.tgz");
    CHECK_STRINGS(polyatom_download_uris(mirrored), "https://one.example/gnu/a.tgz https://two.example/a.tgz");
    polyatom_download_free(mirrored);
    polyatom_download_list_free(downloads);
    polyatom_mirror_free(gnu);
    polyatom_dep_spec_free(spec);
}

static void diagnostics(void)
{
    polyatom_dep_spec *spec = depend("a/b:0/1= || ( c/d:= )");
    polyatom_diagnostic_list *list = polyatom_dep_spec_diagnostics(spec, POLYATOM_DEP_SPEC_KIND_NONE);
    polyatom_diagnostic *any_of = polyatom_diagnostic_list_get(list, 1);
    CHECK(polyatom_diagnostic_list_length(list) == 2);
    CHECK(polyatom_diagnostic_kind_of(any_of) == POLYATOM_DIAGNOSTIC_KIND_SLOT_OPERATOR_IN_ANY_OF);
    CHECK(polyatom_diagnostic_start(any_of) == 17 && polyatom_diagnostic_end(any_of) == 19);
    polyatom_diagnostic_free(any_of);
    polyatom_diagnostic_list *more = polyatom_dep_spec_diagnostics(spec, POLYATOM_DEP_SPEC_KIND_PDEPEND);
    CHECK(polyatom_diagnostic_list_length(more) > polyatom_diagnostic_list_length(list));
    polyatom_diagnostic_list_free(more);
    polyatom_diagnostic_list_free(list);
    polyatom_dep_spec_free(spec);
}

static void errors(void)
{
    static const struct {
        polyatom_dep_spec_kind kind;
        const char *text;
        uint64_t start, end;
    } wrong[] = {
        {POLYATOM_DEP_SPEC_KIND_DEPEND, "a/b ||", 4, 6},         {POLYATOM_DEP_SPEC_KIND_DEPEND, "a/b ( c/d", 4, 5},
        {POLYATOM_DEP_SPEC_KIND_DEPEND, "a/b )", 4, 5},          {POLYATOM_DEP_SPEC_KIND_DEPEND, "( )", 0, 3},
        {POLYATOM_DEP_SPEC_KIND_RESTRICT, "x || ( y )", 2, 4},   {POLYATOM_DEP_SPEC_KIND_DEPEND, "a/b c/d-1", 7, 9},
        {POLYATOM_DEP_SPEC_KIND_SRC_URI, "a\xc3\xa4 ||", 4, 6},
    };
    polyatom_error *error = NULL;
    for (size_t i = 0; i < COUNT(wrong); i++) {
        CHECK(!polyatom_dep_spec_new(
            wrong[i].kind, wrong[i].text, NUL_TERMINATED, POLYATOM_EAPI_NONE, false, &error));
        check_span(error, wrong[i].start, wrong[i].end);
    }
    CHECK(!polyatom_dep_spec_new(POLYATOM_DEP_SPEC_KIND_NONE, "", 0, POLYATOM_EAPI_NONE, false, &error));
    CHECK_ERROR(error, POLYATOM_ERROR_ARGUMENT);
}

/* Depth costs nothing but memory; what is wrong far inside is an error like any other. */
static void depth(void)
{
    enum { DEPTH = 100000 };
    polyatom_error *error = NULL;
    char *text = malloc(4 * DEPTH);
    for (size_t i = 0; text && i < DEPTH; i++) {
        memcpy(text + 2 * i, "( ", 2);
        memcpy(text + 2 * (DEPTH + i), ") ", 2);
    }
    CHECK(!polyatom_dep_spec_new(POLYATOM_DEP_SPEC_KIND_DEPEND, text, 4 * DEPTH, POLYATOM_EAPI_NONE, false, &error));
    CHECK_ERROR(error, POLYATOM_ERROR_DEP_SPEC);
    polyatom_dep_spec *empty =
        polyatom_dep_spec_new(POLYATOM_DEP_SPEC_KIND_DEPEND, text, 4 * DEPTH, POLYATOM_EAPI_NONE, true, &error);
    polyatom_dep_spec *simple = polyatom_dep_spec_simplify(empty);
    CHECK_OWNED(polyatom_dep_spec_to_string(simple), "");
    polyatom_dep_spec_free(simple);
    polyatom_dep_spec_free(empty);
    free(text);
}

static void patterns(void)
{
    polyatom_error *error = NULL;
    polyatom_atom_pattern *pattern = polyatom_atom_pattern_parse("dev-*/lib*:2::gentoo", NUL_TERMINATED, &error);
    polyatom_atom_pattern *names = polyatom_atom_pattern_parse("dev-*/lib*", NUL_TERMINATED, &error);
    CHECK_OWNED(polyatom_atom_pattern_category(pattern), "dev-*");
    CHECK_OWNED(polyatom_atom_pattern_package(pattern), "lib*");
    CHECK_OWNED(polyatom_atom_pattern_slot(pattern), "2");
    CHECK_OWNED(polyatom_atom_pattern_repo(pattern), "gentoo");
    CHECK_OWNED(polyatom_atom_pattern_slot(names), NULL);
    polyatom_cpv *name = cpv("dev-libs/libxml2-2");
    polyatom_slot *slot = polyatom_slot_parse("2/3", NUL_TERMINATED, NULL);
    polyatom_package *known =
        polyatom_package_new(name, slot, "gentoo", NUL_TERMINATED, NULL, NULL, NULL);
    CHECK(polyatom_atom_pattern_matches(names, name) && !polyatom_atom_pattern_matches(pattern, name));
    CHECK(polyatom_atom_pattern_matches_package(pattern, known) && !polyatom_atom_pattern_equal(pattern, names));
    polyatom_package_free(known);
    polyatom_slot_free(slot);
    polyatom_cpv_free(name);
    polyatom_atom_pattern_free(names);
    polyatom_atom_pattern_free(pattern);
    CHECK(polyatom_atom_pattern_parse(">=a/b-1", NUL_TERMINATED, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_ATOM_PATTERN);
}

/* Results and errors are in the places of their texts. */
static void batches(void)
{
    static const char *const specs[] = {NESTED, "a/b ||", "", "c/d"}, *const atoms[] = {"a/b", "nonsense", "c/d:="};
    polyatom_error *error = NULL;
    polyatom_dep_spec_batch *batch =
        polyatom_parse_dep_specs(POLYATOM_DEP_SPEC_KIND_DEPEND, specs, NULL, COUNT(specs), POLYATOM_EAPI_NONE);
    polyatom_u64_list *failures = polyatom_dep_spec_batch_failures(batch);
    CHECK(polyatom_u64_list_length(failures) == 1 && polyatom_u64_list_get(failures, 0) == 1);
    polyatom_u64_list_free(failures);
    CHECK(polyatom_dep_spec_batch_length(batch) == COUNT(specs));
    CHECK_HANDLE(dep_spec, polyatom_dep_spec_batch_get(batch, 3, &error), "c/d");
    CHECK(polyatom_dep_spec_batch_get(batch, 4, &error) == NULL && error == NULL);
    CHECK(polyatom_dep_spec_batch_get(batch, 1, &error) == NULL);
    check_span(error, 4, 6);
    polyatom_dep_spec_list *successes = polyatom_dep_spec_batch_successes(batch);
    CHECK(polyatom_dep_spec_list_length(successes) == 3);
    polyatom_dep_spec_list_free(successes);
    polyatom_dep_spec_batch_free(batch);

    polyatom_atom_batch *read = polyatom_parse_atoms(atoms, NULL, COUNT(atoms), POLYATOM_EAPI_V4);
    CHECK_HANDLE(atom, polyatom_atom_batch_get(read, 0, &error), "a/b");
    CHECK(polyatom_atom_batch_get(read, 2, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_ATOM);
    polyatom_atom_batch_free(read);
}

int main(void)
{
    items();
    nodes();
    values();
    evaluation();
    sets();
    normal_form();
    flags_checked();
    flags_solved();
    satisfaction();
    uris();
    diagnostics();
    errors();
    depth();
    patterns();
    batches();
    return finish();
}
