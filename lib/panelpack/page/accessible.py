"""What makes a page inaccessible, or lets it load or run something: found in the finished HTML, by name."""

from html.parser import HTMLParser

from panelpack.project.errors import InputError, Problem

_FORBIDDEN = {"script", "iframe", "object", "embed", "link", "form", "base", "audio", "video", "source", "canvas"}
_LOADING = {"src", "srcset", "poster", "action"}
_OUTSIDE = ("http:", "https:", "//", "javascript:", "file:")
_SHORTEST_DESCRIPTION = 20
_MOST_BYTES = 400_000


class _Reader(HTMLParser):
    """Collects every fault of a page, in the order in which it is met."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.level = 0
        self._table: dict[str, bool] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._loads(tag, given)
        self._pictures(tag, given)
        self._headings(tag)
        self._tables(tag, given)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a" and given.get("href", "").startswith("#"):
            self.links.append(given["href"][1:])

    def _loads(self, tag: str, given: dict[str, str]) -> None:
        if tag in _FORBIDDEN:
            self.faults.append(f"<{tag}> is not allowed on a page")
        for name, value in given.items():
            leads_out = name in ("href", "xlink:href") and value.startswith(_OUTSIDE)
            if name in _LOADING and not value.startswith("data:") or name.startswith("on") or leads_out:
                self.faults.append(f"<{tag} {name}> would load or run something")

    def _pictures(self, tag: str, given: dict[str, str]) -> None:
        if tag == "img" and len(given.get("alt", "")) < _SHORTEST_DESCRIPTION:
            self.faults.append("a picture without a description")
        if tag == "svg":
            described = given.get("role") == "img" and len(given.get("aria-label", "")) >= _SHORTEST_DESCRIPTION
            if not described and given.get("aria-hidden") != "true":
                self.faults.append("a drawing without a description")

    def _headings(self, tag: str) -> None:
        if len(tag) != 2 or tag[0] != "h" or not tag[1].isdigit():
            return
        level = int(tag[1])
        if level > self.level + 1:
            self.faults.append(f"a heading jumps from level {self.level} to {level}")
        if level == 1 and self.level:
            self.faults.append("a second heading of level 1")
        self.level = level

    def _tables(self, tag: str, given: dict[str, str]) -> None:
        if tag == "table":
            self._table = {"caption": False, "header": False}
        elif self._table is not None and tag == "caption":
            self._table["caption"] = True
        elif self._table is not None and tag == "th":
            self._table["header"] = True
            if given.get("scope") not in ("col", "row", "colgroup", "rowgroup"):
                self.faults.append("a table header without a scope")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._table is not None:
            if not self._table["caption"]:
                self.faults.append("a table without a caption")
            if not self._table["header"]:
                self.faults.append("a table without headers")
            self._table = None


def refuse(html: str, name: str) -> None:
    """Refuse a page that a reader could not read, or that loads or runs anything.

    Raises:
        InputError: every fault once: pictures and drawings without a description, tables without caption or scoped
            headers, heading jumps, a missing or second title, doubled ids, links to nowhere, scripts, outside loads.
    """
    reader = _Reader()
    reader.feed(html)
    faults = reader.faults
    size = len(html.encode())
    if size > _MOST_BYTES:
        faults.append(f"a page of {size // 1000} KB, where {_MOST_BYTES // 1000} KB are the most")
    if not reader.level:
        faults.append("a page without a heading")
    faults += [f"the id {one!r} stands twice" for one in sorted(set(reader.ids)) if reader.ids.count(one) > 1]
    faults += [
        f"a link leads to {link!r}, which is not on the page" for link in sorted(set(reader.links) - set(reader.ids))
    ]
    if faults:
        raise InputError(Problem(fault, name) for fault in dict.fromkeys(faults))
