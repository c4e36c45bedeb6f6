from datetime import datetime, timedelta, timezone

from values import Event, Shape, ShapeKind, doubled, end, postponed, reversed, sum, warmer

circle = doubled(Shape.circle(2.0))
assert circle == Shape.circle(4.0) and circle.value0 is None
match circle:
    case Shape(kind=ShapeKind.CIRCLE, radius=radius):
        print("circle", radius, circle.area)
group = doubled(Shape.group([Shape.empty(), Shape.rectangle(1.0, 5.0)]))
print(group.kind.name.lower(), len(group.value or ()), group.area)

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
event = postponed(Event(EPOCH + timedelta(seconds=1), timedelta(minutes=1, seconds=30, milliseconds=500), None))
print(event.begins.strftime("%F %T"))
print(event.takes.total_seconds())
assert event.remembered is None
print(sum([timedelta(seconds=1), timedelta(milliseconds=500)]) // timedelta(milliseconds=1))
print(end(EPOCH - timedelta(seconds=2), timedelta(seconds=1)).strftime("%F %T"))
for wrong in (datetime(1970, 1, 1), timedelta(seconds=-1)):
    try:
        end(wrong, wrong)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        pass
    else:
        raise AssertionError(wrong)

print(warmer([-273, 22], 3))
try:
    warmer([-274], 0)
except ValueError as error:
    print(str(error).split(": ")[1])


def text(piece: bytes) -> str:
    return piece.decode() if piece.isalpha() else " ".join(map(str, piece))


print(*(text(piece) for piece in reversed([b"a", b"\0\1", b"b"])))
