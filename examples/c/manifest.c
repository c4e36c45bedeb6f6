/* Which files are not what a Manifest says: manifest MANIFEST DIRECTORY */
#include <polyatom.h>
#include <stdio.h>

/* Prints whether the file is as its entry says, or gives back why it cannot be read. */
static polyatom_error *check(const char *directory, const polyatom_manifest_entry *entry)
{
    char *name = polyatom_manifest_entry_name(entry), path[4096];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    polyatom_error *error = NULL;
    polyatom_file_mismatch *wrong = NULL;
    FILE *file = fopen(path, "r");
    if (file) {
        fclose(file);
        wrong = polyatom_verify_file(path, POLYATOM_NUL_TERMINATED, entry, NULL, NULL, &error);
    }
    if (wrong) {
        char *expected = polyatom_file_mismatch_expected(wrong), *found = polyatom_file_mismatch_found(wrong);
        const char *kind = polyatom_mismatch_kind_name(polyatom_file_mismatch_kind(wrong));
        printf("%s has the wrong %s: %s, not %s\n", name, kind, found, expected);
        polyatom_string_free(expected);
        polyatom_string_free(found);
    } else if (!error) {
        printf("%s is %s\n", name, file ? "right" : "not there");
    }
    polyatom_file_mismatch_free(wrong);
    polyatom_string_free(name);
    return error;
}

int main(int count, char **arguments)
{
    const char *path = count > 1 ? arguments[1] : "Manifest", *directory = count > 2 ? arguments[2] : ".";
    polyatom_error *error = NULL;
    polyatom_manifest *manifest = polyatom_read_manifest(path, POLYATOM_NUL_TERMINATED, &error);
    polyatom_manifest_entry_list *entries = manifest ? polyatom_manifest_entries(manifest) : NULL;
    for (size_t i = 0; entries && i < polyatom_manifest_entry_list_length(entries) && !error; i++) {
        error = check(directory, polyatom_manifest_entry_list_peek(entries, i));
    }
    if (error) {
        fprintf(stderr, "%s\n", polyatom_error_message(error));
    }
    int status = error ? 1 : 0;
    polyatom_error_free(error);
    polyatom_manifest_entry_list_free(entries);
    polyatom_manifest_free(manifest);
    return status;
}
