"""What a reader sees, piece by piece: tables, charts, sentences and the marks of numbers, in one style.

Published figures and what was made of them come in; mark-up, drawings and CSV go out. It imports `comparisons` and the
rooms beneath, never facts or `protect`, and nothing of `reconciliation`.
"""

__all__ = [
    "accessible",
    "charts",
    "glossary",
    "html_tree",
    "markup",
    "sentences",
    "skeleton",
    "sparklines",
    "style",
    "table_csv",
    "tables",
]
