/* The operations on what is derived from atoms and dependency specifications, and on errors. */
#include "operations.h"

#include <string.h>

static polyatom_atom *read_atom(text atom, polyatom_eapi eapi, polyatom_error **error)
{
    return polyatom_atom_parse(atom.start, atom.length, eapi, error);
}

typedef struct {
    polyatom_cpv **items;
    size_t count;
} cpv_list;

static void free_cpvs(cpv_list list)
{
    while (list.count > 0) {
        polyatom_cpv_free(list.items[--list.count]);
    }
    free(list.items);
}

/* Packages by their names; false if one of them cannot be read, and then there is nothing to free. */
static bool read_cpvs(const json_t *texts, cpv_list *list, polyatom_error **error)
{
    *list = (cpv_list){allocate((json_array_size(texts) + 1) * sizeof *list->items), 0};
    while (list->count < json_array_size(texts)) {
        const text cpv = text_of(json_array_get(texts, list->count));
        list->items[list->count] = polyatom_cpv_parse(cpv.start, cpv.length, error);
        if (!list->items[list->count]) {
            free_cpvs(*list);
            return false;
        }
        list->count++;
    }
    return true;
}

static json_t *filtered(const polyatom_atom *atom, cpv_list cpvs)
{
    json_t *out = json_array();
    polyatom_cpv_list *found = polyatom_atom_filter(atom, (const polyatom_cpv *const *)cpvs.items, cpvs.count);
    for (size_t i = 0; i < polyatom_cpv_list_length(found); i++) {
        polyatom_cpv *cpv = polyatom_cpv_list_get(found, i);
        json_array_append_new(out, take_text(polyatom_cpv_to_string(cpv)));
        polyatom_cpv_free(cpv);
    }
    polyatom_cpv_list_free(found);
    return out;
}

static json_t *matching_places(const polyatom_atom *atom, cpv_list cpvs)
{
    json_t *out = json_array();
    for (size_t i = 0; i < cpvs.count; i++) {
        if (polyatom_atom_could_match(atom, cpvs.items[i])) {
            json_array_append_new(out, json_integer((json_int_t)i));
        }
    }
    return out;
}

static json_t *with_candidates(
    const json_t *in, polyatom_eapi eapi, polyatom_error **error, json_t *(*answer)(const polyatom_atom *, cpv_list))
{
    polyatom_atom *atom = read_atom(member(in, "atom"), eapi, error);
    cpv_list cpvs;
    json_t *out = NULL;
    if (atom && read_cpvs(json_object_get(in, "cpvs"), &cpvs, error)) {
        out = answer(atom, cpvs);
        free_cpvs(cpvs);
    }
    polyatom_atom_free(atom);
    return out;
}

json_t *atom_filter(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    return with_candidates(in, eapi, error, filtered);
}

json_t *atom_could_match(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    return with_candidates(in, eapi, error, matching_places);
}

static json_t *conflict_of(const polyatom_atom *a, const polyatom_atom *b)
{
    polyatom_atom_conflict *conflict = polyatom_atom_conflict_with(a, b);
    json_t *part = json_null(), *flag = json_null();
    if (conflict) {
        part = take_text(polyatom_conflict_part_to_string(polyatom_atom_conflict_part(conflict)));
        flag = take_text(polyatom_atom_conflict_flag(conflict));
    }
    polyatom_atom_conflict_free(conflict);
    return json_pack("{so so}", "part", part, "flag", flag);
}

static json_t *equality_of(const polyatom_atom *a, const polyatom_atom *b)
{
    return json_boolean(polyatom_atom_equal(a, b));
}

static json_t *with_two(
    const json_t *in, polyatom_eapi eapi, polyatom_error **error,
    json_t *(*answer)(const polyatom_atom *, const polyatom_atom *))
{
    polyatom_atom *a = read_atom(member(in, "a"), eapi, error);
    polyatom_atom *b = a ? read_atom(member(in, "b"), eapi, error) : NULL;
    json_t *out = b ? answer(a, b) : NULL;
    polyatom_atom_free(a);
    polyatom_atom_free(b);
    return out;
}

json_t *atom_conflict(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    return with_two(in, eapi, error, conflict_of);
}

json_t *atom_equal(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    return with_two(in, eapi, error, equality_of);
}

json_t *atom_canonical(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    polyatom_atom *atom = read_atom(member(in, "text"), eapi, error);
    polyatom_atom *canonical = atom ? polyatom_atom_canonical(atom) : NULL;
    json_t *out = canonical ? take_text(polyatom_atom_to_string(canonical)) : NULL;
    polyatom_atom_free(canonical);
    polyatom_atom_free(atom);
    return out;
}

/* ---- Dependency specifications ---- */

static int compare_texts(const void *a, const void *b)
{
    return strcmp(json_string_value(*(json_t *const *)a), json_string_value(*(json_t *const *)b));
}

