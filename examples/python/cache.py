"""The cache entry of a package with these variables. usage: cache.py NAME=VALUE..."""

from sys import argv

from polyatom import Variable, format_cache_entry

variables = [Variable(*argument.split("=", 1)) for argument in argv[1:]]
print(format_cache_entry(variables), end="")
