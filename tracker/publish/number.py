"""One number to cite: a sentence that says whose it is, its sources, its provenance line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tracker.curate.dataset import Dataset
from tracker.curate.model import Figure
from tracker.curate.suggest import called, remedy
from tracker.curate.words.signs import cut
from tracker.publish.citing.provenance import parse
from tracker.publish.tables.build import table
from tracker.publish.tables.table import Table
from tracker.reconcile.judgement import entries
from tracker.reconcile.phrases import day_words, label, part_words
from tracker.reconcile.question import Day


def figure_table(
    data: Dataset, key: str, *, on: Day = None, known_on: Day = None, method: str = "envelope"
) -> Table:
    """The table of figures with the row of one figure alone.

    Raises
    ------
    NothingToShow
        If the figure had not been stated by the day of knowledge.
    ValueError
        If the record has no such figure; the nearest is offered.

    """
    figure = next((figure for figure in data.all_figures if figure.key == key), None)
    if figure is None:
        raise ValueError(f"no figure '{cut(key)}'; {_instead(data, key)}")
    place = figure.place if data.codebook.metrics[figure.metric].by_place else None
    return table(
        data,
        "figures",
        metric=figure.metric,
        place=place,
        on=on,
        known_on=known_on,
        method=method,
        where={"figure": key},
    )


def _instead(data: Dataset, key: str) -> str:
    """What to write in place of a figure's key: the nearest, or of the count or party that it names
    the three figures stated last, and how to see all.
    """
    book, figures = data.codebook, data.all_figures
    newest = sorted(figures, key=lambda one: (one.stated.last, one.as_of.last), reverse=True)
    metrics = called(book.metrics)
    for kind, name, option in (
        ("metric", metrics.key(key) or metrics.nearest(key), "--metric {}"),
        ("party", called(book.parties).key(key), "--where party={}"),
    ):
        found = [one.key for one in newest if getattr(one, kind) == name]
        if found:
            every = f"`tracker table figures {option.format(name)} --column figure`"
            return f"of {name} the newest are {', '.join(found[:3])}; {every} lists all"
    every = f"`tracker table figures --column figure` lists all {len(figures):,}"
    return remedy(key, [one.key for one in figures], every)


def cited_number(made: Table) -> str:
    """A sentence for each figure of a table, in whose words and of when; what is doubtful about it,
    what it repeats and what replaced it, the sources, one a line, and the provenance line.

    Examples
    --------
    >>> import tracker as tk
    >>> data = tk.load()
    >>> print(cited_number(figure_table(data, data.all_figures[-1].key)).splitlines()[-1][:22])
    Table figures:captured

    """
    figures = [figure for figure in made.dataset.all_figures if figure.key in made.figures]
    told = [_told(made.dataset, figure) for figure in figures]
    known_on = parse(made.provenance).known_on
    doubts = [note.remark for note in made.notes if note.remark]
    doubts += (words for figure in figures for words in _links(made.dataset, figure, known_on))
    sources = [
        f"- {one.text}.{f' {one.url}' if one.url else ''}"
        for note in made.notes
        for one in note.references
    ]
    return "\n".join([*told, *doubts, "Sources:", *sources, made.provenance, ""])


def _links(data: Dataset, figure: Figure, known_on: date) -> Iterator[str]:
    """What a figure only repeats, what revised it or that one, and which figures rest on the same
    assessment, as known on a day; what it revises is a note of its table.
    """
    mine = [one for one in data.all_figures if one.metric == figure.metric]
    origins = {one.id: one.shares_origin for one in data.estimates}
    found, today = entries(mine, None, origins), known_on.toordinal()
    asked = next(one for one in found if one.figure == figure)
    repeated = next((one for one in found if one.figure == asked.repeated), None)
    if repeated:
        yield f"{figure.key} only repeats {_worded(repeated.figure)}."
        if repeated.withdrawn is not None and repeated.withdrawn <= today:
            yield f"{repeated.figure.key} was withdrawn on {repeated.figure.withdrawn}."
    for one in filter(None, (asked, repeated)):
        if standing := [reviser for reviser in one.revisers if reviser.stands(today)]:
            newest = max(standing, key=lambda reviser: reviser.known)
            yield f"{one.figure.key} was revised by {_worded(newest.figure)}."
    others = [one for one in found if one.assessment == asked.assessment and one.known <= today]
    if alike := [_worded(one.figure) for one in others if one is not asked]:
        yield f"{figure.key} shares its origin with {', and with '.join(alike)}."


def _worded(figure: Figure) -> str:
    return f"{figure.key}, “{figure.said}”"


def _told(data: Dataset, figure: Figure) -> str:
    """Killed: “about 300” (Spy Service, stated 13 January 2025, as of 13 January 2025)."""
    party = data.codebook.parties[figure.party].name
    said = [
        f"{party}, {figure.speaker}" if figure.speaker else party,
        f"stated {day_words(figure.stated)}",
        f"as of {day_words(figure.as_of)}",
        *([f"counts only {part_words(figure)}"] if figure.partial else []),
    ]
    what = label(data.codebook, figure.metric, figure.place, start=True)
    return f"{what}: “{figure.said}” ({', '.join(said)})."
