/* The first minute: an atom's parts, what it matches, and versions in order. */
#include <polyatom.h>
#include <stdio.h>
#include <stdlib.h>

static int by_version(const void *a, const void *b)
{
    const size_t whole = POLYATOM_NUL_TERMINATED; /* in place of a length */
    return polyatom_version_compare_texts(*(const char *const *)a, whole, *(const char *const *)b, whole, NULL);
}

int main(void)
{
    const size_t whole = POLYATOM_NUL_TERMINATED;

    polyatom_atom *atom = polyatom_atom_parse(">=dev-lang/python-3.11", whole, POLYATOM_EAPI_NONE, NULL);
    polyatom_version *version = polyatom_atom_version(atom);
    char *package = polyatom_atom_package(atom);
    char *number = polyatom_version_to_string(version);
    printf("%s %s %s\n", package, polyatom_operator_name(polyatom_atom_op(atom)), number);
    polyatom_string_free(number); /* What is given back belongs to the caller. */
    polyatom_string_free(package);
    polyatom_version_free(version);

    const char *packages[] = {"dev-lang/python-3.9.18", "dev-lang/python-3.12.1"};
    for (size_t i = 0; i < 2; i++) {
        polyatom_cpv *cpv = polyatom_cpv_parse(packages[i], whole, NULL);
        printf("%s %s\n", packages[i], polyatom_atom_matches(atom, cpv) ? "matches" : "does not match");
        polyatom_cpv_free(cpv);
    }
    polyatom_atom_free(atom);

    const char *versions[] = {"1.10", "1.9_p1", "1.9-r1", "1.9"};
    qsort(versions, 4, sizeof *versions, by_version);
    printf("%s %s %s %s\n", versions[0], versions[1], versions[2], versions[3]);
    return 0;
}
