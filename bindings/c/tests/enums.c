/* Every constant of every enum: its number is its place, and its text is what the language writes or calls it. */
#include "polyatom-check.h"

#define CHECK_CHOICE(type, constant, place, text) \
    (CHECK((constant) == (place)), CHECK_OWNED(polyatom_##type##_to_string(constant), text))

static void operators(void)
{
    CHECK_CHOICE(operator, POLYATOM_OPERATOR_LESS, 0, "<");
    CHECK_CHOICE(operator, POLYATOM_OPERATOR_LESS_OR_EQUAL, 1, "<=");
    CHECK_CHOICE(operator, POLYATOM_OPERATOR_EQUAL, 2, "=");
    CHECK_CHOICE(operator, POLYATOM_OPERATOR_EQUAL_GLOB, 3, "=*");
    CHECK_CHOICE(operator, POLYATOM_OPERATOR_APPROXIMATE, 4, "~");
    CHECK_CHOICE(operator, POLYATOM_OPERATOR_GREATER_OR_EQUAL, 5, ">=");
    CHECK_CHOICE(operator, POLYATOM_OPERATOR_GREATER, 6, ">");
    CHECK_CHOICE(blocker, POLYATOM_BLOCKER_WEAK, 0, "!");
    CHECK_CHOICE(blocker, POLYATOM_BLOCKER_STRONG, 1, "!!");
    CHECK_CHOICE(slot_operator, POLYATOM_SLOT_OPERATOR_ANY, 0, "*");
    CHECK_CHOICE(slot_operator, POLYATOM_SLOT_OPERATOR_EQUAL, 1, "=");
}

static void parts(void)
{
    CHECK_CHOICE(atom_field, POLYATOM_ATOM_FIELD_BLOCKER, 0, "blocker");
    CHECK_CHOICE(atom_field, POLYATOM_ATOM_FIELD_OP, 1, "op");
    CHECK_CHOICE(atom_field, POLYATOM_ATOM_FIELD_VERSION, 2, "version");
    CHECK_CHOICE(atom_field, POLYATOM_ATOM_FIELD_SLOT_DEP, 3, "slot_dep");
    CHECK_CHOICE(atom_field, POLYATOM_ATOM_FIELD_SUBSLOT, 4, "subslot");
    CHECK_CHOICE(atom_field, POLYATOM_ATOM_FIELD_SLOT_OP, 5, "slot_op");
    CHECK_CHOICE(atom_field, POLYATOM_ATOM_FIELD_USE_DEPS, 6, "use_deps");
    CHECK_CHOICE(atom_field, POLYATOM_ATOM_FIELD_REPO, 7, "repo");
    CHECK_CHOICE(suffix_kind, POLYATOM_SUFFIX_KIND_ALPHA, 0, "alpha");
    CHECK_CHOICE(suffix_kind, POLYATOM_SUFFIX_KIND_BETA, 1, "beta");
    CHECK_CHOICE(suffix_kind, POLYATOM_SUFFIX_KIND_PRE, 2, "pre");
    CHECK_CHOICE(suffix_kind, POLYATOM_SUFFIX_KIND_RC, 3, "rc");
    CHECK_CHOICE(suffix_kind, POLYATOM_SUFFIX_KIND_P, 4, "p");
    CHECK_CHOICE(use_default, POLYATOM_USE_DEFAULT_ENABLED, 0, "(+)");
    CHECK_CHOICE(use_default, POLYATOM_USE_DEFAULT_DISABLED, 1, "(-)");
}

static void kinds(void)
{
    CHECK_CHOICE(use_dep_kind, POLYATOM_USE_DEP_KIND_ENABLED, 0, "flag");
    CHECK_CHOICE(use_dep_kind, POLYATOM_USE_DEP_KIND_DISABLED, 1, "-flag");
    CHECK_CHOICE(use_dep_kind, POLYATOM_USE_DEP_KIND_EQUAL, 2, "flag=");
    CHECK_CHOICE(use_dep_kind, POLYATOM_USE_DEP_KIND_NOT_EQUAL, 3, "!flag=");
    CHECK_CHOICE(use_dep_kind, POLYATOM_USE_DEP_KIND_ENABLED_CONDITIONAL, 4, "flag?");
    CHECK_CHOICE(use_dep_kind, POLYATOM_USE_DEP_KIND_DISABLED_CONDITIONAL, 5, "!flag?");
    CHECK_CHOICE(name_kind, POLYATOM_NAME_KIND_CATEGORY, 0, "category");
    CHECK_CHOICE(name_kind, POLYATOM_NAME_KIND_PACKAGE, 1, "package");
    CHECK_CHOICE(name_kind, POLYATOM_NAME_KIND_SLOT, 2, "slot");
    CHECK_CHOICE(name_kind, POLYATOM_NAME_KIND_USE_FLAG, 3, "use_flag");
    CHECK_CHOICE(name_kind, POLYATOM_NAME_KIND_REPOSITORY, 4, "repository");
    CHECK_CHOICE(name_kind, POLYATOM_NAME_KIND_ECLASS, 5, "eclass");
    CHECK_CHOICE(name_kind, POLYATOM_NAME_KIND_LICENSE, 6, "license");
    CHECK_CHOICE(name_kind, POLYATOM_NAME_KIND_KEYWORD, 7, "keyword");
    CHECK_CHOICE(name_kind, POLYATOM_NAME_KIND_EAPI, 8, "eapi");
}

static void eapis(void)
{
    CHECK_CHOICE(eapi, POLYATOM_EAPI_V0, 0, "0");
    CHECK_CHOICE(eapi, POLYATOM_EAPI_V1, 1, "1");
    CHECK_CHOICE(eapi, POLYATOM_EAPI_V2, 2, "2");
    CHECK_CHOICE(eapi, POLYATOM_EAPI_V3, 3, "3");
    CHECK_CHOICE(eapi, POLYATOM_EAPI_V4, 4, "4");
    CHECK_CHOICE(eapi, POLYATOM_EAPI_V5, 5, "5");
    CHECK_CHOICE(eapi, POLYATOM_EAPI_V6, 6, "6");
    CHECK_CHOICE(eapi, POLYATOM_EAPI_V7, 7, "7");
    CHECK_CHOICE(eapi, POLYATOM_EAPI_V8, 8, "8");
    CHECK_CHOICE(eapi, POLYATOM_EAPI_V9, 9, "9");
}

/* In the order of their numbers, with the EAPIs that have them. */
static const struct {
    polyatom_eapi_feature feature;
    const char *text;
    polyatom_eapi first, last;
} FEATURES[] = {
    {POLYATOM_EAPI_FEATURE_SLOT_DEPS, "slot-deps", POLYATOM_EAPI_V1, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_SUB_SLOTS, "sub-slot", POLYATOM_EAPI_V5, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_SLOT_OPERATORS, "slot-operator-deps", POLYATOM_EAPI_V5, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_USE_DEPS, "use-deps", POLYATOM_EAPI_V2, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_USE_DEP_DEFAULTS, "use-dep-defaults", POLYATOM_EAPI_V4, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_STRONG_BLOCKERS, "bang-strength", POLYATOM_EAPI_V2, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_AT_MOST_ONE_OF, "at-most-one-of", POLYATOM_EAPI_V5, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_EMPTY_DEP_GROUPS, "empty-dep-groups", POLYATOM_EAPI_V0, POLYATOM_EAPI_V6},
    {POLYATOM_EAPI_FEATURE_BDEPEND, "bdepend", POLYATOM_EAPI_V7, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_IDEPEND, "idepend", POLYATOM_EAPI_V8, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_RDEPEND_DEPEND, "rdepend-depend", POLYATOM_EAPI_V0, POLYATOM_EAPI_V3},
    {POLYATOM_EAPI_FEATURE_SRC_URI_ARROWS, "src-uri-arrows", POLYATOM_EAPI_V2, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_URI_RESTRICT, "uri-restrict", POLYATOM_EAPI_V8, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_IUSE_DEFAULTS, "iuse-defaults", POLYATOM_EAPI_V1, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_REQUIRED_USE, "required-use", POLYATOM_EAPI_V4, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_PROPERTIES, "properties", POLYATOM_EAPI_V4, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_DEFINED_PHASES, "defined-phases", POLYATOM_EAPI_V4, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_SRC_PREPARE, "src-prepare", POLYATOM_EAPI_V2, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_SRC_CONFIGURE, "src-configure", POLYATOM_EAPI_V2, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_PKG_PRETEND, "pkg-pretend", POLYATOM_EAPI_V4, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_ACCUMULATE_VARS, "accumulate-vars", POLYATOM_EAPI_V8, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_PROFILE_IUSE_INJECT, "profile-iuse-inject", POLYATOM_EAPI_V5, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_ENV_UNSET, "env-unset", POLYATOM_EAPI_V7, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_PROFILE_EAPI_DEFAULT, "profile-eapi-default", POLYATOM_EAPI_V9, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_PROFILE_FILE_DIRS, "profile-file-dirs", POLYATOM_EAPI_V7, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_PACKAGE_PROVIDED, "package-provided", POLYATOM_EAPI_V0, POLYATOM_EAPI_V6},
    {POLYATOM_EAPI_FEATURE_USE_STABLE, "use-stable", POLYATOM_EAPI_V9, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_STABLE_MASK, "stablemask", POLYATOM_EAPI_V5, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_PACKAGE_MASK_DIR, "package-mask-dir", POLYATOM_EAPI_V7, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_UPDATES_FILENAMES, "updates-filenames", POLYATOM_EAPI_V8, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_FAILGLOB, "failglob", POLYATOM_EAPI_V6, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_EXPORT_VARS, "export-vars", POLYATOM_EAPI_V0, POLYATOM_EAPI_V8},
    {POLYATOM_EAPI_FEATURE_AA, "aa", POLYATOM_EAPI_V0, POLYATOM_EAPI_V3},
    {POLYATOM_EAPI_FEATURE_KV, "kv", POLYATOM_EAPI_V0, POLYATOM_EAPI_V3},
    {POLYATOM_EAPI_FEATURE_PORTDIR, "portdir", POLYATOM_EAPI_V0, POLYATOM_EAPI_V6},
    {POLYATOM_EAPI_FEATURE_ECLASSDIR, "eclassdir", POLYATOM_EAPI_V0, POLYATOM_EAPI_V6},
    {POLYATOM_EAPI_FEATURE_DESTTREE, "desttree", POLYATOM_EAPI_V0, POLYATOM_EAPI_V6},
    {POLYATOM_EAPI_FEATURE_INSDESTTREE, "insdesttree", POLYATOM_EAPI_V0, POLYATOM_EAPI_V6},
    {POLYATOM_EAPI_FEATURE_MERGE_TYPE, "merge-type", POLYATOM_EAPI_V4, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_REPLACE_VERSION_VARS, "replace-version-vars", POLYATOM_EAPI_V4, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_EBUILD_PHASE_FUNC, "ebuild-phase-func", POLYATOM_EAPI_V5, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_SYSROOT, "sysroot", POLYATOM_EAPI_V7, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_BROOT, "broot", POLYATOM_EAPI_V7, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_OFFSET_PREFIX_VARS, "offset-prefix-vars", POLYATOM_EAPI_V3, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_TRAILING_SLASH, "trailing-slash", POLYATOM_EAPI_V0, POLYATOM_EAPI_V6},
    {POLYATOM_EAPI_FEATURE_LOCALE_SETTINGS, "locale-settings", POLYATOM_EAPI_V6, POLYATOM_EAPI_V9},
    {POLYATOM_EAPI_FEATURE_S_WORKDIR_FALLBACK, "s-workdir-fallback", POLYATOM_EAPI_V0, POLYATOM_EAPI_V3},
    {POLYATOM_EAPI_FEATURE_PHASE_FUNCTION_DIR, "phase-function-dir", POLYATOM_EAPI_V8, POLYATOM_EAPI_V9},
};

static void features(void)
{
    for (size_t i = 0; i < COUNT(FEATURES); i++) {
        const polyatom_eapi_feature feature = FEATURES[i].feature;
        CHECK_CHOICE(eapi_feature, feature, (polyatom_eapi_feature)i, FEATURES[i].text);
        CHECK(polyatom_eapi_feature_first_eapi(feature) == FEATURES[i].first);
        CHECK(polyatom_eapi_feature_last_eapi(feature) == FEATURES[i].last);
        char *label = polyatom_eapi_feature_label(feature);
        CHECK(label && strchr(label, ':') != NULL);
        polyatom_string_free(label);
    }
    CHECK_REFUSED(polyatom_eapi_feature_to_string(COUNT(FEATURES)) == NULL);
}

static void features_of_each_eapi(void)
{
    for (polyatom_eapi eapi = POLYATOM_EAPI_V0; eapi <= POLYATOM_EAPI_V9; eapi++) {
        polyatom_eapi_feature_list *list = polyatom_eapi_features(eapi);
        size_t next = 0;
        for (size_t i = 0; i < COUNT(FEATURES); i++) {
            const bool expected = FEATURES[i].first <= eapi && eapi <= FEATURES[i].last;
            CHECK(polyatom_eapi_has(eapi, FEATURES[i].feature) == expected);
            if (expected) {
                CHECK(polyatom_eapi_feature_list_get(list, next++) == FEATURES[i].feature);
            }
        }
        CHECK(polyatom_eapi_feature_list_length(list) == next);
        CHECK(polyatom_eapi_feature_list_get(list, next) == POLYATOM_EAPI_FEATURE_NONE);
        polyatom_eapi_feature_list_free(list);
    }
}

/* No choice at all is refused where one is needed. */
static void none(void)
{
    CHECK_REFUSED(polyatom_atom_field_to_string(POLYATOM_ATOM_FIELD_NONE) == NULL);
    CHECK_REFUSED(polyatom_blocker_to_string(POLYATOM_BLOCKER_NONE) == NULL);
    CHECK_REFUSED(polyatom_eapi_to_string(POLYATOM_EAPI_NONE) == NULL);
    CHECK_REFUSED(polyatom_eapi_feature_to_string(POLYATOM_EAPI_FEATURE_NONE) == NULL);
    CHECK_REFUSED(polyatom_name_kind_to_string(POLYATOM_NAME_KIND_NONE) == NULL);
    CHECK_REFUSED(polyatom_operator_to_string(POLYATOM_OPERATOR_NONE) == NULL);
    CHECK_REFUSED(polyatom_slot_operator_to_string(POLYATOM_SLOT_OPERATOR_NONE) == NULL);
    CHECK_REFUSED(polyatom_suffix_kind_to_string(POLYATOM_SUFFIX_KIND_NONE) == NULL);
    CHECK_REFUSED(polyatom_use_default_to_string(POLYATOM_USE_DEFAULT_NONE) == NULL);
    CHECK_REFUSED(polyatom_use_dep_kind_to_string(POLYATOM_USE_DEP_KIND_NONE) == NULL);

    CHECK_REFUSED(polyatom_eapi_features(POLYATOM_EAPI_NONE) == NULL);
    CHECK_REFUSED(!polyatom_eapi_has(POLYATOM_EAPI_V9 + 1, POLYATOM_EAPI_FEATURE_SLOT_DEPS));
    CHECK_REFUSED(!polyatom_eapi_has(POLYATOM_EAPI_V9, INT32_MAX));
    CHECK_REFUSED(polyatom_eapi_feature_first_eapi(INT32_MIN) == POLYATOM_EAPI_NONE);
    CHECK_REFUSED(!polyatom_is_valid_name(POLYATOM_NAME_KIND_NONE, "a", 1));
}

/* Codes of errors are part of the ABI. The other tests meet most of them; these are all. */
static void error_codes(void)
{
    CHECK(POLYATOM_ERROR_PANIC == 1 && POLYATOM_ERROR_ARGUMENT == 2);
    const int codes[] = {
        POLYATOM_ERROR_MISSING_FLAG, POLYATOM_ERROR_EAPI,     POLYATOM_ERROR_INVALID_NAME, POLYATOM_ERROR_VERSION,
        POLYATOM_ERROR_REVISION,     POLYATOM_ERROR_CPN,      POLYATOM_ERROR_CPV,          POLYATOM_ERROR_SLOT,
        POLYATOM_ERROR_SLOT_DEP,     POLYATOM_ERROR_USE_DEP,  POLYATOM_ERROR_ATOM,         POLYATOM_ERROR_CHOICE,
        POLYATOM_ERROR_DEP_SPEC,     POLYATOM_ERROR_ATOM_PATTERN,
    };
    for (size_t i = 0; i < COUNT(codes); i++) {
        CHECK(codes[i] == 16 + (int)i);
    }
}

int main(void)
{
    operators();
    parts();
    kinds();
    eapis();
    features();
    features_of_each_eapi();
    none();
    error_codes();
    return finish();
}
