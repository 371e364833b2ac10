"""A record small enough to check every table by hand, and one whose texts attack every format."""

from dataclasses import replace
from datetime import date

import pytest

from tracker.curate.model import Author, Misreport, Position, Searched

ESTIMATES = """
- id: spy-2025-01-13
  party: spy
  as_of: 2025-01-13
  stated: 2025-01-13
  figures: {killed: about 300, wounded: "about 2,700", troops_present: {said: "10,000 to 12,000", place: country}}
  sources: [news]
- id: ally-2025-01-20
  party: ally
  as_of: 2025-01
  stated: 2025-01-20
  figures: {killed: "a third of 5,000", troops_present: 4000}
  sources: [news, letter]
- id: paper-2025-01-21
  party: paper
  as_of: 2025-01-21
  stated: 2025-01-21
  figures: {killed: about 300}
  echoes: spy-2025-01-13
  sources: [letter]
- id: foe-2025-02-01
  party: foe
  as_of: 2025-02-01
  stated: 2025-02-01
  figures: {killed: "more than 1,000", daily_losses: {said: "20", covers: one week}}
  sources: [letter]
- id: spy-2025-02-20
  party: spy
  as_of: 2025-01-13
  stated: 2025-02-20
  figures: {killed: about 900}
  revises: spy-2025-01-13
  sources: [news]
- id: army-2025-02-25
  party: army
  as_of: 2025-02-25
  stated: 2025-02-25
  figures: {killed: {said: "12", covers: one assault}}
  sources: [news]
  attribution: conflicting
  note: One page writes 12, another 21.
"""

SOURCES = """\
references:
  - id: news
    type: article-newspaper
    title: A war report
    container-title: The Daily
    issued: 2025-01-13
    URL: https://example.org/news
  - id: letter
    type: report
    title: Losses & gains, 50% up
    author: [{family: Ågren, given: Åsa}, {literal: War Desk}]
    publisher: Institute of Wars
    issued: 2025-02
"""

ALSO = """
- id: walker-2025-02-01
  party: paper
  as_of: 2025-02-01
  stated: 2025-02-01
  figures: {graves: 140, tanks_lost: 12}
  sources: [page]
- id: flyer-2025-02-03
  party: foe
  as_of: 2025-02-03
  stated: 2025-02-03
  figures: {graves: more than 100, tanks_lost: two thirds of 20}
  sources: [page, letter]
"""
UNTITLED = """\
  - id: page
    type: article-newspaper
    container-title: Babel
    issued: 2025-02-03
    URL: https://example.org/page
"""
COUNTED = """\
  graves: {label: Fresh graves, definition: Graves seen., kind: cumulative, speaks_for: 90}
  tanks_lost: {label: Tanks lost, definition: Tanks destroyed or taken., kind: cumulative, speaks_for: 90}
parties:
"""
EVENTS = """\
events:
  - {date: 2025-01-20, label: First battle, sources: [news, page]}
  - {date: 2025-02-01, label: A letter, note: Both sides kept it back., minor: true}
  - {date: 2025-02-10, label: A truce}
"""

HOSTILE = r"""<script>alert(1)</script> =HYPERLINK("x") \input{/etc/passwd} $x^2$ 50% a|b _i_ #1 & ~"quoted" {brace} 한국 Київ"""


@pytest.fixture
def small(tmp_record):
    """Four parties, a revision, an echo, a conflict, two places."""
    return tmp_record(ESTIMATES, sources=SOURCES)


@pytest.fixture
def told(tmp_record):
    """The small record with all that one may hold beside figures: authors, a licence, events,
    misprints, a count that only hints, one of tanks, a page without a title.
    """
    from conftest import CODEBOOK

    book = CODEBOOK.replace("parties:\n", COUNTED, 1) + EVENTS
    data = tmp_record(ESTIMATES + ALSO, codebook=book, sources=SOURCES + UNTITLED)
    return beside_figures(data)


def beside_figures(data):
    """The record with authors, a licence, misprints and the rest of what its codebook may hold."""
    metrics = dict(data.codebook.metrics)
    metrics["graves"] = replace(metrics["graves"], proxy=True)
    metrics["tanks_lost"] = replace(metrics["tanks_lost"], unit="tanks")
    book = replace(
        data.codebook,
        metrics=metrics,
        description="A made-up war in figures.",
        authors=(Author("Åsa Ågren", "0000-0002-1825-0097", "Institute of Wars"),),
        licence="CC-BY-4.0",
        doi="10.5281/zenodo.1234567",
        main=("wounded", "killed"),
        searched=(Searched(date(2025, 3, 1), "two papers", "nothing newer than 25 February 2025"),),
    )
    garbled = Misreport(
        "foe-2025-02-01.killed",
        {"wounded": "4,000"},
        ("news", "page"),
        "Turns killed into wounded.",
        Position("data/estimates.yaml", 1, 1),
    )
    return replace(data, codebook=book, misreports=(garbled,))


@pytest.fixture
def hostile(tmp_record):
    """The same record with a title, a party and a note that try to break out of every format."""
    from conftest import CODEBOOK

    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    book = CODEBOOK.replace(
        "{name: Spy Service, short: Spies,", f"{{name: {quoted}, short: {quoted},"
    )
    return tmp_record(
        ESTIMATES.replace("One page writes 12, another 21.", quoted),
        codebook=book,
        sources=SOURCES.replace("A war report", quoted).replace("War Desk", '"=1+1 <b>"'),
    )
