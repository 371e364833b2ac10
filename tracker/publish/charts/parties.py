"""Who says what: the figure of each party that speaks on a day, and the range they make."""

from __future__ import annotations

from dataclasses import replace

from matplotlib.axes import Axes

from tracker.curate.words.dates import PartialDate
from tracker.publish.charts.drawing.bands import persons
from tracker.publish.charts.drawing.frame import Words, finish
from tracker.publish.charts.drawing.lanes import Lane, draw_lanes, lane_panel, range_lane
from tracker.publish.charts.drawing.legend import (
    GREY,
    LegendEntry,
    arrow_entries,
    legend_entries,
    mark,
)
from tracker.publish.charts.drawing.marks import faint, one_sided
from tracker.publish.charts.drawing.measure import Measure, printable
from tracker.publish.charts.drawing.palette import Look, looks
from tracker.publish.charts.drawing.style import (
    BAND,
    BAND_EDGE,
    QUIET,
    SMALL,
    Size,
    narrow,
)
from tracker.publish.charts.view import (
    alt_of,
    asking,
    chart_line,
    nothing,
    on_day,
    styled,
    voices_words,
)
from tracker.publish.words import ends, heading, short_names
from tracker.reconcile.assess import assess
from tracker.reconcile.judgement import one_number
from tracker.reconcile.numbers import counted
from tracker.reconcile.question import Question
from tracker.reconcile.voices import Judged, select

SAID = 110.0  # points for the words of a source


@styled
def draw_parties(
    question: Question, *, ax: Axes | None = None, log: bool = False, size: Size = "page"
) -> Axes:
    """Draw a lane for each party, grouped by affiliation, and below them the range they are
    reconciled into.

    A party is shown by its newest whole figure, or else by the largest count of a part. Filled
    marks speak; hollow ones are lower bounds only; faint ones are too old to be compared.

    Parameters
    ----------
    question : Question
        In place of which :func:`plot_parties` takes ``data`` and what is asked.
    data, metric, ax, place, method, parties, title, log, size
        As in :func:`plot_ranges`.
    on, known_on : date or str, optional
        The day asked about, and the day whose knowledge is used; default: the last day anything was
        stated.

    Raises
    ------
    ValueError
        If a name or day cannot be used, or no party says anything; the message holds the remedy.

    """
    judged = select(question).judged
    shown = _shown(judged)
    if not shown:
        raise nothing(question)
    now = assess(question)
    lanes = [
        *_lanes(question, shown),
        range_lane(
            "Range" if question.method == "envelope" else f"Range ({question.method})",
            now,
            bold=True,
            words=(ends(now, brief=True),),
            rule=True,
            edge=BAND_EDGE,
        ),
    ]
    ax = lane_panel(ax, size, lanes)
    if now.low is not None and now.high is not None:
        ax.axvspan(now.low, now.high, facecolor=BAND, edgecolor="none", zorder=0.5, label="_band")
    stated = [
        value
        for item in shown
        for value in (item.figure.low, one_number(item.figure), item.figure.high)
        if value is not None
    ]
    draw_lanes(ax, _fitting(ax, lanes), [*stated, *persons([], [now])], log=log)
    return finish(
        ax,
        Words(
            title=question.title or f"{heading(question)}, by party",
            subtitle=f"{on_day(question)}: {ends(now)}, from {voices_words(now)}",
            key=[_key(shown, lanes, sum(item.used for item in judged))],
            line=chart_line(question, "parties", log=log),
            alt=alt_of(now, [item.figure for item in shown]),
            names=short_names(question.book, {item.figure.party for item in shown}),
        ),
    )


plot_parties = asking(draw_parties, "day", "place", "on", "known_on", "method", "parties", "title")


def _shown(judged: tuple[Judged, ...]) -> list[Judged]:
    """One figure a party: its newest whole one, or else its largest lower bound."""
    ranked = [
        (item.candidate, number, at)
        for at, item in enumerate(judged)
        if (item.used or item.candidate) and (number := one_number(item.figure)) is not None
    ]
    return list({judged[at].figure.party: judged[at] for *_, at in sorted(ranked)}.values())


def _lanes(question: Question, shown: list[Judged]) -> list[Lane]:
    """Lanes in the codebook's order; an affiliation with several parties gets a heading."""
    by_party, styles = {item.figure.party: item for item in shown}, looks(question.book)
    lanes: list[Lane] = []
    for key, affiliation in question.book.affiliations.items():
        members = [
            party
            for party, known in question.book.parties.items()
            if known.affiliation == key and party in by_party
        ]
        if len(members) > 1:
            lanes.append(Lane(affiliation.name, ink=QUIET, rule=bool(lanes)))
        for party in members:
            alone = bool(lanes) and len(members) == 1
            lanes.append(_lane(question, by_party[party], styles[party], len(members) > 1, alone))
    return lanes


def _lane(question: Question, item: Judged, look: Look, grouped: bool, rule: bool) -> Lane:
    figure = item.figure
    bound = item.role in ("bound", "derived")  # a tally only limits, too
    fill, edge = faint(look.fill, look.ink) if item.role == "out" else (look.fill, look.ink)
    side = 1 if bound else one_sided(figure)
    low, value, high = (
        (None, figure.low, None) if bound else (figure.low, one_number(figure), figure.high)
    )
    return Lane(
        question.short(figure.party),
        ink=look.ink,
        value=value,
        low=low,
        high=high,
        opened=(side,) if side else (),
        shape=look.shape,
        fill="#ffffff" if bound else fill,
        edge=edge,
        words=(figure.said, _day(figure.as_of)),
        rule=rule,
        indent=6.0 if grouped else 0.0,
    )


def _day(day: PartialDate) -> str:
    return (
        ("c. " if day.approximate else "")
        + day.text.rstrip("~?%")
        + (" (?)" if day.uncertain else "")
    )


def _fitting(ax: Axes, lanes: list[Lane]) -> list[Lane]:
    """Lanes whose words fit: on a narrow chart only the day, on a wide one the wording cut where it
    is too long.
    """
    if narrow(ax):
        return [replace(lane, words=lane.words[1:] or ("",) * len(lane.words)) for lane in lanes]
    measure = Measure(ax.figure)
    return [
        replace(
            lane,
            words=(
                *(measure.shorten(printable(said), SMALL, SAID) for said in lane.words[:-1]),
                *lane.words[-1:],
            ),
        )
        for lane in lanes
    ]


def _key(shown: list[Judged], lanes: list[Lane], used: int) -> list[LegendEntry]:
    roles = {item.role for item in shown}
    key = legend_entries(
        ("voice" in roles, "speaks: its party's newest whole figure", lambda: [mark()]),
        (
            "bound" in roles,
            "lower bound only: counts a part, or too old",
            lambda: [mark("o", "#ffffff")],
        ),
        (
            "derived" in roles,
            "lower bound only: counted one by one",
            lambda: [mark("o", "#ffffff")],
        ),
        ("out" in roles, "too old to be compared", lambda: [mark("o", *faint(GREY, GREY))]),
    )
    key += arrow_entries((sign for lane in lanes for sign in lane.opened), level=True)
    if rest := used - sum(item.used for item in shown):
        bounds = counted(rest, "more lower bound", "more lower bounds")
        key.append(LegendEntry(f"{bounds} of these parties not drawn"))
    return key
