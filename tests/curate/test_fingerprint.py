"""The fingerprint follows meaning: not layout, order or remarks, but every word, day and link."""

import pytest
import yaml

from curate.planting import FULL, TEXTS, TODAY
from tracker.curate.fingerprint import canonical
from tracker.curate.load import load

PRINTED = "cc6e6fcc4eda"  # of the sound record; if it changes, no printed provenance line can be verified any more


@pytest.fixture
def print_of(write_record):
    """The fingerprint of the sound record with some of its files in another form."""

    def fingerprint(**texts):
        home = write_record(**TEXTS)
        for name, text in texts.items():
            (home / f"{name}.yaml").write_text(text, encoding="utf-8")
        return load(home, today=TODAY).fingerprint

    return fingerprint


def rewritten(name, change=lambda tree: tree, **style):
    """A file read by PyYAML, changed, and written in another layout without its remarks."""
    tree = change(yaml.load(TEXTS[name], Loader=yaml.BaseLoader))
    text = yaml.safe_dump(tree, allow_unicode=True, width=10_000, **style)
    return text.replace('"by_place": "true"', '"by_place": true').replace(
        "by_place: 'true'", "by_place: true"
    )


def test_the_fingerprint_is_pinned(print_of):
    """Twelve hexadecimal digits that stay the same from version to version."""
    assert print_of() == PRINTED


@pytest.mark.parametrize(
    "style",
    [{"default_flow_style": True}, {"sort_keys": False, "indent": 6}, {"default_style": '"'}],
)
def test_layout_quotes_and_remarks_do_not_matter(print_of, style):
    """Braces or lines, quotes or none, keys in any order: the same meaning, the same
    fingerprint.
    """
    assert print_of(**{name: rewritten(name, **style) for name in TEXTS}) == PRINTED


def test_the_order_of_entries_does_not_matter(print_of):
    """Estimates, sources, events and the codebook's entries may stand in any order."""

    def turned(tree):
        return {
            key: value[::-1]
            if isinstance(value, list)
            else dict(reversed(value.items()))
            if isinstance(value, dict)
            else value
            for key, value in tree.items()
        }

    assert print_of(**{name: rewritten(name, turned, sort_keys=False) for name in TEXTS}) == PRINTED


@pytest.mark.parametrize(
    "file, old, new",
    [
        ("estimates", "about 300", "around 300"),
        ("estimates", "killed: 600", "killed: 601"),
        ("estimates", "[news, wire]", "[news]"),
        ("estimates", "as_of: 2025-03-01~", "as_of: 2025-03-01"),
        ("estimates", "Counted twice.", "Counted thrice."),
        ("estimates", "    note: Said at a briefing.\n", ""),
        ("codebook", "[300, 900]", "[300, 800]"),
        ("codebook", "Soldiers hurt.", "Soldiers hurt badly."),
        ("sources", "A war report", "The war report"),
        ("codebook", "stance: ally", "stance: third_party"),
        ("codebook", "intensity: 1", "intensity: 2"),
    ],
)
def test_every_change_of_meaning_changes_it(print_of, file, old, new):
    """A word, a number, a source, a day, a reason, a definition, a title: each gives another
    fingerprint.
    """
    assert TEXTS[file].count(old) == 1
    assert print_of(**{file: TEXTS[file].replace(old, new)}) != PRINTED


@pytest.mark.parametrize(
    "file, old, new",
    [
        ("estimates", "wounded: several hundred}", "wounded: 500}"),
        ("estimates", "    shares_origin: ally-2025-01-20\n", ""),
        ("codebook", "name: The War Desk", "name: The Desk"),
        ("codebook", "until: 2025-05-31", "until: 2025-05-30"),
        ("codebook", "tally: true", "tally: false"),
        ("codebook", "metrics: killed", "metrics: wounded"),
        ("codebook", "unit: soldiers", "unit: persons"),
        ("codebook", "main: [killed, casualties]", "main: [casualties, killed]"),
    ],
)
def test_what_was_added_to_the_format_counts_where_it_is_given(print_of, file, old, new):
    """A misreport, an author, a day of search, a flag, a unit: each gives another fingerprint."""
    assert FULL[file].count(old) == 1
    assert print_of(**FULL | {file: FULL[file].replace(old, new)}) != print_of(**FULL)


def test_a_default_that_is_written_out_does_not_count(print_of):
    """`format: 1`, `unit: persons` and `tally: false` say what holds without them."""
    book = TEXTS["codebook"].replace("Soldiers hurt., ", "Soldiers hurt., tally: false, ")
    assert print_of(codebook=f"format: 1\nunit: persons\n{book}") == PRINTED


def test_a_figure_is_told_without_its_place_in_the_file(write_record):
    """Words, bounds, days and links as plain values; nothing about lines, nothing that is not
    given.
    """
    figure = next(
        f
        for f in load(write_record(**TEXTS), today=TODAY).all_figures
        if f.key == "ally-2025-03-01.killed"
    )
    assert canonical(figure) == {
        "estimate": "ally-2025-03-01",
        "metric": "killed",
        "place": "front",
        "party": "ally",
        "affiliation": "ally-land",
        "as_of": "2025-03-01~",
        "stated": "2025-03-01",
        "said": "17",
        "qualifier": "exact",
        "low": 17.0,
        "best": 17.0,
        "high": 17.0,
        "sources": ["wire"],
        "since": "2025-02-20",
        "covers": "one battle, one village",
        "original": "siebzehn",
        "withdrawn": "2025-03-05",
        "withdrawn_reason": "Counted twice.",
    }
