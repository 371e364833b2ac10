"""A sound record in three texts, and a way to plant one fault in it and say where it must be
found.
"""

from __future__ import annotations

from datetime import date

from tracker.curate.load import check

TODAY = date(2025, 6, 30)
HERE = "«"  # stands before the place at which a planted fault must be reported

TEXTS = {
    "codebook": """\
title: A small war
default_place: front
metrics:
  killed: {label: Killed, definition: Soldiers who died., kind: cumulative, at_most: troops_sent, speaks_for: 90}
  wounded: {label: Wounded, definition: Soldiers hurt., kind: cumulative}
  casualties: {label: Killed or wounded, definition: Both., kind: cumulative, parts: [killed, wounded]}
  troops_sent: {label: Sent, definition: Soldiers who arrived., kind: cumulative}
  troops_present: {label: Present, definition: Soldiers there., kind: stock, by_place: true}
  troops_planned: {label: Planned, definition: Soldiers to come., kind: plan}
parties:
  spy: {name: Spy Service, short: Spies, affiliation: north, kind: intelligence, reliability: B}
  ally: {name: Allied Ministry, affiliation: ally-land}
affiliations:
  north: {name: Government of North, stance: belligerent}
  ally-land: {name: Government of Ally, stance: ally}
places:
  country: {name: The Country}
  front: {name: The Front, within: country}
wordings:
  several hundred: [300, 900]
activity:
  - {from: 2024-12-01, to: 2025-03-31, intensity: 1, label: The offensive, sources: [news]}
events:
  - {date: 2025-02-01, label: A ceasefire, sources: [news]}
address: https://example.org/data
""",
    "estimates": """\
estimates:

  - id: spy-2025-01-13
    party: spy
    as_of: 2025-01-13
    stated: 2025-01-13
    speaker: A spokesman
    place: front
    figures:
      killed: about 300
      wounded: about 2,700
      casualties: more than 3,000 # a remark
    sources: [news, wire]
    attribution: corroborated
    grade: B2
    note: Said at a briefing.

  - id: ally-2025-01-20
    party: ally
    as_of: 2025-01
    stated: 2025-01-20
    figures:
      killed: {said: some 300, echoes: spy-2025-01-13}
      troops_sent:
        low: 10,000
        best: 11000
        high: 12,000
    sources: [wire]

  - id: spy-2025-02-10
    party: spy
    as_of: 2025-01-13
    stated: 2025-02-10
    figures:
      killed: 600
    sources: [wire]
    revises: spy-2025-01-13

  - id: ally-2025-03-01
    party: ally
    as_of: 2025-03-01~
    stated: 2025-03-01
    figures:
      killed: {said: 17, since: 2025-02-20, covers: "one battle, one village", original: siebzehn}
      troops_planned: several hundred
      wounded: no figure
    sources: [wire]
    withdrawn: {date: 2025-03-05, reason: Counted twice.}

  - id: ally-2025-05-01-plan
    party: ally
    as_of: 2026-01
    stated: 2025-05-01
    figures: {troops_planned: "25,000-30,000"}
    sources: [wire]
""",
    "sources": """\
references:
  - id: news
    type: article-newspaper
    title: A war report
    container-title: The Daily
    author: [{family: Doe, given: Jane}, The Editors]
    issued: 2025-01-13
    URL: https://example.org/news
    accessed: {date-parts: [[2025, 2, 1]]}
    archive_location: https://archive.example.org/news

  - id: wire
    type: webpage
    publisher: The Wire
    issued:
      - year: 2025
        month: 6
""",
}

# The same record with what the format has besides, each field at least once.
FULL = {
    "codebook": """\
format: 1
description: What each side said of a small war.
authors: [{name: Jane Doe, orcid: 0000-0002-1825-0097, affiliation: University of North}, {name: The War Desk}]
licence: CC-BY-4.0
repository: https://example.org/war/record
publisher: A Repository
doi: 10.5281/zenodo.123
main: [killed, casualties]
unit: soldiers
searched: [{until: 2025-05-31, where: The Daily, found: Nothing newer than May.}]
"""
    + TEXTS["codebook"]
    .replace("Soldiers hurt., ", "Soldiers hurt., shared: 0.2, established: captured, ")
    .replace(
        "  troops_sent:",
        "  captured: {label: Captured, definition: Seen., kind: cumulative, at_most: troops_sent, tally: true}\n"
        "  graves: {label: Graves, definition: Dug., kind: cumulative, proxy: true, unit: graves}\n"
        "  troops_sent:",
    )
    .replace("intensity: 1, ", "intensity: 1, metrics: killed, places: [front], "),
    "estimates": TEXTS["estimates"]
    .replace(
        "    grade: B2\n",
        "    grade: B2\n    shares_origin: ally-2025-01-20\n    checked: [jump]\n",
    )
    .replace("killed: 600", "killed: about half of 12,000")
    .replace(
        "    revises: spy-2025-01-13\n",
        "    revises: spy-2025-01-13\n    checked: [jump]\n    note: So it says.\n",
    )
    + """
misreports:
  - of: spy-2025-01-13.casualties
    printed: {killed: "3,000", wounded: several hundred}
    sources: [wire]
    note: Turns killed or wounded into killed.
""",
    "sources": TEXTS["sources"],
}


def checked(write_record, **texts):
    """The problems of a record made of these texts, the sound ones where none is given."""
    return check(write_record(**(TEXTS | texts)), today=TODAY)


def planted(write_record, file, old, new):
    """Put ``new`` in the place of ``old``; gives the problems, and the line and column that the
    mark stands at.
    """
    assert TEXTS[file].count(old) == 1, f"{TEXTS[file].count(old)} times in the text: {old}"
    text = TEXTS[file].replace(old, new)
    before, _, after = text.partition(HERE)
    assert HERE not in after
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    return checked(write_record, **{file: before + after}), place
