/* The first lines that anybody writes, good and bad. */
#include "polyatom-check.h"

static int print_category(const char *text)
{
    polyatom_error *error = NULL;
    polyatom_atom *atom = polyatom_atom_parse(text, POLYATOM_NUL_TERMINATED, POLYATOM_EAPI_NONE, &error);
    if (!atom) {
        CHECK_TEXT(
            polyatom_error_message(error),
            "invalid atom: version without an operator\n"
            "  cat/pkg-1\n"
            "         ^^\n"
            "hint: =cat/pkg-1 for this version, cat/pkg for any");
        polyatom_error_free(error);
        return 1;
    }
    CHECK(error == NULL);
    char *category = polyatom_atom_category(atom);
    CHECK_TEXT(category, "cat");
    polyatom_string_free(category);
    polyatom_atom_free(atom);
    return 0;
}

int main(void)
{
    CHECK(polyatom_interface_hash() == POLYATOM_INTERFACE_HASH);
    CHECK_TEXT(polyatom_library_version(), POLYATOM_VERSION);
    CHECK(polyatom_library_version_number() == POLYATOM_VERSION_NUMBER && POLYATOM_VERSION_NUMBER >= 1000);

    CHECK(print_category("=cat/pkg-1") == 0);
    CHECK(print_category("cat/pkg-1") == 1);
    return finish();
}
