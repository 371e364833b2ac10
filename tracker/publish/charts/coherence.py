"""Two parts and their whole: where what is said of each can be true together."""

from __future__ import annotations

import math
from dataclasses import replace
from inspect import Parameter
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from tracker.curate.model import Figure
from tracker.publish.charts.drawing.axes import count_axis
from tracker.publish.charts.drawing.frame import Words, finish, settle
from tracker.publish.charts.drawing.legend import LegendEntry, area_entry, line_entry, party_entry
from tracker.publish.charts.drawing.marks import XY, draw_voices
from tracker.publish.charts.drawing.measure import Measure, panel_box, printable
from tracker.publish.charts.drawing.palette import looks
from tracker.publish.charts.drawing.style import (
    BAND,
    BAND_EDGE,
    Size,
    panel,
)
from tracker.publish.charts.view import asking, chart_line, on_day, styled, voices_words
from tracker.publish.words import heading, limits, short_names
from tracker.reconcile.assess import MetricRange, assess
from tracker.reconcile.judgement import one_number
from tracker.reconcile.numbers import counted
from tracker.reconcile.phrases import capital, running
from tracker.reconcile.question import NothingToShow, Question
from tracker.reconcile.voices import select

_HEIGHTS = {"column": 60.0, "page": 85.0}  # mm of the panel
POSSIBLE = "#b9c7e6"
DASHED = (0, (3, 2))


class PartsAndWhole(NamedTuple):
    """The ranges of two parts and their whole, and what is known to bound the whole."""

    first: MetricRange
    second: MetricRange
    sum: MetricRange
    limit: MetricRange | None


@styled
def draw_coherence(question: Question, *, ax: Axes | None = None, size: Size = "page") -> Axes:
    """Draw one part against the other, with the region where both ranges and that of the whole can
    be true.

    Parameters
    ----------
    question : Question
        In place of which :func:`plot_coherence` takes ``data`` and what is asked.
    data, ax, parties, title, size
        As in :func:`plot_ranges`.
    whole : str, optional
        A metric to which the codebook gives two parts; default: the codebook's first.
    on, known_on : date or str, optional
        The day asked about, and the day whose knowledge is used; default: the last day anything was
        stated.

    Raises
    ------
    ValueError
        If a name or day cannot be used.
    NothingToShow
        If no metric has two parts, or fewer than two of the three have a range.

    Notes
    -----
    All ranges are envelopes, so that the region can be redrawn by hand; :func:`tracker.coherence`
    weighs the same figures.

    """
    seen = _whole(question)
    x, y, total, _ = seen
    voices = [select(part.question).voices for part in (x, y)]
    ax = panel(ax, size, _HEIGHTS.get(size, 85.0), grid=None)
    tops = [
        _top(one, total, [one_number(figure) for figure in some])
        for one, some in zip((x, y), voices)
    ]
    count_axis(ax, [0, tops[0]], "x")
    count_axis(ax, [0, tops[1]], "y")
    measure = Measure(ax.figure)
    for write, part, room in (
        (ax.set_xlabel, x, panel_box(ax).width),
        (ax.set_ylabel, y, panel_box(ax).height),
    ):
        text = measure.shorten(printable(heading(part.question)), 6.5, 2.5 * room)
        write("\n".join(measure.wrap(text, 6.5, 0.9 * room)))
    settle(ax)
    count_axis(ax, [0, tops[0]], "x")
    region = _draw_region(ax, seen, (ax.get_xlim()[1], ax.get_ylim()[1]))
    shown = _draw_voices(ax, question, voices)
    settle(ax)
    return finish(ax, _words(seen, region, shown))


plot_coherence = asking(
    draw_coherence,
    "day",
    "on",
    "known_on",
    "parties",
    "title",
    metric=Parameter("whole", Parameter.KEYWORD_ONLY, default=None),
)


