"""The Department's API "explore education statistics": the versions of a data set, and its file.

Its shape is that of https://api.education.gov.uk/statistics/docs: `data-sets/{id}/versions` in pages, one version by
its number, and `data-sets/{id}/csv?dataSetVersion=`, the file.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import requests

import panelpack
from panelpack.commands.fetch.patience import AgainError, FetchError, Patience, seconds_of

BASE = "https://api.education.gov.uk/statistics/v1"
"""Where the API is."""

PUBLISHED = "Published"

Progress = Callable[[int, int | None], None]
"""Told how many bytes there are, of how many; None where that is not known."""

_CSV = ("text/csv", "application/csv", "application/octet-stream")
_CHUNK_BYTES, _MOST_BYTES = 8_192, 500_000_000
_LARGEST_PAGE = 20


@dataclass(frozen=True)
class Version:
    """A version of a data set.

    Attributes:
        number: such as `1.0`.
        published: the day on which it came out.
        title, slug: what the release is called with which it came out, such as `Reporting year 2025`, `2025`.
        rows: how many rows its file has.
        notes: what the Department says of it.
    """

    number: str
    status: str
    published: date
    title: str
    slug: str
    rows: int
    notes: str = ""

    @property
    def order(self) -> tuple[int, ...]:
        """What sorts versions, the newest last."""
        return tuple(int(part) for part in self.number.split("."))


@dataclass
class Api:
    """The API at an address.

    Args:
        base: its address, with the version of the API at its end.
        say: told of each try that failed and is made again.
    """

    base: str = BASE
    patience: Patience = field(default_factory=Patience)
    say: Callable[[str], None] = print
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.base = self.base.rstrip("/")
        self.session.headers["User-Agent"] = f"panelpack/{panelpack.__version__}"

    def versions(self, data_set: str) -> list[Version]:
        """All versions of a data set, the oldest first.

        Raises:
            FetchError: there is no such data set, or the API does not answer as it should.
        """
        found: list[Version] = []
        page, pages = 1, 1
        while page <= pages:
            asked = {"page": str(page), "pageSize": str(_LARGEST_PAGE)}
            answer = self._json(f"data-sets/{data_set}/versions", asked)
            try:
                found += [_version(item) for item in answer["results"]]
                pages = int(answer["paging"]["totalPages"])
            except (KeyError, TypeError, ValueError) as error:
                raise FetchError(f"{data_set}: the list of versions has another shape ({error!r})\n{_OTHER}") from None
            page += 1
        return sorted(found, key=lambda item: item.order)

    def version(self, data_set: str, number: str) -> Version:
        """One version of a data set, by its number or a series such as `1.*`.

        Raises:
            FetchError: there is no such version.
        """
        answer = self._json(f"data-sets/{data_set}/versions/{number}", {})
        try:
            return _version(answer)
        except (KeyError, TypeError, ValueError) as error:
            raise FetchError(f"{data_set}: version {number} has another shape ({error!r})\n{_OTHER}") from None

    def download(self, data_set: str, number: str, to: Path, progress: Progress) -> None:
        """Fetch the file of a version. What broke off before is gone on with, where the server can.

        Raises:
            FetchError: it cannot be had, or is no CSV. What came of it stays beside it, to be gone on with.
        """
        to.parent.mkdir(parents=True, exist_ok=True)
        part, mark = to.with_name(f"{to.name}.part"), to.with_name(f"{to.name}.mark")
        url = f"{self.base}/data-sets/{data_set}/csv"

        def ask() -> None:
            begun = part.stat().st_size if part.exists() and mark.exists() else 0
            headers = {"Accept": "text/csv", "Accept-Encoding": "identity"}
            if begun:
                headers |= {"Range": f"bytes={begun}-", "If-Range": mark.read_text(encoding="utf-8")}
            with self._get(url, {"dataSetVersion": number}, headers) as answer:
                if answer.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                    part.unlink()
                    raise AgainError("what had come before is of another file")
                _refuse_type(answer)
                self._receive(answer, part, mark, begun, progress)

        self._known(ask, to.stem)
        part.replace(to)
        mark.unlink(missing_ok=True)

    def _receive(self, answer: requests.Response, part: Path, mark: Path, begun: int, progress: Progress) -> None:
        goes_on = answer.status_code == HTTPStatus.PARTIAL_CONTENT
        start, total = _span(answer) if goes_on else (0, _length(answer))
        if goes_on and start != begun:
            part.unlink()
            raise AgainError(f"the server went on from byte {start}, not from {begun}")
        if not goes_on:
            _keep_mark(answer, mark)
        size = start
        with part.open("ab" if goes_on else "wb") as out:
            for chunk in answer.iter_content(_CHUNK_BYTES):
                out.write(chunk)
                size += len(chunk)
                progress(size, total)
                if size > _MOST_BYTES:
                    raise FetchError(f"the file has more than {_MOST_BYTES // 1_000_000} MB, which no such file has")
        if total is not None and size != total:
            raise AgainError(f"broke off after {size:,} of {total:,} bytes")

    def _json(self, path: str, asked: Mapping[str, str]) -> Any:
        def ask() -> Any:
            with self._get(f"{self.base}/{path}", asked, {"Accept": "application/json"}) as answer:
                kind = answer.headers.get("Content-Type", "")
                if "json" not in kind:
                    raise FetchError(f"{answer.url} answered with {kind or 'no type'} in place of JSON\n{_OTHER}")
                try:
                    return answer.json()
                except requests.JSONDecodeError:
                    raise AgainError("the answer broke off") from None

        return self._known(ask, path)

    def _known(self, ask: Callable[[], Any], what: str) -> Any:
        """What asking gives, with what goes wrong on the way told apart: what may go better, and what will not."""

        def asked() -> Any:
            try:
                return ask()
            except requests.exceptions.SSLError as error:
                todo = "name your organisation's certificates in the variable REQUESTS_CA_BUNDLE"
                raise FetchError(f"the certificate of {self.base} is not trusted: {error}\n{todo}") from None
            except requests.Timeout:
                raise AgainError(f"no answer within {self.patience.timeout_seconds:g} seconds") from None
            except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError) as error:
                raise AgainError(_in_short(error)) from None
            except requests.RequestException as error:
                raise FetchError(f"{what}: {error}") from None

        return self.patience.until_done(asked, what, self.say)

    def _get(self, url: str, asked: Mapping[str, str], headers: Mapping[str, str]) -> requests.Response:
        answer = self.session.get(
            url, params=asked, headers=headers, stream=True, timeout=self.patience.timeout_seconds
        )
        code = answer.status_code
        if code < HTTPStatus.BAD_REQUEST or code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            return answer
        answer.close()
        if code == HTTPStatus.TOO_MANY_REQUESTS or code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            said = "the server failed" if code >= HTTPStatus.INTERNAL_SERVER_ERROR else "the server is asked too often"
            raise AgainError(f"{said} ({code})", seconds_of(answer.headers.get("Retry-After", "")))
        if code == HTTPStatus.NOT_FOUND:
            raise FetchError(f"there is nothing at {url}\nlook at the id and the version in data/sources.yaml")
        raise FetchError(f"{url} is refused ({code} {answer.reason})\n{_OTHER}")


_OTHER = "look whether a sign-in page or a filter of your network answers in its place, or name another --from"


def _version(item: Mapping[str, Any]) -> Version:
    """A version from what the API says of it."""
    return Version(
        number=str(item["version"]),
        status=str(item["status"]),
        published=datetime.fromisoformat(item["published"]).date(),
        title=str(item["release"]["title"]),
        slug=str(item["release"]["slug"]),
        rows=int(item["totalResults"]),
        notes=str(item.get("notes") or ""),
    )


def _refuse_type(answer: requests.Response) -> None:
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().casefold()
    if kind not in _CSV:
        raise FetchError(f"{answer.url} answered with {kind or 'no type'} in place of a CSV\n{_OTHER}")


def _keep_mark(answer: requests.Response, mark: Path) -> None:
    """Keep what tells that a file is still the same, so that it can be gone on with; without it nothing is."""
    tag = answer.headers.get("ETag", "")
    told = tag if tag and not tag.startswith("W/") else answer.headers.get("Last-Modified", "")
    if told and "Content-Encoding" not in answer.headers:
        mark.write_text(told, encoding="utf-8", newline="")
    else:
        mark.unlink(missing_ok=True)


def _length(answer: requests.Response) -> int | None:
    """How long the file is; None where the server does not say, or packs it."""
    given = answer.headers.get("Content-Length", "")
    return int(given) if given.isdecimal() and "Content-Encoding" not in answer.headers else None


def _span(answer: requests.Response) -> tuple[int, int | None]:
    """From which byte a part of a file is, and how long the whole is: `bytes 100-199/200`."""
    span, _, whole = answer.headers.get("Content-Range", "").removeprefix("bytes ").partition("/")
    start = span.partition("-")[0]
    return (int(start) if start.isdecimal() else -1), (int(whole) if whole.isdecimal() else None)


def _in_short(error: requests.RequestException) -> str:
    """What broke, without the names of classes."""
    said = str(error)
    if "IncompleteRead" in said or "prematurely" in said:
        return "the connection broke off"
    is_away = "NewConnectionError" in said or "resolve" in said
    return "the server cannot be reached" if is_away else "the connection broke"
