/*
 * What the packages of a repository depend on, which versions of that a system may install, and who maintains what is not stable.
 *
 * usage: report REPOSITORY SYSTEM
 */
#include <glob.h>
#include <polyatom.h>
#include <search.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { VARIABLES = 5, SHOWN = 15 };

static const char *const DEPENDENCIES[VARIABLES] = {"DEPEND", "RDEPEND", "BDEPEND", "PDEPEND", "IDEPEND"};

/* A package that is in the repository, or that an entry depends on. */
struct package {
    char *name;
    bool is_here;
    size_t named_by;   /* so many entries */
    size_t last_entry; /* the last of them, so that each counts once */
};

/* An atom as one EAPI reads it. */
struct atom {
    char *text;
    char *eapi;
    struct package *depends_on; /* NULL: a blocker, or not valid */
    char *reason;               /* NULL: valid */
};

/* Somebody who maintains packages whose newest version is stable nowhere. */
struct maintainer {
    char *email;
    size_t packages;
    size_t last_package; /* the last of them, so that each counts once */
};

/* Unique things: a tree to find them, a list to walk over them. */
struct set {
    void *tree;
    void **items;
    size_t count;
};

static struct set packages, atoms, maintainers;

static void *checked(void *memory)
{
    if (!memory) {
        perror("report");
        exit(1);
    }
    return memory;
}

