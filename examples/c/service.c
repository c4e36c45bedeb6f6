/* A service that answers questions about a repository in JSON, over libmicrohttpd and Jansson: the versions of a package, and what a query
   finds. With paths, it prints what it would answer to each of them: service REPOSITORY [PATH...] */
#include <jansson.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <polyatom.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is told of a version; NULL for a bad entry. */
static json_t *version(const polyatom_ebuild_package *package)
{
    polyatom_slot *slot = polyatom_ebuild_package_slot(package, NULL);
    polyatom_keywords *keywords = polyatom_ebuild_package_keywords(package, NULL);
    json_t *told = NULL;
    if (slot && keywords) {
        polyatom_cpv *cpv = polyatom_ebuild_package_cpv(package);
        char *texts[] = {polyatom_cpv_to_string(cpv), polyatom_slot_to_string(slot), polyatom_keywords_to_string(keywords),
                         polyatom_ebuild_package_description(package)};
        told = json_pack("{ss ss ss ss}", "package", texts[0], "slot", texts[1], "keywords", texts[2], "description", texts[3]);
        for (size_t i = 0; i < 4; i++) {
            polyatom_string_free(texts[i]);
        }
        polyatom_cpv_free(cpv);
    }
    polyatom_keywords_free(keywords);
    polyatom_slot_free(slot);
    return told;
}

/* One bad entry costs one version: NULL is not appended. */
static json_t *versions(const polyatom_ebuild_packages *found)
{
    json_t *told = json_array();
    polyatom_ebuild_package_list *packages = polyatom_ebuild_packages_successes(found);
    for (size_t i = 0; i < polyatom_ebuild_package_list_length(packages); i++) {
        json_array_append_new(told, version(polyatom_ebuild_package_list_peek(packages, i)));
    }
    polyatom_ebuild_package_list_free(packages);
    return told;
}

/* What is wrong, and where. */
static json_t *mistake(const polyatom_error *error)
{
    return json_pack("{ss ss? sI sI ss? ss? ss?}", "message", polyatom_error_message(error),
                     "input", polyatom_error_input(error, NULL),
                     "start", (json_int_t)polyatom_error_start(error), "end", (json_int_t)polyatom_error_end(error),
                     "reason", polyatom_error_reason(error, NULL), "hint", polyatom_error_hint(error, NULL),
                     "code", polyatom_error_reason_code(error, NULL));
}

/* The text, which is to be freed, and the status. */
static char *answer(const polyatom_repository *repository, const char *path, const char *query, unsigned *status)
{
    static const char prefix[] = "/packages/";
    polyatom_error *error = NULL;
    polyatom_ebuild_packages *found = NULL;
    if (strcmp(path, "/packages") == 0) {
        polyatom_query *wanted = polyatom_query_parse(query, POLYATOM_NUL_TERMINATED, &error);
        found = wanted ? polyatom_repository_query(repository, wanted, NULL, NULL, &error) : NULL;
        polyatom_query_free(wanted);
    } else if (strncmp(path, prefix, strlen(prefix)) == 0) {
        polyatom_cpn *wanted = polyatom_cpn_parse(path + strlen(prefix), POLYATOM_NUL_TERMINATED, &error);
        found = wanted ? polyatom_repository_versions(repository, wanted) : NULL;
        polyatom_cpn_free(wanted);
    }
    *status = found ? MHD_HTTP_OK : error ? MHD_HTTP_BAD_REQUEST : MHD_HTTP_NOT_FOUND;
    json_t *told = found ? versions(found) : error ? mistake(error) : json_pack("{ss}", "message", "not found");
    char *text = json_dumps(told, JSON_COMPACT);
    json_decref(told);
    polyatom_ebuild_packages_free(found);
    polyatom_error_free(error);
    return text;
}

static enum MHD_Result serve(void *repository, struct MHD_Connection *connection, const char *path, const char *method,
                             const char *version, const char *upload, size_t *upload_size, void **request)
{
    (void)version, (void)upload, (void)upload_size, (void)request;
    if (strcmp(method, MHD_HTTP_METHOD_GET) != 0) {
        return MHD_NO;
    }
    const char *query = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "query");
    unsigned status = 0;
    char *text = answer(repository, path, query ? query : "", &status);
    struct MHD_Response *response = MHD_create_response_from_buffer(strlen(text), text, MHD_RESPMEM_MUST_FREE);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
    const enum MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

/* Answers until a line is typed. */
static bool listen_at(uint16_t port, polyatom_repository *repository)
{
    const struct sockaddr_in here = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct MHD_Daemon *daemon = MHD_start_daemon(MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD, port, NULL, NULL, serve,
                                                 repository, MHD_OPTION_SOCK_ADDR, &here, MHD_OPTION_END);
    if (!daemon) {
        perror("service");
        return false;
    }
    getchar();
    MHD_stop_daemon(daemon);
    return true;
}

static void print_answer(const polyatom_repository *repository, char *url)
{
    printf("%s: ", url);
    char *query = strstr(url, "?query=");
    if (query) {
        *query = '\0';
        query += strlen("?query=");
        for (char *plus = query; (plus = strchr(plus, '+'));) {
            *plus = ' ';
        }
        MHD_http_unescape(query);
    }
    MHD_http_unescape(url);
    unsigned status = 0;
    char *text = answer(repository, url, query ? query : "", &status);
    printf("%u %s\n", status, text);
    free(text);
}

int main(int count, char **arguments)
{
    polyatom_error *error = NULL;
    polyatom_repository *repository =
        polyatom_repository_open(count > 1 ? arguments[1] : ".", POLYATOM_NUL_TERMINATED, NULL, 0,
                                 POLYATOM_PACKAGE_SOURCE_NONE, NULL, 0, NULL, 0, &error);
    if (!repository) {
        fprintf(stderr, "%s\n", polyatom_error_message(error));
        polyatom_error_free(error);
        return 1;
    }
    for (int i = 2; i < count; i++) {
        print_answer(repository, arguments[i]);
    }
    const bool done = count > 2 || listen_at(8080, repository);
    polyatom_repository_free(repository);
    return done ? 0 : 1;
}
