/* The shared library, loaded while the program runs: twice, two copies of it side by side, and unloaded while its threads wait for work.
 * Arguments: the library and a copy of it. */
#include "../check.h"

#include <dlfcn.h>
#include <polyatom.h>
#include <pthread.h>
#include <time.h>

enum { TEXTS = 2000 };

/* The functions that are used here, of one copy. */
struct library {
    void *handle;
    polyatom_atom *(*parse)(const char *, size_t, polyatom_eapi, polyatom_error **);
    char *(*to_string)(const polyatom_atom *);
    void (*string_free)(char *);
    void (*atom_free)(polyatom_atom *);
    char *(*category)(const polyatom_atom *);
    polyatom_error *(*take_failure)(void);
    void (*error_free)(polyatom_error *);
    uint64_t (*interface_hash)(void);
    polyatom_atom_batch *(*parse_atoms)(const char *const *, const size_t *, size_t, polyatom_eapi);
    void (*batch_free)(polyatom_atom_batch *);
};

static const char *texts[TEXTS];

/* C has no cast from an object's address to a function's; POSIX has them alike. */
static void find(void *handle, const char *name, void *function)
{
    void *address = dlsym(handle, name);
    CHECK(address != NULL);
    memcpy(function, &address, sizeof address);
}

static struct library load(const char *path)
{
    struct library library = {.handle = dlopen(path, RTLD_NOW | RTLD_LOCAL)};
    if (!CHECK(library.handle != NULL)) {
        fprintf(stderr, "    %s\n", dlerror());
        return library;
    }
    find(library.handle, "polyatom_atom_parse", &library.parse);
    find(library.handle, "polyatom_atom_to_string", &library.to_string);
    find(library.handle, "polyatom_string_free", &library.string_free);
    find(library.handle, "polyatom_atom_free", &library.atom_free);
    find(library.handle, "polyatom_atom_category", &library.category);
    find(library.handle, "polyatom_take_failure", &library.take_failure);
    find(library.handle, "polyatom_error_free", &library.error_free);
    find(library.handle, "polyatom_interface_hash", &library.interface_hash);
    find(library.handle, "polyatom_parse_atoms", &library.parse_atoms);
    find(library.handle, "polyatom_atom_batch_free", &library.batch_free);
    return library;
}

static void use(const struct library *library)
{
    polyatom_atom *atom = library->parse(">=a/b-1[c]", SIZE_MAX, POLYATOM_EAPI_NONE, NULL);
    char *text = library->to_string(atom);
    CHECK_TEXT(text, ">=a/b-1[c]");
    library->string_free(text);
    library->atom_free(atom);
    CHECK(library->interface_hash() == POLYATOM_INTERFACE_HASH);
}

/* Starts the threads that work on many. */
static void work(const struct library *library)
{
    polyatom_atom_batch *batch = library->parse_atoms(texts, NULL, TEXTS, POLYATOM_EAPI_NONE);
    CHECK(batch != NULL);
    library->batch_free(batch);
}

static void two_copies(const char *path, const char *other_path)
{
    struct library one = load(path), other = load(other_path);
    CHECK(one.handle != other.handle);
    use(&one);
    use(&other);
    work(&one);
    work(&other);
    /* What fails in the one waits there, not in the other. */
    CHECK(one.category(NULL) == NULL);
    CHECK(other.take_failure() == NULL);
    polyatom_error *error = one.take_failure();
    CHECK(error != NULL);
    one.error_free(error);
}

static void *load_use_unload(void *path)
{
    struct library library = load(path);
    use(&library);
    work(&library);
    library.category(NULL); /* Freed when the thread ends, which is after the library is closed. */
    CHECK(dlclose(library.handle) == 0);
    return NULL;
}

/* Closing is allowed, and without danger to the threads that are in the library. */
static void closed(char *path)
{
    pthread_t thread;
    if (CHECK(pthread_create(&thread, NULL, load_use_unload, path) == 0)) {
        CHECK(pthread_join(thread, NULL) == 0);
    }
    const struct timespec a_moment = {.tv_nsec = 20 * 1000 * 1000};
    nanosleep(&a_moment, NULL);
    CHECK(dlopen(path, RTLD_NOW | RTLD_NOLOAD) != NULL); /* It stays: its threads never end. */
    struct library again = load(path);
    use(&again);
    CHECK(dlclose(again.handle) == 0);
}

int main(int count, char **arguments)
{
    if (count != 3) {
        fprintf(stderr, "usage: %s LIBRARY COPY\n", arguments[0]);
        return 2;
    }
    for (size_t i = 0; i < TEXTS; i++) {
        texts[i] = "a/b";
    }
    closed(arguments[1]);
    two_copies(arguments[1], arguments[2]);
    return check_summary();
}
