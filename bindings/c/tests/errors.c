/* Errors tell what is wrong, where, and what would be right. */
#include "polyatom-check.h"

static polyatom_error *refused(const char *text, size_t length)
{
    polyatom_error *error = NULL;
    CHECK(polyatom_atom_parse(text, length, POLYATOM_EAPI_NONE, &error) == NULL);
    return error;
}

static void all_fields(void)
{
    const char *text = "dev-lang/python-3.11";
    polyatom_error *error = refused(text, NUL_TERMINATED);
    size_t length = 0;
    CHECK(polyatom_error_code(error) == POLYATOM_ERROR_ATOM);
    CHECK_TEXT(polyatom_error_input(error, &length), text);
    CHECK(length == strlen(text));
    CHECK(polyatom_error_start(error) == 15 && polyatom_error_end(error) == 20);
    CHECK_TEXT(polyatom_error_reason(error, &length), "version without an operator");
    CHECK(length == strlen("version without an operator"));
    CHECK_TEXT(
        polyatom_error_hint(error, NULL), "=dev-lang/python-3.11 for this version, dev-lang/python for any");
    CHECK_TEXT(
        polyatom_error_message(error),
        "invalid atom: version without an operator\n"
        "  dev-lang/python-3.11\n"
        "                 ^^^^^\n"
        "hint: =dev-lang/python-3.11 for this version, dev-lang/python for any");
    CHECK(polyatom_error_flag(error, NULL) == NULL && polyatom_error_package(error, NULL) == NULL);
    CHECK(polyatom_error_backtrace(error) == NULL);
    polyatom_error_free(error);
}

static void something_missing(void)
{
    polyatom_error *error = refused("a/b:", NUL_TERMINATED);
    CHECK(polyatom_error_start(error) == 4 && polyatom_error_end(error) == 4);
    CHECK_TEXT(polyatom_error_reason(error, NULL), "empty slot dependency");
    polyatom_error_free(error);
}

static void offsets_are_bytes(void)
{
    polyatom_error *error = refused("a/b\xc3\xbc", NUL_TERMINATED);
    CHECK(polyatom_error_start(error) == 3 && polyatom_error_end(error) == 5);
    polyatom_error_free(error);
}

/* Text with a NUL inside is not the text up to the NUL. */
static void embedded_nul(void)
{
    polyatom_error *error = refused("a/b\0", 4);
    size_t length = 0;
    const char *input = polyatom_error_input(error, &length);
    CHECK(length == 4 && input && memcmp(input, "a/b\0", 5) == 0);
    CHECK(polyatom_error_start(error) == 3 && polyatom_error_end(error) == 4);
    /* The message can be printed in full all the same. */
    CHECK(strstr(polyatom_error_message(error), "^") != NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_ATOM);

    CHECK_ERROR(refused("a/b\0c", 5), POLYATOM_ERROR_ATOM);
    CHECK(!polyatom_is_valid_atom("a/b\0", 4, POLYATOM_EAPI_NONE));
    CHECK(polyatom_is_valid_atom("a/b\0", 3, POLYATOM_EAPI_NONE));
    CHECK(polyatom_is_valid_atom("a/b\0", NUL_TERMINATED, POLYATOM_EAPI_NONE));
}

