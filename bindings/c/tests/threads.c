/* Many threads share objects and read many texts at once; each has its own errors. */
#include "polyatom-check.h"

#include <pthread.h>

enum { THREADS = 8, ROUNDS = 200, TEXTS = 2000 };

static char texts[TEXTS][24];
static const char *pointers[TEXTS];

struct job {
    pthread_t thread;
    const polyatom_atom *shared;
    const polyatom_dep_spec *spec;
    int number;
    bool good; /* CHECK counts on one thread only: a job writes its verdict here. */
};

static bool errors_are_own(int number)
{
    char text[32], message[8];
    polyatom_error *error = NULL;
    snprintf(text, sizeof text, "a/thread-%d", number);
    snprintf(message, sizeof message, "-%d", number);
    polyatom_atom *none = polyatom_atom_parse(text, NUL_TERMINATED, POLYATOM_EAPI_NONE, &error);
    bool good = none == NULL && error && strstr(polyatom_error_message(error), message) != NULL;
    polyatom_error_free(error);
    /* Of functions without room for errors, every second thread lets one fail. */
    if (number % 2 == 0) {
        good = polyatom_atom_category(NULL) == NULL && good;
    }
    error = polyatom_take_failure();
    good = (error != NULL) == (number % 2 == 0) && good;
    polyatom_error_free(error);
    return good;
}

static bool objects_are_shared(const struct job *job)
{
    polyatom_atom *own = polyatom_atom_clone(job->shared);
    polyatom_dep_node_list *items = polyatom_dep_spec_items(job->spec);
    polyatom_dep_node *item = polyatom_dep_node_list_get(items, 1);
    char *text = polyatom_atom_to_string(own), *part = polyatom_dep_node_to_string(item);
    bool good = text && strcmp(text, ">=dev-lang/python-3.11:3[ssl]") == 0 && part && strcmp(part, "c/d") == 0 &&
                polyatom_atom_compare(own, job->shared) == 0 && polyatom_atom_hash(own) == polyatom_atom_hash(job->shared);
    polyatom_string_free(part);
    polyatom_string_free(text);
    polyatom_dep_node_free(item);
    polyatom_dep_node_list_free(items);
    polyatom_atom_free(own);
    return good;
}

static bool many_are_read(void)
{
    polyatom_atom_batch *batch = polyatom_parse_atoms(pointers, NULL, TEXTS, POLYATOM_EAPI_NONE);
    polyatom_atom_batch *sorted = polyatom_atom_batch_sorted(batch);
    polyatom_atom *last = polyatom_atom_batch_get(sorted, TEXTS - 1, NULL);
    char *text = last ? polyatom_atom_to_string(last) : NULL;
    bool good = text && strcmp(text, texts[TEXTS - 1]) == 0;
    polyatom_string_free(text);
    polyatom_atom_free(last);
    polyatom_atom_batch_free(sorted);
    polyatom_atom_batch_free(batch);
    return good;
}

static void *run(void *argument)
{
    struct job *job = argument;
    job->good = true;
    for (int i = 0; i < ROUNDS; i++) {
        job->good = errors_are_own(job->number) && objects_are_shared(job) && job->good;
    }
    for (int i = 0; i < 3; i++) {
        job->good = many_are_read() && job->good;
    }
    /* What a thread leaves untaken is not lost. */
    polyatom_string_free(polyatom_atom_category(NULL));
    return NULL;
}

/* The last of whoever shares an object frees it, wherever that is. */
static void *free_elsewhere(void *argument)
{
    polyatom_atom_free(argument);
    return NULL;
}

int main(void)
{
    for (int i = 0; i < TEXTS; i++) {
        snprintf(texts[i], sizeof texts[i], "=cat/pkg-%d", i);
        pointers[i] = texts[i];
    }
    polyatom_atom *shared = atom(">=dev-lang/python-3.11:3[ssl]");
    polyatom_dep_spec *spec =
        polyatom_dep_spec_new(POLYATOM_DEP_SPEC_KIND_DEPEND, "a/b c/d", NUL_TERMINATED, POLYATOM_EAPI_NONE, false, NULL);
    struct job jobs[THREADS];
    for (int i = 0; i < THREADS; i++) {
        jobs[i] = (struct job){.shared = shared, .spec = spec, .number = i};
        CHECK(pthread_create(&jobs[i].thread, NULL, run, &jobs[i]) == 0);
    }
    for (int i = 0; i < THREADS; i++) {
        CHECK(pthread_join(jobs[i].thread, NULL) == 0 && jobs[i].good);
    }
    pthread_t thread;
    if (CHECK(pthread_create(&thread, NULL, free_elsewhere, shared) == 0)) {
        CHECK(pthread_join(thread, NULL) == 0);
    }
    polyatom_dep_spec_free(spec);
    return finish();
}
