"""Statuses: the symbols that stand in place of a value, what each says, and how else publishers write them."""

STATUS_WORDS = {
    "c": "not shown, to protect people",
    "x": "not available",
    "z": "not applicable",
    "k": "rounds to nought but is not nought",
    "u": "too unreliable to show",
}
"""Every status that may stand in place of a value, with the words that a page gives for it."""

OTHERWISE_WRITTEN = {"low": "k", "~": "k", ":": "x"}
"""Older symbols of the Department for Education, with the status of each."""

NONE = "z"
"""The status of what does not apply: there is none of it."""

HIDDEN = "c"
"""The status of a value that exists and is not shown, so that nobody can be found by it."""
