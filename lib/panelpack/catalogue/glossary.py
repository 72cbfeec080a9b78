"""The glossary: terms of the field and what they mean, from `data/glossary.yaml`."""

from pathlib import Path

from panelpack.project.yaml_files import read_yaml


def read_glossary(path: Path, report: str = "") -> dict[str, str]:
    """Terms and what they mean, in the order of the alphabet.

    Args:
        report: leave out terms that mean something else, or nothing, in this report.
    """
    found: dict[str, str] = {}
    for term, entry in read_yaml(path).items():
        meaning, reports = (entry["means"], entry["reports"]) if isinstance(entry, dict) else (entry, [])
        if not report or not reports or report in reports:
            found[str(term)] = str(meaning)
    return dict(sorted(found.items()))
