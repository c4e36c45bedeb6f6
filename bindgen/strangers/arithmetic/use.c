#include <arithmetic.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    arithmetic_error *error = NULL;
    printf("add %" PRIu64 "\n", arithmetic_add(2, 3, &error));
    arithmetic_add(UINT64_MAX, 1, &error);
    if (error != NULL) {
        printf("overflow %" PRIu64 " %" PRIu64 "\n", arithmetic_error_a(error), arithmetic_error_b(error));
        arithmetic_error_free(error);
    }
    printf("div %" PRIu64 "\n", arithmetic_div(8, 2));
    arithmetic_div(1, 0);
    error = arithmetic_take_failure();
    if (error != NULL && strstr(arithmetic_error_message(error), "divided") != NULL) {
        printf("panic told\n");
    }
    arithmetic_error_free(error);
    printf("same %s\n", arithmetic_same(1, 1) ? "true" : "false");
    return 0;
}
