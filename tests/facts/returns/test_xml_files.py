"""XML files of a return: read record by record, with nothing that a document could bring along."""

import tracemalloc

import pytest

from panelpack.facts.returns.xml_files import local_name, path_at_start, records, said
from panelpack.project.errors import InputError

LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE Message [
  <!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
  <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">
  <!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;">
]>
"""


def found(source, content, *names):
    return [said(element) for element in records(source(content, "return.xml"), names)]


def test_records_of_a_name_are_given_one_by_one_with_or_without_namespace(source):
    assert found(source, "<M><C>1</C><C> 2 </C><D>3</D></M>", "C") == ["1", "2"]
    assert found(source, '<x:M xmlns:x="urn:y"><x:C>1</x:C></x:M>', "C") == ["1"]
    assert found(source, '<M xmlns="urn:y"><C>1</C></M>', "C", "D") == ["1"]


@pytest.mark.parametrize("written", ["Child", "child", "CHILD"])
def test_the_case_of_a_name_does_not_matter(source, written):
    assert found(source, f"<M><{written}>1</{written}></M>", "Child") == ["1"]


def test_comments_and_instructions_are_passed_over(source):
    assert found(source, "<M><!-- <C>0</C> --><?x y?><C>1</C></M>", "C") == ["1"]


@pytest.mark.parametrize(
    "content",
    [
        LAUGHS + b"<Message><C>&g;</C></Message>",
        LAUGHS + b'<Message x="&g;"><C>1</C></Message>',
        LAUGHS + b"<Message><Other/></Message>",
        b'<!DOCTYPE M SYSTEM "http://127.0.0.1:9/x.dtd"><M><C>1</C></M>',
        b'<!DOCTYPE M [<!ENTITY x SYSTEM "file:///etc/hostname">]><M><C>&x;</C></M>',
    ],
)
def test_a_document_type_is_refused_and_nothing_of_it_is_unfolded(source, content):
    tracemalloc.start()
    with pytest.raises(InputError, match=r"document type|not well formed"):
        found(source, content, "C")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 20_000_000


def test_what_is_not_well_formed_is_refused_with_its_line(source):
    with pytest.raises(InputError, match=r"not well formed, line 3") as caught:
        found(source, "<M>\n<C>1</C>\n<C>2</D></M>", "C")
    assert "return.xml" in str(caught.value)


def test_a_file_that_is_cut_off_is_refused(source):
    with pytest.raises(InputError, match="not well formed"):
        found(source, "<M><C>1</C><C>2", "C")


def test_read_records_are_let_go_of(source):
    content = "<M>" + "<C><D>x</D></C>" * 2000 + "</M>"
    sizes = [len(element.getparent()) for element in records(source(content), ("C",))]
    assert len(sizes) == 2000
    assert sizes[-1] <= 2


def test_a_long_text_is_no_reason_to_refuse_a_return(source):
    assert len(found(source, "<M><C>" + "x" * 1_000_000 + "</C></M>", "C")[0]) == 1_000_000


def test_the_first_names_tell_what_a_file_is_even_if_it_is_broken(source):
    assert path_at_start(source("<M><H><Y>1</Y></H><C/>")) == ["M", "H", "Y", "C"]
    assert path_at_start(source("no xml")) == []


def test_text_is_taken_without_spaces_that_do_not_break(source):
    (element,) = [
        (said(item[0]), local_name(item))
        for item in records(source("<M><C>x<LAchildID>\u00a0A1 </LAchildID></C></M>"), ("C",))
    ]
    assert element == ("A1", "C")


def test_utf_16_is_read(source):
    content = '<?xml version="1.0" encoding="utf-16"?><M><C>Zo\u00eb</C></M>'.encode("utf-16")
    assert found(source, content, "C") == ["Zo\u00eb"]
