/*
 * The operations on repositories and their files. Nothing is kept open: the next question may be about other files in the same
 * place.
 */
#include "operations.h"

#include <string.h>

static const char *const KEYS[] = {
    "BDEPEND", "DEFINED_PHASES", "DEPEND", "DESCRIPTION", "EAPI", "HOMEPAGE", "IDEPEND", "IUSE", "KEYWORDS", "LICENSE",
    "PDEPEND", "PROPERTIES", "RDEPEND", "REQUIRED_USE", "RESTRICT", "SLOT", "SRC_URI",
};
enum { KEY_COUNT = sizeof KEYS / sizeof KEYS[0] };

json_t *take_cpvs(polyatom_cpv_list *list)
{
    json_t *out = json_array();
    for (size_t i = 0; i < polyatom_cpv_list_length(list); i++) {
        polyatom_cpv *cpv = polyatom_cpv_list_get(list, i);
        json_array_append_new(out, take_text(polyatom_cpv_to_string(cpv)));
        polyatom_cpv_free(cpv);
    }
    polyatom_cpv_list_free(list);
    return out;
}

polyatom_repository *open_repository(const json_t *in, polyatom_error **error)
{
    const text path = member(in, "repo"), ebuilds = member(in, "ebuilds"), eclasses = member(in, "eclasses");
    return polyatom_repository_open(
        path.start, path.length, NULL, 0, POLYATOM_PACKAGE_SOURCE_NONE, ebuilds.start, ebuilds.length, eclasses.start,
        eclasses.length, error);
}

static json_t *broken_of(const polyatom_repository *repository)
{
    json_t *out = json_array();
    polyatom_problem_list *found = polyatom_repository_broken(repository, NULL, NULL, NULL);
    for (size_t i = 0; i < polyatom_problem_list_length(found); i++) {
        polyatom_problem *problem = polyatom_problem_list_get(found, i);
        json_array_append_new(
            out, json_pack(
                     "{so so}", "cpv", take_text(polyatom_problem_cpv(problem)), "variable",
                     take_text(polyatom_problem_variable(problem))));
        polyatom_problem_free(problem);
    }
    polyatom_problem_list_free(found);
    return out;
}

json_t *repo_packages(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    polyatom_repository *repository = open_repository(in, error);
    if (!repository) {
        return NULL;
    }
    json_t *out = json_pack(
        "{so so so}", "packages", take_cpvs(polyatom_repository_cpvs(repository)), "broken", broken_of(repository),
        "missing", take_cpvs(polyatom_repository_missing(repository)));
    polyatom_repository_free(repository);
    return out;
}

/* The text of a variable, or null. */
static json_t *variable_of(const polyatom_ebuild_package *package, const char *name)
{
    return take_text(polyatom_ebuild_package_get(package, name, strlen(name)));
}

/* The words of a variable. */
static json_t *words_of(const polyatom_ebuild_package *package, const char *name)
{
    static const char BLANKS[] = " \t\r\n\f";
    json_t *out = json_array(), *value = variable_of(package, name);
    const char *rest = json_is_string(value) ? json_string_value(value) : "";
    for (rest += strspn(rest, BLANKS); *rest; rest += strspn(rest, BLANKS)) {
        const size_t length = strcspn(rest, BLANKS);
        json_array_append_new(out, json_stringn(rest, length));
        rest += length;
    }
    json_decref(value);
    return out;
}

/* Lists are as written, if they are valid. */
static bool has_valid_lists(const polyatom_ebuild_package *package, polyatom_error **error)
{
    polyatom_keywords *keywords = polyatom_ebuild_package_keywords(package, error);
    polyatom_iuse *iuse = keywords ? polyatom_ebuild_package_iuse(package, error) : NULL;
    const bool valid = keywords && iuse;
    polyatom_keywords_free(keywords);
    polyatom_iuse_free(iuse);
    return valid;
}

static json_t *facts_of(const polyatom_ebuild_package *package, polyatom_error **error)
{
    polyatom_slot *slot = has_valid_lists(package, error) ? polyatom_ebuild_package_slot(package, error) : NULL;
    if (!slot) {
        return NULL;
    }
    json_t *out = json_object();
    for (size_t i = 0; i < KEY_COUNT; i++) {
        json_object_set_new(out, KEYS[i], variable_of(package, KEYS[i]));
    }
    json_object_set_new(out, "EAPI", take_text(polyatom_eapi_to_string(polyatom_ebuild_package_eapi(package))));
    json_object_set_new(out, "slot", take_text(polyatom_slot_name(slot)));
    json_object_set_new(out, "subslot", take_text(polyatom_slot_subslot(slot)));
    json_object_set_new(out, "keywords", words_of(package, "KEYWORDS"));
    json_object_set_new(out, "iuse", words_of(package, "IUSE"));
    json_object_set_new(out, "inherited", take_texts(polyatom_ebuild_package_inherited(package)));
    polyatom_slot_free(slot);
    return out;
}

