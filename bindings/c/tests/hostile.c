/* Programs that do what programs do: they fork, are interrupted, keep children longer than parents, and end without tidying up. */
#define _XOPEN_SOURCE 600 /* fork, setitimer */
#include "polyatom-check.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TEXTS = 2000 };

static const char *texts[TEXTS];

static polyatom_atom_batch *read_many(void)
{
    return polyatom_parse_atoms(texts, NULL, TEXTS, POLYATOM_EAPI_NONE);
}

static void children_outlive_their_parents(void)
{
    polyatom_atom *parent = atom(">=a/b-1.2-r3:4[c,d]");
    polyatom_use_dep_list *use_deps = polyatom_atom_use_deps(parent);
    polyatom_use_dep *last = polyatom_use_dep_list_get(use_deps, 1);
    polyatom_version *own = polyatom_atom_version(parent);
    polyatom_atom_free(parent);
    polyatom_use_dep_list_free(use_deps);
    CHECK_HANDLE(use_dep, last, "d");
    polyatom_revision *revision = polyatom_version_revision(own);
    polyatom_version_free(own);
    CHECK_HANDLE(revision, revision, "3");

    polyatom_dep_spec *spec =
        polyatom_dep_spec_new(POLYATOM_DEP_SPEC_KIND_DEPEND, "|| ( a/b c/d )", NUL_TERMINATED, POLYATOM_EAPI_NONE, false, NULL);
    polyatom_dep_node_list *items = polyatom_dep_spec_items(spec);
    polyatom_dep_node *group = polyatom_dep_node_list_get(items, 0);
    polyatom_dep_spec_free(spec);
    polyatom_dep_node_list_free(items);
    CHECK_OWNED(polyatom_dep_node_to_string(group), "|| ( a/b c/d )");
    polyatom_dep_node_free(group);

    polyatom_atom_batch *batch = read_many();
    polyatom_atom *first = polyatom_atom_batch_get(batch, 0, NULL);
    polyatom_atom_batch_free(batch);
    CHECK_HANDLE(atom, first, "a/b");
}

