/* What is wrong in a repository's metadata: qa REPOSITORY... */
#include <polyatom.h>
#include <stdio.h>

/* Flags that profiles add to every package. */
static const char *const IMPLICIT[] = {"amd64", "arm64", "x86", "prefix"};

static void print_place(const polyatom_ebuild_package *package, polyatom_dep_spec_kind kind)
{
    polyatom_cpv *cpv = polyatom_ebuild_package_cpv(package);
    char *name = polyatom_cpv_to_string(cpv);
    printf("%s %s: ", name, polyatom_dep_spec_kind_name(kind));
    polyatom_string_free(name);
    polyatom_cpv_free(cpv);
}

/* What an ebuild must not have, and what nothing matches. */
static void print_findings(const polyatom_repository_set *repositories, const polyatom_ebuild_package *package,
                           polyatom_dep_spec_kind kind, const polyatom_dep_spec *spec, const polyatom_iuse *iuse)
{
    polyatom_diagnostic_list *found = polyatom_dep_spec_diagnostics_with(spec, iuse);
    for (size_t i = 0; i < polyatom_diagnostic_list_length(found); i++) {
        const polyatom_diagnostic *one = polyatom_diagnostic_list_peek(found, i);
        print_place(package, kind);
        char *text = polyatom_diagnostic_text(one);
        printf("%s %s\n", polyatom_diagnostic_kind_name(polyatom_diagnostic_kind_of(one)), text);
        polyatom_string_free(text);
    }
    polyatom_diagnostic_list_free(found);

    polyatom_atom_list *unmatched = polyatom_repository_set_unmatched(repositories, spec);
    for (size_t i = 0; i < polyatom_atom_list_length(unmatched); i++) {
        char *atom = polyatom_atom_to_string(polyatom_atom_list_peek(unmatched, i));
        print_place(package, kind);
        printf("nothing matches %s\n", atom);
        polyatom_string_free(atom);
    }
    polyatom_atom_list_free(unmatched);
}

static void check(const polyatom_repository_set *repositories, const polyatom_ebuild_package *package,
                  polyatom_dep_spec_kind kind, const polyatom_use_flags *implicit)
{
    polyatom_error *error = NULL;
    polyatom_dep_spec *spec = polyatom_ebuild_package_spec(package, kind, &error);
    polyatom_iuse *written = spec ? polyatom_ebuild_package_iuse(package, &error) : NULL;
    if (written) {
        polyatom_iuse *iuse = polyatom_iuse_effective(written, implicit);
        print_findings(repositories, package, kind, spec, iuse);
        polyatom_iuse_free(iuse);
    } else {
        const int start = (int)polyatom_error_start(error), end = (int)polyatom_error_end(error);
        print_place(package, kind);
        printf("%s (%.*s)\n", polyatom_error_reason(error, NULL), end - start, polyatom_error_input(error, NULL) + start);
        polyatom_error_free(error);
    }
    polyatom_iuse_free(written);
    polyatom_dep_spec_free(spec);
}

int main(int count, char **arguments)
{
    polyatom_error *error = NULL;
    const char *const *paths = (const char *const *)arguments + 1;
    polyatom_repository_set *repositories = polyatom_repository_set_open_all(paths, NULL, (size_t)count - 1, &error);
    polyatom_use_flags *implicit = repositories ? polyatom_use_flags_new(IMPLICIT, NULL, 4, &error) : NULL;
    if (!implicit) {
        fprintf(stderr, "%s\n", polyatom_error_message(error));
        polyatom_error_free(error);
        polyatom_repository_set_free(repositories);
        return 1;
    }
    polyatom_ebuild_packages *all = polyatom_repository_set_packages(repositories);
    polyatom_ebuild_package_list *packages = polyatom_ebuild_packages_successes(all);
    for (size_t i = 0; i < polyatom_ebuild_package_list_length(packages); i++) {
        const polyatom_ebuild_package *package = polyatom_ebuild_package_list_peek(packages, i);
        for (polyatom_dep_spec_kind kind = POLYATOM_DEP_SPEC_KIND_DEPEND; kind <= POLYATOM_DEP_SPEC_KIND_SRC_URI; kind++) {
            check(repositories, package, kind, implicit);
        }
    }
    polyatom_ebuild_package_list_free(packages);
    polyatom_ebuild_packages_free(all);
    polyatom_use_flags_free(implicit);
    polyatom_repository_set_free(repositories);
    return 0;
}
