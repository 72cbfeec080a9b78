"""What may be shown: facts come in, `Published` goes out, and a hidden value is not in it.

`protect` alone makes a `Published`, `prepare` makes it once a process, `audit` looks for what can be worked out, the
ledger says what earlier editions printed. It imports `facts`, `catalogue` and `project`.
"""

__all__ = [
    "audit",
    "figure",
    "known_people",
    "ledger",
    "own_records",
    "prepare",
    "published",
    "reads",
]
