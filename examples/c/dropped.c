/* Packages that need a version, for nothing else matches: dropped REPOSITORY CPV */
#include <polyatom.h>
#include <stdio.h>

/* Whether an atom is of a dependency, and one package alone satisfies it. */
static bool needs(const polyatom_repository *repository, const polyatom_atom *atom, const polyatom_cpv *alone)
{
    polyatom_cpv_list *found = polyatom_repository_matching(repository, atom);
    const bool is_dependency = polyatom_atom_blocker(atom) == POLYATOM_BLOCKER_NONE;
    const bool is_alone = polyatom_cpv_list_length(found) == 1 && polyatom_cpv_equal(polyatom_cpv_list_peek(found, 0), alone);
    polyatom_cpv_list_free(found);
    return is_dependency && is_alone;
}

static void print_if_needs(const polyatom_repository *repository, const polyatom_reverse_dependency *found,
                           const polyatom_cpv *dropped)
{
    polyatom_atom *atom = polyatom_reverse_dependency_atom(found);
    if (needs(repository, atom, dropped)) {
        polyatom_cpv *cpv = polyatom_reverse_dependency_cpv(found);
        char *name = polyatom_cpv_to_string(cpv), *text = polyatom_atom_to_string(atom);
        printf("%s %s: %s\n", name, polyatom_dep_spec_kind_name(polyatom_reverse_dependency_kind(found)), text);
        polyatom_string_free(text);
        polyatom_string_free(name);
        polyatom_cpv_free(cpv);
    }
    polyatom_atom_free(atom);
}

int main(int count, char **arguments)
{
    const size_t whole = POLYATOM_NUL_TERMINATED; /* in place of a length */
    if (count != 3) {
        return 2;
    }
    polyatom_error *error = NULL;
    polyatom_cpv *cpv = polyatom_cpv_parse(arguments[2], whole, &error);
    polyatom_repository *repository =
        cpv ? polyatom_repository_open(arguments[1], whole, NULL, 0, POLYATOM_PACKAGE_SOURCE_NONE, NULL, 0, NULL, 0, &error) : NULL;
    polyatom_ebuild_package *dropped = repository ? polyatom_repository_package(repository, cpv, &error) : NULL;
    polyatom_reverse_dependency_list *found =
        dropped ? polyatom_repository_reverse_dependencies_of(repository, dropped, NULL, 0, &error) : NULL;
    for (size_t i = 0; found && i < polyatom_reverse_dependency_list_length(found); i++) {
        print_if_needs(repository, polyatom_reverse_dependency_list_peek(found, i), cpv);
    }
    if (error) {
        fprintf(stderr, "%s\n", polyatom_error_message(error));
    }
    const int status = error != NULL;
    polyatom_error_free(error);
    polyatom_reverse_dependency_list_free(found);
    polyatom_ebuild_package_free(dropped);
    polyatom_repository_free(repository);
    polyatom_cpv_free(cpv);
    return status;
}
