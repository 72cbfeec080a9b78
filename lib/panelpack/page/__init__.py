"""What a reader sees, piece by piece: tables, charts, sentences and the marks of numbers, in one style.

Published figures and what was made of them come in; pieces go out, as values, and last as HTML, drawings and CSV. It
imports `comparisons` and the rooms beneath, never facts or `protect`, and nothing of `reconciliation`.
"""

__all__ = [
    "accessible",
    "area_profile",
    "chart_marks",
    "charts",
    "descriptions",
    "england_ranges",
    "finishing",
    "form_files",
    "forms",
    "glossary",
    "html",
    "html_tree",
    "html_words",
    "marks",
    "own",
    "own_svg",
    "parts",
    "pieces",
    "sentences",
    "skeleton",
    "sketch",
    "sparklines",
    "style",
    "table_csv",
    "table_values",
    "tables",
    "terms",
    "verdicts",
    "words",
    "workbook",
]
