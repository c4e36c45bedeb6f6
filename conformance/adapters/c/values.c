/* The operations on versions as values, version requirements, names with and without version, flags and keywords. */
#include "operations.h"

static json_t *take_version(polyatom_version *version)
{
    json_t *json = version ? take_text(polyatom_version_to_string(version)) : json_null();
    polyatom_version_free(version);
    return json;
}

static json_t *take_names(polyatom_use_flags *flags)
{
    json_t *names = take_texts(polyatom_use_flags_names(flags));
    polyatom_use_flags_free(flags);
    return names;
}

json_t *eapi_parse(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const text name = member(in, "text");
    const polyatom_eapi read = polyatom_eapi_parse(name.start, name.length, error);
    return read == POLYATOM_EAPI_NONE ? NULL : take_text(polyatom_eapi_to_string(read));
}

/* The numbers as integers, null if one of them is too large. */
static json_t *segments_of(const polyatom_version *version)
{
    polyatom_error *error = NULL;
    polyatom_i64_list *numbers = polyatom_version_segments(version, &error);
    json_t *out = numbers ? json_array() : json_null();
    for (size_t i = 0; numbers && i < polyatom_i64_list_length(numbers); i++) {
        json_array_append_new(out, json_sprintf("%lld", (long long)polyatom_i64_list_get(numbers, i)));
    }
    polyatom_i64_list_free(numbers);
    polyatom_error_free(error);
    return out;
}

json_t *version_describe(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const text version_text = member(in, "text");
    polyatom_version *version = polyatom_version_parse(version_text.start, version_text.length, error);
    if (!version) {
        return NULL;
    }
    json_t *out = json_object();
    json_object_set_new(out, "segments", segments_of(version));
    json_object_set_new(out, "prerelease", json_boolean(polyatom_version_is_prerelease(version)));
    json_object_set_new(out, "live", json_boolean(polyatom_version_is_live(version)));
    json_object_set_new(out, "release", take_version(polyatom_version_release(version)));
    json_object_set_new(out, "next_revision", take_version(polyatom_version_next_revision(version)));
    json_object_set_new(out, "canonical", take_version(polyatom_version_canonical(version)));
    polyatom_version_free(version);
    return out;
}

json_t *version_from_upstream(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const text foreign = member(in, "text");
    polyatom_version *version = polyatom_version_from_upstream(foreign.start, foreign.length, error);
    return version ? take_version(version) : NULL;
}

static polyatom_version_requirement *read_requirement(text requirement, polyatom_error **error)
{
    return polyatom_version_requirement_parse(requirement.start, requirement.length, error);
}

json_t *requirement_matches(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    polyatom_version_requirement *requirement = read_requirement(member(in, "requirement"), error);
    json_t *out = requirement ? json_array() : NULL, *item;
    size_t i;
    json_array_foreach(json_object_get(in, "versions"), i, item) {
        const text version_text = text_of(item);
        polyatom_version *version =
            out ? polyatom_version_parse(version_text.start, version_text.length, error) : NULL;
        if (!version) {
            json_decref(out);
            out = NULL;
            break;
        }
        if (polyatom_version_requirement_matches(requirement, version)) {
            json_array_append_new(out, json_integer((json_int_t)i));
        }
        polyatom_version_free(version);
    }
    polyatom_version_requirement_free(requirement);
    return out;
}

json_t *requirement_intersects(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    polyatom_version_requirement *a = read_requirement(member(in, "a"), error);
    polyatom_version_requirement *b = a ? read_requirement(member(in, "b"), error) : NULL;
    json_t *out = b ? json_boolean(polyatom_version_requirement_intersects(a, b)) : NULL;
    polyatom_version_requirement_free(a);
    polyatom_version_requirement_free(b);
    return out;
}

json_t *package_name_parse(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const text name_text = member(in, "text");
    polyatom_package_name *name = polyatom_package_name_parse(name_text.start, name_text.length, error);
    if (!name) {
        return NULL;
    }
    json_t *out = json_pack(
        "{so so so}", "category", take_text(polyatom_package_name_category(name)), "package",
        take_text(polyatom_package_name_package(name)), "version", take_version(polyatom_package_name_version(name)));
    polyatom_package_name_free(name);
    return out;
}

