/* Ours. */
#include "harness.h"

#include <polyatom.h>

static const size_t WHOLE = POLYATOM_NUL_TERMINATED;

static polyatom_atom *atom(const char *text)
{
    polyatom_atom *made = polyatom_atom_parse(text, WHOLE, POLYATOM_EAPI_NONE, NULL);
    if (!made)
        abort();
    return made;
}

static polyatom_version *version(const char *text)
{
    polyatom_version *made = polyatom_version_parse(text, WHOLE, NULL);
    if (!made)
        abort();
    return made;
}

static void keep_atoms(struct run *run, char **from, size_t size)
{
    polyatom_atom **kept = malloc((size + 1) * sizeof *kept);
    if (!kept)
        abort();
    start(run, size);
    for (size_t i = 0; i < size; i++)
        kept[i] = atom(from[i]);
    stop_kept(run);
    for (size_t i = 0; i < size; i++)
        polyatom_atom_free(kept[i]);
    free(kept);
    free_texts(from, size);
}

static void atom_distinct(struct run *run, size_t size)
{
    keep_atoms(run, texts(size, "=cat/pkg-%u-r1:2/3=[a,b,c]"), size);
}

static void atom_invalid(struct run *run, size_t size)
{
    char **from = texts(size, "cat/pkg-%u");
    start(run, size);
    for (size_t i = 0; i < size; i++) {
        polyatom_error *error = NULL;
        if (polyatom_atom_parse(from[i], WHOLE, POLYATOM_EAPI_NONE, &error))
            abort();
        polyatom_error_free(error);
    }
    stop(run);
    free_texts(from, size);
}

static void repeat_text(struct run *run, size_t size, char *(*read)(const polyatom_atom *))
{
    polyatom_atom *one = atom("=cat/pkg-0-r1:2/3=[a,b,c]");
    start(run, size);
    for (size_t i = 0; i < size; i++)
        polyatom_string_free(read(one));
    stop(run);
    polyatom_atom_free(one);
}

static void atom_read(struct run *run, size_t size)
{
    repeat_text(run, size, polyatom_atom_category);
}

static void atom_text(struct run *run, size_t size)
{
    repeat_text(run, size, polyatom_atom_to_string);
}

static void read_version(struct run *run, size_t size, const char *text)
{
    polyatom_atom *one = atom(text);
    start(run, size);
    for (size_t i = 0; i < size; i++)
        polyatom_version_free(polyatom_atom_version(one));
    stop(run);
    polyatom_atom_free(one);
}

static void atom_property(struct run *run, size_t size)
{
    read_version(run, size, "=cat/pkg-1-r2:3/4=[a,b,c]");
}

static void atom_property_none(struct run *run, size_t size)
{
    read_version(run, size, "cat/pkg");
}

static void atom_compare(struct run *run, size_t size)
{
    polyatom_atom *a = atom("=cat/pkg-1-r1:2/3=[a,b,c]"), *b = atom("=cat/pkg-2-r1:2/3=[a,b,c]");
    start(run, size);
    for (size_t i = 0; i < size; i++)
        if (polyatom_atom_compare(a, b) >= 0)
            abort();
    stop(run);
    polyatom_atom_free(a);
    polyatom_atom_free(b);
}

static void atom_match(struct run *run, size_t size)
{
    polyatom_atom *wanted = atom(">=cat/pkg-5");
    char **from = texts(size, "cat/pkg-%u");
    polyatom_cpv **packages = malloc((size + 1) * sizeof *packages);
    if (!packages)
        abort();
    for (size_t i = 0; i < size; i++)
        packages[i] = polyatom_cpv_parse(from[i], WHOLE, NULL);
    start(run, size);
    for (size_t i = 0; i < size; i++)
        if (polyatom_atom_matches(wanted, packages[i]) != (i >= 5))
            abort();
    stop(run);
    for (size_t i = 0; i < size; i++)
        polyatom_cpv_free(packages[i]);
    free(packages);
    free_texts(from, size);
    polyatom_atom_free(wanted);
}

