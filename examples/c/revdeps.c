/* What needs a package at run time, and if which flags: revdeps REPOSITORY NAME */
#include <polyatom.h>
#include <stdio.h>

/* Texts of a list are lent, and have no NUL at their end. */
static void print_item(const char *before, const polyatom_string_list *list, size_t index)
{
    size_t length = 0;
    const char *text = polyatom_string_list_peek(list, index, &length);
    printf("%s%.*s", before, (int)length, text);
}

static void print_dependency(const polyatom_reverse_dependency *found)
{
    polyatom_cpv *cpv = polyatom_reverse_dependency_cpv(found);
    polyatom_atom *atom = polyatom_reverse_dependency_atom(found);
    polyatom_string_list *path = polyatom_reverse_dependency_path(found);
    char *name = polyatom_cpv_to_string(cpv), *text = polyatom_atom_to_string(atom);
    printf("%s:", name);
    for (size_t i = 0; i < polyatom_string_list_length(path); i++) {
        print_item(" ", path, i);
    }
    printf(" %s\n", text);
    polyatom_string_free(text);
    polyatom_string_free(name);
    polyatom_string_list_free(path);
    polyatom_atom_free(atom);
    polyatom_cpv_free(cpv);
}

int main(int count, char **arguments)
{
    const size_t whole = POLYATOM_NUL_TERMINATED; /* in place of a length */
    if (count != 3) {
        return 2;
    }
    polyatom_error *error = NULL;
    polyatom_cpn *name = polyatom_cpn_parse(arguments[2], whole, &error);
    polyatom_repository *repository =
        name ? polyatom_repository_open(arguments[1], whole, NULL, 0, POLYATOM_PACKAGE_SOURCE_NONE, NULL, 0, NULL, 0, &error) : NULL;
    if (!repository) {
        fprintf(stderr, "%s\n", polyatom_error_message(error));
        polyatom_error_free(error);
        polyatom_cpn_free(name);
        return 1;
    }
    const polyatom_dep_spec_kind kinds[] = {POLYATOM_DEP_SPEC_KIND_RDEPEND};
    polyatom_reverse_dependency_list *found = polyatom_repository_reverse_dependencies(repository, name, kinds, 1);
    for (size_t i = 0; i < polyatom_reverse_dependency_list_length(found); i++) {
        print_dependency(polyatom_reverse_dependency_list_peek(found, i));
    }
    polyatom_reverse_dependency_list_free(found);
    polyatom_repository_free(repository);
    polyatom_cpn_free(name);
    return 0;
}
