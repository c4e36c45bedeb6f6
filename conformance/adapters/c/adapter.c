/*
 * The adapter of the C library: reads requests as lines of JSON, answers each with a line. `protocol.md` describes both.
 *
 * An operation gives its result, or NULL: then `error` says why, or the request did not follow the protocol.
 */
#define _POSIX_C_SOURCE 200809L /* getline */

#include "texts.h"

#include <stdio.h>
#include <string.h>

typedef json_t *operation(json_t *in, polyatom_eapi eapi, polyatom_error **error);

/* ---- Versions ---- */

static polyatom_version *read_version(text version, polyatom_error **error)
{
    return polyatom_version_parse(version.start, version.length, error);
}

static json_t *numbers_of(const polyatom_version *version)
{
    json_t *numbers = json_array();
    polyatom_string_list *list = polyatom_version_numbers(version);
    for (size_t i = 0; i < polyatom_string_list_length(list); i++) {
        json_array_append_new(numbers, take_text(polyatom_string_list_get(list, i)));
    }
    polyatom_string_list_free(list);
    return numbers;
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

/* The digits of a revision that was handed out, or null. */
static json_t *take_revision(polyatom_revision *revision)
{
    json_t *digits = revision ? take_text(polyatom_revision_to_string(revision)) : json_null();
    polyatom_revision_free(revision);
    return digits;
}

static json_t *version_parse(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    polyatom_version *version = read_version(member(in, "text"), error);
    if (!version) {
        return NULL;
    }
    json_t *out = json_pack(
        "{so so so so}", "numbers", numbers_of(version), "letter", take_text(polyatom_version_letter(version)),
        "suffixes", suffixes_of(version), "revision", take_revision(polyatom_version_revision(version)));
    polyatom_version_free(version);
    return out;
}

static json_t *version_compare(json_t *in, polyatom_eapi eapi, polyatom_error **error)
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

static json_t *version_sort(json_t *in, polyatom_eapi eapi, polyatom_error **error)
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

static json_t *version_sort_key(json_t *in, polyatom_eapi eapi, polyatom_error **error)
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

/* ---- Packages ---- */

static polyatom_cpv *read_cpv(text cpv, polyatom_error **error)
{
    return polyatom_cpv_parse(cpv.start, cpv.length, error);
}

static json_t *cpv_parse(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    polyatom_cpv *cpv = read_cpv(member(in, "text"), error);
    if (!cpv) {
        return NULL;
    }
    json_t *out = json_pack(
        "{so so so so}", "category", take_text(polyatom_cpv_category(cpv)), "package",
        take_text(polyatom_cpv_package(cpv)), "version", take_text(polyatom_cpv_pvr(cpv)), "revision",
        take_revision(polyatom_cpv_revision(cpv)));
    polyatom_cpv_free(cpv);
    return out;
}

/* The slot of a package whose slot is known. */
static polyatom_slot *read_slot(text slot, text subslot, polyatom_error **error)
{
    if (!subslot.start) {
        return polyatom_slot_parse(slot.start, slot.length, error);
    }
    const size_t length = slot.length + 1 + subslot.length;
    char *both = allocate(length);
    memcpy(both, slot.start, slot.length);
    both[slot.length] = '/';
    memcpy(both + slot.length + 1, subslot.start, subslot.length);
    polyatom_slot *read = polyatom_slot_parse(both, length, error);
    free(both);
    return read;
}

/* The package of that name, with what else the facts tell. */
static polyatom_package *new_package(const polyatom_cpv *cpv, const polyatom_slot *slot, const json_t *facts)
{
    const text repo = member(facts, "repo");
    const text_list use = texts_of(json_object_get(facts, "use")), iuse = texts_of(json_object_get(facts, "iuse"));
    polyatom_package *package = polyatom_package_new(
        cpv, slot, repo.start, repo.length, use.items, use.lengths, use.count, iuse.items, iuse.lengths, iuse.count);
    free_texts(use);
    free_texts(iuse);
    return package;
}

static polyatom_package *read_package(const json_t *facts, polyatom_error **error)
{
    const text slot_name = member(facts, "slot");
    polyatom_cpv *cpv = read_cpv(member(facts, "cpv"), error);
    polyatom_slot *slot = cpv && slot_name.start ? read_slot(slot_name, member(facts, "subslot"), error) : NULL;
    polyatom_package *package = cpv && (slot || !slot_name.start) ? new_package(cpv, slot, facts) : NULL;
    polyatom_slot_free(slot);
    polyatom_cpv_free(cpv);
    return package;
}

/* ---- Atoms ---- */

static polyatom_atom *read_atom(text atom, polyatom_eapi eapi, polyatom_error **error)
{
    return polyatom_atom_parse(atom.start, atom.length, eapi, error);
}

static json_t *use_of(const polyatom_atom *atom)
{
    json_t *use = json_array();
    polyatom_use_dep_list *list = polyatom_atom_use_deps(atom);
    for (size_t i = 0; i < polyatom_use_dep_list_length(list); i++) {
        polyatom_use_dep *dep = polyatom_use_dep_list_get(list, i);
        json_array_append_new(use, take_text(polyatom_use_dep_to_string(dep)));
        polyatom_use_dep_free(dep);
    }
    polyatom_use_dep_list_free(list);
    return use;
}

static json_t *blocker_of(const polyatom_atom *atom)
{
    const polyatom_blocker blocker = polyatom_atom_blocker(atom);
    return blocker == POLYATOM_BLOCKER_NONE ? json_null() : take_text(polyatom_blocker_to_string(blocker));
}

static json_t *op_of(const polyatom_atom *atom)
{
    const polyatom_operator op = polyatom_atom_op(atom);
    return op == POLYATOM_OPERATOR_NONE ? json_null() : take_text(polyatom_operator_to_string(op));
}

static json_t *slot_op_of(const polyatom_atom *atom)
{
    const polyatom_slot_operator op = polyatom_atom_slot_op(atom);
    return op == POLYATOM_SLOT_OPERATOR_NONE ? json_null() : take_text(polyatom_slot_operator_to_string(op));
}

static json_t *version_of(const polyatom_atom *atom)
{
    polyatom_version *version = polyatom_atom_version(atom);
    json_t *json = version ? take_text(polyatom_version_to_string(version)) : json_null();
    polyatom_version_free(version);
    return json;
}

static json_t *atom_parse(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    polyatom_atom *atom = read_atom(member(in, "text"), eapi, error);
    if (!atom) {
        return NULL;
    }
    json_t *out = json_object();
    json_object_set_new(out, "blocker", blocker_of(atom));
    json_object_set_new(out, "op", op_of(atom));
    json_object_set_new(out, "category", take_text(polyatom_atom_category(atom)));
    json_object_set_new(out, "package", take_text(polyatom_atom_package(atom)));
    json_object_set_new(out, "version", version_of(atom));
    json_object_set_new(out, "revision", take_revision(polyatom_atom_revision(atom)));
    json_object_set_new(out, "slot", take_text(polyatom_atom_slot(atom)));
    json_object_set_new(out, "subslot", take_text(polyatom_atom_subslot(atom)));
    json_object_set_new(out, "slot_op", slot_op_of(atom));
    json_object_set_new(out, "use", use_of(atom));
    json_object_set_new(out, "repo", take_text(polyatom_atom_repo(atom)));
    polyatom_atom_free(atom);
    return out;
}

/* The indices of the matching packages; NULL if one of them cannot be read. */
static json_t *matching(
    const polyatom_atom *atom, const json_t *packages, const text_list *parent_use, polyatom_error **error)
{
    json_t *indices = json_array();
    for (size_t i = 0; i < json_array_size(packages); i++) {
        polyatom_package *package = read_package(json_array_get(packages, i), error);
        if (!package) {
            json_decref(indices);
            return NULL;
        }
        if (polyatom_atom_matches_package(atom, package, parent_use->items, parent_use->lengths, parent_use->count)) {
            json_array_append_new(indices, json_integer((json_int_t)i));
        }
        polyatom_package_free(package);
    }
    return indices;
}

static json_t *atom_matches(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    const json_t *packages = json_object_get(in, "packages");
    polyatom_atom *atom = read_atom(member(in, "atom"), eapi, error);
    const text_list parent_use = texts_of(json_object_get(in, "parent_use"));
    json_t *out = atom && json_is_array(packages) ? matching(atom, packages, &parent_use, error) : NULL;
    free_texts(parent_use);
    polyatom_atom_free(atom);
    return out;
}

static json_t *atom_intersects(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    polyatom_atom *a = read_atom(member(in, "a"), eapi, error);
    polyatom_atom *b = a ? read_atom(member(in, "b"), eapi, error) : NULL;
    json_t *out = b ? json_boolean(polyatom_atom_intersects(a, b)) : NULL;
    polyatom_atom_free(a);
    polyatom_atom_free(b);
    return out;
}

static json_t *atom_evaluate(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    const json_t *flags = json_object_get(in, "use");
    polyatom_atom *atom = read_atom(member(in, "atom"), eapi, error);
    json_t *out = NULL;
    if (atom && json_is_array(flags)) {
        const text_list use = texts_of(flags);
        polyatom_atom *evaluated = polyatom_atom_evaluate(atom, use.items, use.lengths, use.count);
        out = take_text(polyatom_atom_to_string(evaluated));
        polyatom_atom_free(evaluated);
        free_texts(use);
    }
    polyatom_atom_free(atom);
    return out;
}

/* ---- USE dependencies ---- */

/* Whether a package of any name meets the USE dependency: an atom of that name with it decides. */
static bool meets(const polyatom_use_dep *use_dep, const json_t *facts, const text_list *parent_use)
{
    polyatom_cpv *cpv = polyatom_cpv_parse("cat/pkg-1", POLYATOM_NUL_TERMINATED, NULL);
    polyatom_atom *bare = polyatom_atom_parse("cat/pkg", POLYATOM_NUL_TERMINATED, POLYATOM_EAPI_NONE, NULL);
    polyatom_atom *atom = polyatom_atom_with_use_deps(bare, &use_dep, 1);
    polyatom_package *package = new_package(cpv, NULL, facts);
    const bool met =
        polyatom_atom_matches_package(atom, package, parent_use->items, parent_use->lengths, parent_use->count);
    polyatom_package_free(package);
    polyatom_atom_free(atom);
    polyatom_atom_free(bare);
    polyatom_cpv_free(cpv);
    return met;
}

static json_t *use_dep_matches(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    const text dep = member(in, "use_dep");
    polyatom_use_dep *use_dep = polyatom_use_dep_parse(dep.start, dep.length, eapi, error);
    if (!use_dep) {
        return NULL;
    }
    const text_list parent_use = texts_of(json_object_get(in, "parent_use"));
    json_t *out = json_boolean(meets(use_dep, json_object_get(in, "package"), &parent_use));
    free_texts(parent_use);
    polyatom_use_dep_free(use_dep);
    return out;
}

/* ---- Requests and replies ---- */

static const struct {
    const char *name;
    operation *run;
} OPERATIONS[] = {
    {"version.parse", version_parse},       {"version.compare", version_compare}, {"version.sort", version_sort},
    {"version.sort_key", version_sort_key}, {"cpv.parse", cpv_parse},             {"atom.parse", atom_parse},
    {"atom.matches", atom_matches},         {"atom.intersects", atom_intersects}, {"atom.evaluate", atom_evaluate},
    {"use_dep.matches", use_dep_matches},
};
enum { OPERATION_COUNT = sizeof OPERATIONS / sizeof OPERATIONS[0] };

static operation *find_operation(const char *name)
{
    for (size_t i = 0; name && i < OPERATION_COUNT; i++) {
        if (strcmp(OPERATIONS[i].name, name) == 0) {
            return OPERATIONS[i].run;
        }
    }
    return NULL;
}

/* The EAPI of that name, if there is one. */
static bool find_eapi(const char *name, polyatom_eapi *found)
{
    for (polyatom_eapi eapi = POLYATOM_EAPI_V0; eapi <= POLYATOM_EAPI_V9; eapi++) {
        char *text = polyatom_eapi_to_string(eapi);
        const bool same = strcmp(text, name) == 0;
        polyatom_string_free(text);
        if (same) {
            *found = eapi;
            return true;
        }
    }
    return false;
}

static json_t *about(void)
{
    json_t *ops = json_array(), *eapis = json_array();
    for (size_t i = 0; i < OPERATION_COUNT; i++) {
        json_array_append_new(ops, json_string(OPERATIONS[i].name));
    }
    for (polyatom_eapi eapi = POLYATOM_EAPI_V0; eapi <= POLYATOM_EAPI_V9; eapi++) {
        json_array_append_new(eapis, take_text(polyatom_eapi_to_string(eapi)));
    }
    return json_pack(
        "{si ss so ss so so}", "protocol", 1, "name", "polyatom", "version", take_text(polyatom_library_version()),
        "language", "c", "eapis", eapis, "ops", ops);
}

/* What an error of the library means for the reply: the input is invalid, or something is broken. */
static void report(json_t *reply, const polyatom_error *error)
{
    const char *message = polyatom_error_message(error);
    const char *backtrace = polyatom_error_backtrace(error);
    if (backtrace) {
        json_object_set_new(reply, "crash", json_sprintf("%s\n%s", message, backtrace));
    } else if (polyatom_error_code(error) == POLYATOM_ERROR_ARGUMENT) {
        json_object_set_new(reply, "crash", json_string(message));
    } else {
        json_object_set_new(reply, "error", json_string("invalid"));
        json_object_set_new(reply, "message", json_string(message));
        json_object_set_new(reply, "at", json_integer((json_int_t)polyatom_error_start(error)));
    }
}

/* Runs an operation and puts what comes of it into the reply. */
static void perform(json_t *reply, operation *run, json_t *in, polyatom_eapi eapi)
{
    polyatom_error *error = NULL;
    json_t *out = run(in, eapi, &error);
    /* A function without `error` may have failed on the way: then the result is worth nothing. */
    polyatom_error *unexpected = polyatom_take_panic();
    if (unexpected || error) {
        report(reply, unexpected ? unexpected : error);
    } else if (out) {
        json_object_set(reply, "out", out);
    } else {
        json_object_set_new(reply, "crash", json_string("the request was not understood"));
    }
    json_decref(out);
    polyatom_error_free(unexpected);
    polyatom_error_free(error);
}

static json_t *answer(const json_t *request)
{
    json_t *reply = json_pack("{sO}", "seq", json_object_get(request, "seq"));
    const char *name = json_string_value(json_object_get(request, "op"));
    const char *eapi_name = json_string_value(json_object_get(request, "eapi"));
    operation *run = find_operation(name);
    polyatom_eapi eapi = POLYATOM_EAPI_NONE;
    if (!run) {
        json_object_set_new(reply, "skip", json_sprintf("no operation %s", name ? name : ""));
    } else if (eapi_name && !find_eapi(eapi_name, &eapi)) {
        json_object_set_new(reply, "skip", json_sprintf("no EAPI %s", eapi_name));
    } else {
        perform(reply, run, json_object_get(request, "in"), eapi);
    }
    return reply;
}

/* The reply to a request; NULL if it asks to stop. */
static json_t *reply_to(const json_t *request)
{
    const char *command = json_string_value(json_object_get(request, "cmd"));
    if (command && strcmp(command, "start") == 0) {
        return about();
    }
    return command && strcmp(command, "run") == 0 ? answer(request) : NULL;
}

/* Writes a line and flushes it; false if it could not. */
static bool write_line(const json_t *reply)
{
    return json_dumpf(reply, stdout, JSON_COMPACT) == 0 && putchar('\n') != EOF && fflush(stdout) == 0;
}

int main(void)
{
    int status = EXIT_SUCCESS;
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length;
    bool going = true;
    while (going && (length = getline(&line, &capacity, stdin)) > 0) {
        json_error_t problem;
        json_t *request = json_loadb(line, (size_t)length, JSON_ALLOW_NUL, &problem);
        if (!request) {
            fprintf(stderr, "no JSON: %s\n", problem.text);
            status = EXIT_FAILURE;
            break;
        }
        json_t *reply = reply_to(request);
        going = reply != NULL;
        if (reply && !write_line(reply)) {
            status = EXIT_FAILURE;
            going = false;
        }
        json_decref(reply);
        json_decref(request);
    }
    free(line);
    return status;
}
