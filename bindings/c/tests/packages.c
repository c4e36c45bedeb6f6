/* Packages, and which atoms match them, depending on what is known. */
#include "polyatom-check.h"

static polyatom_package *package(const char *text, const char *slot_text, const char *repo)
{
    polyatom_cpv *name = cpv(text);
    polyatom_slot *slot = slot_text ? polyatom_slot_parse(slot_text, NUL_TERMINATED, NULL) : NULL;
    polyatom_package *made = polyatom_package_new(name, slot, repo, NUL_TERMINATED, NULL, NULL, NULL);
    polyatom_cpv_free(name);
    polyatom_slot_free(slot);
    return made;
}

static bool matches(const char *text, const polyatom_package *candidate)
{
    polyatom_atom *parsed = atom(text);
    bool result = polyatom_atom_matches_package(parsed, candidate, NULL);
    polyatom_atom_free(parsed);
    return result;
}

static void all_facts(void)
{
    polyatom_use_flags *flags = USE_FLAGS("tk", "ssl", "tk"), *enabled;
    polyatom_cpv *name = cpv("dev-lang/python-3.12.1");
    polyatom_slot *slot = polyatom_slot_parse("3.12/1", NUL_TERMINATED, NULL);
    polyatom_iuse *flags_there = iuse("+ssl tk -test");
    polyatom_package *full = polyatom_package_new(name, slot, "gentoo", NUL_TERMINATED, flags, flags_there, NULL);
    polyatom_iuse_free(flags_there);
    polyatom_cpv_free(name);
    polyatom_slot_free(slot);

    CHECK_HANDLE(cpv, polyatom_package_cpv(full), "dev-lang/python-3.12.1");
    CHECK_HANDLE(slot, polyatom_package_slot(full), "3.12/1");
    CHECK_OWNED(polyatom_package_repo(full), "gentoo");
    enabled = polyatom_package_use_flags(full);
    CHECK(polyatom_use_flags_equal(enabled, flags));
    CHECK_STRINGS(polyatom_use_flags_names(enabled), "ssl tk");
    polyatom_use_flags_free(enabled);
    polyatom_use_flags_free(flags);
    CHECK_HANDLE(iuse, polyatom_package_iuse(full), "+ssl tk -test");
    char *debug = polyatom_package_debug(full);
    CHECK(debug && strstr(debug, "gentoo") != NULL);
    polyatom_string_free(debug);

    CHECK(matches(">=dev-lang/python-3.11:3.12/1=::gentoo[ssl,tk,-test]", full));
    CHECK(matches("!<dev-lang/python-4", full));
    CHECK(!matches("dev-lang/python[test]", full));
    CHECK(!matches("dev-lang/python:3.11", full));
    CHECK(!matches("dev-lang/python::other", full));
    polyatom_package *clone = polyatom_package_clone(full);
    polyatom_package_free(full);
    CHECK(matches("dev-lang/python:3.12", clone));
    polyatom_package_free(clone);
}

static void no_facts(void)
{
    polyatom_package *bare = package("a/b-1", NULL, NULL);
    CHECK(polyatom_package_slot(bare) == NULL);
    CHECK(polyatom_package_repo(bare) == NULL);
    CHECK(polyatom_package_iuse(bare) == NULL);
    polyatom_use_flags *enabled = polyatom_package_use_flags(bare);
    CHECK(polyatom_use_flags_length(enabled) == 0);
    polyatom_use_flags_free(enabled);
    CHECK(polyatom_take_failure() == NULL);

    CHECK(matches("a/b", bare));
    CHECK(matches("a/b:=", bare));
    CHECK(matches("a/b[c(+)]", bare));
    CHECK(!matches("a/b:0", bare));
    CHECK(!matches("a/b::gentoo", bare));
    CHECK(!matches("a/b[c]", bare));
    polyatom_package_free(bare);
}

static void equality(void)
{
    polyatom_package *one = package("a/b-1", "0", "gentoo"), *same = package("a/b-1", "0", "gentoo");
    polyatom_package *elsewhere = package("a/b-1", "0", "other"), *unknown = package("a/b-1", "0", NULL);
    CHECK(polyatom_package_equal(one, same) && polyatom_package_hash(one) == polyatom_package_hash(same));
    CHECK(!polyatom_package_equal(one, elsewhere) && !polyatom_package_equal(one, unknown));
    CHECK(polyatom_package_equal(NULL, NULL) && !polyatom_package_equal(one, NULL));
    polyatom_package_free(one);
    polyatom_package_free(same);
    polyatom_package_free(elsewhere);
    polyatom_package_free(unknown);
}

