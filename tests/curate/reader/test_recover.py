"""A broken file is read entry by entry: the fault is reported, and so is all else that is known."""

from curate.planting import TEXTS, checked
from tracker.curate.reader.recover import read_document

BROKEN = """\
estimates:
  - id: one
    note: this: that
  - id: two
    note: "never closed
  # a remark
  - id: three
    note: fine
"""


def kept(document, top="estimates"):
    return [node.get("id").text for node in document.root.get(top).items]


def test_sound_entries_survive_two_broken_ones():
    """Both broken entries are reported at their places by name; the third is read, at its own
    line.
    """
    document = read_document(BROKEN)
    assert document.broken
    assert [(f.rule, f.line, f.column, f.where) for f in document.faults] == [
        ("syntax", 3, 15, "one"),
        ("syntax", 5, 11, "two"),
    ]
    assert kept(document) == ["three"]
    assert document.root.get("estimates").items[0].line == 7


def test_a_list_may_stand_under_its_key_without_indentation():
    """Items that begin in the first column are found too."""
    document = read_document("estimates: # a remark\n- id: one\n  a: b: c\n- id: two\n")
    assert kept(document) == ["two"]


def test_a_broken_part_leaves_the_other_parts():
    """In a mapping of mappings the broken one is named by its key; the parts before and after are
    read.
    """
    document = read_document(
        "title: T\nparties:\n  a: {name: A\n  b: {name: B}\nplaces:\n  c: {name: C}\n"
    )
    assert [(f.line, f.column, f.where) for f in document.faults] == [(3, 6, "a")]
    assert list(document.root.pairs) == ["title", "parties", "places"]
    assert list(document.root.get("parties").pairs) == ["b"]


def test_a_key_that_two_parts_share_is_reported():
    """Read by parts or as a whole, a key that stands twice is found."""
    document = read_document("title: a: b\nplaces: {x: {}}\nplaces: {y: {}}\n")
    assert [(f.rule, f.line) for f in document.faults] == [("syntax", 1), ("duplicate-key", 3)]


def test_faults_elsewhere_are_still_told(write_record):
    """A syntax error in one entry does not hide an unreadable figure, an unknown place and a bad
    date in others.
    """
    text = (
        TEXTS["estimates"]
        .replace("Said at a briefing.", "Said: at a briefing.")
        .replace("killed: 600", "killed: 6oo")
    )
    text = text.replace("as_of: 2025-03-01~", "as_of: 2025-02-30")
    problems = [(p.rule, p.position.line) for p in checked(write_record, estimates=text)]
    assert problems == [("syntax", 16), ("words", 35), ("date", 41)]


def test_what_a_broken_file_may_hold_is_not_missing(write_record):
    """With a broken codebook or broken sources, names that may stand in the broken part are not
    called unknown.
    """
    book = TEXTS["codebook"].replace("  spy: {name: Spy Service,", "  spy: {name: Spy: Service,")
    sources = TEXTS["sources"].replace("title: A war report", "title: A war: report")
    assert [
        (p.rule, p.position.file) for p in checked(write_record, codebook=book, sources=sources)
    ] == [("syntax", "data/codebook.yaml"), ("syntax", "data/sources.yaml")]


def test_entries_that_a_broken_entry_may_use_are_not_unused(write_record):
    """The only estimate of a party, and the only use of a source, may be the broken entry."""
    text = (
        TEXTS["estimates"]
        .replace("[news, wire]", "[news, wire")
        .replace("party: ally", "party: spy")
    )
    assert {p.rule for p in checked(write_record, estimates=text)} == {"syntax"}
