"""From notebooks to a pack: plan, run, export, gate, publish, release, one module each.

A plan comes in; a folder of `rendered/`, whole or not at all, goes out. It may import every room but `commands`.
"""

__all__ = [
    "cluster",
    "coverage",
    "editions",
    "executor",
    "freshness",
    "inputs",
    "making",
    "manifest",
    "many",
    "notebooks",
    "officers",
    "pack",
    "plan",
    "processes",
    "release",
    "verify",
    "years",
]
