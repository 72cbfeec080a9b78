"""Reading a finished page as a test would: its tables by caption, its words, its parts."""

from bs4 import BeautifulSoup, Tag


def soup(page: str) -> BeautifulSoup:
    """The page as a browser would parse it."""
    return BeautifulSoup(page, "html5lib")


def words(page: str) -> str:
    """The words of a page, without its style."""
    parsed = soup(page)
    for style in parsed.find_all("style"):
        style.decompose()
    return " ".join(parsed.get_text().split())


def cells(row: Tag) -> list[str]:
    """The text of a row's cells."""
    return [" ".join(cell.get_text().split()) for cell in row.find_all(["th", "td"])]


def rows(page: str, caption: str) -> dict[str, list[str]]:
    """The cells of the first table whose caption starts so, by the header of their row."""
    tables = {table.caption.get_text(): table for table in soup(page).find_all("table")}
    found = [table for name, table in tables.items() if name.startswith(caption)]
    assert found, f"no table {caption!r} among {list(tables)}"
    return {first: rest for first, *rest in map(cells, found[0].find_all("tr"))}
