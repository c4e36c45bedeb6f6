/* The operations on single files, and on packages that were built. */
#include "operations.h"

#include <string.h>

/* The digests of an entry by the names of their functions. */
static json_t *hashes_of(const polyatom_manifest_entry *entry)
{
    json_t *out = json_object();
    polyatom_file_hash_list *hashes = polyatom_manifest_entry_hashes(entry);
    for (size_t i = 0; i < polyatom_file_hash_list_length(hashes); i++) {
        polyatom_file_hash *hash = polyatom_file_hash_list_get(hashes, i);
        char *name = polyatom_hash_kind_to_string(polyatom_file_hash_kind(hash));
        json_object_set_new(out, name, take_text(polyatom_file_hash_digest(hash)));
        polyatom_string_free(name);
        polyatom_file_hash_free(hash);
    }
    polyatom_file_hash_list_free(hashes);
    return out;
}

static json_t *entry_of(const polyatom_manifest_entry *entry)
{
    int64_t size;
    json_t *known = polyatom_manifest_entry_size(entry, &size) ? json_integer((json_int_t)size) : json_null();
    return json_pack(
        "{so so so so}", "kind", take_text(polyatom_manifest_kind_to_string(polyatom_manifest_entry_kind(entry))), "name",
        take_text(polyatom_manifest_entry_name(entry)), "size", known, "hashes", hashes_of(entry));
}

static json_t *entries_of(const polyatom_manifest *manifest)
{
    json_t *out = json_array();
    polyatom_manifest_entry_list *entries = polyatom_manifest_entries(manifest);
    for (size_t i = 0; i < polyatom_manifest_entry_list_length(entries); i++) {
        polyatom_manifest_entry *entry = polyatom_manifest_entry_list_get(entries, i);
        json_array_append_new(out, entry_of(entry));
        polyatom_manifest_entry_free(entry);
    }
    polyatom_manifest_entry_list_free(entries);
    return out;
}

static json_t *errors_of(const polyatom_manifest *manifest)
{
    json_t *out = json_array();
    polyatom_problem_list *problems = polyatom_manifest_problems(manifest);
    for (size_t i = 0; i < polyatom_problem_list_length(problems); i++) {
        polyatom_problem *problem = polyatom_problem_list_get(problems, i);
        uint64_t line;
        json_t *known = polyatom_problem_line(problem, &line) ? json_integer((json_int_t)line) : json_null();
        json_array_append_new(
            out, json_pack("{so so}", "line", known, "code", take_text(polyatom_problem_code(problem))));
        polyatom_problem_free(problem);
    }
    polyatom_problem_list_free(problems);
    return out;
}

json_t *manifest_parse(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const text path = member(in, "path");
    polyatom_manifest *manifest = polyatom_read_manifest(path.start, path.length, error);
    if (!manifest) {
        return NULL;
    }
    json_t *out = json_pack("{so so}", "entries", entries_of(manifest), "errors", errors_of(manifest));
    polyatom_manifest_free(manifest);
    return out;
}

static json_t *maintainers_of(const polyatom_metadata_xml *xml)
{
    json_t *out = json_array();
    polyatom_maintainer_list *list = polyatom_metadata_xml_maintainers(xml);
    for (size_t i = 0; i < polyatom_maintainer_list_length(list); i++) {
        polyatom_maintainer *found = polyatom_maintainer_list_get(list, i);
        json_array_append_new(
            out, json_pack(
                     "{so so so so}", "type", take_text(polyatom_maintainer_kind(found)), "email",
                     take_text(polyatom_maintainer_email(found)), "name", take_text(polyatom_maintainer_name(found)),
                     "proxied", take_text(polyatom_maintainer_proxied(found))));
        polyatom_maintainer_free(found);
    }
    polyatom_maintainer_list_free(list);
    return out;
}

static json_t *flags_of_xml(const polyatom_metadata_xml *xml)
{
    json_t *out = json_array();
    polyatom_local_flag_list *list = polyatom_metadata_xml_flags(xml);
    for (size_t i = 0; i < polyatom_local_flag_list_length(list); i++) {
        polyatom_local_flag *flag = polyatom_local_flag_list_get(list, i);
        polyatom_localized *description = polyatom_local_flag_description_of(flag);
        json_array_append_new(
            out, json_pack(
                     "{so so so so}", "name", take_text(polyatom_local_flag_name(flag)), "restrict",
                     take_text(polyatom_local_flag_restrict(flag)), "lang", take_text(polyatom_localized_lang(description)),
                     "text", take_text(polyatom_localized_text(description))));
        polyatom_localized_free(description);
        polyatom_local_flag_free(flag);
    }
    polyatom_local_flag_list_free(list);
    return out;
}

static json_t *remote_ids_of(const polyatom_metadata_xml *xml)
{
    json_t *out = json_array();
    polyatom_upstream *upstream = polyatom_metadata_xml_upstream(xml);
    polyatom_remote_id_list *list = upstream ? polyatom_upstream_remote_ids(upstream) : NULL;
    for (size_t i = 0; list && i < polyatom_remote_id_list_length(list); i++) {
        polyatom_remote_id *found = polyatom_remote_id_list_get(list, i);
        json_array_append_new(
            out, json_pack(
                     "{so so}", "type", take_text(polyatom_remote_id_kind(found)), "value",
                     take_text(polyatom_remote_id_value(found))));
        polyatom_remote_id_free(found);
    }
    polyatom_remote_id_list_free(list);
    polyatom_upstream_free(upstream);
    return out;
}