def _whole(question: Question) -> PartsAndWhole:
    metrics = question.book.metrics
    pairs = [key for key, metric in metrics.items() if len(metric.parts) == 2]
    if question.metric is None and not pairs:
        raise NothingToShow("the codebook has no metric with two parts; give one its parts")
    meaning = metrics[question.metric or pairs[0]]
    if len(meaning.parts) != 2:
        raise ValueError(
            f"{meaning.key} has {len(meaning.parts) or 'no'} parts, and this chart needs two; "
            + (f"choose one of: {', '.join(pairs)}" if pairs else "give it two in the codebook")
        )
    keys = (*meaning.parts, meaning.key)
    first, second, total = (assess(question.about(key).one) for key in keys)
    if sum(bool(one.figures) for one in (first, second, total)) < 2:
        raise NothingToShow(
            f"nothing to draw: two of {', '.join(keys)} must have figures on "
            f"{question.on}, as known on {question.known_on}; choose a later day"
        )
    limit = assess(question.about(meaning.at_most).one) if meaning.at_most else None
    return PartsAndWhole(first, second, total, limit)


def _top(one: MetricRange, total: MetricRange, numbers: list[float | None]) -> float:
    """How far an axis must reach: where a part may be more, until it alone makes the whole."""
    opened = one.high_open or one.high is None
    given = [one.low, one.high, *numbers, *([total.low] if opened else [])]
    top = max([value for value in given if value] or [total.high or 1.0])
    return top * 1.35 if opened else top


def feasible(x: MetricRange, y: MetricRange, total: MetricRange, far: XY) -> list[XY]:
    """Corners of the region in which both parts are in their ranges and their sum in the whole's,
    up to ``far``.

    An end that is open, or that nobody states, does not bound the region.
    """
    (left, right), (bottom, top) = limits(x, far[0]), limits(y, far[1])
    least, most = limits(total)
    if left > right or bottom > top:
        return []
    corners = [(left, bottom), (right, bottom), (right, top), (left, top)]
    region = _cut(corners, least, 1)
    return region if most == math.inf else _cut(region, most, -1)


def possible(x: MetricRange, y: MetricRange, total: MetricRange) -> bool:
    """Whether both parts can be in their ranges with their sum in the whole's, however far open
    ends reach; what less than half a person decides is possible.
    """
    parts = [limits(x), limits(y)]
    least, most = limits(total)
    lows, highs = (sum(ends) for ends in zip(*parts))
    return lows <= most + 0.5 and highs >= least - 0.5 and all(low <= high for low, high in parts)


def _cut(region: list[XY], total: float, keep: int) -> list[XY]:
    """The part of a convex region where the sum is at least (``keep`` 1) or at most (-1) a
    total.
    """
    kept: list[XY] = []
    for (x, y), (next_x, next_y) in zip(region, region[1:] + region[:1]):
        near, far = keep * (x + y - total), keep * (next_x + next_y - total)
        if near >= 0:
            kept.append((x, y))
        if near * far < 0:
            part = near / (near - far)
            kept.append((x + part * (next_x - x), y + part * (next_y - y)))
    return kept


