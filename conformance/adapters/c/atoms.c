/* The operations on atoms, USE dependencies and patterns. */
#include "operations.h"

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

json_t *atom_parse(json_t *in, polyatom_eapi eapi, polyatom_error **error)
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

json_t *atom_matches(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    polyatom_atom *atom = read_atom(member(in, "atom"), eapi, error);
    if (!atom) {
        return NULL;
    }
    package_list packages;
    json_t *out = NULL;
    polyatom_use_flags *parent_use = flags_of(json_object_get(in, "parent_use"), error);
    if (parent_use && read_packages(json_object_get(in, "packages"), &packages, error)) {
        out = json_array();
        for (size_t i = 0; i < packages.count; i++) {
            if (polyatom_atom_matches_package(atom, packages.items[i], parent_use)) {
                json_array_append_new(out, json_integer((json_int_t)i));
            }
        }
        free_packages(packages);
    }
    polyatom_use_flags_free(parent_use);
    polyatom_atom_free(atom);
    return out;
}

json_t *atom_intersects(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    polyatom_atom *a = read_atom(member(in, "a"), eapi, error);
    polyatom_atom *b = a ? read_atom(member(in, "b"), eapi, error) : NULL;
    json_t *out = b ? json_boolean(polyatom_atom_intersects(a, b)) : NULL;
    polyatom_atom_free(a);
    polyatom_atom_free(b);
    return out;
}

json_t *atom_evaluate(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    const json_t *flags = json_object_get(in, "use");
    polyatom_atom *atom = read_atom(member(in, "atom"), eapi, error);
    polyatom_use_flags *use = atom && json_is_array(flags) ? flags_of(flags, error) : NULL;
    json_t *out = NULL;
    if (use) {
        polyatom_atom *evaluated = polyatom_atom_evaluate(atom, use);
        out = take_text(polyatom_atom_to_string(evaluated));
        polyatom_atom_free(evaluated);
    }
    polyatom_use_flags_free(use);
    polyatom_atom_free(atom);
    return out;
}

/* ---- USE dependencies ---- */

/* Whether a package of any name meets the USE dependency: an atom of that name with it decides. */
static bool meets(const polyatom_use_dep *use_dep, const json_t *facts, const polyatom_use_flags *parent_use)
{
    polyatom_cpv *cpv = polyatom_cpv_parse("cat/pkg-1", POLYATOM_NUL_TERMINATED, NULL);
    polyatom_atom *bare = polyatom_atom_parse("cat/pkg", POLYATOM_NUL_TERMINATED, POLYATOM_EAPI_NONE, NULL);
    polyatom_atom *atom = polyatom_atom_with_use_deps(bare, &use_dep, 1);
    polyatom_package *package = new_package(cpv, NULL, facts, NULL);
    const bool met = polyatom_atom_matches_package(atom, package, parent_use);
    polyatom_package_free(package);
    polyatom_atom_free(atom);
    polyatom_atom_free(bare);
    polyatom_cpv_free(cpv);
    return met;
}

json_t *use_dep_matches(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    const text dep = member(in, "use_dep");
    polyatom_use_dep *use_dep = polyatom_use_dep_parse(dep.start, dep.length, eapi, error);
    if (!use_dep) {
        return NULL;
    }
    polyatom_use_flags *parent_use = flags_of(json_object_get(in, "parent_use"), error);
    json_t *out = parent_use ? json_boolean(meets(use_dep, json_object_get(in, "package"), parent_use)) : NULL;
    polyatom_use_flags_free(parent_use);
    polyatom_use_dep_free(use_dep);
    return out;
}

/* ---- Patterns ---- */

json_t *pattern_matches(json_t *in, polyatom_eapi eapi, polyatom_error **error)
{
    (void)eapi;
    const text pattern_text = member(in, "pattern");
    polyatom_atom_pattern *pattern = polyatom_atom_pattern_parse(pattern_text.start, pattern_text.length, error);
    if (!pattern) {
        return NULL;
    }
    package_list packages;
    json_t *out = NULL;
    if (read_packages(json_object_get(in, "packages"), &packages, error)) {
        out = json_array();
        for (size_t i = 0; i < packages.count; i++) {
            if (polyatom_atom_pattern_matches_package(pattern, packages.items[i])) {
                json_array_append_new(out, json_integer((json_int_t)i));
            }
        }
        free_packages(packages);
    }
    polyatom_atom_pattern_free(pattern);
    return out;
}