static int compare_lists(const void *a, const void *b)
{
    const json_t *one = *(json_t *const *)a, *other = *(json_t *const *)b;
    const size_t lengths[] = {json_array_size(one), json_array_size(other)};
    for (size_t i = 0; i < lengths[0] && i < lengths[1]; i++) {
        const int order = strcmp(json_string_value(json_array_get(one, i)), json_string_value(json_array_get(other, i)));
        if (order) {
            return order;
        }
    }
    return (lengths[0] > lengths[1]) - (lengths[0] < lengths[1]);
}

/* The array in order. */
static json_t *sort(json_t *array, int (*compare)(const void *, const void *))
{
    const size_t count = json_array_size(array);
    json_t **items = allocate((count + 1) * sizeof *items);
    for (size_t i = 0; i < count; i++) {
        items[i] = json_incref(json_array_get(array, i));
    }
    qsort(items, count, sizeof *items, compare);
    json_array_clear(array);
    for (size_t i = 0; i < count; i++) {
        json_array_append_new(array, items[i]);
    }
    free(items);
    return array;
}

/* Items are in ascending order, and ways likewise: which comes first means nothing. */
json_t *depspec_ways(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    enum { MANY = 100000 };
    polyatom_dep_spec *spec = read_spec_of_kind(in, eapi, error);
    polyatom_dep_spec_list *ways = spec ? polyatom_dep_spec_dnf(spec, MANY, error) : NULL;
    json_t *out = ways ? json_array() : NULL;
    for (size_t i = 0; ways && i < polyatom_dep_spec_list_length(ways); i++) {
        polyatom_dep_spec *way = polyatom_dep_spec_list_get(ways, i);
        json_array_append_new(out, sort(leaves_of(way), compare_texts));
        polyatom_dep_spec_free(way);
    }
    polyatom_dep_spec_list_free(ways);
    polyatom_dep_spec_free(spec);
    return out ? sort(out, compare_lists) : NULL;
}

/* What is left of a simplified specification with some flags. */
json_t *depspec_simplify(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    polyatom_dep_spec *spec = read_spec_of_kind(in, eapi, error);
    if (!spec) {
        return NULL;
    }
    polyatom_use_flags *use = flags_of(json_object_get(in, "use"), error);
    polyatom_dep_spec *simple = polyatom_dep_spec_simplify(spec);
    polyatom_dep_spec *evaluated = use ? polyatom_dep_spec_evaluate(simple, use) : NULL;
    json_t *out = evaluated ? leaves_of(evaluated) : NULL;
    polyatom_dep_spec_free(evaluated);
    polyatom_dep_spec_free(simple);
    polyatom_dep_spec_free(spec);
    polyatom_use_flags_free(use);
    return out;
}

json_t *depspec_diagnose(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    const text variable = member(in, "variable");
    polyatom_dep_spec *spec =
        read_spec(polyatom_dep_spec_kind_parse(variable.start, variable.length, NULL), in, eapi, error);
    if (!spec) {
        return NULL;
    }
    json_t *out = json_array();
    polyatom_diagnostic_list *list = polyatom_dep_spec_diagnostics(spec, POLYATOM_DEP_SPEC_KIND_NONE);
    for (size_t i = 0; i < polyatom_diagnostic_list_length(list); i++) {
        polyatom_diagnostic *found = polyatom_diagnostic_list_get(list, i);
        json_array_append_new(out, take_text(polyatom_diagnostic_kind_to_string(polyatom_diagnostic_kind_of(found))));
        polyatom_diagnostic_free(found);
    }
    polyatom_diagnostic_list_free(list);
    polyatom_dep_spec_free(spec);
    return out;
}

/* The flags that are enabled after the changes. */
static json_t *changed(const json_t *use, const polyatom_use_change_list *changes)
{
    json_t *set = json_object(), *out = json_array(), *flag, *unused;
    const char *name;
    size_t i;
    json_array_foreach(use, i, flag) {
        json_object_set_new(set, json_string_value(flag), json_true());
    }
    for (i = 0; i < polyatom_use_change_list_length(changes); i++) {
        polyatom_use_change *change = polyatom_use_change_list_get(changes, i);
        char *changing = polyatom_use_change_flag(change);
        if (polyatom_use_change_enable(change)) {
            json_object_set_new(set, changing, json_true());
        } else {
            json_object_del(set, changing);
        }
        polyatom_string_free(changing);
        polyatom_use_change_free(change);
    }
    json_object_foreach(set, name, unused) {
        json_array_append_new(out, json_string(name));
    }
    json_decref(set);
    return sort(out, compare_texts);
}

static json_t *solved(const json_t *use, const polyatom_required_use_solution *solution)
{
    if (!solution) {
        return json_pack("{sn sn}", "changes", "use");
    }
    polyatom_use_change_list *changes = polyatom_required_use_solution_changes(solution);
    json_t *out = json_pack(
        "{sI so}", "changes", (json_int_t)polyatom_use_change_list_length(changes), "use", changed(use, changes));
    polyatom_use_change_list_free(changes);
    return out;
}