static json_t *descriptions_of(const polyatom_metadata_xml *xml)
{
    json_t *out = json_array();
    polyatom_localized_list *list = polyatom_metadata_xml_long_descriptions(xml);
    for (size_t i = 0; i < polyatom_localized_list_length(list); i++) {
        polyatom_localized *found = polyatom_localized_list_get(list, i);
        json_array_append_new(
            out, json_pack(
                     "{so so}", "lang", take_text(polyatom_localized_lang(found)), "text",
                     take_text(polyatom_localized_text(found))));
        polyatom_localized_free(found);
    }
    polyatom_localized_list_free(list);
    return out;
}

/* The protocol wants all of a document or nothing. */
json_t *metadata_xml_parse(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const text path = member(in, "path");
    polyatom_metadata_xml *xml = polyatom_read_metadata_xml(path.start, path.length, error);
    if (!xml) {
        return NULL;
    }
    polyatom_problem_list *problems = polyatom_metadata_xml_problems(xml);
    json_t *out = polyatom_problem_list_length(problems) > 0
        ? refused()
        : json_pack(
              "{so so so so}", "maintainers", maintainers_of(xml), "flags", flags_of_xml(xml), "remote_ids",
              remote_ids_of(xml), "descriptions", descriptions_of(xml));
    polyatom_problem_list_free(problems);
    polyatom_metadata_xml_free(xml);
    return out;
}

static polyatom_installed *open_installed(const json_t *in, polyatom_error **error)
{
    const text root = member(in, "root");
    return polyatom_installed_open(root.start, root.length, NULL, 0, error);
}

json_t *installed_owner(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const text path = member(in, "path");
    polyatom_installed *installed = open_installed(in, error);
    json_t *out = installed ? take_cpvs(polyatom_installed_owners(installed, path.start, path.length)) : NULL;
    polyatom_installed_free(installed);
    return out;
}

static json_t *variables_of(const polyatom_installed_package *package, polyatom_error **error)
{
    json_t *out = json_object();
    polyatom_string_list *names = polyatom_installed_package_variables(package);
    for (size_t i = 0; i < polyatom_string_list_length(names); i++) {
        char *name = polyatom_string_list_get(names, i);
        json_object_set_new(out, name, take_text(polyatom_installed_package_get(package, name, strlen(name), error)));
        polyatom_string_free(name);
    }
    polyatom_string_list_free(names);
    return out;
}

json_t *installed_package(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const text name = member(in, "cpv");
    polyatom_cpv *cpv = polyatom_cpv_parse(name.start, name.length, error);
    polyatom_installed *installed = cpv ? open_installed(in, error) : NULL;
    polyatom_installed_package *package = installed ? polyatom_installed_package_of(installed, cpv, error) : NULL;
    json_t *out = package ? variables_of(package, error) : NULL;
    polyatom_installed_package_free(package);
    polyatom_installed_free(installed);
    polyatom_cpv_free(cpv);
    return out;
}

json_t *binary_package(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const text path = member(in, "path");
    polyatom_binary_package *package = polyatom_binary_package_open(path.start, path.length, error);
    if (!package) {
        return NULL;
    }
    json_t *out = json_object();
    polyatom_string_list *names = polyatom_binary_package_variables(package);
    for (size_t i = 0; i < polyatom_string_list_length(names); i++) {
        char *name = polyatom_string_list_get(names, i);
        json_object_set_new(out, name, take_text(polyatom_binary_package_get(package, name, strlen(name))));
        polyatom_string_free(name);
    }
    polyatom_string_list_free(names);
    polyatom_binary_package_free(package);
    return out;
}

static json_t *variables_of_entry(const polyatom_binary_index_entry *entry)
{
    json_t *out = json_object();
    polyatom_variable_list *list = polyatom_binary_index_entry_variables(entry);
    for (size_t i = 0; i < polyatom_variable_list_length(list); i++) {
        polyatom_variable *variable = polyatom_variable_list_get(list, i);
        char *name = polyatom_variable_name(variable);
        json_object_set_new(out, name, take_text(polyatom_variable_text(variable)));
        polyatom_string_free(name);
        polyatom_variable_free(variable);
    }
    polyatom_variable_list_free(list);
    return out;
}

json_t *binary_index(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const text path = member(in, "path");
    polyatom_binary_index *index = polyatom_read_binary_index(path.start, path.length, error);
    if (!index) {
        return NULL;
    }
    json_t *out = json_array();
    polyatom_binary_index_entry_list *entries = polyatom_binary_index_entries(index);
    for (size_t i = 0; i < polyatom_binary_index_entry_list_length(entries); i++) {
        polyatom_binary_index_entry *entry = polyatom_binary_index_entry_list_get(entries, i);
        json_array_append_new(out, variables_of_entry(entry));
        polyatom_binary_index_entry_free(entry);
    }
    polyatom_binary_index_entry_list_free(entries);
    polyatom_binary_index_free(index);
    return out;
}
