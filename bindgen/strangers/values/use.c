#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <values.h>

static void print_time(int64_t nanoseconds) {
    time_t seconds = (time_t)(nanoseconds / 1000000000);
    char text[32];
    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", gmtime(&seconds));
    printf("%s\n", text);
}

static void shapes(void) {
    values_shape *made = values_shape_circle(2);
    values_shape *circle = values_doubled(made);
    double radius = 0;
    if (values_shape_kind_of(circle) == VALUES_SHAPE_KIND_CIRCLE && values_shape_radius(circle, &radius)) {
        printf("circle %.1f %.1f\n", radius, values_shape_area(circle));
    }
    values_shape_free(circle);
    values_shape_free(made);

    values_shape *empty = values_shape_empty();
    values_shape *rectangle = values_shape_rectangle(1, 5);
    const values_shape *both[] = {empty, rectangle};
    made = values_shape_group(both, 2);
    values_shape *group = values_doubled(made);
    values_shape_list *inside = values_shape_value(group);
    printf("%s %zu %.1f\n", values_shape_kind_name(values_shape_kind_of(group)), values_shape_list_length(inside), values_shape_area(group));
    values_shape_list_free(inside);
    values_shape_free(group);
    values_shape_free(made);
    values_shape_free(rectangle);
    values_shape_free(empty);
}

static void times(void) {
    values_event *made = values_event_new(1000000000, 90500000000, NULL, NULL);
    values_event *event = values_postponed(made);
    print_time(values_event_begins(event));
    printf("%.1f\n", (double)values_event_takes(event) / 1e9);
    if (values_event_remembered(event, NULL)) {
        printf("not absent\n");
    }
    values_event_free(event);
    values_event_free(made);
    const uint64_t spans[] = {1000000000, 500000000};
    printf("%" PRIu64 "\n", values_sum(spans, 2) / 1000000);
    print_time(values_end(-2000000000, 1000000000));
}

static void others(void) {
    const int16_t cold[] = {-273, 22};
    values_i16_list *warm = values_warmer(cold, 2, 3);
    printf("[%d, %d]\n", values_i16_list_get(warm, 0), values_i16_list_get(warm, 1));
    values_i16_list_free(warm);
    const int16_t colder[] = {-274};
    if (values_warmer(colder, 1, 0) == NULL) {
        values_error *error = values_take_failure();
        printf("%s\n", strrchr(values_error_message(error), ':') + 2);
        values_error_free(error);
    }
    const uint8_t binary[] = {0, 1};
    const uint8_t *pieces[] = {(const uint8_t *)"a", binary, (const uint8_t *)"b"};
    const size_t lengths[] = {1, 2, 1};
    values_bytes_list *reversed = values_reversed(pieces, lengths, 3);
    const uint8_t *middle = values_bytes_list_peek(reversed, 1, NULL);
    printf("%c %d %d %c\n", values_bytes_list_peek(reversed, 0, NULL)[0], middle[0], middle[1], values_bytes_list_peek(reversed, 2, NULL)[0]);
    values_bytes_list_free(reversed);
}

int main(void) {
    shapes();
    times();
    others();
    return 0;
}
