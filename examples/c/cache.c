/* The cache entry of a package with these variables: cache NAME=VALUE... */
#include <polyatom.h>
#include <stdio.h>
#include <string.h>

enum { MOST = 64 };

int main(int count, char **arguments)
{
    const size_t whole = POLYATOM_NUL_TERMINATED; /* in place of a length */
    polyatom_error *error = NULL;
    polyatom_variable *variables[MOST];
    size_t there = 0;
    for (int i = 1; i < count && there < MOST && !error; i++) {
        const char *sign = strchr(arguments[i], '=');
        if (sign) {
            const size_t length = (size_t)(sign - arguments[i]);
            variables[there] = polyatom_variable_new(arguments[i], length, sign + 1, whole, &error);
            there += variables[there] != NULL;
        }
    }

    const polyatom_variable *const *lent = (const polyatom_variable *const *)variables;
    char *entry = error ? NULL : polyatom_format_cache_entry(lent, there, &error);
    if (entry) {
        fputs(entry, stdout);
    } else {
        fprintf(stderr, "%s\n", polyatom_error_message(error));
    }
    const int status = entry == NULL;
    polyatom_string_free(entry);
    while (there > 0) {
        polyatom_variable_free(variables[--there]);
    }
    polyatom_error_free(error);
    return status;
}