static void by_name_and_version(void)
{
    polyatom_atom *range = atom(">=dev-lang/python-3.11");
    polyatom_cpv *old = cpv("dev-lang/python-3.9"), *new = cpv("dev-lang/python-3.12"), *other = cpv("dev-lang/ruby-4");
    CHECK(!polyatom_atom_matches(range, old));
    CHECK(polyatom_atom_matches(range, new));
    CHECK(!polyatom_atom_matches(range, other));
    const polyatom_cpv *const all[] = {other, new, old};
    CHECK_HANDLE(cpv, polyatom_atom_best_match(range, all, COUNT(all)), "dev-lang/python-3.12");
    CHECK(polyatom_atom_best_match(range, NULL, 0) == NULL);
    CHECK(polyatom_take_failure() == NULL);

    polyatom_cpv_list *sorted = polyatom_sort_cpvs(all, COUNT(all));
    CHECK_HANDLE(cpv, polyatom_cpv_list_get(sorted, 0), "dev-lang/python-3.9");
    CHECK_HANDLE(cpv, polyatom_cpv_list_get(sorted, 2), "dev-lang/ruby-4");
    polyatom_cpv_list_free(sorted);
    polyatom_cpv_free(old);
    polyatom_cpv_free(new);
    polyatom_cpv_free(other);
    polyatom_atom_free(range);
}

/* What a conditional USE dependency asks for depends on the parent's flags. */
static void parents(void)
{
    static const char *const names[] = {"xy"};
    static const size_t only_x[] = {1};
    polyatom_use_flags *x = polyatom_use_flags_new(names, only_x, 1, NULL), *xy = USE_FLAGS("xy");
    polyatom_iuse *flags = iuse("x");
    polyatom_cpv *name = cpv("a/b-1");
    polyatom_package *without_x = polyatom_package_new(name, NULL, NULL, 0, NULL, flags, NULL);
    polyatom_iuse_free(flags);
    polyatom_atom *conditional = atom("a/b[x?]");
    CHECK(polyatom_atom_matches_package(conditional, without_x, NULL));
    CHECK(!polyatom_atom_matches_package(conditional, without_x, x));
    CHECK(polyatom_atom_matches_package(conditional, without_x, xy));
    polyatom_use_flags_free(xy);
    polyatom_use_flags_free(x);
    polyatom_atom_free(conditional);
    polyatom_package_free(without_x);
    polyatom_cpv_free(name);
}

static void use_errors(void)
{
    polyatom_error *error = NULL;
    polyatom_package *bare = package("a/b-1", "0", NULL);
    polyatom_atom *needs_flag = atom("a/b[ssl]"), *has_default = atom("a/b[ssl(+)]"), *negated = atom("a/b[-ssl(+)]");
    CHECK(!polyatom_atom_check_use(needs_flag, bare, NULL, &error));
    CHECK(polyatom_error_code(error) == POLYATOM_ERROR_MISSING_FLAG);
    size_t length = 0;
    CHECK_TEXT(polyatom_error_flag(error, &length), "ssl");
    CHECK(length == 3);
    CHECK_TEXT(polyatom_error_package(error, NULL), "a/b-1");
    CHECK_TEXT(polyatom_error_input(error, NULL), "a/b[ssl]");
    CHECK(polyatom_error_start(error) == 4 && polyatom_error_end(error) == 7);
    CHECK_TEXT(polyatom_error_reason_code(error, NULL), "missing_flag");
    polyatom_error_free(error);

    /* True, false and failure are three things. */
    CHECK(polyatom_atom_check_use(has_default, bare, NULL, &error) && error == NULL);
    CHECK(!polyatom_atom_check_use(negated, bare, NULL, &error) && error == NULL);
    polyatom_atom_free(needs_flag);
    polyatom_atom_free(has_default);
    polyatom_atom_free(negated);
    polyatom_package_free(bare);
}