json_t *package_split(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const text name = member(in, "text");
    polyatom_package_version *split = polyatom_split_package(name.start, name.length, error);
    if (!split) {
        return NULL;
    }
    json_t *out = json_pack(
        "{so so}", "package", take_text(polyatom_package_version_package(split)), "version",
        take_version(polyatom_package_version_version(split)));
    polyatom_package_version_free(split);
    return out;
}

/* ---- Flags ---- */

json_t *name_check(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const text kind = member(in, "kind"), name = member(in, "text");
    const polyatom_name_kind read = polyatom_name_kind_parse(kind.start, kind.length, error);
    const bool is_name = read != POLYATOM_NAME_KIND_NONE && polyatom_check_name(read, name.start, name.length, error);
    return is_name ? json_true() : NULL;
}

json_t *use_flags_parse(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    polyatom_use_flags *flags = flags_of(json_object_get(in, "names"), error);
    return flags ? take_names(flags) : NULL;
}

static polyatom_iuse *read_iuse(const json_t *in, polyatom_error **error)
{
    const text iuse = member(in, "text");
    return polyatom_iuse_parse(iuse.start, iuse.length, error);
}

json_t *iuse_parse(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    polyatom_iuse *iuse = read_iuse(in, error);
    if (!iuse) {
        return NULL;
    }
    json_t *out = json_pack(
        "{so so so}", "flags", take_texts(polyatom_iuse_names(iuse)), "enabled",
        take_names(polyatom_iuse_enabled(iuse)), "disabled", take_names(polyatom_iuse_disabled(iuse)));
    polyatom_iuse_free(iuse);
    return out;
}

json_t *iuse_effective(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    polyatom_iuse *iuse = read_iuse(in, error);
    polyatom_use_flags *implicit = iuse ? flags_of(json_object_get(in, "implicit"), error) : NULL;
    polyatom_iuse *effective = implicit ? polyatom_iuse_effective(iuse, implicit) : NULL;
    json_t *out = effective ? take_texts(polyatom_iuse_names(effective)) : NULL;
    polyatom_iuse_free(effective);
    polyatom_use_flags_free(implicit);
    polyatom_iuse_free(iuse);
    return out;
}

/* ---- Keywords ---- */

static json_t *status_text(polyatom_keyword_status status)
{
    return status == POLYATOM_KEYWORD_STATUS_NONE ? json_null() : take_text(polyatom_keyword_status_to_string(status));
}

json_t *keyword_parse(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const text keyword_text = member(in, "text");
    polyatom_keyword *keyword = polyatom_keyword_parse(keyword_text.start, keyword_text.length, error);
    if (!keyword) {
        return NULL;
    }
    json_t *out = json_pack(
        "{so so}", "arch", take_text(polyatom_keyword_arch(keyword)), "status",
        status_text(polyatom_keyword_status_of(keyword)));
    polyatom_keyword_free(keyword);
    return out;
}

static polyatom_keywords *read_keywords(text keywords, polyatom_error **error)
{
    return polyatom_keywords_parse(keywords.start, keywords.length, error);
}

json_t *keywords_parse(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    polyatom_keywords *keywords = read_keywords(member(in, "text"), error);
    if (!keywords) {
        return NULL;
    }
    json_t *out = json_array();
    polyatom_keyword_list *items = polyatom_keywords_items(keywords);
    for (size_t i = 0; i < polyatom_keyword_list_length(items); i++) {
        polyatom_keyword *item = polyatom_keyword_list_get(items, i);
        json_array_append_new(out, take_text(polyatom_keyword_to_string(item)));
        polyatom_keyword_free(item);
    }
    polyatom_keyword_list_free(items);
    polyatom_keywords_free(keywords);
    return out;
}

json_t *keywords_status(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const text arch = member(in, "arch");
    polyatom_keywords *keywords = read_keywords(member(in, "text"), error);
    json_t *out = keywords ? status_text(polyatom_keywords_status(keywords, arch.start, arch.length)) : NULL;
    polyatom_keywords_free(keywords);
    return out;
}

json_t *keywords_accepted(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const text accept = member(in, "accept");
    polyatom_keywords *keywords = read_keywords(member(in, "keywords"), error);
    polyatom_accept_keywords *accepted =
        keywords ? polyatom_accept_keywords_parse(accept.start, accept.length, error) : NULL;
    json_t *out = accepted ? json_boolean(polyatom_keywords_is_accepted_by(keywords, accepted)) : NULL;
    polyatom_accept_keywords_free(accepted);
    polyatom_keywords_free(keywords);
    return out;
}
