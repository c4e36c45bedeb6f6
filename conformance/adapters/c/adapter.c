/*
 * The adapter of the C library: reads requests as lines of JSON, answers each with a line. `protocol.md` describes both. Here is what
 * every request needs; the operations stand in the other files.
 */
#define _POSIX_C_SOURCE 200809L /* getline */

#include "operations.h"
#include "whole.h"

#include <stdio.h>
#include <string.h>

/* What the library has not got back, if it counts that. */
static json_t *live(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)in;
    (void)eapi;
    (void)error;
    return json_integer((json_int_t)polyatom_live_objects());
}

static const struct {
    const char *name;
    operation *run;
} OPERATIONS[] = {
    {"version.parse", version_parse},
    {"version.compare", version_compare},
    {"version.sort", version_sort},
    {"version.sort_key", version_sort_key},
    {"cpv.parse", cpv_parse},
    {"atom.parse", atom_parse},
    {"atom.matches", atom_matches},
    {"atom.intersects", atom_intersects},
    {"atom.evaluate", atom_evaluate},
    {"use_dep.matches", use_dep_matches},
    {"depspec.parse", depspec_parse},
    {"depspec.evaluate", depspec_evaluate},
    {"depspec.satisfied", depspec_satisfied},
    {"required_use.check", required_use_check},
    {"src_uri.parse", src_uri_parse},
    {"pattern.matches", pattern_matches},
    {"eapi.parse", eapi_parse},
    {"version.describe", version_describe},
    {"version.from_upstream", version_from_upstream},
    {"requirement.matches", requirement_matches},
    {"requirement.intersects", requirement_intersects},
    {"package_name.parse", package_name_parse},
    {"package.split", package_split},
    {"atom.filter", atom_filter},
    {"atom.could_match", atom_could_match},
    {"atom.conflict", atom_conflict},
    {"atom.canonical", atom_canonical},
    {"atom.equal", atom_equal},
    {"name.check", name_check},
    {"use_flags.parse", use_flags_parse},
    {"iuse.parse", iuse_parse},
    {"iuse.effective", iuse_effective},
    {"keyword.parse", keyword_parse},
    {"keywords.parse", keywords_parse},
    {"keywords.status", keywords_status},
    {"keywords.accepted", keywords_accepted},
    {"depspec.ways", depspec_ways},
    {"depspec.simplify", depspec_simplify},
    {"depspec.diagnose", depspec_diagnose},
    {"required_use.solve", required_use_solve},
    {"src_uri.downloads", src_uri_downloads},
    {"error.describe", error_describe},
    {"repo.packages", repo_packages},
    {"repo.package", repo_package},
    {"repo.match", repo_match},
    {"repo.reverse_dependencies", repo_reverse_dependencies},
    {"repo.verify", repo_verify},
    {"manifest.parse", manifest_parse},
    {"metadata_xml.parse", metadata_xml_parse},
    {"installed.owner", installed_owner},
    {"installed.package", installed_package},
    {"binary.package", binary_package},
    {"binary.index", binary_index},
    {"profile.resolve", profile_resolve},
    {"config.package", config_package},
    {"config.visible", config_visible},
    {"config.diagnostics", config_diagnostics},
    {"query.match", query_match},
    {"live", live},
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
        "{si ss so ss so so}", "protocol", 1, "name", "polyatom", "version", json_string(polyatom_library_version()),
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

/* Whether the operation that runs refused its input by itself. */
static bool is_refused;

json_t *refused(void)
{
    is_refused = true;
    return NULL;
}

/* Runs an operation and puts what comes of it into the reply. */
static void perform(json_t *reply, operation *run, json_t *in, polyatom_eapi eapi)
{
    polyatom_error *error = NULL;
    is_refused = false;
    json_t *out = run(in, eapi, &error);
    /* A function without `error` may have failed on the way: then the result is worth nothing. */
    polyatom_error *unexpected = polyatom_take_failure();
    if (unexpected || error) {
        report(reply, unexpected ? unexpected : error);
    } else if (is_refused) {
        json_object_set_new(reply, "error", json_string("invalid"));
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

int main(int argc, char **argv)
{
    if (argc >= 3 && strcmp(argv[1], "--whole") == 0) {
        return read_whole(argv[2]);
    }
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
