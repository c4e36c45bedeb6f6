"""Times operations: a line for each, its name and nanoseconds. Run as `times.py OPERATIONS ours|stock`, with the bindings to be found."""

import runpy
import sys
import timeit

found = runpy.run_path(sys.argv[1], {"STOCK": sys.argv[2] == "stock"})
for name, operation in found["OPERATIONS"].items():
    timer = timeit.Timer(operation)
    count, _ = timer.autorange()
    count = max(1, count // 10)
    print(f"{name}\t{min(timer.repeat(15, count)) / count * 1e9:.0f}")
