"""A real browser, and the states in which a reader meets a page."""

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STATES = {
    "light": {"width": 1100, "scheme": "light", "media": "screen"},
    "dark": {"width": 1100, "scheme": "dark", "media": "screen"},
    "phone": {"width": 320, "scheme": "light", "media": "screen"},
    "print": {"width": 800, "scheme": "light", "media": "print"},
}


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
        page.emulate_media(media=kind["media"], color_scheme=kind["scheme"])
        page.goto(path.as_uri())
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        page.close()
        return [(item["id"], item["nodes"][0]["html"][:120]) for item in found]

    return find
