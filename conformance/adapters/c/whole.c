/*
 * Reads everything of every package of a repository, and sums it up: all languages must come to the same. fields.h, which is
 * generated, has a function for all that the interface has.
 */
#include "whole.h"

#include <inttypes.h>
#include <polyatom.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What was put so far: how many bytes, and their CRC-32. */
typedef struct {
    uint64_t size;
    uint32_t crc;
} sum;

static void put_bytes(sum *to, const char *bytes, size_t length)
{
    static uint32_t table[256];
    for (uint32_t byte = 0; byte < 256 && !table[255]; byte++) {
        table[byte] = byte;
        for (int bit = 0; bit < 8; bit++) {
            table[byte] = table[byte] >> 1 ^ (table[byte] & 1 ? UINT32_C(0xEDB88320) : 0);
        }
    }
    uint32_t crc = ~to->crc;
    for (size_t i = 0; i < length; i++) {
        crc = crc >> 8 ^ table[(unsigned char)(crc ^ (unsigned char)bytes[i])];
    }
    to->crc = ~crc;
    to->size += length;
}

/* Some languages write an absent text as an empty one. */
static void put_view(sum *to, const char *text)
{
    char length[24];
    put_bytes(to, length, (size_t)snprintf(length, sizeof length, "%zu:", text ? strlen(text) : 0));
    put_bytes(to, text, text ? strlen(text) : 0);
}

static void put_text(sum *to, char *text)
{
    put_view(to, text);
    polyatom_string_free(text);
}

static void put_number(sum *to, uint64_t number)
{
    char digits[24];
    put_bytes(to, digits, (size_t)snprintf(digits, sizeof digits, "%" PRIu64 ";", number));
}

static void put_signed(sum *to, int64_t number)
{
    char digits[24];
    put_bytes(to, digits, (size_t)snprintf(digits, sizeof digits, "%" PRId64 ";", number));
}

static void put_truth(sum *to, bool truth)
{
    put_bytes(to, truth ? "+" : "-", 1);
}

static void put_error(sum *to, polyatom_error *error)
{
    size_t length;
    const char *code = polyatom_error_reason_code(error, &length);
    put_bytes(to, "!", 1);
    put_bytes(to, code, length);
    put_bytes(to, ";", 1);
    polyatom_error_free(error);
}

#include "fields.h"

int read_whole(const char *path)
{
    polyatom_error *error = NULL;
    polyatom_repository *repository = polyatom_repository_open(
        path, POLYATOM_NUL_TERMINATED, NULL, 0, POLYATOM_PACKAGE_SOURCE_NONE, NULL, 0, NULL, 0, &error);
    if (!repository) {
        fprintf(stderr, "%s\n", polyatom_error_message(error));
        polyatom_error_free(error);
        return EXIT_FAILURE;
    }
    polyatom_ebuild_packages *packages = polyatom_repository_packages(repository);
    const uint64_t count = polyatom_ebuild_packages_length(packages);
    static sum sums[PART_COUNT];
    uint64_t unusable = 0;
    for (uint64_t place = 0; place < count; place++) {
        polyatom_ebuild_package *package = polyatom_ebuild_packages_get(packages, place, NULL);
        if (package) {
            put_parts(sums, package);
        }
        unusable += !package;
        polyatom_ebuild_package_free(package);
    }
    printf("%" PRIu64 " packages, %" PRIu64 " of them unusable\n", count, unusable);
    for (size_t part = 0; part < PART_COUNT; part++) {
        printf("%s %" PRIu64 " %08" PRIx32 "\n", PARTS[part], sums[part].size, sums[part].crc);
    }
    polyatom_ebuild_packages_free(packages);
    polyatom_repository_free(repository);
    return EXIT_SUCCESS;
}
