/* Text and lists of texts, between JSON and the library. */
#ifndef TEXTS_H
#define TEXTS_H

#include <jansson.h>
#include <polyatom.h>
#include <stdlib.h>

typedef struct {
    const char *start;
    size_t length;
} text;

/* A JSON string's text; NULL for anything else, which the library refuses or takes for absent. */
static inline text text_of(const json_t *json)
{
    return (text){json_string_value(json), json_string_length(json)};
}

static inline text member(const json_t *object, const char *key)
{
    return text_of(json_object_get(object, key));
}

/* A text handed out by the library becomes JSON, none becomes null. */
static inline json_t *take_text(char *given)
{
    json_t *json = given ? json_stringn(given, polyatom_string_length(given)) : json_null();
    polyatom_string_free(given);
    return json;
}

/* A list of texts handed out by the library becomes JSON. */
static inline json_t *take_texts(polyatom_string_list *list)
{
    json_t *out = json_array();
    for (size_t i = 0; i < polyatom_string_list_length(list); i++) {
        json_array_append_new(out, take_text(polyatom_string_list_get(list, i)));
    }
    polyatom_string_list_free(list);
    return out;
}

/* For allocations as small as the request that needs them. */
static inline void *allocate(size_t size)
{
    void *memory = malloc(size);
    if (!memory) {
        abort();
    }
    return memory;
}

/* A list of texts as the library takes it: borrowed from JSON but for the two arrays. */
typedef struct {
    const char **items; /* NULL: no list */
    size_t *lengths;
    size_t count;
} text_list;

static inline text_list texts_of(const json_t *array)
{
    if (!json_is_array(array)) {
        return (text_list){NULL, NULL, 0};
    }
    const size_t count = json_array_size(array);
    /* One more than needed: the pointer of an empty list is not NULL either. */
    text_list list = {allocate((count + 1) * sizeof *list.items), allocate((count + 1) * sizeof *list.lengths), count};
    for (size_t i = 0; i < count; i++) {
        const text item = text_of(json_array_get(array, i));
        list.items[i] = item.start;
        list.lengths[i] = item.length;
    }
    return list;
}

static inline void free_texts(text_list list)
{
    free(list.items);
    free(list.lengths);
}

#endif
