"""What commands print: a table to read, CSV or JSON."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from pathlib import Path

import pandas as pd

from panelpack.commentary.notes import notes
from panelpack.comparisons.council_year import CouncilYear
from panelpack.packs.coverage import Covered, coverage_summary
from panelpack.page.words import capital
from panelpack.project.errors import InputError, Problem, suggest
from panelpack.project.files import replacing, write_whole
from panelpack.reconciliation.all_findings import differences_among, findings, of_all_years, without_difference
from panelpack.reconciliation.candidates import candidates
from panelpack.reconciliation.findings import Finding
from panelpack.reconciliation.looked_at import NOTED, Looked, gone, read_known
from panelpack.sections.to_look_at import open_questions

FORMATS = ("table", "csv", "json")
PARQUET = "parquet"
_TO_READ = ["measure", "name", "period", "breakdown", "text", "source", "id"]


def refuse_format(form: str, formats: Sequence[str] = FORMATS) -> None:
    """Refuse a form in which nothing is printed.

    Raises:
        InputError: it is none of the formats.
    """
    if form not in formats:
        todo = suggest(form, formats)
        raise InputError([Problem(f"there is no format {form!r}", todo=todo)])


def rows_written(rows: Sequence[Mapping[str, str]], form: str) -> str:
    """Rows of one shape as CSV or as JSON."""
    if form == "json":
        return json.dumps([dict(row) for row in rows], indent=2, ensure_ascii=False)
    out = StringIO()
    writer = csv.DictWriter(out, list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().rstrip("\n")


def findings_written(view: CouncilYear, form: str) -> tuple[str, bool]:
    """The findings of a year in a form, and whether somebody must look at one.

    Raises:
        InputError: there is no such form.
    """
    refuse_format(form)
    found = findings(view)
    apart = differences_among(view, found)
    need = any(item.needs_a_look for item in apart)
    if form == "table":
        return _findings_to_read(view, found, apart), need
    states = {item.finding.key: item for item in apart}
    return rows_written([_finding_row(view, item, states.get(item.key)) for item in found], form), need


def _finding_row(view: CouncilYear, item: Finding, looked: Looked | None) -> dict[str, str]:
    figure = item.stated
    return {
        "finding": item.key,
        "rule": item.rule,
        "verdict": item.verdict,
        "state": looked.state if looked else "",
        "measure": figure.measure.id,
        "what": figure.label,
        "area": view.name_of(figure.area),
        "period": figure.period.words,
        "source": figure.source,
        "says": item.says,
        "words": item.words,
        "reason": looked.reason if looked else item.reason,
    }


def _findings_to_read(view: CouncilYear, found: Sequence[Finding], apart: Sequence[Looked]) -> str:
    lines = []
    for item in apart:
        figure = item.finding.stated
        lines.append(f"{item.finding.key}  {item.state}: {item.finding.verdict} ({item.finding.rule})")
        lines.append(f"    {figure.label}, {view.name_of(figure.area)}, {figure.period.words}: {item.finding.says}")
        lines.append(f"    {item.finding.words} {_sentence(item.reason)}")
    lines += [
        f"{entry.finding}  recorded and no longer there: {entry.says}"
        for entry in gone(of_all_years(view.published), read_known(view.project, view.council_name))
    ]
    lines += _to_look_at(view)
    unchecked, agreed = without_difference(found)
    need, noted = sum(item.needs_a_look for item in apart), sum(item.state == NOTED for item in apart)
    lines.append(
        f"{len(found)} statements: {len(agreed)} agree, {len(apart)} differ ({need} of them new or changed, "
        f"{noted} noted by panelpack and not by the council), {len(unchecked)} cannot be checked"
    )
    return "\n".join(lines)


def _sentence(words: str) -> str:
    return capital(words) if words.endswith(".") else f"{capital(words)}."


def _to_look_at(view: CouncilYear) -> list[str]:
    """Relations that look plausible and that nobody has declared, as `data/relations.yaml` takes them."""
    found = candidates(view)
    if not found:
        return []
    head = [
        "",
        "To look at: relations that names and values suggest. They are no findings. Put what holds into",
        "data/relations.yaml, and what only looks so too, with rule: unrelated, so that it is not asked again:",
        "",
    ]
    return [*head, *(line for item in found for line in item.lines), ""]


def looks_written(view: CouncilYear) -> str:
    """What a person should look at before a year's pack is released, a line each; empty where there is nothing."""
    found = (*open_questions(view), *notes(view, list(view.published.context.catalogue.reports)))
    return "".join(f"to look at: {look}\n" for look in found)


def coverage_written(found: Sequence[Covered], form: str) -> str:
    """The figures of a year's documents with their pages, in a form.

    Raises:
        InputError: there is no such form.
    """
    refuse_format(form)
    if form != "table":
        return rows_written([_covered_row(item) for item in found], form)
    return "\n".join([*_covered_to_read(found), coverage_summary(found)])


def _covered_row(item: Covered) -> dict[str, str]:
    return {
        "figure_id": item.figure_id,
        "label": item.label,
        "value": item.value,
        "pages": " ".join(item.pages),
        "reason": item.reason,
    }


def _covered_to_read(found: Iterable[Covered]) -> list[str]:
    found = list(found)
    on_pages = [f"{item.label} = {item.value}\t{', '.join(item.pages)}" for item in found if item.pages]
    out_of = [f"{item.figure_id}\tleft out: {item.reason}" for item in found if item.reason and not item.pages]
    lost = [f"{item.figure_id}\tON NO PAGE: {item.label} = {item.value}" for item in found if not item.is_accounted_for]
    return [*on_pages, *out_of, *lost]


def frame_written(frame: pd.DataFrame, form: str, out: Path | None) -> str:
    """A frame of facts in a form: to print, or written whole into a file.

    Raises:
        InputError: there is no such form, or parquet, which nobody can read on a screen, without a file.
    """
    refuse_format(form, [*FORMATS, PARQUET])
    if not frame.index.names[0]:
        frame = frame[_TO_READ] if form == "table" else frame
    else:
        frame = frame.reset_index()
        frame.columns = pd.Index([", ".join(filter(None, name)) if isinstance(name, tuple) else name for name in frame])
    if form == PARQUET:
        if out is None:
            raise InputError([Problem("parquet is for programmes, not for a screen", todo="name a file with --out")])
        with replacing(out) as beside:
            frame.to_parquet(beside, index=False)
        return ""
    words = _frame_to_print(frame, form)
    if out is not None:
        write_whole(out, f"{words}\n")
    return words


def _frame_to_print(frame: pd.DataFrame, form: str) -> str:
    if form == "csv":
        return frame.to_csv(index=False, lineterminator="\n").rstrip("\n")
    if form == "json":
        days = {name: frame[name].dt.strftime("%Y-%m-%d") for name in ("start", "end") if name in frame}
        return str(frame.assign(**days).to_json(orient="records", force_ascii=False, indent=2))
    return str(frame.to_string(index=False, na_rep=""))
