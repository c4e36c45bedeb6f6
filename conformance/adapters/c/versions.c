/* The operations on versions. */
#include "operations.h"

static polyatom_version *read_version(text version, polyatom_error **error)
{
    return polyatom_version_parse(version.start, version.length, error);
}

static json_t *suffixes_of(const polyatom_version *version)
{
    json_t *suffixes = json_array();
    polyatom_version_suffix_list *list = polyatom_version_suffixes(version);
    for (size_t i = 0; i < polyatom_version_suffix_list_length(list); i++) {
        polyatom_version_suffix *suffix = polyatom_version_suffix_list_get(list, i);
        json_t *kind = take_text(polyatom_suffix_kind_to_string(polyatom_version_suffix_kind(suffix)));
        json_t *number = take_text(polyatom_version_suffix_number(suffix));
        json_array_append_new(suffixes, json_pack("[oo]", kind, number));
        polyatom_version_suffix_free(suffix);
    }
    polyatom_version_suffix_list_free(list);
    return suffixes;
}

json_t *version_parse(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    polyatom_version *version = read_version(member(in, "text"), error);
    if (!version) {
        return NULL;
    }
    json_t *out = json_pack(
        "{so so so so}", "numbers", take_texts(polyatom_version_numbers(version)), "letter", take_text(polyatom_version_letter(version)),
        "suffixes", suffixes_of(version), "revision", take_revision(polyatom_version_revision(version)));
    polyatom_version_free(version);
    return out;
}

json_t *version_compare(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    static const char *const signs[] = {"<", "=", ">"};
    (void)eapi;
    polyatom_version *a = read_version(member(in, "a"), error);
    polyatom_version *b = a ? read_version(member(in, "b"), error) : NULL;
    json_t *out = b ? json_string(signs[polyatom_version_compare(a, b) + 1]) : NULL;
    polyatom_version_free(a);
    polyatom_version_free(b);
    return out;
}

/* The texts of the versions in ascending order. */
static json_t *sorted(polyatom_version *const *versions, size_t count)
{
    json_t *out = json_array();
    polyatom_version_list *list = polyatom_sort_versions((const polyatom_version *const *)versions, count);
    for (size_t i = 0; i < polyatom_version_list_length(list); i++) {
        polyatom_version *version = polyatom_version_list_get(list, i);
        json_array_append_new(out, take_text(polyatom_version_to_string(version)));
        polyatom_version_free(version);
    }
    polyatom_version_list_free(list);
    return out;
}

json_t *version_sort(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const json_t *texts = json_object_get(in, "versions");
    if (!json_is_array(texts)) {
        return NULL;
    }
    const size_t count = json_array_size(texts);
    polyatom_version **versions = allocate((count + 1) * sizeof *versions);
    size_t read = 0;
    while (read < count && (versions[read] = read_version(text_of(json_array_get(texts, read)), error))) {
        read++;
    }
    json_t *out = read == count ? sorted(versions, count) : NULL;
    while (read > 0) {
        polyatom_version_free(versions[--read]);
    }
    free(versions);
    return out;
}

static json_t *hexadecimal(const uint8_t *bytes, size_t length)
{
    static const char digits[] = "0123456789abcdef";
    char *hex = allocate(2 * length + 1);
    for (size_t i = 0; i < length; i++) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    json_t *json = json_stringn(hex, 2 * length);
    free(hex);
    return json;
}

json_t *version_sort_key(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    polyatom_version *version = read_version(member(in, "text"), error);
    if (!version) {
        return NULL;
    }
    size_t length = 0;
    uint8_t *key = polyatom_version_sort_key(version, &length);
    json_t *out = hexadecimal(key, length);
    polyatom_bytes_free(key);
    polyatom_version_free(version);
    return out;
}
