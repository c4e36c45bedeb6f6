/* Flags that two packages want of a third in different ways, with their own flags as by default: usedeps REPOSITORY... */
#include <polyatom.h>
#include <stdio.h>

static void print_wish(const polyatom_reverse_dependency *wish, const char *after)
{
    polyatom_cpv *cpv = polyatom_reverse_dependency_cpv(wish);
    polyatom_atom *atom = polyatom_reverse_dependency_atom(wish);
    char *name = polyatom_cpv_to_string(cpv), *text = polyatom_atom_to_string(atom);
    printf("%s wants %s%s", name, text, after);
    polyatom_string_free(text);
    polyatom_string_free(name);
    polyatom_atom_free(atom);
    polyatom_cpv_free(cpv);
}

/* Whether no package can have the flags that both want. */
static bool differ(const polyatom_reverse_dependency *one, const polyatom_reverse_dependency *other)
{
    polyatom_atom *a = polyatom_reverse_dependency_atom(one), *b = polyatom_reverse_dependency_atom(other);
    polyatom_atom_conflict *conflict = polyatom_atom_conflict_with(a, b);
    const bool is_about_a_flag = conflict && polyatom_atom_conflict_flag_view(conflict, NULL) != NULL;
    polyatom_atom_conflict_free(conflict);
    polyatom_atom_free(b);
    polyatom_atom_free(a);
    return is_about_a_flag;
}

static void print_conflicts(const polyatom_repository_set *repositories, const polyatom_cpn *name)
{
    const polyatom_dep_spec_kind kinds[] = {POLYATOM_DEP_SPEC_KIND_RDEPEND};
    polyatom_reverse_dependency_list *wishes = polyatom_repository_set_default_dependencies(repositories, name, kinds, 1);
    for (size_t i = 0; i < polyatom_reverse_dependency_list_length(wishes); i++) {
        const polyatom_reverse_dependency *one = polyatom_reverse_dependency_list_peek(wishes, i);
        for (size_t j = i + 1; j < polyatom_reverse_dependency_list_length(wishes); j++) {
            const polyatom_reverse_dependency *other = polyatom_reverse_dependency_list_peek(wishes, j);
            if (differ(one, other)) {
                print_wish(one, ", ");
                print_wish(other, "\n");
            }
        }
    }
    polyatom_reverse_dependency_list_free(wishes);
}

int main(int count, char **arguments)
{
    polyatom_error *error = NULL;
    const char *const *paths = (const char *const *)arguments + 1;
    polyatom_repository_set *repositories = polyatom_repository_set_open_all(paths, NULL, (size_t)count - 1, &error);
    if (!repositories) {
        fprintf(stderr, "%s\n", polyatom_error_message(error));
        polyatom_error_free(error);
        return 1;
    }
    polyatom_cpn_list *names = polyatom_repository_set_dependency_names(repositories);
    for (size_t i = 0; i < polyatom_cpn_list_length(names); i++) {
        print_conflicts(repositories, polyatom_cpn_list_peek(names, i));
    }
    polyatom_cpn_list_free(names);
    polyatom_repository_set_free(repositories);
    return 0;
}