static void atom_bulk(struct run *run, size_t size)
{
    char **from = texts(size, "=cat/pkg-%u-r1:2/3=[a,b,c]");
    start(run, size);
    polyatom_atom_batch *batch = polyatom_parse_atoms((const char *const *)from, NULL, size, POLYATOM_EAPI_NONE);
    stop(run);
    polyatom_atom_batch_free(batch);
    free_texts(from, size);
}

static void version_create(struct run *run, size_t size)
{
    start(run, size);
    for (size_t i = 0; i < size; i++)
        polyatom_version_free(version("1.2.3-r4"));
    stop(run);
}

static void version_invalid(struct run *run, size_t size)
{
    start(run, size);
    for (size_t i = 0; i < size; i++) {
        polyatom_error *error = NULL;
        if (polyatom_version_parse("1.2.3-r", WHOLE, &error))
            abort();
        polyatom_error_free(error);
    }
    stop(run);
}

static void version_compare(struct run *run, size_t size)
{
    polyatom_version *a = version("1.2.3-r4"), *b = version("1.2.3-r5");
    start(run, size);
    for (size_t i = 0; i < size; i++)
        if (polyatom_version_compare(a, b) >= 0)
            abort();
    stop(run);
    polyatom_version_free(a);
    polyatom_version_free(b);
}

/* The string of bench/README.md. */
static char *dependencies(size_t size)
{
    char *text = malloc(size * 128 + 1), *end = text;
    if (!text)
        abort();
    for (size_t i = 0; i < size; i++) {
        const unsigned n = (unsigned)i;
        end += sprintf(end, "%sf%u? ( >=cat/pkg%u-1.%u:0[a,b?] || ( cat/a%u cat/b%u ) )", i ? " " : "", n % 7, n, n, n, n);
    }
    return text;
}

static polyatom_dep_spec *specification(const char *text, polyatom_eapi eapi)
{
    polyatom_dep_spec *spec = polyatom_dep_spec_new(POLYATOM_DEP_SPEC_KIND_DEPEND, text, WHOLE, eapi, false, NULL);
    if (!spec)
        abort();
    return spec;
}

static void depspec_parse(struct run *run, size_t size)
{
    char *text = dependencies(size);
    start(run, size);
    polyatom_dep_spec *spec = specification(text, POLYATOM_EAPI_V8);
    stop(run);
    polyatom_dep_spec_free(spec);
    free(text);
}

static void depspec_evaluate(struct run *run, size_t size)
{
    const char *names[] = {"f0", "f2", "f4", "f6"};
    polyatom_use_flags *flags = polyatom_use_flags_new(names, NULL, 4, NULL);
    char *text = dependencies(size);
    polyatom_dep_spec *spec = specification(text, POLYATOM_EAPI_V8);
    start(run, size);
    polyatom_dep_spec *evaluated = polyatom_dep_spec_evaluate(spec, flags);
    stop(run);
    polyatom_use_flags_free(flags);
    polyatom_dep_spec_free(evaluated);
    polyatom_dep_spec_free(spec);
    free(text);
}

static const struct bench_case CASES[] = {
    {"atom.distinct", atom_distinct},
    {"atom.invalid", atom_invalid},
    {"atom.read", atom_read},
    {"atom.text", atom_text},
    {"atom.property", atom_property},
    {"atom.property_none", atom_property_none},
    {"atom.compare", atom_compare},
    {"atom.match", atom_match},
    {"atom.bulk", atom_bulk},
    {"version.create", version_create},
    {"version.invalid", version_invalid},
    {"version.compare", version_compare},
    {"depspec.parse", depspec_parse},
    {"depspec.evaluate", depspec_evaluate},
    {NULL, NULL},
};

int main(int count, char **arguments)
{
    return harness(count, arguments, "polyatom", polyatom_library_version(), CASES);
}
