/* The operations on profiles, configurations and queries. */
#include "operations.h"

#include <string.h>

/* A list of texts in ascending order, in place of the list. */
static json_t *sorted(json_t *texts)
{
    for (size_t i = 1; i < json_array_size(texts); i++) {
        json_t *moved = json_incref(json_array_get(texts, i));
        size_t at = i;
        while (at > 0 && strcmp(json_string_value(json_array_get(texts, at - 1)), json_string_value(moved)) > 0) {
            at--;
        }
        json_array_remove(texts, i);
        json_array_insert_new(texts, at, moved);
    }
    return texts;
}

static json_t *take_names(polyatom_use_flags *flags)
{
    json_t *out = take_texts(polyatom_use_flags_names(flags));
    polyatom_use_flags_free(flags);
    return out;
}

static json_t *take_directories(polyatom_profile_directory_list *list)
{
    json_t *out = json_array();
    for (size_t i = 0; i < polyatom_profile_directory_list_length(list); i++) {
        polyatom_profile_directory *directory = polyatom_profile_directory_list_get(list, i);
        json_array_append_new(out, take_text(polyatom_profile_directory_name(directory)));
        polyatom_profile_directory_free(directory);
    }
    polyatom_profile_directory_list_free(list);
    return out;
}

static json_t *take_atoms(polyatom_atom_list *list)
{
    json_t *out = json_array();
    for (size_t i = 0; i < polyatom_atom_list_length(list); i++) {
        polyatom_atom *atom = polyatom_atom_list_get(list, i);
        json_array_append_new(out, take_text(polyatom_atom_to_string(atom)));
        polyatom_atom_free(atom);
    }
    polyatom_atom_list_free(list);
    return out;
}

static json_t *take_masks(polyatom_package_mask_list *list)
{
    json_t *out = json_array();
    for (size_t i = 0; i < polyatom_package_mask_list_length(list); i++) {
        polyatom_package_mask *mask = polyatom_package_mask_list_get(list, i);
        json_array_append_new(out, take_text(polyatom_package_mask_text(mask)));
        polyatom_package_mask_free(mask);
    }
    polyatom_package_mask_list_free(list);
    return out;
}

/* All variables but USE; those whose values are put together are lists. */
static json_t *variables_of(const polyatom_profile *profile)
{
    json_t *out = json_object();
    polyatom_string_list *names = polyatom_profile_variables(profile);
    for (size_t i = 0; i < polyatom_string_list_length(names); i++) {
        char *name = polyatom_string_list_get(names, i);
        const size_t length = polyatom_string_length(name);
        if (strcmp(name, "USE") != 0) {
            json_object_set_new(
                out, name,
                polyatom_profile_is_incremental(profile, name, length)
                    ? take_texts(polyatom_profile_words(profile, name, length))
                    : take_text(polyatom_profile_variable(profile, name, length)));
        }
        polyatom_string_free(name);
    }
    polyatom_string_list_free(names);
    return out;
}

json_t *profile_resolve(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const text name = member(in, "profile");
    polyatom_repository *repository = open_repository(in, error);
    polyatom_profile *profile =
        repository ? polyatom_repository_profile(repository, name.start, name.length, error) : NULL;
    polyatom_repository_free(repository);
    if (!profile) {
        return NULL;
    }
    json_t *out = json_object();
    json_object_set_new(out, "parents", take_directories(polyatom_profile_directories(profile)));
    json_object_set_new(out, "use", take_texts(polyatom_profile_use_flags(profile)));
    json_object_set_new(out, "use_final", take_texts(polyatom_profile_use_final(profile)));
    json_object_set_new(out, "use_mask", take_texts(polyatom_profile_use_mask(profile)));
    json_object_set_new(out, "use_force", take_texts(polyatom_profile_use_force(profile)));
    json_object_set_new(out, "use_stable_mask", take_texts(polyatom_profile_use_stable_mask(profile)));
    json_object_set_new(out, "use_stable_force", take_texts(polyatom_profile_use_stable_force(profile)));
    json_object_set_new(out, "iuse_effective_implicit", take_names(polyatom_profile_iuse_implicit(profile)));
    json_object_set_new(out, "system", sorted(take_atoms(polyatom_profile_system(profile))));
    json_object_set_new(out, "package_mask", sorted(take_masks(polyatom_profile_package_mask(profile))));
    json_object_set_new(out, "package_unmask", sorted(take_masks(polyatom_profile_package_unmask(profile))));
    json_object_set_new(out, "package_provided", sorted(take_cpvs(polyatom_profile_package_provided(profile))));
    json_object_set_new(out, "vars", variables_of(profile));
    polyatom_profile_free(profile);
    return out;
}

/* The configuration that was read last: requests about the same one follow each other. */
static polyatom_config *kept;

static bool is_kept(text root)
{
    char *known = kept ? polyatom_config_root(kept) : NULL;
    const bool same = known && root.start && strcmp(known, root.start) == 0;
    polyatom_string_free(known);
    return same;
}

