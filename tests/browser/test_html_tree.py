"""The gate's parser takes a page apart as a browser does, also one that is not well made."""

import pytest

from panelpack.page.html_tree import Tree, words_of

HARD = {
    "tags left open": "<p>one<p>two<ul><li>a<li>b</ul>",
    "a table with text where none may stand": "<table>7<tr><td>1<td>2</table>",
    "a paragraph that a table closes": "<p>before<table><caption>c</caption><tr><th>h</table>after",
    "crossed tags": "<b>one<i>two</b>three</i>",
    "a drawing": "<svg><title>t</title><text>12</text><desc>d</desc></svg>",
    "a section of characters": "<svg><text><![CDATA[5 < 6]]></text></svg>",
    "entities": "<p>&lt;3&gt; &#50;&#x33; &nbsp;&eacute; &amp;lt; &notit;</p>",
    "comments": "<!-- a --><p>x<!-- b -- c --></p><!--> 4 --><!doctype html>",
    "a bogus comment": "<p>1</p><?php echo 2 ?></ 3><!DOCTYPE x><p>4",
    "raw text": "<style>p::after{content:'5'}</style><textarea><p>6</p></textarea>",
    "attributes": "<p ID=a id=b title='1\"2' data-x=3/>x",
    "mark-up of mathematics": "<math><mi>x</mi><mo>=</mo><mn>3</mn><annotation-xml>4</annotation-xml></math>",
    "a form inside a form": "<form>a<form>b</form>c</form>d",
    "a select": "<select><option>1<option>2<p>3</select>",
    "headings within headings": "<h1>a<h2>b</h2>c</h1>",
    "nulls and odd ends": "<p>a\x00b</p></br></p>x<a",
}
WALK = """() => {
  const found = []
  const walk = node => {
    for (const child of node.childNodes) {
      if (child.nodeType === 1) { found.push(child.localName); walk(child) }
      else if (child.nodeType === 3) found.push('text ' + child.data)
      else if (child.nodeType === 8) found.push('comment')
    }
  }
  walk(document.documentElement)
  return found
}"""


def as_the_gate_sees(html):
    found = []
    for node in Tree(html).nodes():
        if node.is_text_node:
            found.append(f"text {words_of(node)}")
        elif node.is_comment_node:
            found.append("comment")
        elif node.is_element_node:
            found.append(node.tag)
    return found[1:]


def joined(found):
    """Neighbouring texts as one: where a text is cut is no part of what is seen."""
    kept = []
    for item in found:
        if kept and item.startswith("text ") and kept[-1].startswith("text "):
            kept[-1] += item.removeprefix("text ")
        else:
            kept.append(item)
    return kept


@pytest.mark.parametrize("name", HARD)
def test_elements_texts_and_comments_are_those_of_the_browser(browser, name):
    html = f"<!doctype html><html><head><title>t</title></head><body>{HARD[name]}</body></html>"
    page = browser.new_page()
    page.set_content(html)
    seen = page.evaluate(WALK)
    page.close()
    assert joined(as_the_gate_sees(html)) == joined(seen)
