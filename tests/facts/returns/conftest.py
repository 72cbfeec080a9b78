"""What tests of returns share: a file in memory, and a small kind of return with every kind of column."""

from io import BytesIO

import pytest

from panelpack.facts.returns.files import Source


@pytest.fixture
def source():
    """A file of bytes or text in memory."""

    def build(content, name="file.csv"):
        held = content if isinstance(content, bytes) else content.encode()
        return Source(name, len(held), lambda: BytesIO(held))

    return build
