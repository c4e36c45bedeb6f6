from arithmetic import add, same, sub

if STOCK:
    from arithmetic import ArithmeticError
else:
    from arithmetic import OverflowError as ArithmeticError


def fail():
    try:
        sub(1, 2)
    except ArithmeticError:
        pass


OPERATIONS = {"add": lambda: add(2, 3), "same": lambda: same(2, 3), "an error": fail}
