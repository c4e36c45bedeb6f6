/* Which installed package put a file there: owner ROOT PATH... */
#include <polyatom.h>
#include <stdio.h>

static void print_owners(const polyatom_installed *installed, const char *path)
{
    polyatom_cpv_list *owners = polyatom_installed_owners(installed, path, POLYATOM_NUL_TERMINATED);
    printf("%s:%s", path, polyatom_cpv_list_length(owners) ? "" : " nobody");
    for (size_t i = 0; i < polyatom_cpv_list_length(owners); i++) {
        char *cpv = polyatom_cpv_to_string(polyatom_cpv_list_peek(owners, i));
        printf(" %s", cpv);
        polyatom_string_free(cpv);
    }
    puts("");
    polyatom_cpv_list_free(owners);
}

int main(int count, char **arguments)
{
    const char *root = count > 1 ? arguments[1] : "/";
    polyatom_error *error = NULL;
    polyatom_installed *installed = polyatom_installed_open(root, POLYATOM_NUL_TERMINATED, NULL, 0, &error);
    if (!installed) {
        fprintf(stderr, "%s\n", polyatom_error_message(error));
        polyatom_error_free(error);
        return 1;
    }
    for (int i = 2; i < count; i++) {
        print_owners(installed, arguments[i]);
    }
    polyatom_installed_free(installed);
    return 0;
}
