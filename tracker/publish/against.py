"""``tracker check --against REV``: what changed in a record since a commit that should not have
changed, or that looks like a slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.curate.dataset import Dataset
from tracker.curate.model import Estimate, Figure, Position, Problem

_REMEDY = "compare with the source"


def changes_since(data: Dataset, revision: str) -> tuple[Problem, ...]:
    """What a reviewer has to look at: ids that vanished (errors), and as warnings every number that
    changed, with its factor, and every day that changed.

    Raises
    ------
    NoHistory
        If there is no such revision, or it holds no readable record.

    """
    from tracker.publish.citing.git_history import history

    return tuple(compared(history(data.folder).dataset(revision), data, revision))


def compared(old: Dataset, new: Dataset, revision: str) -> Iterator[Problem]:
    """What changed from one state of a record to another, called ``revision``; see
    :func:`changes_since`.
    """
    for key, entry in old.by_id.items():
        if key in new.by_id:
            yield from _moved(entry, new.by_id[key], revision)
        else:
            yield _vanished(entry, old, new, revision)
    figures = {figure.key: figure for figure in new.all_figures}
    for figure in old.all_figures:
        if now := figures.get(figure.key):
            yield from _days(figure, now, now.key, ("since",), revision)
            if _numbers(now) != _numbers(figure):
                factor = _factor(figure, now)
                message = f"'{now.said}' was '{figure.said}' at {revision}{factor}; {_REMEDY}"
                yield Problem("warning", now.position, now.key, message, "changed-number")
        elif figure.estimate in new.by_id:
            at = new.by_id[figure.estimate].position
            message = f"'{figure.said}' stood here at {revision} and is gone; {_REMEDY}"
            yield Problem("warning", at, figure.key, message, "vanished")


def _vanished(was: Estimate, old: Dataset, new: Dataset, revision: str) -> Problem:
    """An id that is gone, at the new entry that seems to have taken its place, or at the file's
    beginning.
    """
    likely = [
        one
        for one in new.by_id.values()
        if one.id not in old.by_id and one.party == was.party and _alike(one, was)
    ]
    file = was.position.file.rpartition("/")[2]
    at = likely[0].position if likely else Position(f"{new.folder.resolve().name}/{file}", 1, 1)
    remedy = f"give '{likely[0].id}' its id back" if likely else "put the entry back"
    message = (
        f"the id '{was.id}' stood here at {revision} and is gone; ids are permanent: {remedy} "
        "(what its party took back is `withdrawn`)"
    )
    return Problem("error", at, was.id, message, "vanished")


def _alike(one: Estimate, other: Estimate) -> bool:
    """Whether two entries share their day, or a figure."""
    said = [{(figure.metric, figure.said) for figure in side.figures} for side in (one, other)]
    return one.stated.text == other.stated.text or bool(said[0] & said[1])


def _days(
    was: Estimate | Figure, now: Estimate | Figure, where: str, names: Sequence[str], revision: str
) -> Iterator[Problem]:
    """The days that are written otherwise now, or are gone."""
    for name in names:
        before, after = getattr(was, name), getattr(now, name)
        if before is None or str(before) == str(after):
            continue
        message = f"{name} {before} stood here at {revision} and is gone; {_REMEDY}"
        if after is not None:
            first, then = (getattr(day, "first", day) for day in (before, after))
            apart = (then - first).days
            days = f" ({apart:+,} day{'s' * (abs(apart) != 1)})" if apart else ""
            message = f"{name} {after} was {before} at {revision}{days}; {_REMEDY}"
        yield Problem("warning", now.position, f"{where}.{name}", message, "changed-date")


def _moved(was: Estimate, now: Estimate, revision: str) -> Iterator[Problem]:
    yield from _days(was, now, now.id, ("as_of", "stated", "withdrawn"), revision)
    if was.party != now.party:
        message = f"the party '{now.party}' was '{was.party}' at {revision}; {_REMEDY}"
        yield Problem("warning", now.position, f"{now.id}.party", message, "changed-party")


def _numbers(figure: Figure) -> tuple[str | float | None, ...]:
    return figure.qualifier, figure.low, figure.best, figure.high


def _factor(was: Figure, now: Figure) -> str:
    """How many times the number it was it is now, where both have an end in common."""
    for name in ("best", "low", "high"):
        before, after = getattr(was, name), getattr(now, name)
        if before and after and before != after:
            return f" ({after / before:.3g} times as much)"
    return ""
