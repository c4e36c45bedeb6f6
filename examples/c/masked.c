/* Why versions of a package may not be installed: masked ROOT PACKAGE. */
#include <polyatom.h>
#include <stdio.h>

static void print_text(const char *before, char *text)
{
    printf("%s%s", before, text);
    polyatom_string_free(text);
}

static void print_reason(const polyatom_mask_reason *reason)
{
    print_text(" is masked by ", polyatom_reason_kind_to_string(polyatom_mask_reason_kind(reason)));
    polyatom_string_list *words = polyatom_mask_reason_words(reason);
    for (size_t i = 0; i < polyatom_string_list_length(words); i++) {
        print_text(i ? " " : ": ", polyatom_string_list_get(words, i));
    }
    polyatom_string_list_free(words);

    polyatom_source_line_list *sources = polyatom_mask_reason_sources(reason);
    for (size_t i = 0; i < polyatom_source_line_list_length(sources); i++) {
        print_text("\n  ", polyatom_source_line_to_string(polyatom_source_line_list_peek(sources, i)));
    }
    polyatom_source_line_list_free(sources);

    polyatom_remedy *remedy = polyatom_mask_reason_remedy(reason);
    if (remedy) {
        print_text("\n  to lift it: ", polyatom_remedy_to_string(remedy));
        polyatom_remedy_free(remedy);
    }
    puts("");
}

static void print_version(const polyatom_invisible_package *version)
{
    polyatom_cpv *cpv = polyatom_invisible_package_cpv(version);
    polyatom_mask_reason_list *reasons = polyatom_invisible_package_reasons(version);
    for (size_t i = 0; i < polyatom_mask_reason_list_length(reasons); i++) {
        print_text("", polyatom_cpv_to_string(cpv));
        print_reason(polyatom_mask_reason_list_peek(reasons, i));
    }
    polyatom_mask_reason_list_free(reasons);
    polyatom_cpv_free(cpv);
}

int main(int count, char **arguments)
{
    const size_t whole = POLYATOM_NUL_TERMINATED; /* in place of a length */
    polyatom_error *error = NULL;
    polyatom_config *config = count == 3 ? polyatom_config_open(arguments[1], whole, NULL, 0, NULL, 0, &error) : NULL;
    polyatom_cpn *package = config ? polyatom_cpn_parse(arguments[2], whole, &error) : NULL;
    if (!package) {
        fprintf(stderr, "%s\n", error ? polyatom_error_message(error) : "usage: masked ROOT PACKAGE");
        polyatom_error_free(error);
        polyatom_config_free(config);
        return 1;
    }
    polyatom_invisible_package_list *versions = polyatom_config_invisible(config, package);
    for (size_t i = 0; i < polyatom_invisible_package_list_length(versions); i++) {
        print_version(polyatom_invisible_package_list_peek(versions, i));
    }
    polyatom_invisible_package_list_free(versions);
    polyatom_cpn_free(package);
    polyatom_config_free(config);
    return 0;
}
