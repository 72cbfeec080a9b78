"""The command line, and the forms and files that people bring in by it.

Words of a command come in; an exit code and a message that advises go out. It may import every room; none imports it.
"""

__all__: list[str] = []
