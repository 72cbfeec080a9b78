"""What can be measured: measures, formulas, periods, areas, sources, and how measures hang together.

The files of `data/measures/`, `data/reference/` and `data/sources.yaml` come in; names with their meaning go out. It
imports `project`.
"""
