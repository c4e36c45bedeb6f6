/* A part of a program, compiled with the header of one version: it must get the library of that version.
 * PART is its function; USES_REMOVED lets it call what the next version lacks. */
#include "../check.h"

#include <polyatom.h>

int PART(void);

int PART(void)
{
    CHECK(polyatom_library_version_number() == POLYATOM_VERSION_NUMBER);
    polyatom_error *error = NULL;
    polyatom_atom *atom = polyatom_atom_parse(">=a/b-1[c]", POLYATOM_NUL_TERMINATED, POLYATOM_EAPI_NONE, &error);
    CHECK(error == NULL);
    CHECK_OWNED_BY(polyatom_string_free, polyatom_atom_to_string(atom), ">=a/b-1[c]");
    polyatom_atom_free(atom);
#ifdef USES_REMOVED
    CHECK(polyatom_is_valid_atom("a/b", POLYATOM_NUL_TERMINATED, POLYATOM_EAPI_NONE));
#endif
    return check_failed;
}
