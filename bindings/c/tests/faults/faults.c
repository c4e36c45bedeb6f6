/* What no program may do with the library. `cargo xtask sanitize` does it, to see that its checks find it. */
#include <polyatom.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static polyatom_atom *atom(void)
{
    return polyatom_atom_parse(">=a/b-1[c]", POLYATOM_NUL_TERMINATED, POLYATOM_EAPI_NONE, NULL);
}

static void use(const polyatom_atom *atom)
{
    polyatom_string_free(polyatom_atom_category(atom));
}

static void use_after_free(void)
{
    polyatom_atom *gone = atom();
    polyatom_atom_free(gone);
    use(gone);
}

static void double_free(void)
{
    polyatom_atom *gone = atom();
    polyatom_atom_free(gone);
    polyatom_atom_free(gone);
}

static void read_beyond(void)
{
    char *text = malloc(3);
    memcpy(text, "a/b", 3);
    polyatom_atom_free(polyatom_atom_parse(text, 40, POLYATOM_EAPI_NONE, NULL));
    free(text);
}

static void leak(void)
{
    use(atom());
}

static void *free_it(void *gone)
{
    polyatom_atom_free(gone);
    return NULL;
}

/* Used by one thread while another frees it. */
static void race(void)
{
    polyatom_atom *gone = atom();
    pthread_t thread;
    pthread_create(&thread, NULL, free_it, gone);
    use(gone);
    pthread_join(thread, NULL);
}

int main(int count, char **arguments)
{
    static const struct {
        const char *name;
        void (*run)(void);
    } faults[] = {
        {"use-after-free", use_after_free}, {"double-free", double_free}, {"read-beyond", read_beyond}, {"leak", leak}, {"race", race},
    };
    for (size_t i = 0; count == 2 && i < sizeof faults / sizeof faults[0]; i++) {
        if (strcmp(arguments[1], faults[i].name) == 0) {
            faults[i].run();
            return 0;
        }
    }
    fprintf(stderr, "usage: %s FAULT\n", arguments[0]);
    return 2;
}