def _draw_region(ax: Axes, seen: PartsAndWhole, far: XY) -> list[XY]:
    (x, y, total, _), (far_x, far_y) = seen, far
    any_x, any_y = (replace(part, low=None, high=None) for part in (x, y))
    band = feasible(any_x, any_y, total, far)
    if band and total.figures:
        ax.add_patch(Polygon(band, facecolor=BAND, edgecolor="none", zorder=1, label="_whole"))
    region = feasible(x, y, total, far)
    if region:
        ax.add_patch(
            Polygon(
                region,
                facecolor=POSSIBLE,
                edgecolor=POSSIBLE,
                linewidth=1.6,
                zorder=2,
                label="_possible",
            )
        )
    for found, line in ((x, ax.axvline), (y, ax.axhline)):
        for side in ("low", "high"):
            if getattr(found, side) is not None:
                line(
                    getattr(found, side),
                    color=BAND_EDGE,
                    linewidth=0.5,
                    zorder=2.5,
                    label=f"_{side}",
                    linestyle=DASHED if getattr(found, f"{side}_open") else "solid",
                )
    one = total.low == total.high and (total.low_open or total.high_open)  # line for both
    sums = {total.low: total.low_open or one, total.high: total.high_open or one}
    for value, opened in sums.items():
        if value is not None and value <= far_x + far_y:
            ax.plot(
                [max(value - far_y, 0), min(value, far_x)],
                [min(value, far_y), max(value - far_x, 0)],
                color=BAND_EDGE,
                linewidth=0.5,
                zorder=2.5,
                label="_sum",
                linestyle=DASHED if opened else "solid",
            )
    return region


def _draw_voices(ax: Axes, question: Question, voices: list[tuple[Figure, ...]]) -> list[str]:
    """Voices of each part along its axis, and where one estimate gives both, at the point they
    make; returns their parties.
    """
    x, y = (
        {figure.estimate: number for figure in some if (number := one_number(figure)) is not None}
        for some in voices
    )
    stated = question.dataset.by_id
    places = [(stated[name].party, (x.get(name, 0.0), y.get(name, 0.0))) for name in x | y]
    draw_voices(ax, question.book, places, clip_on=False)
    there = {party for party, _ in places}
    return [party for party in question.book.parties if party in there]


def _words(seen: PartsAndWhole, region: list[XY], shown: list[str]) -> Words:
    question, (first, second, total) = seen.sum.question, (one.question.label for one in seen[:3])
    said = (
        f"{first} {seen.first.ends}; {running(second)} {seen.second.ends}; "
        f"{running(total)} {seen.sum.ends}"
    )
    voices = "; ".join(f"{one.question.label}: {voices_words(one)}" for one in seen[:3])
    able = "can" if possible(seen.first, seen.second, seen.sum) else "cannot"
    verdict = f"these ranges {able} {'all' if _all(seen) else 'both'} be true"
    alone = f", from the figures of {question.alone} alone" if question.alone else ""
    day = f"{on_day(question)}{alone}"
    return Words(
        title=question.title or f"{first} against {running(second)}: {verdict}",
        subtitle=f"{day}: {said}",
        key=_key(seen, region, shown),
        line=chart_line(question, "coherence", alone=False),
        alt=f"{day}: {said}. {capital(verdict)}. {voices}; "
        f"{counted(len(shown), 'party', 'parties')} drawn.",
        names=short_names(question.book, shown),
    )


def _all(seen: PartsAndWhole) -> bool:
    """Whether both parts and their whole have a range."""
    return not any(one.empty for one in (seen.first, seen.second, seen.sum))


def _key(seen: PartsAndWhole, region: list[XY], shown: list[str]) -> list[list[LegendEntry]]:
    question, styles = seen.sum.question, looks(seen.sum.question.book)
    able = "all three" if _all(seen) else "both"
    opened = any(one.low_open or one.high_open for one in seen[:3])
    drawn = (
        (True, LegendEntry("Marks: voices, on an axis where a party gives one part only")),
        (not seen.sum.empty, area_entry(f"{question.label}, {seen.sum.ends}", BAND)),
        (region, area_entry(f"{able} can be true", POSSIBLE)),
        (True, line_entry("an end of a range", color=BAND_EDGE)),
        (opened, line_entry("an open end", color=BAND_EDGE, linestyle=DASHED)),
    )
    meant = [entry for there, entry in drawn if there]
    bound = []
    if seen.limit is not None and seen.limit.high is not None:
        label = seen.limit.question.meaning.label
        bound.append(LegendEntry(f"Bound of the sum: {label}, {seen.limit.ends}"))
    return [[party_entry(question.short(party), styles[party]) for party in shown], meant, bound]
