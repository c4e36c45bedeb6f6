"""The plugin is tried in a pytest of its own."""

pytest_plugins = ["pytester"]
