"""How much a range owes to its method, to each affiliation, to doubtful figures, and to a single
one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from math import inf, nan
from typing import TYPE_CHECKING

from tracker.reconcile.assess import MetricRange, ranges_of
from tracker.reconcile.frames import frame
from tracker.reconcile.methods.table import METHODS
from tracker.reconcile.question import Day, Question, ask
from tracker.reconcile.sentences import sentence, why_none
from tracker.reconcile.trend.settings import OTHERWISE, USUAL_CHOICES
from tracker.reconcile.voices import Series, entries_of, series

if TYPE_CHECKING:
    import pandas

    from tracker.curate.dataset import Dataset
    from tracker.curate.model import Figure

_SHOWN = ("low", "centre", "high", "low_open", "high_open", "voices", "independent", "confidence")
_COLUMNS = ("variant", "detail", *_SHOWN, "moved", "remark")
# What moves the middle of the estimate by more than this ratio is named.
NOTABLE = 1.1


def sensitivity(
    dataset: Dataset,
    metric: str,
    *,
    place: str | None = None,
    on: Day = None,
    known_on: Day = None,
) -> pandas.DataFrame:
    """Make a range again in every other way that might be defended, or wrongly taken.

    Parameters
    ----------
    dataset, metric, place, on, known_on
        As in :func:`tracker.reconcile.question.ask`.

    Returns
    -------
    pandas.DataFrame
        One row a variant, the first the envelope as it is. ``variant`` and ``detail`` say what is
        different: another ``method``; ``without`` one affiliation; ``echoes counted`` as voices of
        their own; ``conflicting let in``, figures whose attribution is in doubt (``detail`` counts
        them, as known by then); ``without figure``, the one whose absence moves the envelope most,
        or "any" where none moves it; and of what is estimated each ``model choice`` made otherwise,
        and each affiliation without which (``estimate without``), the middle moves by more than a
        tenth, ``moved`` being that ratio. Then the range, in persons; ``moved``, how far it is from
        the envelope as it is (see :func:`moved`); and a ``remark`` where there is no range.

    Raises
    ------
    ValueError
        If a name or day cannot be used, or the metric is counted at several places, none of them
        the default one; the message holds the remedy.

    """
    return varied(ask(dataset, metric, place=place, on=on, known_on=known_on).one)


def varied(question: Question) -> pandas.DataFrame:
    """The answer of :func:`sensitivity` to a question about one series."""
    figures = [
        figure
        for figure in question.dataset.all_figures
        if figure.metric == question.metric and figure.stated.last <= question.known_on
    ]
    whole = series(question)

    def of(chosen: Iterable[Figure]) -> Series:
        return replace(whole, entries=entries_of(question, chosen))

    def again(chosen: Iterable[Figure], method: str = "envelope") -> MetricRange:
        return next(ranges_of(of(chosen), [question.by(method)]))

    start = again(figures)
    found = [
        ("as it is", "", start),
        *(("method", name, again(figures, name)) for name in METHODS[1:]),
        *((variant, detail, again(some)) for variant, detail, some in _variants(figures, start)),
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
            *(getattr(item, name) for name in _SHOWN),
            moved(start, item),
            why_none(item),
        )
        for variant, detail, item in found
    ]
    rows += _estimates(question, figures, of)
    if start.empty:
        rows[0] = (*rows[0][:-1], sentence(start))
    return frame(rows, _COLUMNS, numbers=("low", "centre", "high", "confidence"))


def moved(start: MetricRange, now: MetricRange) -> float:
    """The larger of the ratios by which the ends moved, at least 1; infinite where an end came or
    went.

    Where one of two numbers is zero, one person is added to both.
    """
    ratios = [1.0]
    for old, new in ((start.low, now.low), (start.high, now.high)):
        if old is None or new is None:
            if old != new:
                return inf
        else:
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


def _estimates(
    question: Question, figures: list[Figure], of: Callable[[Iterable[Figure]], Series]
) -> list[tuple[object, ...]]:
    """What moves the middle of the estimate by more than a tenth: a choice made otherwise, or an
    affiliation left out.
    """
    from tracker.reconcile.trend.path import path_range  # loads scipy

    whole = of(figures)
    start = path_range(whole, question)
    if start is None:
        return []
    others = {("model choice", name): (whole, choices) for name, choices in OTHERWISE.items()} | {
        ("estimate without", home): (
            of(each for each in figures if each.affiliation != home),
            USUAL_CHOICES,
        )
        for home in sorted({figure.affiliation for figure in figures})
    }
    rows: list[tuple[object, ...]] = []
    for (variant, detail), (made, choices) in others.items():
        now = path_range(made, question, choices)
        ends, ratio, remark = (nan, nan, nan), inf, "no estimate is left"
        if now is not None:
            ends, remark = (now.low, now.median, now.high), ""
            ratio = (max(now.median, start.median) + 1) / (min(now.median, start.median) + 1)
        if ratio > NOTABLE:
            beyond = now is not None and now.beyond
            said = next(ranges_of(made, [question]))
            who = (said.voices, said.independent, None)
            rows.append((variant, detail, *ends, False, beyond, *who, ratio, remark))
    return rows
