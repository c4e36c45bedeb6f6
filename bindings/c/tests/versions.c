/* Versions: their parts, their order, and numbers that no machine holds. */
#include "polyatom-check.h"

#include <stdlib.h>

static void parts(void)
{
    polyatom_version *full = version("1.02.3b_rc4_p-r05");
    CHECK_STRINGS(polyatom_version_numbers(full), "1 02 3");
    CHECK_OWNED(polyatom_version_letter(full), "b");
    CHECK_OWNED(polyatom_version_base(full), "1.02.3b_rc4_p");
    CHECK_HANDLE(revision, polyatom_version_revision(full), "05");
    CHECK_HANDLE(version, polyatom_version_without_revision(full), "1.02.3b_rc4_p");

    polyatom_version_suffix_list *suffixes = polyatom_version_suffixes(full);
    CHECK(polyatom_version_suffix_list_length(suffixes) == 2);
    polyatom_version_suffix *rc = polyatom_version_suffix_list_get(suffixes, 0);
    polyatom_version_suffix *p = polyatom_version_suffix_list_get(suffixes, 1);
    polyatom_version_suffix_list_free(suffixes);
    CHECK(polyatom_version_suffix_kind(rc) == POLYATOM_SUFFIX_KIND_RC);
    CHECK_OWNED(polyatom_version_suffix_number(rc), "4");
    CHECK(polyatom_version_suffix_kind(p) == POLYATOM_SUFFIX_KIND_P);
    CHECK(polyatom_version_suffix_number(p) == NULL);
    polyatom_version_suffix_free(rc);
    polyatom_version_suffix_free(p);
    polyatom_version_free(full);

    polyatom_version *bare = version("1");
    CHECK(polyatom_version_letter(bare) == NULL && polyatom_version_revision(bare) == NULL);
    suffixes = polyatom_version_suffixes(bare);
    CHECK(suffixes != NULL && polyatom_version_suffix_list_length(suffixes) == 0);
    polyatom_version_suffix_list_free(suffixes);
    polyatom_version_free(bare);
    CHECK(polyatom_take_failure() == NULL);
}

