#include <polyatom.h>
#include <stdio.h>
#include <stdlib.h>

/* What is given back belongs to the caller: text goes to polyatom_string_free, a handle to the _free of its type. */
static void print_text(const char *before, char *text)
{
    printf("%s%s", before, text);
    polyatom_string_free(text);
}

static int by_version(const void *a, const void *b)
{
    return polyatom_version_compare(*(polyatom_version *const *)a, *(polyatom_version *const *)b);
}

int main(void)
{
    const size_t whole = POLYATOM_NUL_TERMINATED; /* in place of a length */

    polyatom_atom *atom = polyatom_atom_parse(">=dev-lang/python-3.11:3.11=[ssl,tk?]", whole, POLYATOM_EAPI_V8, NULL);
    polyatom_version *version = polyatom_atom_version(atom);
    print_text("", polyatom_atom_category(atom));
    print_text(" ", polyatom_atom_package(atom));
    print_text(" ", polyatom_operator_to_string(polyatom_atom_op(atom)));
    print_text(" ", polyatom_version_to_string(version));
    print_text(" ", polyatom_atom_slot(atom));
    puts("");

    const polyatom_atom_field parts[] = {POLYATOM_ATOM_FIELD_SLOT_DEP, POLYATOM_ATOM_FIELD_USE_DEPS};
    polyatom_atom *wanted = polyatom_atom_without(atom, parts, 2);
    const char *packages[] = {"dev-lang/python-3.9.18", "dev-lang/python-3.12.1"};
    for (size_t i = 0; i < 2; i++) {
        polyatom_cpv *cpv = polyatom_cpv_parse(packages[i], whole, NULL);
        printf("%s %s", packages[i], polyatom_atom_matches(wanted, cpv) ? "matches" : "does not match");
        print_text(" ", polyatom_atom_to_string(wanted));
        puts("");
        polyatom_cpv_free(cpv);
    }

    const char *texts[] = {"1.10", "1.9_p1", "1.9-r1", "1.9"};
    polyatom_version *versions[4];
    for (size_t i = 0; i < 4; i++)
        versions[i] = polyatom_version_parse(texts[i], whole, NULL);
    qsort(versions, 4, sizeof *versions, by_version);
    for (size_t i = 0; i < 4; i++) {
        print_text(i ? " " : "", polyatom_version_to_string(versions[i]));
        polyatom_version_free(versions[i]);
    }
    puts("");

    polyatom_error *error = NULL;
    polyatom_atom *bad = polyatom_atom_parse("dev-lang/python-3.11", whole, POLYATOM_EAPI_NONE, &error);
    if (!bad)
        puts(polyatom_error_message(error)); /* polyatom_error_start and _end tell the offending part */

    polyatom_error_free(error);
    polyatom_atom_free(wanted);
    polyatom_version_free(version);
    polyatom_atom_free(atom);
    return 0;
}
