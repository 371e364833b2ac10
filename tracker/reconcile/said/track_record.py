"""The record scored in public: did the ranges hold what was stated next, and what was established
later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.curate.suggest import known_name, several
from tracker.reconcile.assess import MetricRange, changes, ranges_of
from tracker.reconcile.frames import frame
from tracker.reconcile.judgement import Entry, one_number, two_sided
from tracker.reconcile.methods.table import METHODS
from tracker.reconcile.question import Day, NothingToShow, Question, ask
from tracker.reconcile.voices import Series, series

if TYPE_CHECKING:
    import pandas

    from tracker.curate.dataset import Dataset

SCORED = ("envelope", "model")
_COLUMNS = (
    "figure",
    "against",
    "metric",
    "place",
    "party",
    "stance",
    "age",
    "method",
    "on",
    "known_on",
    "value",
    "low",
    "high",
    "low_open",
    "high_open",
    "inside",
    "allowed",
    "score",
)
SUMMARY = ("by", "name", "method", "figures", "ranges", "inside", "allowed", "score")
# Days since the first figure of the series, and what they are called.
AGES = ((90, "the first 90 days"), (365, "day 91 to 365"), (np.inf, "later"))
# A party with fewer ranges to score has no line of its own.
FEWEST = 5


def track_record(
    data: Dataset,
    metric: str | None = None,
    *,
    place: str | None = None,
    known_on: Day = None,
    methods: str | Sequence[str] = SCORED,
) -> pandas.DataFrame:
    """Hold each figure against the range that had been known the day before it was stated.

    Parameters
    ----------
    data : Dataset
        As :func:`tracker.load` gives it.
    metric, place : str, optional
        Codebook keys; default: every metric, every place.
    known_on : date or str, optional
        The day whose knowledge is used; default: the last day anything was stated.
    methods : str or list of str
        Of :func:`tracker.ranges`: whose ranges are scored.

    Returns
    -------
    pandas.DataFrame
        One row a figure and method: ``figure`` (its key), ``against`` (``stated``: a whole,
        two-sided figure of a party, and the range for its as-of day as known on the day before it
        was stated; ``established``: what the codebook says was established later, and each range
        from the day it describes to the day before it was stated); ``metric, place, party,
        stance``; ``age`` (days since the first figure of the series); ``method, on, known_on``;
        ``value`` (persons; of two ends the geometric middle); ``low, high`` (NaN where there was no
        range, or no such end), ``low_open, high_open``; ``inside``, whether the value lies between
        the ends as printed, ``allowed``, whether it does or lies beyond an end printed as "or more"
        or "or fewer", ``score``.

    Raises
    ------
    NothingToShow
        If no figure can be scored.
    ValueError
        If a name or day cannot be used; the message holds the remedy.

    Notes
    -----
    The score is the interval score at 90% on the natural logarithm (Gneiting and Raftery 2007), of
    the ends as printed: (u - l) + 20 (l - x) where x lies below, + 20 (x - u) where above; one is
    added to all three where one is zero. Figures are no truths: a range that holds the next
    statement says what was said next, not what was so. Echoes, disputed and withdrawn figures,
    parts and bounds are not scored.

    """
    return scored(ask(data, metric, place=place, known_on=known_on), several(methods))


def scored(question: Question, methods: Sequence[str] = SCORED) -> pandas.DataFrame:
    """The answer of :func:`track_record` to a question about a series or the whole record."""
    for method in methods:
        known_name("method", method, METHODS)
    rows = [
        row
        for rows_of in (_stated, _established)
        for one in question.series
        for row in rows_of(one, methods)
    ]
    if not rows:
        raise NothingToShow(
            f"no figure of {question.metric or 'the record'} can be scored as known on "
            f"{question.known_on}: none is whole and two-sided; choose a later day or another "
            "metric"
        )
    return frame(rows, _COLUMNS, days=("on", "known_on"), flags=("inside", "allowed"))


def summed_up(rows: pandas.DataFrame) -> pandas.DataFrame:
    """How often the ranges held what came, and their mean score: in all, by metric, stance, party
    and age.

    Returns
    -------
    pandas.DataFrame
        ``by, name, method``; ``figures`` (rows), ``ranges`` (rows with a range before them), the
        share ``inside`` and mean ``score`` of those with two ends, the share ``allowed`` of all.
        What was established stands in a line of its own and in no other; a sort with one name
        only has no line.

    """
    aged = rows.assign(
        age=[next(name for limit, name in AGES if age <= limit) for age in rows["age"]], all=""
    )
    stated, settled = (aged[aged["against"] == word] for word in ("stated", "established"))
    parts = [("stated next", stated, "all"), ("established later", settled, "all")]
    parts += [
        (by, stated, by) for by in ("metric", "stance", "party", "age") if stated[by].nunique() > 1
    ]
    lines = [
        line
        for by, some, column in parts
        for (name, method), group in some.groupby([column, "method"], sort=False)
        if (line := _line(by, str(name), str(method), group))
        and (by != "party" or line[4] >= FEWEST)
    ]
    return frame(lines, SUMMARY)


def _line(by: str, name: str, method: str, group: pandas.DataFrame) -> list[Any]:
    had = group[group["allowed"].notna()]
    means = [float(had[column].astype(float).mean()) for column in ("inside", "allowed", "score")]
    return [by, name, method, len(group), len(had), *means]


def _stated(question: Question, methods: Sequence[str]) -> Iterator[list[Any]]:
    """Each figure that can be scored against what was known the day before."""
    if any(metric.established == question.key for metric in question.book.metrics.values()):
        return
    prepared = series(question)
    for entry in _scorable(prepared, question):
        for method in methods:
            asked = question.by(method).at(date.fromordinal(entry.day), _eve(entry))
            (answer,) = ranges_of(prepared, [asked])
            yield _row(entry, "stated", prepared, answer, question)


def _established(question: Question, methods: Sequence[str]) -> Iterator[list[Any]]:
    """Each range that was printed between the day the truth describes and the day it was told."""
    truth = question.meaning.established or ""
    if truth not in {figure.metric for figure in question.dataset.all_figures}:
        return
    claims = series(question)
    for entry in _scorable(series(question.about(truth, question.place)), question):
        day, last = date.fromordinal(entry.day), _eve(entry)
        for method in methods:
            asked = question.by(method)
            days = [day, *(each.on for each in changes(asked.as_known_then(last)) if each.on > day)]
            for answer in ranges_of(claims, (asked.at(on) for on in days if day <= last)):
                yield _row(entry, "established", claims, answer, question)


def _eve(entry: Entry) -> date:
    return entry.figure.stated.first - timedelta(days=1)


def _scorable(prepared: Series, question: Question) -> list[Entry]:
    """Whole, two-sided figures that stand, of the day asked about or before, and stated on a day
    that has one before it.
    """
    return [
        entry
        for entry in prepared.entries
        if two_sided(entry.figure)
        and entry.figure.stated.first > date.min
        and entry.stands_whole(question.known_on.toordinal())
        and entry.day <= question.on.toordinal()
    ]


def _row(
    entry: Entry, against: str, prepared: Series, answer: MetricRange, question: Question
) -> list[Any]:
    figure, value = entry.figure, one_number(entry.figure) or 0.0
    low, high = (np.nan if end is None else end for end in (answer.low, answer.high))
    within = None if np.isnan([low, high]).any() else bool(low <= value <= high)
    allowed = None
    if not answer.empty:
        above = answer.low_open or answer.low is None or value >= low
        below = answer.high_open or answer.high is None or value <= high
        allowed = bool(above and below)
    return [
        figure.key,
        against,
        answer.metric,
        answer.place,
        figure.party,
        question.book.affiliations[figure.affiliation].stance,
        answer.on.toordinal() - min(each.day for each in prepared.entries),
        answer.method,
        answer.on,
        answer.known_on,
        value,
        low,
        high,
        answer.low_open,
        answer.high_open,
        within,
        allowed,
        interval_score(low, high, value),
    ]


def interval_score(low: float, high: float, value: float) -> float:
    """The interval score at 90% on the natural logarithm; smaller is better, NaN without two ends.

    Examples
    --------
    >>> round(interval_score(100, 200, 150), 3), round(interval_score(100, 200, 400), 3)
    (0.693, 14.556)
    >>> round(interval_score(0, 10, 5), 3)  # one is added to all where one of them is zero
    2.398

    """
    added = 1 if 0 in (low, high, value) else 0
    start, end, x = np.log(np.array([low, high, value], dtype=float) + added)
    return float(end - start + 20 * max(start - x, 0) + 20 * max(x - end, 0))