static void suffix_record(void)
{
    polyatom_error *error = NULL;
    polyatom_version_suffix *suffix = polyatom_version_suffix_new(POLYATOM_SUFFIX_KIND_BETA, "007", 3, &error);
    polyatom_version_suffix *clone = polyatom_version_suffix_clone(suffix);
    polyatom_version_suffix_free(suffix);
    CHECK(polyatom_version_suffix_kind(clone) == POLYATOM_SUFFIX_KIND_BETA);
    CHECK_OWNED(polyatom_version_suffix_number(clone), "007");
    polyatom_version_suffix_free(clone);
    CHECK(polyatom_version_suffix_new(5, NULL, 0, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_ARGUMENT);
}

static void revisions(void)
{
    polyatom_version *plain = version("1.2-r3");
    polyatom_revision *seven = polyatom_revision_parse("07", NUL_TERMINATED, NULL);
    polyatom_revision *same = polyatom_revision_parse("7", NUL_TERMINATED, NULL);
    CHECK_HANDLE(version, polyatom_version_with_revision(plain, seven), "1.2-r07");
    CHECK_HANDLE(version, polyatom_version_with_revision(plain, NULL), "1.2");
    CHECK(polyatom_revision_equal(seven, same) && polyatom_revision_compare(seven, same) == 0);
    CHECK(polyatom_revision_hash(seven) == polyatom_revision_hash(same));
    CHECK_HANDLE(revision, polyatom_revision_clone(seven), "07");
    polyatom_revision_free(seven);
    polyatom_revision_free(same);
    polyatom_version_free(plain);
    polyatom_error *error = NULL;
    CHECK(polyatom_revision_parse("r1", NUL_TERMINATED, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_REVISION);
}

/* From lowest to highest. */
static const char *const ASCENDING[] = {
    "0",     "1_alpha", "1_alpha1", "1_beta", "1_pre", "1_rc",  "1",   "1-r1",
    "1_p",   "1_p0-r1", "1a",       "1.01",   "1.1",   "1.9-r1", "1.10", "10",
};

static int sign(int number)
{
    return (number > 0) - (number < 0);
}

static int key_order(const polyatom_version *a, const polyatom_version *b)
{
    size_t a_length = 0, b_length = 0;
    uint8_t *a_key = polyatom_version_sort_key(a, &a_length), *b_key = polyatom_version_sort_key(b, &b_length);
    int order = memcmp(a_key, b_key, a_length < b_length ? a_length : b_length);
    polyatom_bytes_free(a_key);
    polyatom_bytes_free(b_key);
    return order ? sign(order) : (a_length > b_length) - (a_length < b_length);
}

static void order(void)
{
    for (size_t i = 0; i < COUNT(ASCENDING); i++) {
        polyatom_version *a = version(ASCENDING[i]);
        for (size_t j = 0; j < COUNT(ASCENDING); j++) {
            polyatom_version *b = version(ASCENDING[j]);
            const int expected = (i > j) - (i < j);
            if (!CHECK(polyatom_version_compare(a, b) == expected && key_order(a, b) == expected)) {
                fprintf(stderr, "    %s and %s\n", ASCENDING[i], ASCENDING[j]);
            }
            CHECK(polyatom_version_equal(a, b) == (i == j));
            polyatom_version_free(b);
        }
        polyatom_version_free(a);
    }
}

static void equal_in_other_words(void)
{
    static const char *const pairs[][2] = {{"1", "1-r0"}, {"1", "01"}, {"1.0", "1.00"}, {"1_p", "1_p0"}, {"1-r1", "1-r01"}};
    for (size_t i = 0; i < COUNT(pairs); i++) {
        polyatom_version *a = version(pairs[i][0]), *b = version(pairs[i][1]);
        CHECK(polyatom_version_equal(a, b) && polyatom_version_compare(a, b) == 0 && key_order(a, b) == 0);
        CHECK(polyatom_version_hash(a) == polyatom_version_hash(b));
        polyatom_version_free(a);
        polyatom_version_free(b);
    }
}

static int by_version(const void *a, const void *b)
{
    return polyatom_version_compare(*(polyatom_version *const *)a, *(polyatom_version *const *)b);
}

static void sorting(void)
{
    polyatom_version *versions[COUNT(ASCENDING)];
    const polyatom_version *shuffled[COUNT(ASCENDING)];
    for (size_t i = 0; i < COUNT(ASCENDING); i++) {
        versions[i] = version(ASCENDING[(i * 5 + 3) % COUNT(ASCENDING)]);
        shuffled[i] = versions[i];
    }
    for (size_t i = 0; i < COUNT(ASCENDING); i++) {
        polyatom_error *error = NULL;
        const int expected = i > 2 ? 1 : i < 2 ? -1 : 0;
        CHECK(polyatom_compare_versions(
                  ASCENDING[i], NUL_TERMINATED, ASCENDING[2], NUL_TERMINATED, &error) == expected);
        CHECK(error == NULL);
        polyatom_compare_versions(ASCENDING[i], NUL_TERMINATED, "x", NUL_TERMINATED, &error);
        CHECK_ERROR(error, POLYATOM_ERROR_VERSION);
    }
    polyatom_version_list *sorted = polyatom_sort_versions(shuffled, COUNT(shuffled));
    qsort(versions, COUNT(versions), sizeof versions[0], by_version);
    CHECK(polyatom_version_list_length(sorted) == COUNT(ASCENDING));
    for (size_t i = 0; i < COUNT(ASCENDING); i++) {
        CHECK_HANDLE(version, polyatom_version_list_get(sorted, i), ASCENDING[i]);
        CHECK_HANDLE(version, versions[i], ASCENDING[i]);
    }
    polyatom_version_list_free(sorted);
}

/* Equal versions stay in the order they came in. */
static void stable_sorting(void)
{
    polyatom_version *a = version("1-r0"), *b = version("1"), *c = version("0");
    const polyatom_version *const versions[] = {a, b, c};
    polyatom_version_list *sorted = polyatom_sort_versions(versions, 3);
    CHECK_HANDLE(version, polyatom_version_list_get(sorted, 1), "1-r0");
    CHECK_HANDLE(version, polyatom_version_list_get(sorted, 2), "1");
    polyatom_version_list_free(sorted);
    polyatom_version_free(a);
    polyatom_version_free(b);
    polyatom_version_free(c);
}

static void satisfied(void)
{
    polyatom_version *candidate = version("1.2.3-r1"), *wanted = version("1.2");
    CHECK(polyatom_version_satisfies(candidate, POLYATOM_OPERATOR_GREATER, wanted));
    CHECK(polyatom_version_satisfies(candidate, POLYATOM_OPERATOR_EQUAL_GLOB, wanted));
    CHECK(!polyatom_version_satisfies(candidate, POLYATOM_OPERATOR_APPROXIMATE, wanted));
    CHECK(!polyatom_version_satisfies(candidate, POLYATOM_OPERATOR_LESS_OR_EQUAL, wanted));
    CHECK_REFUSED(!polyatom_version_satisfies(candidate, POLYATOM_OPERATOR_NONE, wanted));

    /* What `=1.2*` matches begins with its glob key. */
    size_t key_length = 0, prefix_length = 0;
    uint8_t *key = polyatom_version_sort_key(candidate, &key_length);
    uint8_t *prefix = polyatom_version_glob_key(wanted, &prefix_length);
    CHECK(prefix_length > 0 && prefix_length <= key_length && memcmp(key, prefix, prefix_length) == 0);
    polyatom_bytes_free(key);
    polyatom_bytes_free(prefix);
    polyatom_version_free(candidate);
    polyatom_version_free(wanted);
}

/* A version of `digits` nines, or one more than that: a one and zeros. To be freed with free(). */
static char *huge(size_t digits, bool next)
{
    char *text = malloc(digits + 2);
    if (!text) {
        abort();
    }
    memset(text, next ? '0' : '9', digits + next);
    if (next) {
        text[0] = '1';
    }
    text[digits + next] = '\0';
    return text;
}

static void huge_numbers(void)
{
    static const size_t digits[] = {19, 20, 39, 1000, 100000};
    for (size_t i = 0; i < COUNT(digits); i++) {
        char *nines_text = huge(digits[i], false), *next_text = huge(digits[i], true);
        polyatom_version *nines = version(nines_text), *next = version(next_text);
        CHECK(polyatom_version_compare(nines, next) == -1 && polyatom_version_compare(next, nines) == 1);
        CHECK(key_order(nines, next) == -1);
        CHECK_OWNED(polyatom_version_to_string(nines), nines_text);
        polyatom_string_list *numbers = polyatom_version_numbers(next);
        CHECK_OWNED(polyatom_string_list_get(numbers, 0), next_text);
        polyatom_string_list_free(numbers);
        polyatom_version_free(nines);
        polyatom_version_free(next);
        free(nines_text);
        free(next_text);
    }
    /* Twenty digits that differ in the last one, in every place that holds a number. */
    static const char *const pairs[][2] = {
        {"98765432109876543210", "98765432109876543211"},
        {"1.98765432109876543210", "1.98765432109876543211"},
        {"1_p98765432109876543210", "1_p98765432109876543211"},
        {"1-r98765432109876543210", "1-r98765432109876543211"},
    };
    for (size_t i = 0; i < COUNT(pairs); i++) {
        polyatom_version *low = version(pairs[i][0]), *high = version(pairs[i][1]);
        CHECK(polyatom_version_compare(low, high) == -1);
        polyatom_version_free(low);
        polyatom_version_free(high);
    }
}

static void validity(void)
{
    CHECK(polyatom_is_valid_version("1.2b_rc3-r4", NUL_TERMINATED));
    CHECK(!polyatom_is_valid_version("1.", NUL_TERMINATED));
    CHECK(polyatom_is_valid_version("1.", 1));
    CHECK(!polyatom_is_valid_version("", 0));
    CHECK(!polyatom_is_valid_version("1\0", 2));
    CHECK(polyatom_take_failure() == NULL);
}

int main(void)
{
    parts();
    suffix_record();
    revisions();
    order();
    equal_in_other_words();
    sorting();
    stable_sorting();
    satisfied();
    huge_numbers();
    validity();
    return finish();
}