json_t *required_use_solve(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    polyatom_dep_spec *spec = read_spec(POLYATOM_DEP_SPEC_KIND_REQUIRED_USE, in, eapi, error);
    if (!spec) {
        return NULL;
    }
    polyatom_error *failure = NULL;
    polyatom_use_flags *use = flags_of(json_object_get(in, "use"), &failure);
    polyatom_use_flags *masked = use ? flags_of(json_object_get(in, "masked"), &failure) : NULL;
    polyatom_use_flags *forced = masked ? flags_of(json_object_get(in, "forced"), &failure) : NULL;
    polyatom_required_use_solution *solution =
        forced ? polyatom_dep_spec_solve_required_use(spec, use, masked, forced, &failure) : NULL;
    json_t *out = failure ? NULL : solved(json_object_get(in, "use"), solution);
    *error = failure;
    polyatom_required_use_solution_free(solution);
    polyatom_use_flags_free(use);
    polyatom_use_flags_free(masked);
    polyatom_use_flags_free(forced);
    polyatom_dep_spec_free(spec);
    return out;
}

static json_t *files_of(const polyatom_download_list *files)
{
    json_t *out = json_array();
    for (size_t i = 0; i < polyatom_download_list_length(files); i++) {
        polyatom_download *file = polyatom_download_list_get(files, i);
        json_t *uris = take_texts(polyatom_download_uris(file));
        json_array_append_new(
            out, json_pack("{so so}", "filename", take_text(polyatom_download_filename(file)), "uris", uris));
        polyatom_download_free(file);
    }
    return out;
}

json_t *src_uri_downloads(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    polyatom_dep_spec *spec = read_spec(POLYATOM_DEP_SPEC_KIND_SRC_URI, in, eapi, error);
    if (!spec) {
        return NULL;
    }
    json_t *places = json_object_get(in, "mirrors"), *uris;
    polyatom_mirror **mirrors = allocate((json_object_size(places) + 1) * sizeof *mirrors);
    const char *name;
    size_t count = 0;
    json_object_foreach(places, name, uris) {
        const text_list list = texts_of(uris);
        mirrors[count++] =
            polyatom_mirror_new(name, POLYATOM_NUL_TERMINATED, list.items, list.lengths, list.count, NULL);
        free_texts(list);
    }
    const json_t *flags = json_object_get(in, "use");
    polyatom_use_flags *use = json_is_array(flags) ? flags_of(flags, error) : NULL;
    json_t *out = NULL;
    if (use || !json_is_array(flags)) {
        polyatom_download_list *files =
            polyatom_dep_spec_downloads(spec, (const polyatom_mirror *const *)mirrors, count, use);
        out = files_of(files);
        polyatom_download_list_free(files);
    }
    polyatom_use_flags_free(use);
    while (count > 0) {
        polyatom_mirror_free(mirrors[--count]);
    }
    free(mirrors);
    polyatom_dep_spec_free(spec);
    return out;
}

/* ---- Errors ---- */

#define READS(name) \
    static void read_##name(text given, polyatom_eapi eapi, polyatom_error **error) \
    { \
        (void)eapi; \
        polyatom_##name##_free(polyatom_##name##_parse(given.start, given.length, error)); \
    }
READS(cpn)
READS(cpv)
READS(iuse)
READS(keyword)
READS(keywords)
READS(package_name)
READS(atom_pattern)
READS(version_requirement)
READS(slot)
READS(version)

static void read_atom_only(text given, polyatom_eapi eapi, polyatom_error **error)
{
    polyatom_atom_free(read_atom(given, eapi, error));
}

static void read_use_dep(text given, polyatom_eapi eapi, polyatom_error **error)
{
    polyatom_use_dep_free(polyatom_use_dep_parse(given.start, given.length, eapi, error));
}

static const struct {
    const char *what;
    void (*read)(text, polyatom_eapi, polyatom_error **);
} READERS[] = {
    {"atom", read_atom_only},
    {"cpn", read_cpn},
    {"cpv", read_cpv},
    {"iuse", read_iuse},
    {"keyword", read_keyword},
    {"keywords", read_keywords},
    {"package_name", read_package_name},
    {"pattern", read_atom_pattern},
    {"requirement", read_version_requirement},
    {"slot", read_slot},
    {"use_dep", read_use_dep},
    {"version", read_version},
};

json_t *error_describe(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    const text what = member(in, "what");
    polyatom_error *found = NULL;
    size_t i = 0, count = sizeof READERS / sizeof READERS[0], length = 0;
    (void)error;
    while (i < count && strcmp(READERS[i].what, what.start) != 0) {
        i++;
    }
    if (i < count) {
        READERS[i].read(member(in, "text"), eapi, &found);
    } else {
        const polyatom_dep_spec_kind kind = polyatom_dep_spec_kind_parse(what.start, what.length, NULL);
        polyatom_dep_spec_free(read_spec(kind, in, eapi, &found));
    }
    if (!found) {
        return json_null();
    }
    const char *code = polyatom_error_reason_code(found, &length);
    json_t *out = json_pack(
        "{so sI sI}", "code", json_stringn(code, length), "start", (json_int_t)polyatom_error_start(found), "end",
        (json_int_t)polyatom_error_end(found));
    polyatom_error_free(found);
    return out;
}
