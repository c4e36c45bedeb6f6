/* The newest version that satisfies each atom: newest REPOSITORY ATOM... */
#include <polyatom.h>
#include <stdio.h>

/* Prints it, or gives back what is wrong with the atom. */
static polyatom_error *print_newest(const polyatom_repository_set *repositories, const char *text)
{
    polyatom_error *error = NULL;
    polyatom_atom *atom = polyatom_atom_parse(text, POLYATOM_NUL_TERMINATED, POLYATOM_EAPI_NONE, &error);
    if (!atom) {
        return error;
    }
    polyatom_ebuild_package *best = polyatom_repository_set_best(repositories, atom);
    polyatom_cpv *cpv = best ? polyatom_ebuild_package_cpv(best) : NULL;
    char *name = cpv ? polyatom_cpv_to_string(cpv) : NULL;
    printf("%s: %s\n", text, name ? name : "nothing");
    polyatom_string_free(name);
    polyatom_cpv_free(cpv);
    polyatom_ebuild_package_free(best);
    polyatom_atom_free(atom);
    return NULL;
}

int main(int count, char **arguments)
{
    const char *paths[] = {count > 1 ? arguments[1] : "."};
    polyatom_error *error = NULL;
    polyatom_repository_set *repositories = polyatom_repository_set_open_all(paths, NULL, 1, &error);
    for (int i = 2; i < count && !error; i++) {
        error = print_newest(repositories, arguments[i]);
    }
    const int failed = error != NULL;
    if (failed) {
        fprintf(stderr, "%s\n", polyatom_error_message(error));
    }
    polyatom_repository_set_free(repositories);
    polyatom_error_free(error);
    return failed;
}