static const polyatom_config *read_config(const json_t *in, polyatom_error **error)
{
    const text root = member(in, "config_root");
    if (is_kept(root)) {
        return kept;
    }
    polyatom_config_free(kept);
    kept = polyatom_config_open(root.start, root.length, NULL, 0, NULL, 0, error);
    return kept;
}

static json_t *kind_of(const polyatom_mask_reason *reason)
{
    return take_text(polyatom_reason_kind_to_string(polyatom_mask_reason_kind(reason)));
}

static json_t *reason_of(const polyatom_mask_reason *reason)
{
    json_t *file = json_null(), *line = json_null(), *words = json_null();
    polyatom_source_line_list *sources = polyatom_mask_reason_sources(reason);
    if (polyatom_source_line_list_length(sources) > 0) {
        polyatom_source_line *source = polyatom_source_line_list_get(sources, 0);
        file = take_text(polyatom_source_line_path(source));
        line = json_integer((json_int_t)polyatom_source_line_line(source));
        words = take_text(polyatom_source_line_text(source));
        polyatom_source_line_free(source);
    }
    polyatom_source_line_list_free(sources);
    return json_pack("{so so so so}", "kind", kind_of(reason), "file", file, "line", line, "text", words);
}

typedef json_t *told(const polyatom_mask_reason *reason);

/* Each reason of a list, as the protocol wants it told. */
static json_t *take_reasons(polyatom_mask_reason_list *list, told *tell)
{
    json_t *out = json_array();
    for (size_t i = 0; i < polyatom_mask_reason_list_length(list); i++) {
        polyatom_mask_reason *reason = polyatom_mask_reason_list_get(list, i);
        json_array_append_new(out, tell(reason));
        polyatom_mask_reason_free(reason);
    }
    polyatom_mask_reason_list_free(list);
    return out;
}

static json_t *configured(const polyatom_configured_package *package)
{
    polyatom_iuse *iuse = polyatom_configured_package_iuse_effective(package);
    json_t *names = take_texts(polyatom_iuse_names(iuse));
    polyatom_iuse_free(iuse);
    return json_pack(
        "{sb so so so so sb so}", "visible", polyatom_configured_package_is_visible(package), "reasons",
        take_reasons(polyatom_configured_package_reasons(package), reason_of), "use",
        take_texts(polyatom_configured_package_enabled_flags(package)), "masked",
        take_texts(polyatom_configured_package_masked_flags(package)), "forced",
        take_texts(polyatom_configured_package_forced_flags(package)), "stable",
        polyatom_configured_package_is_stable(package), "iuse_effective", names);
}

/* Of a package whose metadata cannot be used only that is known. */
static json_t *unusable(const polyatom_config *config, const polyatom_cpv *cpv, polyatom_error **error)
{
    polyatom_mask_reason_list *reasons = polyatom_config_reasons(config, cpv, error);
    return reasons ? json_pack(
                         "{sb so s[] s[] s[] sb s[]}", "visible", false, "reasons", take_reasons(reasons, reason_of), "use",
                         "masked", "forced", "stable", false, "iuse_effective")
                   : NULL;
}

json_t *config_package(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const text name = member(in, "cpv");
    polyatom_cpv *cpv = polyatom_cpv_parse(name.start, name.length, error);
    const polyatom_config *config = cpv ? read_config(in, error) : NULL;
    json_t *out = NULL;
    if (config) {
        polyatom_configured_package *package = polyatom_config_package(config, cpv, NULL);
        out = package ? configured(package) : unusable(config, cpv, error);
        polyatom_configured_package_free(package);
    }
    polyatom_cpv_free(cpv);
    return out;
}

static json_t *take_visible(polyatom_configured_package_list *list)
{
    json_t *out = json_array();
    for (size_t i = 0; i < polyatom_configured_package_list_length(list); i++) {
        polyatom_configured_package *package = polyatom_configured_package_list_get(list, i);
        polyatom_cpv *cpv = polyatom_configured_package_cpv(package);
        json_array_append_new(out, take_text(polyatom_cpv_to_string(cpv)));
        polyatom_cpv_free(cpv);
        polyatom_configured_package_free(package);
    }
    polyatom_configured_package_list_free(list);
    return out;
}

static json_t *take_invisible(polyatom_invisible_package_list *list)
{
    json_t *out = json_object();
    for (size_t i = 0; i < polyatom_invisible_package_list_length(list); i++) {
        polyatom_invisible_package *found = polyatom_invisible_package_list_get(list, i);
        polyatom_cpv *cpv = polyatom_invisible_package_cpv(found);
        char *name = polyatom_cpv_to_string(cpv);
        json_object_set_new(out, name, take_reasons(polyatom_invisible_package_reasons(found), kind_of));
        polyatom_string_free(name);
        polyatom_cpv_free(cpv);
        polyatom_invisible_package_free(found);
    }
    polyatom_invisible_package_list_free(list);
    return out;
}

