/* The smallest test harness that says where it failed. A check counts and goes on, so one run shows all that is wrong. */
#ifndef CHECK_H
#define CHECK_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Whether a process with threads may fork here, and the child may take memory: AddressSanitizer's allocator may be locked by another thread
 * at that moment, and then the child waits for it for ever. */
#ifdef __SANITIZE_ADDRESS__
#define THREADS_AND_FORKS 0
#else
#define THREADS_AND_FORKS 1
#endif

static int check_passed, check_failed;

static inline bool check_that(bool holds, const char *what, const char *file, int line)
{
    if (holds) {
        check_passed++;
    } else {
        check_failed++;
        fprintf(stderr, "%s:%d: %s\n", file, line, what);
    }
    return holds;
}

/* Compares texts, of which either may be NULL. */
static inline void check_text(const char *actual, const char *expected, const char *what, const char *file, int line)
{
    bool same = actual && expected ? strcmp(actual, expected) == 0 : actual == expected;
    if (!check_that(same, what, file, line)) {
        fprintf(stderr, "    is  %s\n    not %s\n", actual ? actual : "(NULL)", expected ? expected : "(NULL)");
    }
}

/* The same for a text that the library handed out; frees it. */
static inline void check_owned(
    char *actual, const char *expected, void (*release)(char *), const char *what, const char *file, int line)
{
    check_text(actual, expected, what, file, line);
    release(actual);
}

#define CHECK(condition) check_that((condition), #condition, __FILE__, __LINE__)
#define CHECK_TEXT(actual, expected) check_text((actual), (expected), #actual, __FILE__, __LINE__)
#define CHECK_OWNED_BY(release, actual, expected) \
    check_owned((actual), (expected), (release), #actual, __FILE__, __LINE__)

/* The last line of a test program, and its exit status. */
static inline int check_summary(void)
{
    printf("%d passed, %d failed\n", check_passed, check_failed);
    return check_failed != 0;
}

#endif