/* Bytes that are not UTF-8 are wrong text like any other: U+FFFD stands for each in what the error shows. */
static void bad_bytes(void)
{
    static const char *const texts[] = {"a/b", "a/\xff", NULL};
    polyatom_error *error = refused("a/\xff\xfe", NUL_TERMINATED);
    CHECK(strcmp(polyatom_error_reason_code(error, NULL), "not_utf8") == 0);
    CHECK(strcmp(polyatom_error_input(error, NULL), "a/\xef\xbf\xbd\xef\xbf\xbd") == 0);
    CHECK(polyatom_error_start(error) == 2 && polyatom_error_end(error) == 8);
    CHECK(polyatom_error_start_in_characters(error) == 2 && polyatom_error_end_in_characters(error) == 4);
    CHECK_ERROR(error, POLYATOM_ERROR_ATOM);
    CHECK(!polyatom_is_valid_atom("a/\xff", NUL_TERMINATED, POLYATOM_EAPI_NONE));

    polyatom_atom_batch *batch = polyatom_parse_atoms(texts, NULL, 2, POLYATOM_EAPI_NONE);
    CHECK(batch && polyatom_atom_batch_length(batch) == 2);
    CHECK(polyatom_atom_batch_get(batch, 1, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_ATOM);
    polyatom_atom_batch_free(batch);
}

static void choices(void)
{
    polyatom_error *error = NULL;
    CHECK(polyatom_eapi_parse("8", NUL_TERMINATED, &error) == POLYATOM_EAPI_V8 && !error);
    CHECK(polyatom_eapi_parse("", 0, &error) == POLYATOM_EAPI_V0 && !error);
    CHECK(polyatom_eapi_parse("99", NUL_TERMINATED, &error) == -1);
    CHECK(strcmp(polyatom_error_reason_code(error, NULL), "unknown_eapi") == 0);
    CHECK_ERROR(error, POLYATOM_ERROR_EAPI);
    CHECK(polyatom_operator_parse(">=", NUL_TERMINATED, NULL) == POLYATOM_OPERATOR_GREATER_OR_EQUAL);
    CHECK(polyatom_operator_parse("=>", NUL_TERMINATED, &error) == -1);
    CHECK_ERROR(error, POLYATOM_ERROR_CHOICE);
}

static void bad_arguments(void)
{
    CHECK_ERROR(refused(NULL, NUL_TERMINATED), POLYATOM_ERROR_ARGUMENT);
    CHECK_ERROR(refused(NULL, NUL_TERMINATED), POLYATOM_ERROR_ARGUMENT);
    CHECK_ERROR(refused("a/b", SIZE_MAX - 1), POLYATOM_ERROR_ARGUMENT);
    CHECK_ERROR(refused("", 0), POLYATOM_ERROR_ATOM);

    polyatom_error *error = NULL;
    CHECK(polyatom_atom_parse("a/b", NUL_TERMINATED, 10, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_ARGUMENT);
    CHECK(polyatom_atom_parse("a/b", NUL_TERMINATED, -2, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_ARGUMENT);
    /* Here the EAPI is not optional. */
    CHECK(polyatom_atom_parse_with_repo("a/b", NUL_TERMINATED, POLYATOM_EAPI_NONE, &error) == NULL);
    CHECK_ERROR(error, POLYATOM_ERROR_ARGUMENT);
    CHECK(polyatom_take_failure() == NULL);
}

static void error_left_out(void)
{
    CHECK(polyatom_atom_parse("nonsense", NUL_TERMINATED, POLYATOM_EAPI_NONE, NULL) == NULL);
    CHECK(polyatom_version_parse("nonsense", NUL_TERMINATED, NULL) == NULL);
    CHECK(!polyatom_check_name(POLYATOM_NAME_KIND_SLOT, "", 0, NULL));
    CHECK(polyatom_take_failure() == NULL);
}

static void success_clears_the_error(void)
{
    polyatom_error *error = refused("nonsense", NUL_TERMINATED);
    polyatom_error *kept = error;
    polyatom_atom *parsed = polyatom_atom_parse("a/b", NUL_TERMINATED, POLYATOM_EAPI_NONE, &error);
    CHECK(parsed != NULL && error == NULL);
    polyatom_atom_free(parsed);
    polyatom_error_free(kept);
}

int main(void)
{
    all_fields();
    something_missing();
    offsets_are_bytes();
    embedded_nul();
    bad_bytes();
    choices();
    bad_arguments();
    error_left_out();
    success_clears_the_error();
    return finish();
}
