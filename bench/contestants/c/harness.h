/* What contestants in C share: the loop over requests, the clock, the memory. bench/README.md is the protocol. */
#ifndef HARNESS_H
#define HARNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* One timed run: started, stopped, and, if results were kept, by how much resident memory grew. */
struct run {
    size_t items;
    int64_t start;
    int64_t ns;
    int64_t before;
    int64_t bytes;
    bool kept;
};

struct bench_case {
    const char *name;
    void (*run)(struct run *run, size_t size);
};

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* Resident memory of this process, in bytes. */
static int64_t resident(void)
{
    long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file) {
        if (fscanf(file, "%*s %ld", &pages) != 1)
            pages = 0;
        fclose(file);
    }
    return (int64_t)pages * 4096;
}

static void start(struct run *run, size_t items)
{
    run->items = items;
    run->before = resident();
    run->start = now();
}

static void stop(struct run *run)
{
    run->ns = now() - run->start;
}

/* Instead of stop, where all results are still there. */
static void stop_kept(struct run *run)
{
    stop(run);
    run->bytes = resident() - run->before;
    run->kept = true;
}

/* The texts of `count` inputs, made by a format with one number. */
static char **texts(size_t count, const char *format)
{
    char **made = malloc(count * sizeof *made);
    if (!made)
        abort();
    for (size_t i = 0; i < count; i++) {
        made[i] = malloc(64);
        if (!made[i])
            abort();
        snprintf(made[i], 64, format, (unsigned)i);
    }
    return made;
}

static void free_texts(char **made, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(made[i]);
    free(made);
}

static const struct bench_case *find(const struct bench_case *cases, const char *name)
{
    for (; cases->name; cases++)
        if (!strcmp(cases->name, name))
            return cases;
    return NULL;
}

static void answer(const struct bench_case *cases, const char *line)
{
    char name[64];
    size_t size;
    const struct bench_case *found = NULL;
    if (sscanf(line, "{\"case\":\"%63[^\"]\",\"size\":%zu", name, &size) == 2)
        found = find(cases, name);
    if (!found) {
        printf("{\"error\":\"no such case\"}\n");
        return;
    }
    struct run run = {0};
    found->run(&run, size);
    printf("{\"items\":%zu,\"ns\":%lld", run.items, (long long)run.ns);
    if (run.kept)
        printf(",\"bytes\":%lld", (long long)run.bytes);
    printf("}\n");
}

/* Answers requests until there are none, or does one case if arguments say so. */
static int harness(int count, char **arguments, const char *name, const char *version, const struct bench_case *cases)
{
    if (count == 4 && !strcmp(arguments[1], "--once")) {
        const struct bench_case *found = find(cases, arguments[2]);
        if (!found)
            return 1;
        struct run run = {0};
        found->run(&run, strtoul(arguments[3], NULL, 10));
        return 0;
    }
    printf("{\"name\":\"%s\",\"version\":\"%s\",\"language\":\"c\",\"cases\":[", name, version);
    for (const struct bench_case *each = cases; each->name; each++)
        printf("%s\"%s\"", each == cases ? "" : ",", each->name);
    printf("]}\n");
    fflush(stdout);
    char line[256];
    while (fgets(line, sizeof line, stdin)) {
        answer(cases, line);
        fflush(stdout);
    }
    return 0;
}

#endif
