"""What is stated, computed again from its parts and held against what is said elsewhere.

`Published` and declared relations come in; findings go out, each with a verdict in one word. It imports `comparisons`
and the rooms beneath, and knows of no page.
"""

__all__ = [
    "all_findings",
    "between_sources",
    "candidates",
    "findings",
    "looked_at",
    "revisions",
]
