"""The mark-up that a page may hold: the elements, attributes and values that our writers write, and no other.

It is a list of what there is, not of dangers. What only a browser shows (counters, meters, generated text, numbered
items) is not on it. A test holds it against all pages that are built.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.gate.allowed_text import AllowedText
from panelpack.gate.opened import opened
from panelpack.page.html_tree import Node, Tree, attribute, words_of
from panelpack.page.skeleton import POLICY
from panelpack.page.words import slug

_PLAIN = "body dd em footer h1 head header li strong tbody thead title tr blockquote caption figcaption"
_PLAIN += " summary dfn style code defs"
ELEMENTS: Mapping[str, frozenset[str]] = {
    **{tag: frozenset() for tag in _PLAIN.split()},
    **{tag: frozenset({"class"}) for tag in ["details", "dl", "figure", "mark", "ol", "p", "ul"]},
    **{
        tag: frozenset(names.split())
        for tag, names in {
            "a": "href class download",
            "abbr": "title class",
            "aside": "aria-label class",
            "button": "popovertarget",
            "colgroup": "span",
            "data": "value data-fact data-own",
            "div": "class role tabindex aria-label id popover",
            "dt": "id",
            "h2": "id",
            "h3": "id",
            "html": "lang",
            "main": "id tabindex",
            "meta": "charset http-equiv content name",
            "nav": "aria-label class",
            "span": "class aria-hidden data-fact",
            "svg": "aria-label viewbox role class aria-hidden data-fact",
            "table": "class data-own",
            "td": "class data-fact",
            "th": "scope class rowspan colspan",
            "time": "datetime",
            # Drawings
            "circle": "class cx cy r",
            "clippath": "id",
            "g": "class transform style clip-path",
            "path": "class d style id clip-path transform",
            "rect": "height width x y style",
            "text": "class text-anchor x y style transform",
            "use": "style x y xlink:href",
        }.items()
    },
}
"""Every element of a page with the attributes that it may have."""

DRAWN = frozenset({"circle", "clippath", "defs", "g", "path", "rect", "text", "use"})
"""Elements that stand in drawings alone."""

SMALL: Mapping[str, frozenset[str]] = {"spark": frozenset({"path"}), "range": frozenset({"path", "circle"})}
"""Drawings that stand among words, by class, and what they may hold."""

CLASSES: Mapping[str, frozenset[str]] = {
    tag: frozenset(names.split())
    for tag, names in {
        "a": "skip",
        "abbr": "status",
        "aside": "commentary",
        "circle": "council neighbours region england other",
        "details": "detail fold gloss",
        "div": "banner first panels table",
        "dl": "definitions",
        "figure": "chart many",
        "g": "end mid",
        "mark": "fault",
        "nav": "contents",
        "ol": "enquiries",
        "path": "axis band bar better council england gap grid halo lead mark neighbours other plain region worse",
        "p": "byline csv missing note status-line summary caveat",
        "span": "amber better green none note red size unseen worse status-line",
        "svg": "drawing range spark",
        "table": "numbers profile stacked wide",
        "td": "number",
        "text": "council end england mid neighbours other region",
        "th": "number",
        "ul": "differences headlines key links years",
    }.items()
}

_METAS = {
    (("charset", "utf-8"),),
    (("content", "width=device-width,initial-scale=1"), ("name", "viewport")),
    (("content", POLICY), ("http-equiv", "Content-Security-Policy")),
}
_NUMBER = r"-?\d{1,4}(?:\.\d{1,2})?"
_COLOUR = r"(?:none|var\(--chart-[a-z]+\))"
_ANY_COLOUR = rf"{_COLOUR}|#[0-9a-f]{{6}}"
"""The colours of an analyst's own drawing are hers."""

