/* Versions in a database, which sorts them by their keys: sql REPOSITORY */
#include <polyatom.h>
#include <sqlite3.h>
#include <stdio.h>

/* Binds a version's key, which the statement keeps. */
static void bind_key(sqlite3_stmt *statement, int place, const polyatom_version *version)
{
    size_t length = 0;
    uint8_t *key = polyatom_version_sort_key(version, &length);
    sqlite3_bind_blob64(statement, place, key, length, SQLITE_TRANSIENT);
    polyatom_bytes_free(key);
}

static void insert(sqlite3_stmt *statement, const polyatom_cpv *cpv)
{
    polyatom_cpn *cpn = polyatom_cpv_cpn(cpv);
    polyatom_version *version = polyatom_cpv_version(cpv);
    char *name = polyatom_cpn_to_string(cpn), *number = polyatom_version_to_string(version);
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(statement, 2, number, -1, SQLITE_TRANSIENT);
    bind_key(statement, 3, version);
    sqlite3_step(statement);
    sqlite3_reset(statement);
    polyatom_string_free(number);
    polyatom_string_free(name);
    polyatom_version_free(version);
    polyatom_cpn_free(cpn);
}

static void fill(sqlite3 *database, const polyatom_repository *repository)
{
    sqlite3_exec(database, "create table versions (name text, version text, key blob)", NULL, NULL, NULL);
    sqlite3_stmt *statement = NULL;
    sqlite3_prepare_v2(database, "insert into versions values (?, ?, ?)", -1, &statement, NULL);
    polyatom_cpv_list *cpvs = polyatom_repository_cpvs(repository);
    for (size_t i = 0; i < polyatom_cpv_list_length(cpvs); i++) {
        insert(statement, polyatom_cpv_list_peek(cpvs, i));
    }
    polyatom_cpv_list_free(cpvs);
    sqlite3_finalize(statement);
    sqlite3_exec(database, "create index by_key on versions (name, key)", NULL, NULL, NULL);
}

static void print_newest(sqlite3 *database)
{
    sqlite3_stmt *statement = NULL;
    sqlite3_prepare_v2(database, "select name, version, max(key) from versions group by name having count(*) > 3",
                       -1, &statement, NULL);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        printf("newest of %s is %s\n", (const char *)sqlite3_column_text(statement, 0),
               (const char *)sqlite3_column_text(statement, 1));
    }
    sqlite3_finalize(statement);
}

static void print_since(sqlite3 *database, const polyatom_version *version)
{
    sqlite3_stmt *statement = NULL;
    sqlite3_prepare_v2(database, "select version from versions where name = 'dev-lang/quill' and key >= ? order by key",
                       -1, &statement, NULL);
    bind_key(statement, 1, version);
    fputs("quill since 3:", stdout);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        printf(" %s", (const char *)sqlite3_column_text(statement, 0));
    }
    puts("");
    sqlite3_finalize(statement);
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
    sqlite3 *database = NULL;
    sqlite3_open(":memory:", &database);
    fill(database, repository);
    print_newest(database);
    polyatom_version *three = polyatom_version_parse("3", POLYATOM_NUL_TERMINATED, NULL);
    print_since(database, three);
    polyatom_version_free(three);
    sqlite3_close(database);
    polyatom_repository_free(repository);
    return 0;
}
