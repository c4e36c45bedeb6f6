#include <sprites.h>
#include <stdio.h>

static void show(sprites_point *point) {
    printf("%.1f %.1f\n", sprites_point_x(point), sprites_point_y(point));
    sprites_point_free(point);
}

int main(void) {
    sprites_sprite *sprite = sprites_sprite_new(NULL);
    show(sprites_sprite_position(sprite));
    sprites_point *place = sprites_point_new(1, -2.5, NULL);
    sprites_vector *way = sprites_vector_new(0.5, 0.5, NULL);
    sprites_sprite_move_to(sprite, place);
    sprites_sprite_move_by(sprite, way);
    show(sprites_sprite_position(sprite));
    sprites_point_free(place);
    sprites_vector_free(way);
    sprites_sprite_free(sprite);

    place = sprites_point_new(1, 1, NULL);
    way = sprites_vector_new(1, 1, NULL);
    sprite = sprites_sprite_relative_to(place, way);
    show(sprites_sprite_position(sprite));
    sprites_sprite_free(sprite);
    sprites_point_free(place);
    sprites_vector_free(way);

    place = sprites_point_new(1, 2, NULL);
    way = sprites_vector_new(2, 2, NULL);
    show(sprites_translate(place, way));
    sprites_point_free(place);
    sprites_vector_free(way);
    return 0;
}
