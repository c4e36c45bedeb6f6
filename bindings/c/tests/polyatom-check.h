/* What the tests of the library share. */
#ifndef POLYATOM_CHECK_H
#define POLYATOM_CHECK_H

#include "check.h"

#include <polyatom.h>

#define NUL_TERMINATED POLYATOM_NUL_TERMINATED
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A text handed out by the library is this one; it is freed. */
#define CHECK_OWNED(actual, expected) CHECK_OWNED_BY(polyatom_string_free, actual, expected)

static inline polyatom_atom *atom(const char *text)
{
    return polyatom_atom_parse(text, NUL_TERMINATED, POLYATOM_EAPI_NONE, NULL);
}

static inline polyatom_cpv *cpv(const char *text)
{
    return polyatom_cpv_parse(text, NUL_TERMINATED, NULL);
}

static inline polyatom_version *version(const char *text)
{
    return polyatom_version_parse(text, NUL_TERMINATED, NULL);
}

/* The set of these flags. */
#define USE_FLAGS(...)                                       \
    polyatom_use_flags_new(                                  \
        (const char *const[]){__VA_ARGS__}, NULL,            \
        COUNT(((const char *const[]){__VA_ARGS__})), NULL)

static inline polyatom_use_flags *no_flags(void)
{
    return polyatom_use_flags_new(NULL, NULL, 0, NULL);
}

static inline polyatom_iuse *iuse(const char *text)
{
    return polyatom_iuse_parse(text, NUL_TERMINATED, NULL);
}

/* Defines CHECK_<TYPE>'s function: the text of a handle that was handed out is this one (NULL: there is none); it is freed. */
#define DEFINE_CHECK(type)                                                                                     \
    static inline void check_##type(                                                                           \
        polyatom_##type *actual, const char *expected, const char *what, const char *file, int line)           \
    {                                                                                                          \
        char *text = actual ? polyatom_##type##_to_string(actual) : NULL;                                      \
        check_owned(text, expected, polyatom_string_free, what, file, line);                                   \
        polyatom_##type##_free(actual);                                                                        \
    }
DEFINE_CHECK(atom)
DEFINE_CHECK(cpn)
DEFINE_CHECK(cpv)
DEFINE_CHECK(iuse)
DEFINE_CHECK(revision)
DEFINE_CHECK(slot)
DEFINE_CHECK(slot_dep)
DEFINE_CHECK(use_dep)
DEFINE_CHECK(version)

/* CHECK_HANDLE(atom, polyatom_atom_clone(x), "a/b") */
#define CHECK_HANDLE(type, actual, expected) check_##type((actual), (expected), #actual, __FILE__, __LINE__)

/* The texts of a list, separated by blanks; the list is freed. */
static inline void check_strings(
    polyatom_string_list *list, const char *expected, const char *what, const char *file, int line)
{
    char joined[256] = "";
    for (size_t i = 0; list && i < polyatom_string_list_length(list); i++) {
        char *text = polyatom_string_list_get(list, i);
        size_t used = strlen(joined);
        snprintf(joined + used, sizeof joined - used, "%s%s", i ? " " : "", text);
        polyatom_string_free(text);
    }
    check_text(list ? joined : NULL, expected, what, file, line);
    polyatom_string_list_free(list);
}
#define CHECK_STRINGS(actual, expected) check_strings((actual), (expected), #actual, __FILE__, __LINE__)

/* An error has that code; it is freed. */
static inline void check_error(polyatom_error *error, int32_t code, const char *what, const char *file, int line)
{
    if (check_that(error != NULL, what, file, line) &&
        !check_that(polyatom_error_code(error) == code, what, file, line)) {
        fprintf(stderr, "    %d: %s\n", (int)polyatom_error_code(error), polyatom_error_message(error));
    }
    polyatom_error_free(error);
}
#define CHECK_ERROR(error, code) check_error((error), (code), #error " is " #code, __FILE__, __LINE__)

/* How many characters the first bytes of a text are. */
static inline size_t characters(const char *text, size_t bytes)
{
    size_t count = 0;
    for (size_t i = 0; i < bytes; i++) {
        count += ((unsigned char)text[i] & 0xc0) != 0x80;
    }
    return count;
}

/*
 * An error has that code and that code of its reason, and says where: the carets of the message, if it shows the input as it is, stand
 * below what its place cuts out of the input, or where something is missing. It is freed.
 */
static inline void check_code(polyatom_error *error, int32_t code, const char *reason_code, const char *file, int line)
{
    if (check_that(error != NULL, reason_code, file, line)) {
        size_t size = 0;
        const char *input = polyatom_error_input(error, &size), *message = polyatom_error_message(error);
        size_t start = polyatom_error_start(error), end = polyatom_error_end(error);
        check_text(polyatom_error_reason_code(error, NULL), reason_code, message, file, line);
        check_that(strstr(message, polyatom_error_reason(error, NULL)) != NULL, message, file, line);
        check_that(start <= end && end <= size, message, file, line);
        check_that(polyatom_error_start_in_characters(error) == characters(input, start), message, file, line);
        check_that(polyatom_error_end_in_characters(error) == characters(input, end), message, file, line);
        const char *shown = strchr(message, '\n'), *below = shown ? strchr(shown + 1, '\n') : NULL;
        size_t length = below ? (size_t)(below - shown - 1) : 0;
        if (below && length == size + 2 && memcmp(shown + 3, input, length - 2) == 0) {
            size_t column = strspn(below + 1, " "), carets = strspn(below + 1 + column, "^");
            check_that(column == 2 + characters(input, start), message, file, line);
            check_that(carets == (start == end ? 1 : characters(input + start, end - start)), message, file, line);
        }
    }
    check_error(error, code, reason_code, file, line);
}
#define CHECK_CODE(error, code, reason_code) check_code((error), (code), (reason_code), __FILE__, __LINE__)

/* A function without `error` refused an argument: the reason is pending, once. */
#define CHECK_REFUSED(condition) (CHECK(condition), CHECK_ERROR(polyatom_take_failure(), POLYATOM_ERROR_ARGUMENT))

/* Everything was given back, if the library was built to count; and nothing went wrong unseen. */
static inline int finish(void)
{
    CHECK(polyatom_take_failure() == NULL);
    CHECK(polyatom_live_objects() == 0);
    return check_summary();
}

#endif
