/* Five common mistakes, and what is said about them. */
#include <polyatom.h>
#include <stdio.h>

/* Prints what an error says, and frees it: there is room for the next one then. */
static void told(polyatom_error **error)
{
    printf("%s\n\n", polyatom_error_message(*error));
    polyatom_error_free(*error);
    *error = NULL;
}

int main(void)
{
    const size_t whole = POLYATOM_NUL_TERMINATED; /* in place of a length */
    polyatom_error *error = NULL;

    if (!polyatom_atom_parse("dev-lang/python-3.11", whole, POLYATOM_EAPI_NONE, &error))
        told(&error);
    if (!polyatom_atom_parse(">=dev-lang/python", whole, POLYATOM_EAPI_NONE, &error))
        told(&error);
    if (!polyatom_atom_parse("dev-lang/python:3.11=", whole, POLYATOM_EAPI_V4, &error))
        told(&error);
    if (!polyatom_version_parse("1.0-rc1", whole, &error))
        told(&error);
    if (!polyatom_dep_spec_new(POLYATOM_DEP_SPEC_KIND_DEPEND, "|| ( dev-libs/openssl dev-libs/libressl)", whole,
                               POLYATOM_EAPI_NONE, false, &error))
        told(&error);
    return 0;
}
