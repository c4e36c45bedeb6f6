/* What a host of binary packages has: binhost DIRECTORY */
#include <inttypes.h>
#include <polyatom.h>
#include <stdio.h>

/* Texts of a list are lent, and have no NUL at their end. */
static void print_item(const char *before, const polyatom_string_list *list, size_t index)
{
    size_t length = 0;
    const char *text = polyatom_string_list_peek(list, index, &length);
    printf("%s%.*s", before, (int)length, text);
}

/* Prints it, or gives back why it cannot be read. */
static polyatom_error *print_package(const polyatom_binary_package *package)
{
    polyatom_error *error = NULL;
    int64_t size = 0;
    polyatom_binary_package_file_size(package, &size, &error);
    polyatom_use_flags *flags = error ? NULL : polyatom_binary_package_use_flags(package, &error);
    if (!flags) {
        return error;
    }
    polyatom_cpv *cpv = polyatom_binary_package_cpv(package);
    char *name = polyatom_cpv_to_string(cpv);
    polyatom_string_list *names = polyatom_use_flags_names(flags);
    printf("%s (%" PRId64 " bytes)", name, size);
    for (size_t i = 0; i < polyatom_string_list_length(names); i++) {
        print_item(" ", names, i);
    }
    puts("");
    polyatom_string_list_free(names);
    polyatom_string_free(name);
    polyatom_cpv_free(cpv);
    polyatom_use_flags_free(flags);
    return NULL;
}

int main(int count, char **arguments)
{
    polyatom_error *error = NULL;
    polyatom_pkgdir *pkgdir = polyatom_pkgdir_open(count > 1 ? arguments[1] : ".", POLYATOM_NUL_TERMINATED, &error);
    polyatom_binary_package_list *packages = pkgdir ? polyatom_pkgdir_packages(pkgdir) : NULL;
    for (size_t i = 0; packages && !error && i < polyatom_binary_package_list_length(packages); i++) {
        error = print_package(polyatom_binary_package_list_peek(packages, i));
    }
    if (error) {
        fprintf(stderr, "%s\n", polyatom_error_message(error));
    }
    const int status = error != NULL;
    polyatom_error_free(error);
    polyatom_binary_package_list_free(packages);
    polyatom_pkgdir_free(pkgdir);
    return status;
}
