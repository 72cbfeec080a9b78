"""An analyst's own drawings, as matplotlib writes them: in few bytes, with ids of their own, in the page's colours."""

from collections.abc import Iterator
from hashlib import sha256
from html import escape
from io import StringIO
from xml.etree import ElementTree

from matplotlib.figure import Figure as Canvas
from matplotlib.text import Text

from panelpack.page.style import COLOURS

_SLACK_INCHES = 0.02
_SVG, _XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
_OF_THE_PAGE = {"font-size", "font-family"}
"""What the page's own style says of a drawing's type."""


def refuse_spill(canvas: Canvas, name: str) -> None:
    """Refuse a drawing of which a label or line reaches over the edge."""
    canvas.draw_without_rendering()
    box, (width, height) = canvas.get_tightbbox(), canvas.get_size_inches()
    if min(box.x0, box.y0, width - box.x1, height - box.y1) < -_SLACK_INCHES:
        over = [words for words in canvas.findobj(Text) if words.get_text().strip() and _reaches_over(words, canvas)]
        which = f": {over[0].get_text()!r}" if over else ""
        raise ValueError(f"chart {name!r}: it does not fit its width; shorten its labels{which}")


def _reaches_over(words: Text, canvas: Canvas) -> bool:
    """Whether some words of a drawing reach over its edge."""
    box, page = words.get_window_extent(), canvas.bbox
    return words.get_visible() and min(box.x0, box.y0, page.x1 - box.x1, page.y1 - box.y1) < -_SLACK_INCHES


def lean(canvas: Canvas, name: str) -> tuple[str, str]:
    """The drawing that matplotlib writes, in fewer bytes: one decimal, the page's type, nothing that is not seen.

    Returns:
        Its size, as SVG has it, and what stands in it.
    """
    out = StringIO()
    canvas.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    svg = out.getvalue()
    svg = svg[svg.index("<svg") :]
    root = ElementTree.fromstring(svg)
    prefix = f"c{sha256((name + svg).encode()).hexdigest()[:8]}"
    ids = {used: f"{prefix}-{used}" for node in root.iter() for used in _used_by(node)}
    return root.attrib["viewBox"], "".join(_written(node, ids) for node in root)


def _used_by(node: ElementTree.Element) -> Iterator[str]:
    """The ids that an element refers to."""
    for value in node.attrib.values():
        if value.startswith("#"):
            yield value[1:]
        elif value.startswith("url(#"):
            yield value[5:-1]


def _written(node: ElementTree.Element, ids: dict[str, str]) -> str:
    """An element in few bytes; empty when nothing of it is seen, and what it holds alone when it adds nothing.

    Args:
        ids: the new name of each id that the drawing itself refers to; all others go.
    """
    tag, inside = node.tag.removeprefix(_SVG), "".join(_written(child, ids) for child in node)
    attributes = _attributes(node, ids)
    if tag in ("style", "metadata") or (tag == "defs" and not inside):
        return ""
    if tag == "path" and ("d" not in attributes or attributes.get("style") == "fill:none"):
        return ""
    if tag == "g" and not attributes:
        return inside
    inside += escape((node.text or "").strip(), quote=False)
    start = " ".join([tag, *(f'{name}="{escape(value)}"' for name, value in attributes.items())])
    return f"<{start}>{inside}</{tag}>" if inside else f"<{start}/>"


def _attributes(node: ElementTree.Element, ids: dict[str, str]) -> dict[str, str]:
    """The attributes of an element that change what is seen."""
    found: dict[str, str] = {}
    for name, value in node.attrib.items():
        if name == "id":
            found |= {"id": ids[value]} if value in ids else {}
        elif name == f"{_XLINK}href":
            found["xlink:href"] = f"#{ids[value[1:]]}"
        elif value.startswith("url(#"):
            found[name] = f"url(#{ids[value[5:-1]]})"
        elif name == "style":
            found |= _style(value)
        elif name == "d":
            found["d"] = _path(value)
        elif not value.startswith(("rotate(-0 ", "rotate(0 ")):
            found[name] = _rounded(value)
    return found


def _style(style: str) -> dict[str, str]:
    """A style without what the page says itself; where a text keeps its anchor alone, as an attribute of that name."""
    rules = dict(part.split(": ", 1) for part in style.strip("; ").split("; ")) if style.strip("; ") else {}
    kept = {name: _rounded(value) for name, value in rules.items() if name not in _OF_THE_PAGE}
    if kept.get("fill") == COLOURS["ink"].lower():
        del kept["fill"]
    if kept.get("stroke-dashoffset") == "0":
        del kept["stroke-dashoffset"]
    if list(kept) == ["text-anchor"]:
        return kept
    return {"style": ";".join(f"{name}:{value}" for name, value in kept.items())} if kept else {}


def _path(path: str) -> str:
    """The steps of a path, with one decimal and no space but between numbers."""
    steps: list[str] = []
    for token in path.split():
        is_number = not token.isalpha()
        steps.append(
            f" {_one_decimal(token)}" if is_number and steps and not steps[-1].isalpha() else _one_decimal(token)
        )
    return "".join(steps)


def _rounded(value: str) -> str:
    """The numbers of an attribute with one decimal; all else as it is."""
    name, bracket, inside = value.partition("(")
    if bracket:
        return f"{name}({_rounded(inside.removesuffix(')'))})"
    return " ".join(",".join(_one_decimal(part) for part in words.split(",")) for words in value.split(" "))


def _one_decimal(token: str) -> str:
    """A number of more decimals with one: 12.345 as 12.3, 12.01 as 12."""
    whole, point, decimals = token.partition(".")
    if not point or len(decimals) < 2 or not decimals.isdigit() or not whole.lstrip("-").isdigit():
        return token
    return f"{float(token):.1f}".removesuffix(".0")
