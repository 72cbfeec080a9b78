"""A server on this machine that answers as the Department's API does, and misbehaves as networks do."""

import json
import shutil
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

import pytest

from panelpack.project.checkout import Project

C1 = "342f9a01-26f0-2a71-91a1-f8bc0bee8b11"
HEADER = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,"
    "old_la_code,new_la_code,la_name,category,referral_count,rereferral_count,rereferral_percent,"
    "no_further_action_count,no_further_action_percent"
)


def c1_file(*rows, header=HEADER):
    """A file of referrals: (year, referrals, share of re-referrals) of North Somerset."""
    where = "Reporting year,Local authority,E92000001,England,E12000009,South West,802,E06000024,North Somerset"
    lines = [f"{year},{where},Referrals and Re-referrals,{referrals},x,{share},x,x" for year, referrals, share in rows]
    return ("\n".join([header, *lines]) + "\n").encode()


@dataclass
class DataSetVersion:
    number: str
    body: bytes
    published: str = "2026-10-29T09:30:00+00:00"
    slug: str = "2026"
    status: str = "Published"
    rows: int | None = None
    notes: str = ""

    def to_json(self):
        rows = self.body.count(b"\n") - 1 if self.rows is None else self.rows
        return {
            "version": self.number,
            "type": "Major",
            "status": self.status,
            "published": self.published,
            "notes": self.notes,
            "totalResults": rows,
            "file": {"id": "e0754872-3206-4918-aad4-029eaaae191f"},
            "release": {"title": f"Reporting year {self.slug}", "slug": self.slug},
            "timePeriods": {"start": "2013", "end": self.slug},
            "geographicLevels": ["National", "Regional", "Local authority"],
            "filters": [],
            "indicators": ["Referrals in the year"],
        }


@dataclass
class EesServer:
    """Versions by data set, what goes wrong with the next requests for a file, and all that was asked for."""

    sets: dict = field(default_factory=dict)
    mishaps: list = field(default_factory=list)
    asked: list = field(default_factory=list)
    page_size: int = 20
    base: str = ""

    def files_asked(self):
        return [headers for path, headers in self.asked if path.endswith("/csv")]


def answer_to(server, handler):
    url = urlparse(handler.path)
    steps, query = url.path.strip("/").split("/"), parse_qs(url.query)
    server.asked.append((url.path, dict(handler.headers)))
    versions = server.sets.get(steps[2]) if len(steps) > 2 else None
    if versions is None:
        return send(handler, 404, b'{"title": "Not Found", "status": 404}', "application/problem+json")
    if steps[3:] == ["versions"]:
        page, size = int(query["page"][0]), server.page_size
        shown = versions[::-1][(page - 1) * size : page * size]
        paging = {"page": page, "pageSize": size, "totalResults": len(versions)}
        paging["totalPages"] = -(-len(versions) // size)
        return send_json(handler, {"paging": paging, "results": [item.to_json() for item in shown]})
    number = steps[4] if steps[3] == "versions" else query["dataSetVersion"][0]
    found = next((item for item in versions if item.number == number), None)
    if found is None:
        return send(handler, 404, b"{}", "application/problem+json")
    return send_json(handler, found.to_json()) if steps[3] == "versions" else send_file(server, handler, found.body)


def send_json(handler, content):
    send(handler, 200, json.dumps(content).encode(), "application/json; charset=utf-8")


def send(handler, status, body, kind, **headers):
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def send_file(server, handler, body):
    mishap = server.mishaps.pop(0) if server.mishaps else None
    tag = f'"{hash(body)}"'
    if mishap == "slow":
        time.sleep(0.4)
    if mishap == "429":
        return send(handler, 429, b"{}", "application/json", Retry_After="7")
    if mishap == "500":
        return send(handler, 500, b"{}", "application/json")
    if mishap == "page":
        return send(handler, 200, b"<html>Please sign in</html>", "text/html")
    start = 0
    asked = handler.headers.get("Range", "")
    if asked and handler.headers.get("If-Range") == tag:
        start = int(asked.removeprefix("bytes=").rstrip("-"))
    handler.send_response(206 if start else 200)
    handler.send_header("Content-Type", "text/csv")
    handler.send_header("ETag", tag)
    if start:
        handler.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
    if mishap != "no length":
        handler.send_header("Content-Length", str(len(body) - start))
    handler.end_headers()
    half = len(body) // 2
    handler.wfile.write(body[start:half] if mishap == "cut" else body[start:])
    return None


@pytest.fixture
def small_project(project, tmp_path):
    """A project of its own that has the statistics of children in need alone: others would only be read."""
    for name in ("parameters", "data"):
        shutil.copytree(getattr(project, name), tmp_path / name)
    folder = tmp_path / "data" / "benchmarks"
    for path in folder.glob("*.csv"):
        if path.stem != "dfe_children_in_need":
            path.unlink()
    record = folder / "rows.yaml"
    record.write_text("".join(line for line in record.open() if line.startswith(("#", "dfe_children_in_need."))))
    return Project(tmp_path)


@pytest.fixture
def ees(monkeypatch):
    """The server, while a test runs."""
    server = EesServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            answer_to(server, self)

        def log_message(self, *_):
            pass

    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    server.base = f"http://127.0.0.1:{http.server_port}/v1"
    yield server
    http.shutdown()
    http.server_close()
    thread.join()