/* Draws a bar at a terminal for who waits for more than half a second; nothing is left of it when all is done. */
static void tell(const char *what, size_t done, size_t total)
{
    static const char full[] = "##############################";
    static struct timespec begun;
    struct timespec now;
    if (!isatty(STDERR_FILENO) || clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return;
    if (done == 0)
        begun = now;
    double waited = (double)(now.tv_sec - begun.tv_sec) + (double)(now.tv_nsec - begun.tv_nsec) / 1e9;
    if (done == total)
        fputs("\r\033[K", stderr);
    else if (waited > 0.5 && done % 64 == 0)
        fprintf(stderr, "\r%s [%-30.*s] %zu/%zu", what, (int)(30 * done / total), full, done, total);
}

static char *copy_of(const char *text)
{
    return checked(strdup(text));
}

/* The item equal to `wanted`; where there is none, a copy of `wanted` is added. Sets *added. */
static void *find_or_add(struct set *set, const void *wanted, size_t size, int (*compare)(const void *, const void *), int *added)
{
    void **found = tfind(wanted, &set->tree, compare);
    *added = !found;
    if (found)
        return *found;
    void *item = memcpy(checked(malloc(size)), wanted, size);
    checked(tsearch(item, &set->tree, compare));
    set->items = checked(realloc(set->items, (set->count + 1) * sizeof *set->items));
    set->items[set->count++] = item;
    return item;
}

static int by_name(const void *a, const void *b)
{
    const struct package *left = a, *right = b;
    return strcmp(left->name, right->name);
}

static int by_text_and_eapi(const void *a, const void *b)
{
    const struct atom *left = a, *right = b;
    int order = strcmp(left->text, right->text);
    return order ? order : strcmp(left->eapi, right->eapi);
}

/* Takes over both strings, which polyatom has allocated. */
static struct package *package_named(char *category, char *package)
{
    int added;
    size_t size = strlen(category) + strlen(package) + 2;
    struct package wanted = {.name = checked(malloc(size))};
    snprintf(wanted.name, size, "%s/%s", category, package);
    struct package *found = find_or_add(&packages, &wanted, sizeof wanted, by_name, &added);
    if (!added)
        free(wanted.name);
    polyatom_string_free(category);
    polyatom_string_free(package);
    return found;
}

/* The first line of an error's message, which is freed. */
static char *first_line_of(polyatom_error *error)
{
    char *line = copy_of(polyatom_error_message(error));
    line[strcspn(line, "\n")] = '\0';
    polyatom_error_free(error);
    return line;
}

/* The EAPI of that name, or POLYATOM_EAPI_NONE. */
static polyatom_eapi eapi_named(const char *name)
{
    for (polyatom_eapi eapi = POLYATOM_EAPI_V0; eapi <= POLYATOM_EAPI_V9; eapi++) {
        char *text = polyatom_eapi_to_string(eapi);
        int equal = !strcmp(text, name);
        polyatom_string_free(text);
        if (equal)
            return eapi;
    }
    return POLYATOM_EAPI_NONE;
}

static void read_atom(struct atom *atom)
{
    polyatom_error *error = NULL;
    polyatom_eapi eapi = eapi_named(atom->eapi);
    if (eapi == POLYATOM_EAPI_NONE) {
        atom->reason = copy_of("unknown EAPI");
        return;
    }
    polyatom_atom *parsed = polyatom_atom_parse(atom->text, POLYATOM_NUL_TERMINATED, eapi, &error);
    if (!parsed) {
        atom->reason = first_line_of(error);
        return;
    }
    /* A blocker names a package, but does not depend on it. */
    if (polyatom_atom_blocker(parsed) == POLYATOM_BLOCKER_NONE)
        atom->depends_on = package_named(polyatom_atom_category(parsed), polyatom_atom_package(parsed));
    polyatom_atom_free(parsed);
}

/* Each text is read once for each EAPI. */
static void add_dependency(const char *text, const char *eapi, size_t entry)
{
    int added;
    struct atom wanted = {.text = copy_of(text), .eapi = copy_of(eapi)};
    struct atom *atom = find_or_add(&atoms, &wanted, sizeof wanted, by_text_and_eapi, &added);
    if (added) {
        read_atom(atom);
    } else {
        free(wanted.text);
        free(wanted.eapi);
    }
    if (atom->depends_on && atom->depends_on->last_entry != entry) {
        atom->depends_on->last_entry = entry;
        atom->depends_on->named_by++;
    }
}

/* The words of the dependencies that are atoms; the rest are parentheses, operators and conditions. */
static void add_dependencies(char *words, const char *eapi, size_t entry)
{
    for (char *word = strtok(words, " \t"); word; word = strtok(NULL, " \t")) {
        int grouping = !strcmp(word, "(") || !strcmp(word, ")") || !strcmp(word, "||");
        if (!grouping && word[strlen(word) - 1] != '?')
            add_dependency(word, eapi, entry);
    }
}

static void add_version(const char *name)
{
    polyatom_error *error = NULL;
    polyatom_cpv *cpv = polyatom_cpv_parse(name, POLYATOM_NUL_TERMINATED, &error);
    if (!cpv) {
        fprintf(stderr, "%s\n", polyatom_error_message(error));
        exit(1);
    }
    package_named(polyatom_cpv_category(cpv), polyatom_cpv_package(cpv))->is_here = true;
    polyatom_cpv_free(cpv);
}

/* Reads the KEY=value lines of a cache entry. */
static void add_entry(const char *path, size_t entry)
{
    char *values[VARIABLES] = {NULL}, *eapi = NULL, *line = NULL;
    size_t capacity = 0;
    FILE *file = checked(fopen(path, "r"));
    while (getline(&line, &capacity, file) > 0) {
        line[strcspn(line, "\n")] = '\0';
        char *value = strchr(line, '=');
        if (!value)
            continue;
        *value++ = '\0';
        if (!strcmp(line, "EAPI"))
            eapi = copy_of(value);
        for (size_t i = 0; i < VARIABLES; i++)
            if (!strcmp(line, DEPENDENCIES[i]))
                values[i] = copy_of(value);
    }
    fclose(file);
    for (size_t i = 0; i < VARIABLES; i++) {
        if (values[i])
            add_dependencies(values[i], eapi ? eapi : "0", entry);
        free(values[i]);
    }
    free(eapi);
    free(line);
}

static int by_entries_then_name(const void *a, const void *b)
{
    const struct package *const *left = a, *const *right = b;
    if ((*left)->named_by != (*right)->named_by)
        return (*left)->named_by < (*right)->named_by ? 1 : -1;
    return strcmp((*left)->name, (*right)->name);
}

static int in_order(const void *a, const void *b)
{
    return by_text_and_eapi(*(void *const *)a, *(void *const *)b);
}

static void print_summary(size_t versions)
{
    size_t here = 0, texts = 0, failures = 0;
    for (size_t i = 0; i < packages.count; i++)
        here += ((struct package *)packages.items[i])->is_here;
    for (size_t i = 0; i < atoms.count; i++) {
        const struct atom *atom = atoms.items[i];
        const struct atom *before = i ? atoms.items[i - 1] : NULL;
        texts += !before || strcmp(before->text, atom->text) != 0;
        failures += atom->reason != NULL;
    }
    printf("%zu versions of %zu packages\n", versions, here);
    printf("%zu distinct atoms, %zu not valid\n", texts, failures);
}

/* Why a version may not be installed. */
static void print_reason(const polyatom_mask_reason *reason)
{
    char *kind = polyatom_reason_kind_to_string(polyatom_mask_reason_kind(reason));
    polyatom_string_list *words = polyatom_mask_reason_words(reason);
    fputs(kind, stdout);
    for (size_t i = 0; i < polyatom_string_list_length(words); i++) {
        char *word = polyatom_string_list_get(words, i);
        printf(" %s", word);
        polyatom_string_free(word);
    }
    polyatom_string_list_free(words);
    polyatom_string_free(kind);
}

static void print_passed(const polyatom_cpv *cpv, const polyatom_invisible_package *passed)
{
    char *version = polyatom_cpv_pvr(cpv);
    printf("         not %s:", version);
    polyatom_string_free(version);
    polyatom_mask_reason_list *reasons = polyatom_invisible_package_reasons(passed);
    for (size_t i = 0; i < polyatom_mask_reason_list_length(reasons); i++) {
        polyatom_mask_reason *reason = polyatom_mask_reason_list_get(reasons, i);
        fputs(i ? "; " : " ", stdout);
        print_reason(reason);
        polyatom_mask_reason_free(reason);
    }
    polyatom_mask_reason_list_free(reasons);
    putchar('\n');
}

/* The newest version that may be installed, or NULL. */
static polyatom_cpv *best_of(const polyatom_config *config, const polyatom_cpn *name)
{
    polyatom_configured_package_list *visible = polyatom_config_visible(config, name);
    size_t count = polyatom_configured_package_list_length(visible);
    polyatom_cpv *best = NULL;
    if (count) {
        polyatom_configured_package *last = polyatom_configured_package_list_get(visible, count - 1);
        best = polyatom_configured_package_cpv(last);
        polyatom_configured_package_free(last);
    }
    polyatom_configured_package_list_free(visible);
    return best;
}

/* The newest version that may be installed, and those that it is taken before. */
static void print_best(const polyatom_config *config, const struct package *package)
{
    polyatom_cpn *name = polyatom_cpn_parse(package->name, POLYATOM_NUL_TERMINATED, NULL);
    polyatom_cpv *best = best_of(config, name);
    char *version = best ? polyatom_cpv_pvr(best) : NULL;
    printf("%7zu  %-36s  %s\n", package->named_by, package->name, version ? version : "-");
    polyatom_string_free(version);
    polyatom_invisible_package_list *invisible = polyatom_config_invisible(config, name);
    for (size_t i = 0; i < polyatom_invisible_package_list_length(invisible); i++) {
        polyatom_invisible_package *passed = polyatom_invisible_package_list_get(invisible, i);
        polyatom_cpv *cpv = polyatom_invisible_package_cpv(passed);
        if (!best || polyatom_cpv_compare(cpv, best) > 0)
            print_passed(cpv, passed);
        polyatom_cpv_free(cpv);
        polyatom_invisible_package_free(passed);
    }
    polyatom_invisible_package_list_free(invisible);
    polyatom_cpv_free(best);
    polyatom_cpn_free(name);
}

static void print_ranking(const polyatom_config *config)
{
    puts("\nmost depended-on packages");
    printf("entries  %-36s  newest visible\n", "package");
    for (size_t i = 0; i < packages.count && i < SHOWN; i++) {
        const struct package *package = packages.items[i];
        if (!package->named_by)
            break;
        print_best(config, package);
    }
}

static void print_failures(void)
{
    const char *heading = "\nnot valid\n";
    for (size_t i = 0; i < atoms.count; i++) {
        const struct atom *atom = atoms.items[i];
        if (!atom->reason)
            continue;
        printf("%s  %s (EAPI %s)\n    %s\n", heading, atom->text, atom->eapi, atom->reason);
        heading = "";
    }
}

static int by_email(const void *a, const void *b)
{
    const struct maintainer *left = a, *right = b;
    return strcmp(left->email, right->email);
}

static int by_packages_then_email(const void *a, const void *b)
{
    const struct maintainer *const *left = a, *const *right = b;
    if ((*left)->packages != (*right)->packages)
        return (*left)->packages < (*right)->packages ? 1 : -1;
    return by_email(*left, *right);
}

static void add_maintainer(const char *email, size_t package)
{
    int added;
    struct maintainer wanted = {.email = copy_of(email)};
    struct maintainer *maintainer = find_or_add(&maintainers, &wanted, sizeof wanted, by_email, &added);
    if (!added)
        free(wanted.email);
    maintainer->packages += maintainer->last_package != package;
    maintainer->last_package = package;
}

static void add_maintainers(const polyatom_ebuild_package *package, size_t number)
{
    polyatom_metadata_xml *xml = polyatom_ebuild_package_metadata_xml(package);
    polyatom_maintainer_list *found = polyatom_metadata_xml_maintainers(xml);
    size_t count = polyatom_maintainer_list_length(found);
    if (count == 0)
        add_maintainer("nobody", number);
    for (size_t i = 0; i < count; i++) {
        polyatom_maintainer *maintainer = polyatom_maintainer_list_get(found, i);
        char *email = polyatom_maintainer_email(maintainer);
        add_maintainer(email, number);
        polyatom_string_free(email);
        polyatom_maintainer_free(maintainer);
    }
    polyatom_maintainer_list_free(found);
    polyatom_metadata_xml_free(xml);
}

static int is_stable(const polyatom_ebuild_package *package)
{
    polyatom_keywords *keywords = polyatom_ebuild_package_keywords(package, NULL);
    polyatom_keyword_list *items = keywords ? polyatom_keywords_items(keywords) : NULL;
    int stable = 0;
    for (size_t i = 0; items && i < polyatom_keyword_list_length(items); i++)
        stable |= polyatom_keyword_status_of(polyatom_keyword_list_peek(items, i)) == POLYATOM_KEYWORD_STATUS_STABLE;
    polyatom_keyword_list_free(items);
    polyatom_keywords_free(keywords);
    return stable;
}

static void print_unstable(void)
{
    polyatom_error *error = NULL;
    polyatom_repository *repository = polyatom_repository_open(
        ".", POLYATOM_NUL_TERMINATED, NULL, 0, POLYATOM_PACKAGE_SOURCE_NONE, NULL, 0, NULL, 0, &error);
    if (!repository) {
        fprintf(stderr, "%s\n", polyatom_error_message(error));
        exit(1);
    }
    polyatom_cpn_list *names = polyatom_repository_package_names(repository);
    size_t count = polyatom_cpn_list_length(names);
    for (size_t i = 0; i < count; i++) {
        tell("newest versions", i, count);
        polyatom_ebuild_packages *versions = polyatom_repository_versions(repository, polyatom_cpn_list_peek(names, i));
        size_t last = polyatom_ebuild_packages_length(versions) - 1;
        polyatom_ebuild_package *newest = polyatom_ebuild_packages_get(versions, last, NULL);
        if (newest && !is_stable(newest))
            add_maintainers(newest, i + 1);
        polyatom_ebuild_package_free(newest);
        polyatom_ebuild_packages_free(versions);
    }
    tell("newest versions", count, count);
    polyatom_cpn_list_free(names);
    polyatom_repository_free(repository);
    if (maintainers.count)
        qsort(maintainers.items, maintainers.count, sizeof *maintainers.items, by_packages_then_email);
    puts("\nnewest version is stable nowhere\npackages  maintainer");
    for (size_t i = 0; i < maintainers.count && i < SHOWN; i++) {
        const struct maintainer *maintainer = maintainers.items[i];
        printf("%8zu  %s\n", maintainer->packages, maintainer->email);
    }
}

static void free_everything(void)
{
    for (size_t i = 0; i < maintainers.count; i++) {
        struct maintainer *maintainer = maintainers.items[i];
        tdelete(maintainer, &maintainers.tree, by_email);
        free(maintainer->email);
        free(maintainer);
    }
    free(maintainers.items);
    for (size_t i = 0; i < packages.count; i++) {
        struct package *package = packages.items[i];
        tdelete(package, &packages.tree, by_name);
        free(package->name);
        free(package);
    }
    for (size_t i = 0; i < atoms.count; i++) {
        struct atom *atom = atoms.items[i];
        tdelete(atom, &atoms.tree, by_text_and_eapi);
        free(atom->text);
        free(atom->eapi);
        free(atom->reason);
        free(atom);
    }
    free(packages.items);
    free(atoms.items);
}

int main(int count, char **arguments)
{
    static const char cache[] = "metadata/md5-cache/";
    glob_t paths;
    if (count != 3 || chdir(arguments[1]) != 0 || glob("metadata/md5-cache/*/*", 0, NULL, &paths) != 0) {
        fputs("usage: report REPOSITORY SYSTEM, absolute paths; the first has a metadata/md5-cache\n", stderr);
        return 1;
    }
    polyatom_error *error = NULL;
    polyatom_config *config = polyatom_config_open(arguments[2], POLYATOM_NUL_TERMINATED, NULL, 0, NULL, 0, &error);
    if (!config) {
        fprintf(stderr, "%s\n", polyatom_error_message(error));
        return 1;
    }
    for (size_t i = 0; i < paths.gl_pathc; i++) {
        tell("cache entries", i, paths.gl_pathc);
        add_version(paths.gl_pathv[i] + strlen(cache));
        add_entry(paths.gl_pathv[i], i + 1);
    }
    tell("cache entries", paths.gl_pathc, paths.gl_pathc);
    qsort(packages.items, packages.count, sizeof *packages.items, by_entries_then_name);
    qsort(atoms.items, atoms.count, sizeof *atoms.items, in_order);
    print_summary(paths.gl_pathc);
    print_ranking(config);
    print_failures();
    print_unstable();
    polyatom_config_free(config);
    free_everything();
    globfree(&paths);
    return 0;
}