/* What a child's exit status says of its checks. */
static int verdict(pid_t child)
{
    int status = -1;
    return waitpid(child, &status, 0) == child && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* The child has the objects, and threads of its own where it needs some. */
static void forked_after_use(void)
{
    polyatom_atom *shared = atom("a/b[c]");
    polyatom_atom_batch *before = read_many();
    CHECK(polyatom_atom_category(NULL) == NULL); /* A failure that waits is the child's, too. */
    pid_t child = fork();
    if (child == 0) {
        polyatom_error *error = polyatom_take_failure();
        polyatom_atom_batch *own = read_many(), *sorted = polyatom_atom_batch_sorted(before);
        char *text = polyatom_atom_to_string(shared);
        bool good = error && text && strcmp(text, "a/b[c]") == 0 && polyatom_atom_batch_length(own) == TEXTS &&
                    polyatom_atom_batch_length(sorted) == TEXTS;
        _exit(good ? 0 : 1);
    }
    CHECK(verdict(child) == 0);
    CHECK_ERROR(polyatom_take_failure(), POLYATOM_ERROR_ARGUMENT);
    polyatom_atom_batch_free(before);
    polyatom_atom_free(shared);
}

/* Objects, a failure that nobody took and threads that wait for work do not keep a program from ending. */
static void ended_with_live_objects(void)
{
    static polyatom_atom *kept;
    static polyatom_atom_batch *batch;
    pid_t child = fork();
    if (child == 0) {
        kept = atom("a/b");
        batch = read_many();
        CHECK(polyatom_atom_category(NULL) == NULL);
        exit(kept && batch ? 0 : 1);
    }
    CHECK(verdict(child) == 0);
}

static volatile sig_atomic_t interruptions;

static void interrupt(int signal)
{
    (void)signal;
    interruptions++;
}

/* A signal may come at any time; the library needs none, blocks none and waits for nothing that one could end early. */
static void interrupted(void)
{
    const struct sigaction action = {.sa_handler = interrupt}; /* Without SA_RESTART. */
    const struct itimerval often = {{0, 200}, {0, 200}}, never = {{0, 0}, {0, 0}};
    CHECK(sigaction(SIGALRM, &action, NULL) == 0 && setitimer(ITIMER_REAL, &often, NULL) == 0);
    bool good = true;
    for (long i = 0; i < 10000000 && interruptions < 100; i++) { /* The limit is a last resort. */
        polyatom_atom_batch *batch = read_many(), *sorted = polyatom_atom_batch_sorted(batch);
        good = polyatom_atom_batch_length(sorted) == TEXTS && good;
        polyatom_atom_batch_free(sorted);
        polyatom_atom_batch_free(batch);
    }
    CHECK(setitimer(ITIMER_REAL, &never, NULL) == 0);
    CHECK(good && interruptions >= 100);
}

/* Where a length can be known to be wrong, it is an error, and nothing is read or reserved for it. */
static void absurd_lengths(void)
{
    const size_t absurd[] = {SIZE_MAX / 4, SIZE_MAX / 4 + 1, SIZE_MAX / 2, SIZE_MAX / 2 + 1, SIZE_MAX - 1};
    /* A program may have half of all addresses of 32 bits: there the first three are lengths like others. */
    const size_t first = SIZE_MAX > UINT32_MAX ? 0 : 3;
    for (size_t i = first; i < COUNT(absurd); i++) {
        polyatom_error *error = NULL;
        CHECK(polyatom_atom_parse("a/b", absurd[i], POLYATOM_EAPI_NONE, &error) == NULL);
        CHECK_ERROR(error, POLYATOM_ERROR_ARGUMENT);
        CHECK_REFUSED(polyatom_parse_atoms(texts, NULL, absurd[i], POLYATOM_EAPI_NONE) == NULL);
        CHECK_REFUSED(polyatom_sort_atoms(NULL, absurd[i]) == NULL);
    }
    CHECK_REFUSED(polyatom_parse_atoms(texts, NULL, SIZE_MAX / sizeof texts[0], POLYATOM_EAPI_NONE) == NULL);
    const char *one[] = {"a/b"};
    CHECK_REFUSED(polyatom_parse_atoms(one, &absurd[first + 1], 1, POLYATOM_EAPI_NONE) == NULL);
}

/* No bytes are the empty text, wherever they are: a `string_view` without a value is (NULL, 0). */
static void no_bytes_are_empty_text(void)
{
    polyatom_error *error = NULL;
    CHECK(polyatom_atom_parse(NULL, 0, POLYATOM_EAPI_NONE, &error) == NULL);
    CHECK(polyatom_error_start(error) == 0);
    CHECK_ERROR(error, POLYATOM_ERROR_ATOM);
    CHECK(!polyatom_is_valid_version(NULL, 0));
    polyatom_dep_spec *nothing =
        polyatom_dep_spec_new(POLYATOM_DEP_SPEC_KIND_DEPEND, NULL, 0, POLYATOM_EAPI_NONE, false, NULL);
    CHECK_OWNED(polyatom_dep_spec_to_string(nothing), "");
    polyatom_dep_spec_free(nothing);
    CHECK_REFUSED(!polyatom_is_valid_version(NULL, NUL_TERMINATED));
    CHECK_REFUSED(!polyatom_is_valid_version(NULL, 1));
}

/* Of many texts, one that is not UTF-8 is one failure. */
static void wrong_bytes_are_one_failure(void)
{
    const char *three[] = {"a/b", "a/\xff", "c/d"};
    polyatom_atom_batch *batch = polyatom_parse_atoms(three, NULL, COUNT(three), POLYATOM_EAPI_NONE);
    polyatom_u64_list *failures = polyatom_atom_batch_failures(batch);
    CHECK(polyatom_u64_list_length(failures) == 1 && polyatom_u64_list_get(failures, 0) == 1);
    polyatom_error *error = NULL;
    CHECK(polyatom_atom_batch_get(batch, 1, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_ATOM);
    polyatom_u64_list_free(failures);
    polyatom_atom_batch_free(batch);
}

static void count_up(void *user)
{
    ++*(int *)user;
}

static void whoever_asks_is_told_of_failures(void)
{
    int failures = 0;
    polyatom_on_failure(count_up, &failures);
    CHECK_REFUSED(polyatom_atom_category(NULL) == NULL);
    CHECK(failures == 1);
    polyatom_on_failure(NULL, NULL);
    CHECK_REFUSED(polyatom_atom_category(NULL) == NULL);
    CHECK(failures == 1);
}

/* What made peers crash, or pass for something else. */
static void refused_elsewhere_too(void)
{
    CHECK(!polyatom_is_valid_atom("a/b\0", 4, POLYATOM_EAPI_NONE));
    polyatom_error *error = NULL;
    CHECK(polyatom_atom_parse("a/b\0", 4, POLYATOM_EAPI_NONE, &error) == NULL);
    CHECK(polyatom_error_start(error) == 3);
    CHECK_ERROR(error, POLYATOM_ERROR_ATOM);
    polyatom_version *long_one = version("12345678901234567890"), *longer = version("12345678901234567891");
    CHECK(long_one && longer && polyatom_version_compare(long_one, longer) < 0);
    polyatom_version_free(long_one);
    polyatom_version_free(longer);
}

int main(void)
{
    for (size_t i = 0; i < COUNT(texts); i++) {
        texts[i] = "a/b";
    }
    ended_with_live_objects(); /* First: a child cannot tidy up what threads of its parent left in their middle. */
    children_outlive_their_parents();
    if (THREADS_AND_FORKS) {
        forked_after_use();
    }
    interrupted();
    absurd_lengths();
    no_bytes_are_empty_text();
    wrong_bytes_are_one_failure();
    whoever_asks_is_told_of_failures();
    refused_elsewhere_too();
    return finish();
}
