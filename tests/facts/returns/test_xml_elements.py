"""The elements of an XML as columns: the same whether the file is cut at its marks or told element by element."""

import io
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panelpack.facts.returns import xml_elements
from panelpack.facts.returns.files import Source
from panelpack.facts.returns.xml_elements import elements_of
from panelpack.project.errors import InputError


def rows(source):
    found = elements_of(source)
    names = [found.names[name] for name in found.name]
    stray = list(zip(found.stray.tolist(), found.stray_depth.tolist(), strict=True))
    return list(zip(names, found.depth.tolist(), found.text.to_pylist(), strict=True)), stray


def test_names_depths_and_texts_stand_in_the_order_of_the_file(source):
    content = '<?xml version="1.0"?>\n<M>\n<C a="1"><D> x\ny </D><E/>\u00a0late</C>\n</M>\n'
    told = [("M", 0, ""), ("C", 1, ""), ("D", 2, "x y"), ("E", 2, "")]
    assert rows(source(content)) == (told, [(3, 2)])


@pytest.mark.parametrize("more", ["", "<!-- -->", "<?x y?>", "<![CDATA[ ]]>"])
def test_a_file_that_is_not_plain_gives_the_same(source, more):
    content = f'<x:M xmlns:x="urn:y"><x:C>a &amp; b&#233;</x:C><x:C>1{more}</x:C>{more}</x:M>'
    assert rows(source(content)) == ([("M", 0, ""), ("C", 1, "a & b\u00e9"), ("C", 1, "1")], [])


def test_a_greater_than_in_a_text_is_read(source):
    assert rows(source("<M><C>1 > 0</C></M>"))[0] == [("M", 0, ""), ("C", 1, "1 > 0")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_every_encoding_is_read(source, encoding):
    content = f'<?xml version="1.0" encoding="{encoding}"?><M><C>Zo\u00eb</C></M>'.encode(encoding)
    assert rows(source(content))[0] == [("M", 0, ""), ("C", 1, "Zo\u00eb")]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no xml",
        "<M><C></M>",
        "<M/><M/>",
        "<M>&x;</M>",
        '<M a="1" a="2"/>',
        "<M>\u0001</M>",
        "<M><C>1</C>",
    ],
)
def test_what_is_not_well_formed_is_refused(source, content):
    with pytest.raises(InputError, match="not well formed"):
        elements_of(source(content))


@pytest.mark.parametrize("declared", ["<!DOCTYPE M>", '<!DOCTYPE M [<!ENTITY x SYSTEM "file:///etc/hostname">]>'])
def test_a_document_type_is_refused(source, declared):
    with pytest.raises(InputError, match="document type"):
        elements_of(source(f"{declared}<M><C>&x;</C></M>"))


TEXTS = st.text(st.sampled_from("ab &<>\n\u00a0\u00e9"), max_size=4)


def written(tree):
    """A tree of texts and lists as elements one in another."""
    inside = "".join(f"<{'CDE'[len(part) % 3]}>{written(part)}</{'CDE'[len(part) % 3]}>" for part in tree[1])
    return escape(tree[0]) + inside + escape(tree[2] if len(tree) > 2 else "")


TREES = st.recursive(
    st.tuples(TEXTS, st.just([])), lambda inner: st.tuples(TEXTS, st.lists(inner, max_size=3), TEXTS), max_leaves=8
)


@settings(max_examples=40, deadline=None)
@given(TREES, st.integers(1, 40))
def test_cut_at_its_marks_or_told_a_file_is_the_same_however_long_the_blocks(tree, block):
    content = f"<M>{written(tree)}</M>".encode()
    plain, other = (
        Source("return.xml", len(xml), lambda xml=xml: io.BytesIO(xml)) for xml in (content, b"<?x y?>" + content)
    )
    kept = xml_elements._BLOCK
    xml_elements._BLOCK = block
    try:
        assert rows(plain) == rows(other)
    finally:
        xml_elements._BLOCK = kept