static void intersections(void)
{
    polyatom_atom *low = atom("<a/b-2"), *high = atom(">=a/b-2"), *both = atom("~a/b-1.5");
    CHECK(!polyatom_atom_intersects(low, high));
    CHECK(polyatom_atom_intersects(low, both) && !polyatom_atom_intersects(high, both));
    polyatom_atom_free(low);
    polyatom_atom_free(high);
    polyatom_atom_free(both);
}

/* Records are equal if their fields are, also what is in them. */
static void records(void)
{
    const char *text = "DIST a 1 MD5 900150983cd24fb0d6963f7d28e17f72\nDIST b 2\n";
    polyatom_manifest *one = polyatom_parse_manifest(text, NUL_TERMINATED), *same = polyatom_parse_manifest(text, NUL_TERMINATED);
    polyatom_manifest *other = polyatom_parse_manifest(text, strlen(text) - 2);
    CHECK(polyatom_manifest_equal(one, same) && polyatom_manifest_hash(one) == polyatom_manifest_hash(same));
    CHECK(!polyatom_manifest_equal(one, other) && !polyatom_manifest_equal(one, NULL));
    polyatom_manifest_free(one);
    polyatom_manifest_free(same);
    polyatom_manifest_free(other);
}

/* What is opened equals itself alone, and its packages are equal if they are the same of it. */
static void opened_things(void)
{
    const char *lines[] = {"x"};
    polyatom_repository_file *file = polyatom_repository_file_new("var/db/pkg/a/b-1/USE", NUL_TERMINATED, lines, NULL, 1, NULL);
    const polyatom_repository_file *files[] = {file};
    polyatom_installed *one = polyatom_installed_from_files(files, 1, NULL), *other = polyatom_installed_from_files(files, 1, NULL);
    polyatom_installed *copy = polyatom_installed_clone(one);
    CHECK(polyatom_installed_equal(one, copy) && polyatom_installed_hash(one) == polyatom_installed_hash(copy));
    CHECK(!polyatom_installed_equal(one, other));
    polyatom_cpv *name = cpv("a/b-1");
    polyatom_installed_package *first = polyatom_installed_package_of(one, name, NULL);
    polyatom_installed_package *second = polyatom_installed_package_of(copy, name, NULL);
    polyatom_installed_package *third = polyatom_installed_package_of(other, name, NULL);
    CHECK(first && polyatom_installed_package_equal(first, second) && !polyatom_installed_package_equal(first, third));
    polyatom_installed_package_free(first);
    polyatom_installed_package_free(second);
    polyatom_installed_package_free(third);
    polyatom_cpv_free(name);
    polyatom_installed_free(one);
    polyatom_installed_free(copy);
    polyatom_installed_free(other);
    polyatom_repository_file_free(file);
}

/* Bytes that are not UTF-8 are told with line and place, and a message has all of a path with a NUL in it. */
static void wrong_bytes(void)
{
    polyatom_manifest *read = polyatom_parse_manifest("DIST a 1\nDIST \xff 2\n", NUL_TERMINATED);
    polyatom_problem_list *problems = polyatom_manifest_problems(read);
    const polyatom_problem *problem = polyatom_problem_list_peek(problems, 0);
    uint64_t line = 0;
    size_t length = 0;
    CHECK(polyatom_problem_list_length(problems) == 1 && polyatom_problem_line(problem, &line) && line == 2);
    const char *code = polyatom_problem_code_view(problem, &length);
    CHECK(length == strlen("not_utf8") && memcmp(code, "not_utf8", length) == 0);
    CHECK(polyatom_problem_start(problem) == 5 && polyatom_problem_end(problem) == 8);
    polyatom_problem_list_free(problems);
    polyatom_manifest_free(read);
    polyatom_error *error = NULL;
    CHECK(polyatom_read_manifest("a\0b", 3, &error) == NULL);
    CHECK(error && strstr(polyatom_error_message(error), "a\\0b: a byte that is zero") != NULL);
    polyatom_error_free(error);
}

int main(void)
{
    records();
    opened_things();
    wrong_bytes();
    all_facts();
    no_facts();
    equality();
    by_name_and_version();
    parents();
    use_errors();
    intersections();
    return finish();
}