_SMALL = r"\d{1,2}(?:\.\d)?"
_STYLES = {
    "fill": _COLOUR,
    "stroke": _COLOUR,
    "stroke-width": _SMALL,
    "stroke-dasharray": rf"{_SMALL}(?:,{_SMALL})*",
    "stroke-linecap": "square|butt|round",
    "stroke-linejoin": "miter|round",
    "font-weight": "[4-9]00|bold|normal",
    "text-anchor": "start|middle|end",
    "fill-opacity": r"[01](?:\.\d{1,2})?",
    "fill-rule": "evenodd|nonzero",
    "stroke-opacity": r"[01](?:\.\d{1,2})?",
    "stroke-miterlimit": r"\d{1,2}",
    "stroke-dashoffset": _SMALL,
    "font-style": "italic|normal|oblique",
    "opacity": r"[01](?:\.\d{1,2})?",
}
_DRAWING_ID = r"c[0-9a-f]{8}-\w{1,40}"
_VALUES: Mapping[str, "re.Pattern[str]"] = {
    name: re.compile(form)
    for name, form in {
        "role": "img|region|banner",
        "tabindex": "0|-1",
        "scope": "row|col|colgroup",
        "span": r"\d{1,2}",
        "rowspan": "2",
        "colspan": r"\d{1,2}",
        "lang": "en-GB",
        "aria-hidden": "true",
        "download": "",
        "popover": "",
        "charset": ".*",
        "name": ".*",
        "content": ".*",
        "http-equiv": ".*",
        "text-anchor": "start|middle|end",
        "viewbox": r"-?\d{1,4}(?:\.\d{1,3})?(?: -?\d{1,4}(?:\.\d{1,3})?){3}",
        "x": _NUMBER,
        "y": _NUMBER,
        "cx": _NUMBER,
        "cy": _NUMBER,
        "r": r"\d(?:\.\d)?",
        "width": _NUMBER,
        "height": _NUMBER,
        "transform": rf"(?:(?:translate|scale|rotate)\({_NUMBER}(?:[ ,]+{_NUMBER})*\) ?)+",
        "d": rf"(?:[MLHVQCZmlhvqcz](?: ?{_NUMBER})*)+",
        "xlink:href": f"#{_DRAWING_ID}",
        "clip-path": rf"url\(#{_DRAWING_ID}\)",
        "data-fact": r"[\w.-]+",
        "value": r"-?\d+(?:\.\d+)?(?:e[+-]\d+)?",
    }.items()
}
"""The form of an attribute's value, where no other rule judges it."""


@dataclass(frozen=True)
class Surroundings:
    """What a page's mark-up is held against.

    Attributes:
        styles: the style sheets that our writers write.
        files: the files of the pack that a link may lead to, by path; None where no pack is judged.
        sizes: how many bytes each of these files has.
        years: the years of the council's packs, to which a page may lead.
        above: the way to the folder of these packs.
    """

    styles: frozenset[str] = frozenset()
    files: Collection[str] | None = None
    years: Collection[str] = ()
    sizes: Mapping[str, int] = field(default_factory=dict)
    above: str = "../"