json_t *config_visible(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const text name = member(in, "cpn");
    polyatom_cpn *cpn = polyatom_cpn_parse(name.start, name.length, error);
    const polyatom_config *config = cpn ? read_config(in, error) : NULL;
    json_t *out = NULL;
    if (config) {
        json_t *visible = take_visible(polyatom_config_visible(config, cpn));
        const size_t count = json_array_size(visible);
        json_t *best = count > 0 ? json_incref(json_array_get(visible, count - 1)) : json_null();
        out = json_pack(
            "{so so so so}", "all", take_cpvs(polyatom_config_versions(config, cpn)), "visible", visible, "best", best, "why",
            take_invisible(polyatom_config_invisible(config, cpn)));
    }
    polyatom_cpn_free(cpn);
    return out;
}

json_t *config_diagnostics(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const polyatom_config *config = read_config(in, error);
    if (!config) {
        return NULL;
    }
    json_t *out = json_array();
    polyatom_problem_list *problems = polyatom_config_check(config);
    for (size_t i = 0; i < polyatom_problem_list_length(problems); i++) {
        polyatom_problem *problem = polyatom_problem_list_get(problems, i);
        uint64_t number;
        const bool known = polyatom_problem_line(problem, &number);
        json_t *line = known ? json_integer((json_int_t)number) : json_null();
        char *words = known ? polyatom_problem_input(problem) : polyatom_problem_reason(problem);
        json_array_append_new(
            out, json_pack(
                     "{so so so}", "file", take_text(polyatom_problem_path(problem)), "line", line, "text", take_text(words)));
        polyatom_problem_free(problem);
    }
    polyatom_problem_list_free(problems);
    return out;
}

/* What a query finds in the repository that a request names. */
static polyatom_cpv_list *found_in_repository(const json_t *in, const polyatom_query *query, polyatom_error **error)
{
    polyatom_repository *repository = open_repository(in, error);
    polyatom_ebuild_packages *found =
        repository ? polyatom_repository_query(repository, query, NULL, NULL, error) : NULL;
    polyatom_cpv_list *cpvs = found ? polyatom_ebuild_packages_cpvs(found) : NULL;
    polyatom_ebuild_packages_free(found);
    polyatom_repository_free(repository);
    return cpvs;
}

/* The same under a configuration. */
static polyatom_cpv_list *found_under_config(const json_t *in, const polyatom_query *query, polyatom_error **error)
{
    const polyatom_config *config = read_config(in, error);
    polyatom_configured_packages *found = config ? polyatom_config_query(config, query, NULL, NULL, error) : NULL;
    polyatom_cpv_list *cpvs = found ? polyatom_configured_packages_cpvs(found) : NULL;
    polyatom_configured_packages_free(found);
    return cpvs;
}

/* The same among installed packages. */
static polyatom_cpv_list *found_installed(const json_t *in, const polyatom_query *query, polyatom_error **error)
{
    const text root = member(in, "installed");
    polyatom_installed *installed = polyatom_installed_open(root.start, root.length, NULL, 0, error);
    polyatom_installed_packages *found = installed ? polyatom_installed_query(installed, query, NULL, NULL, error) : NULL;
    polyatom_cpv_list *cpvs = found ? polyatom_installed_packages_cpvs(found) : NULL;
    polyatom_installed_packages_free(found);
    polyatom_installed_free(installed);
    return cpvs;
}

/* The same among binary packages. */
static polyatom_cpv_list *found_binary(const json_t *in, const polyatom_query *query, polyatom_error **error)
{
    const text path = member(in, "pkgdir");
    polyatom_pkgdir *pkgdir = polyatom_pkgdir_open(path.start, path.length, error);
    polyatom_binary_packages *found = pkgdir ? polyatom_pkgdir_query(pkgdir, query, NULL, NULL, error) : NULL;
    polyatom_cpv_list *cpvs = found ? polyatom_binary_packages_cpvs(found) : NULL;
    polyatom_binary_packages_free(found);
    polyatom_pkgdir_free(pkgdir);
    return cpvs;
}

static polyatom_cpv_list *found_in(const json_t *in, const polyatom_query *query, polyatom_error **error)
{
    if (json_object_get(in, "repo")) {
        return found_in_repository(in, query, error);
    }
    if (json_object_get(in, "installed")) {
        return found_installed(in, query, error);
    }
    return json_object_get(in, "pkgdir") ? found_binary(in, query, error) : found_under_config(in, query, error);
}

/* Leaves out what is the same as the text before it. */
static json_t *each_once(json_t *texts)
{
    for (size_t i = json_array_size(texts); i > 1; i--) {
        if (json_equal(json_array_get(texts, i - 1), json_array_get(texts, i - 2))) {
            json_array_remove(texts, i - 1);
        }
    }
    return texts;
}

json_t *query_match(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const text words = member(in, "query");
    polyatom_query *query = polyatom_query_parse(words.start, words.length, error);
    polyatom_cpv_list *found = query ? found_in(in, query, error) : NULL;
    polyatom_query_free(query);
    return found ? each_once(take_cpvs(found)) : NULL;
}
