"""What cannot be tested by every Python."""

import sys

# Syntax of Python 3.10, and types written as later Pythons read them, which pydantic evaluates.
LATER = ["test_matching.py", "test_pydantic.py"]

collect_ignore = [] if sys.version_info >= (3, 10) else LATER
