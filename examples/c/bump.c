/* The newest version for each slot, the architectures that lag behind, and what could go: bump REPOSITORY... */
#include <polyatom.h>
#include <stdio.h>

enum { MOST = 256 };

/* Texts of a list are lent, and have no NUL at their end. */
static void print_item(const char *before, const polyatom_string_list *list, size_t index)
{
    size_t length = 0;
    const char *text = polyatom_string_list_peek(list, index, &length);
    printf("%s%.*s", before, (int)length, text);
}

static void print_head(const polyatom_ebuild_package *newest)
{
    polyatom_atom *slot = polyatom_ebuild_package_slot_atom(newest, NULL);
    polyatom_cpv *cpv = polyatom_ebuild_package_cpv(newest);
    polyatom_version *version = polyatom_cpv_version(cpv);
    char *atom = slot ? polyatom_atom_to_string(slot) : NULL, *number = polyatom_version_to_string(version);
    printf("%s %s", atom ? atom : "?", number);
    polyatom_string_free(number);
    polyatom_string_free(atom);
    polyatom_version_free(version);
    polyatom_cpv_free(cpv);
    polyatom_atom_free(slot);
}

static void print_lagging(const polyatom_keywords *ours, const polyatom_keywords *const *older, size_t count)
{
    polyatom_string_list *lagging = polyatom_keywords_lagging_behind(ours, older, count);
    for (size_t i = 0; i < polyatom_string_list_length(lagging); i++) {
        print_item(i ? " " : ", stable: ", lagging, i);
    }
    polyatom_string_list_free(lagging);
}

/* The versions whose architectures the newest has as well. */
static void print_old(const polyatom_ebuild_package_list *packages, const polyatom_keywords *ours,
                      const polyatom_keywords *const *older, size_t count)
{
    const char *before = ", old: ";
    for (size_t i = 0; i < count; i++) {
        if (polyatom_keywords_covers(ours, older[i])) {
            polyatom_cpv *cpv = polyatom_ebuild_package_cpv(polyatom_ebuild_package_list_peek(packages, i));
            char *version = polyatom_cpv_pvr(cpv);
            printf("%s%s", before, version);
            polyatom_string_free(version);
            polyatom_cpv_free(cpv);
            before = " ";
        }
    }
}

static polyatom_error *print_slot(const polyatom_ebuild_packages *slot)
{
    polyatom_error *error = NULL;
    polyatom_keywords *keywords[MOST];
    polyatom_ebuild_package_list *packages = polyatom_ebuild_packages_successes(slot);
    const size_t length = polyatom_ebuild_package_list_length(packages);
    size_t there = 0;
    while (there < length && there < MOST && !error) {
        keywords[there] = polyatom_ebuild_package_keywords(polyatom_ebuild_package_list_peek(packages, there), &error);
        there += keywords[there] != NULL;
    }
    if (!error && there > 0) {
        const polyatom_keywords *const *all = (const polyatom_keywords *const *)keywords;
        print_head(polyatom_ebuild_package_list_peek(packages, there - 1));
        print_lagging(all[there - 1], all, there - 1);
        print_old(packages, all[there - 1], all, there - 1);
        puts("");
    }
    while (there > 0) {
        polyatom_keywords_free(keywords[--there]);
    }
    polyatom_ebuild_package_list_free(packages);
    return error;
}

int main(int count, char **arguments)
{
    polyatom_error *error = NULL;
    const char *const *paths = (const char *const *)arguments + 1;
    polyatom_repository_set *set = polyatom_repository_set_open_all(paths, NULL, (size_t)count - 1, &error);
    polyatom_query *query = set ? polyatom_query_parse("not =*/*-*9999*", POLYATOM_NUL_TERMINATED, &error) : NULL;
    polyatom_ebuild_packages *released = query ? polyatom_repository_set_query(set, query, NULL, NULL, &error) : NULL;
    polyatom_ebuild_packages_list *slots = released ? polyatom_ebuild_packages_by_slot(released) : NULL;
    for (size_t i = 0; slots && !error && i < polyatom_ebuild_packages_list_length(slots); i++) {
        error = print_slot(polyatom_ebuild_packages_list_peek(slots, i));
    }
    if (error) {
        fprintf(stderr, "%s\n", polyatom_error_message(error));
    }
    const int status = error != NULL;
    polyatom_error_free(error);
    polyatom_ebuild_packages_list_free(slots);
    polyatom_ebuild_packages_free(released);
    polyatom_query_free(query);
    polyatom_repository_set_free(set);
    return status;
}
