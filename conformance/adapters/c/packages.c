/* Names of packages, and packages of which the protocol tells some facts. */
#include "operations.h"

#include <string.h>

static polyatom_cpv *read_cpv(text cpv, polyatom_error **error)
{
    return polyatom_cpv_parse(cpv.start, cpv.length, error);
}

json_t *cpv_parse(json_t *in, polyatom_eapi eapi, polyatom_error **error)
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

polyatom_use_flags *flags_of(const json_t *names, polyatom_error **error)
{
    const text_list list = texts_of(names);
    polyatom_use_flags *flags = polyatom_use_flags_new(list.items, list.lengths, list.count, error);
    free_texts(list);
    return flags;
}

polyatom_iuse *iuse_of(const json_t *flags, polyatom_error **error)
{
    if (!json_is_array(flags)) {
        return NULL;
    }
    size_t length = 0, i;
    json_t *flag;
    json_array_foreach(flags, i, flag) {
        length += json_string_length(flag) + 1;
    }
    char *joined = allocate(length + 1), *end = joined;
    json_array_foreach(flags, i, flag) {
        memcpy(end, json_string_value(flag), json_string_length(flag));
        end += json_string_length(flag);
        *end++ = ' ';
    }
    polyatom_iuse *iuse = polyatom_iuse_parse(joined, length, error);
    free(joined);
    return iuse;
}

polyatom_package *
new_package(const polyatom_cpv *cpv, const polyatom_slot *slot, const json_t *facts, polyatom_error **error)
{
    const text repo = member(facts, "repo");
    const json_t *flags = json_object_get(facts, "iuse");
    polyatom_iuse *iuse = iuse_of(flags, error);
    if (!iuse && json_is_array(flags)) {
        return NULL;
    }
    polyatom_use_flags *use = flags_of(json_object_get(facts, "use"), error);
    polyatom_package *package =
        use ? polyatom_package_new(cpv, slot, repo.start, repo.length, use, iuse, error) : NULL;
    polyatom_use_flags_free(use);
    polyatom_iuse_free(iuse);
    return package;
}

static polyatom_package *read_package(const json_t *facts, polyatom_error **error)
{
    const text slot_name = member(facts, "slot");
    polyatom_cpv *cpv = read_cpv(member(facts, "cpv"), error);
    polyatom_slot *slot = cpv && slot_name.start ? read_slot(slot_name, member(facts, "subslot"), error) : NULL;
    polyatom_package *package = cpv && (slot || !slot_name.start) ? new_package(cpv, slot, facts, error) : NULL;
    polyatom_slot_free(slot);
    polyatom_cpv_free(cpv);
    return package;
}

bool read_packages(const json_t *facts, package_list *packages, polyatom_error **error)
{
    const size_t count = json_array_size(facts);
    *packages = (package_list){allocate((count + 1) * sizeof *packages->items), 0};
    while (packages->count < count) {
        polyatom_package *package = read_package(json_array_get(facts, packages->count), error);
        if (!package) {
            break;
        }
        packages->items[packages->count++] = package;
    }
    if (packages->count < count || !json_is_array(facts)) {
        free_packages(*packages);
        return false;
    }
    return true;
}

void free_packages(package_list packages)
{
    for (size_t i = 0; i < packages.count; i++) {
        polyatom_package_free(packages.items[i]);
    }
    free(packages.items);
}
