"""The methods side by side: what each makes of the same voices."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby

from matplotlib.axes import Axes

from tracker.curate.model import Figure
from tracker.publish.charts.drawing.bands import persons
from tracker.publish.charts.drawing.frame import Words, finish
from tracker.publish.charts.drawing.lanes import Lane, draw_lanes, lane_panel, range_lane
from tracker.publish.charts.drawing.legend import LegendEntry, arrow_entries
from tracker.publish.charts.drawing.marks import draw_arrows, draw_voices, one_sided
from tracker.publish.charts.drawing.style import INK, QUIET, SMALL, Size
from tracker.publish.charts.view import alt_of, asking, chart_line, nothing, styled, voices_words
from tracker.publish.words import ends, heading
from tracker.reconcile.assess import MetricRange, assess
from tracker.reconcile.judgement import one_number
from tracker.reconcile.methods.table import METHODS
from tracker.reconcile.numbers import counted, format_day
from tracker.reconcile.phrases import capital
from tracker.reconcile.question import Question
from tracker.reconcile.sentences import why_none
from tracker.reconcile.voices import select

_NAMES = {method: capital(method.replace("_", " ")) for method in METHODS}
MEANINGS = {
    "envelope": "lowest to highest voice",
    "agreement": "where most overlap",
    "pool": "middle 90%",
    "random_effects": "95% for the mean",
    "model": "90%",
}


@styled
def draw_methods(
    question: Question, *, ax: Axes | None = None, log: bool = False, size: Size = "page"
) -> Axes:
    """Draw the range by each method below the voices that all of them take.

    Parameters
    ----------
    question : Question
        In place of which :func:`plot_methods` takes ``data`` and what is asked.
    data, metric, ax, place, parties, title, log, size
        As in :func:`plot_ranges`.
    on, known_on : date or str, optional
        The day asked about, and the day whose knowledge is used; default: the last day anything was
        stated.

    Raises
    ------
    ValueError
        If a name or day cannot be used, or no party says anything; the message holds the remedy.

    """
    chosen = select(question)
    voices = [
        (number, figure)
        for figure in chosen.voices or chosen.bounds
        if (number := one_number(figure)) is not None
    ]
    if not voices:
        raise nothing(question)
    found = [assess(question.by(method)) for method in METHODS]
    kind = "voice" if chosen.voices else "lower bound"
    count = counted(len(voices), kind)
    stacks = _stacks(voices)
    most = max(row for *_, row in stacks)
    deep, lift = most // 2, 0.25 if most else 0.0  # two rows stand in a lane
    lanes = [
        Lane(f"{kind.capitalize()}s", words=(count,)),
        *[Lane("")] * deep,
        *[_lane(item) for item in found],
    ]
    ax = lane_panel(ax, size, lanes, 1.1)
    numbers = [*(number for number, _ in voices), *persons([], found)]
    heights = draw_lanes(ax, lanes, numbers, log=log)
    places = [(figure.party, (value, lift - row * 0.5)) for figure, value, row in stacks]
    sides = [one_sided(figure) for figure, *_ in stacks]
    for sign in (1, -1):
        ends = [(place, INK) for side, (_, place) in zip(sides, places) if side == sign]
        draw_arrows(ax, ends, sign, level=True)
    draw_voices(ax, question.book, places)
    _draw_missing(ax, found, heights[1 + deep :])
    opened = {*sides, *(sign for lane in lanes for sign in lane.opened)}
    return finish(ax, _words(question, [figure for _, figure in voices], count, found, opened, log))


plot_methods = asking(draw_methods, "day", "place", "on", "known_on", "parties", "title")


def _lane(found: MetricRange) -> Lane:
    main = found.method == "envelope"
    return range_lane(
        _NAMES[found.method],
        found,
        edge=INK if main else QUIET,
        words=("" if found.empty else ends(found, brief=True),),
        bold=main,
        rule=found.method in METHODS[:2],
    )


def _stacks(voices: list[tuple[float, Figure]]) -> list[tuple[Figure, float, int]]:
    """Each voice with its number and the row it is drawn in, so that equal numbers do not hide one
    another.
    """
    ordered = sorted(voices, key=lambda voice: (voice[0], voice[1].key))
    return [
        (figure, number, row)
        for number, equal in groupby(ordered, key=lambda voice: voice[0])
        for row, (_, figure) in enumerate(equal)
    ]


def _draw_missing(ax: Axes, found: list[MetricRange], heights: list[float]) -> None:
    """Say in its lane that a method has no range; why stands in the key."""
    for y, item in zip(heights, found):
        if item.empty:
            ax.text(
                0.01,
                y,
                "no range",
                transform=ax.get_yaxis_transform(),
                va="center_baseline",
                size=SMALL,
                color=QUIET,
                style="italic",
            )


def _words(
    question: Question,
    voices: list[Figure],
    count: str,
    found: list[MetricRange],
    opened: Collection[int],
    log: bool,
) -> Words:
    others = "; ".join(f"{_NAMES[item.method].lower()} {ends(item)}" for item in found[1:])
    return Words(
        title=question.title
        or f"{heading(question)}: the same {count.partition(' ')[2]}, five methods",
        subtitle=f"On {format_day(question.on)}, as known on {format_day(question.known_on)}: "
        f"{voices_words(found[0])}",
        key=[_key(found, opened)],
        line=chart_line(question, "methods", log=log),
        alt=f"{alt_of(found[0], voices)} By other methods: {others}.",
    )


def _key(found: list[MetricRange], opened: Collection[int]) -> list[LegendEntry]:
    """What each method gives, or why it gives nothing."""
    words = (
        (why_none(item) or "no range") if item.empty else MEANINGS[item.method] for item in found
    )
    return [
        *(LegendEntry(f"{_NAMES[item.method]}: {meant}") for item, meant in zip(found, words)),
        LegendEntry("White tick: the middle"),
        *arrow_entries(opened, level=True),
    ]