class Markup:
    """The mark-up of one page."""

    def __init__(self, tree: Tree, texts: AllowedText, around: Surroundings) -> None:
        self._tree = tree
        self._texts = texts
        self._around = around
        self._judges: Mapping[str, Callable[[Node, str], bool]] = {
            "class": self._is_class,
            "id": self._is_id,
            "href": self._is_link,
            "style": _is_style,
            "datetime": self._is_moment,
            "title": _is_meaning,
            "aria-labelledby": lambda _, value: value in self._ids,
            "popovertarget": lambda _, value: value in self._opened,
        }

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(attribute(node, "id") for node in self._tree.select("[id]"))

    @cached_property
    def _opened(self) -> Mapping[str, int]:
        return opened(self._tree, self._texts.measure_labels)

    def findings(self) -> Iterator[str]:
        """Everything that no page has, each by its element and attribute; a value is not repeated."""
        for node in self._tree.nodes():
            if node.is_comment_node:
                yield "a comment"
            elif node.is_element_node:
                yield from self._element(node)
            elif not (node.is_text_node or node.is_document_node or node.tag == "-doctype"):
                yield "a node that is neither text nor element"

    def _element(self, node: Node) -> Iterator[str]:
        tag = str(node.tag).lower()
        known = ELEMENTS.get(tag)
        if known is None:
            yield f"<{tag[:20]}>, which no page has"
            return
        if (tag in DRAWN or tag == "svg") and not _is_in_place(node, tag):
            yield f"<{tag}> outside a drawing"
        if tag == "style" and words_of(node).strip() not in self._around.styles:
            yield "a style that no page has"
        if tag == "meta" and _said_by(node) not in _METAS:
            yield "a <meta> that no page has"
        for name, given in node.attributes.items():
            lower, value = name.lower(), given or ""
            if lower not in known:
                yield f"<{tag}> has an attribute that no page has: {name[:20]}"
            elif not self._is_value(node, lower, value):
                yield f"<{tag}> has {_of_kind(lower)} that no page has"

    def _is_value(self, node: Node, name: str, value: str) -> bool:
        judge = self._judges.get(name)
        if judge is not None:
            return judge(node, value)
        form = _VALUES.get(name)
        # What is read out is judged as a text
        return form is None or bool(form.fullmatch(value))

    def _is_class(self, node: Node, value: str) -> bool:
        return set(value.split()) <= CLASSES.get(str(node.tag).lower(), frozenset())

    def _is_id(self, node: Node, value: str) -> bool:
        if node.tag == "main" and value == "main":
            return True
        if str(node.tag).lower() in DRAWN:
            return bool(re.fullmatch(_DRAWING_ID, value))
        if "popover" in node.attributes:
            return self._opened.get(value) == node.mem_id
        if value in self._texts.anchors:
            return bool(node.tag == "dt")
        return bool(re.fullmatch(rf"{re.escape(slug(words_of(node)))}(?:-\d)?", value))

    def _is_link(self, _: Node, value: str) -> bool:
        path, _hash, part = value.partition("#")
        if not path:
            # A piece alone leads to definitions that stand elsewhere on its page
            return part in self._ids or (self._around.files is None and part in self._texts.anchors)
        if path.startswith("../"):
            if not path.startswith(self._around.above):
                return False
            year, _slash, page = path.removeprefix(self._around.above).rpartition("/")
            return page.endswith(".html") and (not year or year in self._around.years) and not re.search(r"\d", page)
        if self._around.files is None:
            return bool(re.fullmatch(r"[\w/-]+\.(?:html|csv|xlsx|pdf)", path))
        # A pack of some reports leads to the others of the year all the same
        return path in self._around.files or path in self._texts.report_pages

    def _is_moment(self, node: Node, value: str) -> bool:
        return value in self._texts.moments.get(words_of(node), ())


def _said_by(meta: Node) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, (value or "").replace(", ", ",")) for name, value in meta.attributes.items()))


def _is_in_place(node: Node, tag: str) -> bool:
    parents = [str(parent.tag).lower() for parent in _above(node)]
    if tag == "svg":
        return "figure" in parents or attribute(node, "class") in SMALL
    drawing = next((parent for parent in _above(node) if parent.tag == "svg"), None)
    return drawing is not None and tag in SMALL.get(attribute(drawing, "class"), DRAWN)


def _above(node: Node) -> Iterator[Node]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _is_style(node: Node, value: str) -> bool:
    """A style of a drawing: each of its rules of a known name and form."""
    rules = [rule.partition(":") for rule in value.rstrip(";").split(";")]
    drawing = next((parent for parent in _above(node) if parent.tag == "svg"), None)
    is_own = drawing is not None and attribute(drawing, "aria-label").startswith("Own ")
    forms = {**_STYLES, "fill": _ANY_COLOUR, "stroke": _ANY_COLOUR} if is_own else _STYLES
    known = all(name in forms and re.fullmatch(forms[name], given) for name, _, given in rules)
    return known and str(node.tag).lower() in DRAWN


def _is_meaning(node: Node, value: str) -> bool:
    return STATUS_WORDS.get(words_of(node)) == value


def _of_kind(name: str) -> str:
    return {"href": "a link", "style": "a style", "class": "a class", "id": "an id"}.get(name, f"a value of {name}")
