/* The operations on dependency specifications. */
#include "operations.h"

#include <string.h>

polyatom_dep_spec *read_spec(
    polyatom_dep_spec_kind kind, const json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    const text spec = member(in, "text");
    return polyatom_dep_spec_new(kind, spec.start, spec.length, eapi, false, error);
}

polyatom_dep_spec *read_spec_of_kind(const json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    const text kind = member(in, "kind");
    return read_spec(polyatom_dep_spec_kind_parse(kind.start, kind.length, NULL), in, eapi, error);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* The text of a leaf, which the library handed out. Only an item with an arrow has blanks in it; it is written with single ones. */
static json_t *take_leaf(char *leaf)
{
    size_t length = 0;
    for (const char *from = leaf; *from; from++) {
        if (!is_blank(*from)) {
            leaf[length++] = *from;
        } else if (!is_blank(from[1])) {
            leaf[length++] = ' ';
        }
    }
    json_t *json = json_stringn(leaf, length);
    polyatom_string_free(leaf);
    return json;
}

json_t *leaves_of(const polyatom_dep_spec *spec)
{
    json_t *out = json_array();
    polyatom_string_list *leaves = polyatom_dep_spec_leaves(spec);
    for (size_t i = 0; i < polyatom_string_list_length(leaves); i++) {
        json_array_append_new(out, take_leaf(polyatom_string_list_get(leaves, i)));
    }
    polyatom_string_list_free(leaves);
    return out;
}

json_t *depspec_parse(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    polyatom_dep_spec *spec = read_spec_of_kind(in, eapi, error);
    json_t *out = spec ? json_pack("{so}", "leaves", leaves_of(spec)) : NULL;
    polyatom_dep_spec_free(spec);
    return out;
}

/* What remains with these flags enabled, or with every condition; NULL if they are neither a list nor "all". */
static polyatom_dep_spec *evaluated(const polyatom_dep_spec *spec, const json_t *flags, polyatom_error **error)
{
    if (json_is_array(flags)) {
        polyatom_use_flags *use = flags_of(flags, error);
        polyatom_dep_spec *result = use ? polyatom_dep_spec_evaluate(spec, use) : NULL;
        polyatom_use_flags_free(use);
        return result;
    }
    const bool all = json_is_string(flags) && strcmp(json_string_value(flags), "all") == 0;
    return all ? polyatom_dep_spec_evaluate_all(spec) : NULL;
}

json_t *depspec_evaluate(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    polyatom_dep_spec *spec = read_spec_of_kind(in, eapi, error);
    polyatom_dep_spec *result = spec ? evaluated(spec, json_object_get(in, "use"), error) : NULL;
    json_t *out = result ? leaves_of(result) : NULL;
    polyatom_dep_spec_free(result);
    polyatom_dep_spec_free(spec);
    return out;
}

static bool is_satisfied(const polyatom_dep_spec *spec, package_list packages, const polyatom_use_flags *parent_use)
{
    polyatom_satisfaction *found = polyatom_dep_spec_satisfied_by(
        spec, (const polyatom_package *const *)packages.items, packages.count, parent_use);
    const bool satisfied = polyatom_satisfaction_satisfied(found);
    polyatom_satisfaction_free(found);
    return satisfied;
}

json_t *depspec_satisfied(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    polyatom_dep_spec *spec = read_spec(POLYATOM_DEP_SPEC_KIND_DEPEND, in, eapi, error);
    package_list packages;
    json_t *out = NULL;
    polyatom_use_flags *parent_use = spec ? flags_of(json_object_get(in, "parent_use"), error) : NULL;
    if (parent_use && read_packages(json_object_get(in, "packages"), &packages, error)) {
        out = json_boolean(is_satisfied(spec, packages, parent_use));
        free_packages(packages);
    }
    polyatom_use_flags_free(parent_use);
    polyatom_dep_spec_free(spec);
    return out;
}

json_t *required_use_check(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    polyatom_dep_spec *spec = read_spec(POLYATOM_DEP_SPEC_KIND_REQUIRED_USE, in, eapi, error);
    if (!spec) {
        return NULL;
    }
    const json_t *flags = json_object_get(in, "iuse");
    polyatom_use_flags *use = flags_of(json_object_get(in, "use"), error);
    polyatom_iuse *iuse = use ? iuse_of(flags, error) : NULL;
    const bool is_read = use && (iuse || !json_is_array(flags));
    polyatom_required_use_check *check =
        is_read ? polyatom_dep_spec_check_required_use(spec, use, iuse, error) : NULL;
    json_t *out = check ? json_boolean(polyatom_required_use_check_satisfied(check)) : NULL;
    polyatom_required_use_check_free(check);
    polyatom_iuse_free(iuse);
    polyatom_use_flags_free(use);
    polyatom_dep_spec_free(spec);
    return out;
}

static json_t *uri_item(const polyatom_uri *uri)
{
    const polyatom_uri_prefix prefix = polyatom_uri_prefix_of(uri);
    json_t *prefix_text =
        prefix == POLYATOM_URI_PREFIX_NONE ? json_null() : take_text(polyatom_uri_prefix_to_string(prefix));
    return json_pack(
        "{so so so}", "uri", take_text(polyatom_uri_uri(uri)), "filename", take_text(polyatom_uri_filename(uri)),
        "prefix", prefix_text);
}

json_t *src_uri_parse(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    polyatom_dep_spec *spec = read_spec(POLYATOM_DEP_SPEC_KIND_SRC_URI, in, eapi, error);
    if (!spec) {
        return NULL;
    }
    json_t *out = json_array();
    polyatom_uri_list *uris = polyatom_dep_spec_uris(spec);
    for (size_t i = 0; i < polyatom_uri_list_length(uris); i++) {
        polyatom_uri *uri = polyatom_uri_list_get(uris, i);
        json_array_append_new(out, uri_item(uri));
        polyatom_uri_free(uri);
    }
    polyatom_uri_list_free(uris);
    polyatom_dep_spec_free(spec);
    return out;
}
