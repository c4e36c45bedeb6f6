import arithmetic

print("add", arithmetic.add(2, 3))
try:
    arithmetic.add(2**64 - 1, 1)
except arithmetic.OverflowError as error:
    print("overflow", error.a, error.b)
print("div", arithmetic.div(8, 2))
try:
    arithmetic.div(1, 0)
except Exception as error:
    print("panic told" if "divided" in str(error) else error)
print("same", str(arithmetic.same(1, 1)).lower())
