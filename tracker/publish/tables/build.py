"""The tables by name, and what makes any of them a table to cite: its title, id and provenance."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tracker.publish.citing.provenance import Provenance, command
from tracker.publish.tables import figures, moves, ranges, scores
from tracker.publish.tables.draft import Draft
from tracker.publish.tables.table import Table
from tracker.publish.words import searched
from tracker.reconcile.phrases import running
from tracker.reconcile.question import Day, NothingToShow, Question, ask, known_name

if TYPE_CHECKING:
    from tracker.curate.dataset import Dataset

TABLES: dict[str, Callable[[Question], Draft]] = {
    "summary": ranges.summary,
    "hints": ranges.hints,
    "figures": figures.figures,
    "parties": figures.parties,
    "timeline": ranges.timeline,
    "revisions": moves.revisions,
    "disagreements": moves.disagreements,
    "sources": figures.sources,
    "events": figures.events,
    "track-record": scores.track_record,
}
UNCERTAIN = "A date with ~ is approximate, one with ? uncertain."


def table(
    data: Dataset,
    name: str,
    *,
    metric: str | None = None,
    place: str | None = None,
    on: Day = None,
    known_on: Day = None,
    method: str = "envelope",
) -> Table:
    """Build a table to cite.

    Parameters
    ----------
    data : Dataset
        As :func:`tracker.load` gives it.
    name : str
        ``summary``, ``hints``, ``figures``, ``parties``, ``timeline``, ``revisions``,
        ``disagreements``, ``sources``, ``events`` or ``track-record``.
    metric, place : str, optional
        Codebook keys; default: all.
    on, known_on : date or str, optional
        The day asked about, and the day whose knowledge is used; default: the last day anything was
        stated.
    method : str
        How voices are reconciled; the default is the envelope (see docs/methods.md).

    Raises
    ------
    NothingToShow
        If no row is left.
    ValueError
        If a name is not known (the nearest is offered), or a day cannot be used.

    """
    known_name("table", name, TABLES)
    question = ask(data, metric, place=place, on=on, known_on=known_on, method=method)
    return table_of(question, name)


def table_of(question: Question, name: str) -> Table:
    """The table of that name for a question, errors as in :func:`table`."""
    draft = TABLES[name](question)
    if not draft.rows:
        where = "".join(
            f" {word} {key}"
            for word, key in (("for", question.metric), ("in", question.place))
            if key
        )
        raise NothingToShow(
            f"nothing to show in the table '{name}'{where} on {question.on}, as known on "
            f"{question.known_on}; choose a later day, another metric or place"
        )
    line = _line(question, name)
    uncertain = UNCERTAIN if _uncertain(draft) else ""
    below = (uncertain, draft.notes.short_names, searched(question.book))
    about = f"{running(question.meaning.label)}, " if question.metric else ""
    return Table(
        line.id,
        f"{question.book.title}: {about}{draft.title}",
        tuple(draft.columns),
        tuple(map(tuple, draft.rows)),
        str(line),
        question.dataset,
        draft.definitions,
        (*draft.remarks, *filter(None, below)),
        draft.notes.all,
        draft.sources or draft.notes.used,
    )


def _line(question: Question, name: str) -> Provenance:
    method = None if question.method == "envelope" else question.method
    scope = [name, *filter(None, (question.metric, question.place, method))]
    again = command(
        "table",
        name,
        metric=question.metric,
        place=question.place,
        on=question.on,
        known_on=question.known_on,
        method=method,
    )
    return Provenance(":".join(scope), question.known_on, question.dataset.fingerprint, again)


def _uncertain(draft: Draft) -> bool:
    """Whether a printed day is approximate or uncertain."""
    days = [at for at, column in enumerate(draft.columns) if column.kind == "date"]
    return any(row[at].text.endswith(("~", "?")) for row in draft.rows for at in days)
