/* The operations of the protocol, and what several files of them need. */
#ifndef OPERATIONS_H
#define OPERATIONS_H

#include "texts.h"

/* Gives its result, or NULL: then `error` says why, or the request did not follow the protocol. */
typedef json_t *operation(json_t *in, polyatom_eapi eapi, polyatom_error **error);

operation version_parse, version_compare, version_sort, version_sort_key;
operation cpv_parse;
operation atom_parse, atom_matches, atom_intersects, atom_evaluate, use_dep_matches, pattern_matches;
operation depspec_parse, depspec_evaluate, depspec_satisfied, required_use_check, src_uri_parse;
operation eapi_parse, version_describe, version_from_upstream, requirement_matches, requirement_intersects;
operation package_name_parse, package_split, name_check, use_flags_parse, iuse_parse, iuse_effective;
operation keyword_parse, keywords_parse, keywords_status, keywords_accepted;
operation atom_filter, atom_could_match, atom_conflict, atom_canonical, atom_equal;
operation depspec_ways, depspec_simplify, depspec_diagnose, required_use_solve, src_uri_downloads, error_describe;
operation repo_packages, repo_package, repo_match, repo_reverse_dependencies, repo_verify;
operation profile_resolve, config_package, config_visible, config_diagnostics, query_match;
operation manifest_parse, metadata_xml_parse, installed_owner, installed_package, binary_package, binary_index;

/* Makes the answer `invalid`, for input of which the library read something. It gives NULL. */
json_t *refused(void);

/* A list of packages handed out by the library becomes JSON. */
json_t *take_cpvs(polyatom_cpv_list *list);

/* The repository that a request names. */
polyatom_repository *open_repository(const json_t *in, polyatom_error **error);

/* The specification in a request's `text`. */
polyatom_dep_spec *read_spec(
    polyatom_dep_spec_kind kind, const json_t *in, polyatom_eapi eapi, polyatom_error **error);

/* The same for a request that names the kind. */
polyatom_dep_spec *read_spec_of_kind(const json_t *in, polyatom_eapi eapi, polyatom_error **error);

/* The texts of its leaves. */
json_t *leaves_of(const polyatom_dep_spec *spec);

/* The package of that name, with what else the facts tell. */
polyatom_package *new_package(const polyatom_cpv *cpv, const polyatom_slot *slot, const json_t *facts,
    polyatom_error **error);

/* The set of flags in a list; the empty one if there is none. */
polyatom_use_flags *flags_of(const json_t *names, polyatom_error **error);

/* The flags of a list as IUSE; NULL if there is no list. */
polyatom_iuse *iuse_of(const json_t *flags, polyatom_error **error);

typedef struct {
    polyatom_package **items;
    size_t count;
} package_list;

/* Packages of which the protocol tells some facts; false if one of them cannot be read, and then there is nothing to free. */
bool read_packages(const json_t *facts, package_list *packages, polyatom_error **error);

void free_packages(package_list packages);

/* The digits of a revision that was handed out, or null. */
static inline json_t *take_revision(polyatom_revision *revision)
{
    json_t *digits = revision ? take_text(polyatom_revision_to_string(revision)) : json_null();
    polyatom_revision_free(revision);
    return digits;
}

#endif
