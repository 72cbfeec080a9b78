"""A figure beside others: the year before, neighbours, England, a target, and whether chance alone could do it.

`Published` comes in; changes, ranks and means go out, each with an id that says how it was made. It imports
`disclosure`, `catalogue` and `project`.
"""
