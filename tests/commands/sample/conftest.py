import pytest

from panelpack.commands.sample.town import found_town


@pytest.fixture(scope="package")
def town():
    """A small council with three years of returns, shared: nobody may change it."""
    return found_town(6_000, 5, range(2023, 2026))
