"""YAML read with places: the same values as any other reader, each at its line and column."""

import pytest
import yaml
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from tracker.curate.reader.nodes import Items, Pairs, Scalar
from tracker.curate.reader.parse import read_yaml
from tracker.curate.reader.syntax import SyntaxFault

TEXT = """\
# a remark
top:
  - id: one
    words: {said: "about 300", note: é}
  - [a, 'b']
last: >-
  folded
  text
"""


def plain(node):
    """The bare values of a node."""
    if type(node) is Scalar:
        return node.text
    if type(node) is Items:
        return [plain(item) for item in node.items]
    return {name: plain(value) for name, (_, value) in node.pairs.items()}


def places(node):
    """The place of every key and value, by its text."""
    if type(node) is Scalar:
        yield node.text, (node.line, node.column)
    for item in getattr(node, "items", ()):
        yield from places(item)
    for key, value in getattr(node, "pairs", {}).values():
        yield from places(key)
        yield from places(value)


def test_every_key_and_value_has_its_line_and_column():
    """Lines and columns count from 1, columns in characters; a text in quotes begins at its
    quote.
    """
    root, faults = read_yaml(TEXT)
    assert not faults
    assert dict(places(root)) == {
        "top": (2, 1),
        "id": (3, 5),
        "one": (3, 9),
        "words": (4, 5),
        "said": (4, 13),
        "about 300": (4, 19),
        "note": (4, 32),
        "é": (4, 38),
        "a": (5, 6),
        "b": (5, 9),
        "last": (6, 1),
        "folded text": (6, 7),
    }
    assert plain(root) == {
        "top": [{"id": "one", "words": {"said": "about 300", "note": "é"}}, ["a", "b"]],
        "last": "folded text",
    }


def test_lines_above_are_counted():
    """A part of a file is placed as in the whole file."""
    root, _ = read_yaml("id: one\n", above=41)
    assert (root.get("id").line, root.get("id").column) == (42, 5)


def test_quotes_make_the_difference_between_nothing_and_a_text():
    """A bare ~ is nothing, a quoted one is a tilde; both keep what was written."""
    root, _ = read_yaml("a: ~\nb: '~'\nc:\nd: null\ne: ''\n")
    assert [root.get(name) is None for name in "abcde"] == [True, False, True, True, False]


@pytest.mark.parametrize(
    "text", ["a: 'about' #300", "a: b#300", "a: b # 300", "# x\na: b\n  #x\n", "a: http://x.org/#y"]
)
def test_a_harmless_number_sign_is_no_fault(text):
    """After quotes, inside a word, before a space or in a line of its own, # cuts nothing short."""
    assert read_yaml(text)[1] == []


@pytest.mark.parametrize(
    "text", ["a: {b: c, d: e}", "a: {b: 'c, d'}", "a: {b: }", "a: [c, d]", "a: {b: {}, c: []}"]
)
def test_a_harmless_comma_is_no_fault(text):
    """Commas between fields and in lists, and fields left empty, are as they should be."""
    assert [fault.rule for fault in read_yaml(text)[1]] == []


@pytest.mark.parametrize(
    "text",
    ["a: 'no'", "a: North", "a: 2025-01-13", "a: 300", "a: 0", "a: 1:x", "a: 0.5", "a: true"],
)
def test_what_yaml_reads_as_it_stands_is_no_trap(text):
    """Dates, plain numbers and words in quotes mean what they say."""
    assert read_yaml(text)[1] == []


def test_a_value_with_several_commas_is_one_fault():
    """Of 10,000,000-12,000 in braces the first cut is reported, with the whole value in the
    remedy.
    """
    _, faults = read_yaml("a: {b: no, 10,000,000-12,000, c: d}")
    assert [(fault.rule, fault.column) for fault in faults] == [("trap", 8), ("comma", 12)]
    assert faults[1].message.endswith('put the value in quotes: b: "no, 10,000,000-12,000"')


def test_two_documents_are_one_too_many():
    """The line that begins the second document is named."""
    with pytest.raises(SyntaxFault, match="a second document begins here") as fault:
        read_yaml("a: 1\n---\nb: 2\n")
    assert (fault.value.fault.line, fault.value.fault.column) == (2, 1)


TEXTS = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=["Cc", "Cs", "Cn"],
        exclude_characters="\u2028\u2029\ufeff",
    )
)
TREES = TEXTS
for _ in range(4):  # one level after the other, fewer than the reader takes
    TREES = TEXTS | st.lists(TREES, max_size=2) | st.dictionaries(TEXTS, TREES, max_size=2)


@given(st.dictionaries(TEXTS, TREES, max_size=3), st.booleans())
def test_any_tree_comes_back_as_it_was_written(tree, flow):
    """Whatever PyYAML writes, in lines or in braces, is read back with the same values."""
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, width=10_000)
    assert plain(read_yaml(text)[0]) == tree


@given(st.text(alphabet="{}[],:#- \n'\"ab1&*!|>?%@`~é", max_size=40))
def test_any_text_is_read_or_refused_at_a_place(text):
    """No text brings the reader down, and every fault lies inside the text or just behind it."""
    try:
        faults = read_yaml(text)[1]
    except SyntaxFault as error:
        faults = [error.fault]
    assert all(1 <= fault.line <= text.count("\n") + 2 and fault.column >= 1 for fault in faults)


@pytest.mark.parametrize("name", ["estimates", "codebook", "sources"])
def test_the_shipped_files_read_as_any_reader_reads_them(name):
    """PyYAML's own loader, told to keep all values as text, finds the same in the files this
    repository ships.
    """
    text = (ROOT / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    root, faults = read_yaml(text)
    assert faults == [] and type(root) is Pairs
    assert plain(root) == yaml.load(text, Loader=yaml.BaseLoader)
