"""A record small enough to check every table by hand, and one whose texts attack every format."""

import pytest

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

HOSTILE = r"""<script>alert(1)</script> =HYPERLINK("x") \input{/etc/passwd} $x^2$ 50% a|b _i_ #1 & ~"quoted" {brace} 한국 Київ"""


@pytest.fixture
def small(tmp_record):
    """Four parties, a revision, an echo, a conflict, two places."""
    return tmp_record(ESTIMATES, sources=SOURCES)


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