json_t *repo_package(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const text name = member(in, "cpv");
    polyatom_cpv *cpv = polyatom_cpv_parse(name.start, name.length, error);
    polyatom_repository *repository = cpv ? open_repository(in, error) : NULL;
    polyatom_ebuild_package *package = repository ? polyatom_repository_package(repository, cpv, error) : NULL;
    json_t *out = package ? facts_of(package, error) : NULL;
    polyatom_ebuild_package_free(package);
    polyatom_repository_free(repository);
    polyatom_cpv_free(cpv);
    return out;
}

json_t *repo_match(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    const text name = member(in, "atom");
    polyatom_atom *atom = polyatom_atom_parse(name.start, name.length, eapi, error);
    polyatom_repository *repository = atom ? open_repository(in, error) : NULL;
    json_t *out = repository ? take_cpvs(polyatom_repository_matching(repository, atom)) : NULL;
    polyatom_repository_free(repository);
    polyatom_atom_free(atom);
    return out;
}

/* The kinds in a list; false if one of them cannot be read. */
static bool read_kinds(const json_t *names, polyatom_dep_spec_kind *kinds, polyatom_error **error)
{
    for (size_t i = 0; i < json_array_size(names); i++) {
        const text name = text_of(json_array_get(names, i));
        kinds[i] = polyatom_dep_spec_kind_parse(name.start, name.length, error);
        if (error && *error) {
            return false;
        }
    }
    return true;
}

json_t *repo_reverse_dependencies(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const text name = member(in, "cpn");
    const json_t *names = json_object_get(in, "kinds");
    polyatom_dep_spec_kind *kinds = allocate((json_array_size(names) + 1) * sizeof *kinds);
    polyatom_cpn *cpn = polyatom_cpn_parse(name.start, name.length, error);
    const bool valid = cpn && read_kinds(names, kinds, error);
    polyatom_repository *repository = valid ? open_repository(in, error) : NULL;
    json_t *out =
        repository ? take_cpvs(polyatom_repository_dependents(repository, cpn, kinds, json_array_size(names))) : NULL;
    polyatom_repository_free(repository);
    polyatom_cpn_free(cpn);
    free(kinds);
    return out;
}

static polyatom_verify_level level_of(const char *name)
{
    if (strcmp(name, "none") == 0) {
        return POLYATOM_VERIFY_LEVEL_UNCHECKED;
    }
    return strcmp(name, "mtime") == 0 ? POLYATOM_VERIFY_LEVEL_MTIME : POLYATOM_VERIFY_LEVEL_MD5;
}

static json_t *stale_of(const polyatom_verification *found)
{
    json_t *out = json_array();
    polyatom_stale_entry_list *stale = polyatom_verification_stale(found);
    for (size_t i = 0; i < polyatom_stale_entry_list_length(stale); i++) {
        polyatom_stale_entry *entry = polyatom_stale_entry_list_get(stale, i);
        polyatom_cpv *cpv = polyatom_stale_entry_cpv(entry);
        json_array_append_new(out, take_text(polyatom_cpv_to_string(cpv)));
        polyatom_cpv_free(cpv);
        polyatom_stale_entry_free(entry);
    }
    polyatom_stale_entry_list_free(stale);
    return out;
}

json_t *repo_verify(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const char *level = json_string_value(json_object_get(in, "level"));
    polyatom_repository *repository = level ? open_repository(in, error) : NULL;
    if (!repository) {
        return NULL;
    }
    polyatom_verification *found = polyatom_repository_verify(repository, level_of(level), NULL, NULL, error);
    if (!found) {
        polyatom_repository_free(repository);
        return NULL;
    }
    json_t *out = json_pack(
        "{sI so so}", "valid", (json_int_t)polyatom_verification_valid(found), "stale", stale_of(found), "missing",
        take_cpvs(polyatom_verification_missing(found)));
    polyatom_verification_free(found);
    polyatom_repository_free(repository);
    return out;
}
