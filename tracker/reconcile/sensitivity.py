"""How much a range owes to its method, to each affiliation, to doubtful figures, and to a single
one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from math import inf
from typing import TYPE_CHECKING

from tracker.curate.model import Dataset, Figure
from tracker.reconcile import question
from tracker.reconcile.methods.table import METHODS
from tracker.reconcile.ranges import MetricRange, range_of, told
from tracker.reconcile.sentences import why_none
from tracker.reconcile.voices import prepared

if TYPE_CHECKING:
    import pandas

SHOWN = ("low", "centre", "high", "low_open", "high_open", "voices", "independent", "confidence")
COLUMNS = ("variant", "detail", *SHOWN, "moved", "remark")


def sensitivity(
    dataset: Dataset,
    metric: str,
    *,
    place: str | None = None,
    on: date | str | None = None,
    known_on: date | str | None = None,
) -> pandas.DataFrame:
    """Make a range again in every other way that might be defended, or wrongly taken.

    Parameters
    ----------
    dataset, metric, place, on, known_on
        As in :func:`tracker.reconcile.ranges.assess`.

    Returns
    -------
    pandas.DataFrame
        One row a variant, the first the envelope as it is. ``variant`` and ``detail`` say what is
        different: another ``method``; ``without`` one affiliation; ``echoes counted`` as voices of
        their own; ``conflicting let in``, figures whose attribution is in doubt (``detail`` counts
        them, as known by then); ``without figure``, the one whose absence moves the envelope most,
        or "any" where none moves it. Then the range, in persons; ``moved``, how far it is from the
        envelope as it is (see :func:`moved`); and a ``remark`` where there is no range.

    Raises
    ------
    ValueError
        If a name or day cannot be used; the message holds the remedy.

    """
    import pandas

    place = question.one_place(dataset, metric, place)
    on, known_on = question.asked_day(dataset, on), question.asked_day(dataset, known_on)
    figures = [
        figure
        for figure in dataset.all_figures
        if figure.metric == metric and figure.stated.last <= known_on
    ]
    meaning = question.metric_of(dataset, metric)

    def again(chosen: Iterable[Figure], method: str = "envelope") -> MetricRange:
        return range_of(prepared(meaning, place, chosen), on, known_on, method)

    start = again(figures)
    found = [
        ("as it is", "", start),
        *(("method", name, again(figures, name)) for name in METHODS[1:]),
    ]
    found += [
        (variant, detail, again(chosen)) for variant, detail, chosen in _variants(figures, start)
    ]
    singles = [
        (figure.key, again(other for other in figures if other is not figure)) for figure in figures
    ]
    if singles:
        key, most = min(singles, key=lambda pair: (-moved(start, pair[1]), pair[0]))
        found.append(("without figure", key if moved(start, most) > 1 else "any", most))
    rows = [
        (
            variant,
            detail,
            *(getattr(item, name) for name in SHOWN),
            moved(start, item),
            why_none(item),
        )
        for variant, detail, item in found
    ]
    if why_none(start):
        rows[0] = (*rows[0][:-1], told(start, dataset).low_party)
    return pandas.DataFrame(rows, columns=COLUMNS).astype(
        dict.fromkeys(("low", "centre", "high", "confidence"), float)
    )


def moved(start: MetricRange, now: MetricRange) -> float:
    """The larger of the ratios by which the ends moved, at least 1; infinite where an end came or
    went.

    Where one of two numbers is zero, one person is added to both.
    """
    ratios = [1.0]
    for old, new in ((start.low, now.low), (start.high, now.high)):
        if (old is None) != (new is None):
            return inf
        if old != new:
            unit = 0 if old and new else 1
            ratios.append((max(old, new) + unit) / (min(old, new) + unit))
    return max(ratios)


def _variants(figures: list[Figure], start: MetricRange) -> Iterator[tuple[str, str, list[Figure]]]:
    """Other sets of figures: without an affiliation that is used, with echoes, with disputed
    ones.
    """
    for home in sorted({figure.affiliation for figure in figures if figure.key in start.figures}):
        yield "without", home, [figure for figure in figures if figure.affiliation != home]
    echoes = sum(figure.echoes is not None for figure in figures)
    yield "echoes counted", str(echoes), [replace(figure, echoes=None) for figure in figures]
    disputed = [figure.attribution == "conflicting" for figure in figures]
    yield (
        "conflicting let in",
        str(sum(disputed)),
        [
            replace(figure, attribution=None) if doubt else figure
            for figure, doubt in zip(figures, disputed)
        ],
    )
