/* What REQUIRED_USE asks for, and the least that helps: required TEXT FLAG... */
#include <polyatom.h>
#include <stdio.h>

/* Texts of a list are lent, and have no NUL at their end. */
static void print_item(const char *before, const polyatom_string_list *list, size_t index)
{
    size_t length = 0;
    const char *text = polyatom_string_list_peek(list, index, &length);
    printf("%s%.*s", before, (int)length, text);
}

static polyatom_error *explain(const polyatom_dep_spec *required, const polyatom_use_flags *flags)
{
    polyatom_error *error = NULL;
    polyatom_required_use_check *check = polyatom_dep_spec_check_required_use(required, flags, NULL, &error);
    if (!check) {
        return error;
    }
    polyatom_string_list *sentences = polyatom_required_use_check_sentences(check);
    for (size_t i = 0; i < polyatom_string_list_length(sentences); i++) {
        print_item("", sentences, i);
        puts("");
    }
    polyatom_string_list_free(sentences);
    polyatom_required_use_check_free(check);

    polyatom_required_use_solution *solution = polyatom_dep_spec_solve_required_use(required, flags, NULL, NULL, &error);
    polyatom_use_change_list *changes = solution ? polyatom_required_use_solution_changes(solution) : NULL;
    for (size_t i = 0; changes && i < polyatom_use_change_list_length(changes); i++) {
        const polyatom_use_change *change = polyatom_use_change_list_peek(changes, i);
        char *flag = polyatom_use_change_flag(change);
        printf("%s %s\n", polyatom_use_change_enable(change) ? "enable" : "disable", flag);
        polyatom_string_free(flag);
    }
    polyatom_use_change_list_free(changes);
    polyatom_required_use_solution_free(solution);
    return error;
}

int main(int count, char **arguments)
{
    if (count < 2) {
        return 2;
    }
    polyatom_error *error = NULL;
    polyatom_dep_spec *required = polyatom_dep_spec_new(POLYATOM_DEP_SPEC_KIND_REQUIRED_USE, arguments[1],
                                                        POLYATOM_NUL_TERMINATED, POLYATOM_EAPI_NONE, false, &error);
    const char *const *names = (const char *const *)arguments + 2;
    polyatom_use_flags *flags = required ? polyatom_use_flags_new(names, NULL, (size_t)count - 2, &error) : NULL;
    if (flags) {
        error = explain(required, flags);
    }
    if (error) {
        fprintf(stderr, "%s\n", polyatom_error_message(error));
    }
    const int status = error != NULL;
    polyatom_error_free(error);
    polyatom_use_flags_free(flags);
    polyatom_dep_spec_free(required);
    return status;
}
