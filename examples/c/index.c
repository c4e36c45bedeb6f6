/* A page with the newest version of each package: index REPOSITORY */
#include <polyatom.h>
#include <stdio.h>

/* What is lent, a view, has a length and no NUL at its end. */
static void print_escaped(const char *view, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        switch (view[i]) {
        case '&': fputs("&amp;", stdout); break;
        case '<': fputs("&lt;", stdout); break;
        case '>': fputs("&gt;", stdout); break;
        case '"': fputs("&quot;", stdout); break;
        default: putchar(view[i]);
        }
    }
}

static void print_row(const polyatom_ebuild_package *package)
{
    polyatom_cpv *cpv = polyatom_ebuild_package_cpv(package);
    polyatom_cpn *cpn = polyatom_cpv_cpn(cpv);
    polyatom_version *version = polyatom_cpv_version(cpv);
    char *name = polyatom_cpn_to_string(cpn), *number = polyatom_version_to_string(version);
    polyatom_string_list *homepages = polyatom_ebuild_package_homepages(package);
    fputs("<tr><td>", stdout);
    if (polyatom_string_list_length(homepages)) {
        fputs("<a href=\"", stdout);
        size_t length = 0;
        const char *homepage = polyatom_string_list_peek(homepages, 0, &length);
        print_escaped(homepage, length);
        printf("\">%s</a>", name);
    } else {
        fputs(name, stdout);
    }
    printf("<td>%s<td>", number);
    size_t length = 0;
    const char *description = polyatom_ebuild_package_description_view(package, &length);
    print_escaped(description, length);
    puts("");
    polyatom_string_list_free(homepages);
    polyatom_string_free(number);
    polyatom_string_free(name);
    polyatom_version_free(version);
    polyatom_cpn_free(cpn);
    polyatom_cpv_free(cpv);
}

static bool same_name(const polyatom_ebuild_package *one, const polyatom_ebuild_package *other)
{
    polyatom_cpv *cpvs[] = {polyatom_ebuild_package_cpv(one), polyatom_ebuild_package_cpv(other)};
    polyatom_cpn *names[] = {polyatom_cpv_cpn(cpvs[0]), polyatom_cpv_cpn(cpvs[1])};
    const bool same = polyatom_cpn_equal(names[0], names[1]);
    for (size_t i = 0; i < 2; i++) {
        polyatom_cpn_free(names[i]);
        polyatom_cpv_free(cpvs[i]);
    }
    return same;
}

int main(int count, char **arguments)
{
    const char *path = count > 1 ? arguments[1] : ".";
    polyatom_error *error = NULL;
    polyatom_repository *repository = polyatom_repository_open(path, POLYATOM_NUL_TERMINATED, NULL, 0,
                                                               POLYATOM_PACKAGE_SOURCE_NONE, NULL, 0, NULL, 0, &error);
    if (!repository) {
        fprintf(stderr, "%s\n", polyatom_error_message(error));
        polyatom_error_free(error);
        return 1;
    }
    size_t length = 0;
    const char *title = polyatom_repository_name_view(repository, &length);
    fputs("<title>", stdout);
    print_escaped(title, length);
    puts("</title>\n<table>");

    polyatom_ebuild_packages *all = polyatom_repository_packages(repository);
    polyatom_ebuild_package_list *packages = polyatom_ebuild_packages_successes(all);
    const polyatom_ebuild_package *newest = NULL; /* Versions come in ascending order. */
    for (size_t i = 0; i < polyatom_ebuild_package_list_length(packages); i++) {
        const polyatom_ebuild_package *package = polyatom_ebuild_package_list_peek(packages, i);
        if (polyatom_ebuild_package_is_live(package)) {
            continue;
        }
        if (newest && !same_name(newest, package)) {
            print_row(newest);
        }
        newest = package;
    }
    if (newest) {
        print_row(newest);
    }
    puts("</table>");
    polyatom_ebuild_package_list_free(packages);
    polyatom_ebuild_packages_free(all);
    polyatom_repository_free(repository);
    return 0;
}
