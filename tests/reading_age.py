"""Measures how old a reader must be to follow the project's own words: `make lint` prints it.

The Flesch-Kincaid grade of definitions, glossary, notebook text and commentary, plus five: the age of a reader of that
grade. Syllables are counted by the hyphenation of British English, which misses a few, so the true age is somewhat
higher: the figure is there to see it rise or fall.
"""

import re
from pathlib import Path

import nbformat
import pyphen

from panelpack.catalogue.context import read_context
from panelpack.catalogue.glossary import read_glossary
from panelpack.project.checkout import find_project

_HYPHENS = pyphen.Pyphen(lang="en_GB")


def reading_age(text: str) -> float:
    """The age, in years, at which a reader follows a text."""
    sentences = [part for part in re.split(r"[.!?:]+\s", text) if part.strip()]
    words = re.findall(r"[A-Za-z']+", text)
    syllables = sum(_HYPHENS.inserted(word).count("-") + 1 for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return grade + 5


def main() -> None:
    """Print the reading age of each kind of text."""
    project = find_project(Path(__file__))
    notebooks = [nbformat.read(path, as_version=4) for path in sorted(project.notebooks.glob("*.ipynb"))]
    markdown = [cell.source.lstrip("# ") for book in notebooks for cell in book.cells if cell.cell_type == "markdown"]
    written = sorted((Path(__file__).parent / "samples" / "commentary").rglob("*.md"))
    words = [re.sub(r"(?s)\A---.*?---|\{\{.*?\}\}|#+", " ", path.read_text(encoding="utf-8")) for path in written]
    texts = {
        "definitions": " ".join(item.definition for item in read_context(project).catalogue.measures.values()),
        "glossary": " ".join(read_glossary(project.data / "glossary.yaml").values()),
        "notebooks": ". ".join(markdown),
        "sample commentary": " ".join(words),
    }
    for name, text in texts.items():
        print(f"reading age of {name}: {reading_age(text):.1f} years")


if __name__ == "__main__":
    main()
