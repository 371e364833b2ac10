"""Who says what: the figure of each party that speaks on a day, and the range they make."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from matplotlib.axes import Axes

from tracker.curate.words.dates import PartialDate
from tracker.publish.charts.display import styled
from tracker.publish.charts.drawing.axes import count_axis
from tracker.publish.charts.drawing.fonts import printable
from tracker.publish.charts.drawing.frame import Words, finish, settle
from tracker.publish.charts.drawing.lanes import HEIGHT, Lane, draw_lanes
from tracker.publish.charts.drawing.legend import GREY, LegendEntry, mark
from tracker.publish.charts.drawing.marks import FAINT, level
from tracker.publish.charts.drawing.measure import Measure
from tracker.publish.charts.drawing.palette import Look, looks, paler
from tracker.publish.charts.drawing.style import (
    BAND,
    BAND_EDGE,
    INK,
    QUIET,
    SMALL,
    Size,
    dress,
    narrow,
    panel,
)
from tracker.publish.charts.view import Day, View, alt_of, ends_words, view_of, voices_words
from tracker.reconcile.numbers import format_day
from tracker.reconcile.voices import Judged, select

if TYPE_CHECKING:
    from tracker.curate.model import Dataset
    from tracker.reconcile.ranges import MetricRange

SAID = 110.0  # points for the words of a source


@styled
def plot_parties(
    data: Dataset,
    metric: str,
    *,
    ax: Axes | None = None,
    place: str | None = None,
    on: Day = None,
    known_on: Day = None,
    method: str = "envelope",
    log: bool = False,
    size: Size = "page",
) -> Axes:
    """Draw a lane for each party, grouped by affiliation, and below them the range they are
    reconciled into.

    A party is shown by its newest whole figure, or else by the largest count of a part. Filled
    marks speak; hollow ones are lower bounds only; faint ones are too old to be compared.

    Parameters
    ----------
    data, metric, ax, place, method, log, size
        As in :func:`plot_ranges`.
    on, known_on : date or str, optional
        The day asked about, and the day whose knowledge is used; default: the last day anything was
        stated.

    Raises
    ------
    ValueError
        If a name or day cannot be used, or no party says anything; the message holds the remedy.

    """
    view = view_of(data, metric, place, on, known_on, method)
    judged = select(data, metric, place=view.place, on=view.on, known_on=view.known_on).judged
    shown = _shown(judged)
    if not shown:
        raise view.nothing()
    now = view.range()
    lanes = [*_lanes(view, shown), _range_lane(view, now)]
    ax = panel(ax, size, HEIGHT * (len(lanes) + 0.2))
    dress(ax, grid="x")
    draw_lanes(ax, _fitting(ax, lanes))
    _draw_range(ax, now)
    settle(ax)
    values = [
        value for item in shown for value in (item.figure.low, level(item.figure), item.figure.high)
    ]
    count_axis(
        ax, [value for value in [*values, now.low, now.high] if value is not None], "x", log=log
    )
    settle(ax)
    used = sum(item.used for item in judged)
    finish(
        ax,
        Words(
            title=f"{view.label}, persons, by party",
            subtitle=_subtitle(view, now),
            key=[_key(shown, used)],
            line=view.line("parties", *(["--log"] if log else [])),
            alt=_alt(view, shown, now),
        ),
    )
    return ax


def _shown(judged: tuple[Judged, ...]) -> list[Judged]:
    """One figure a party: its newest whole one, or else its largest lower bound."""
    best: dict[str, Judged] = {}
    for item in judged:
        if not (item.used or item.candidate) or level(item.figure) is None:
            continue
        other = best.get(item.figure.party)
        if (
            other is None
            or item.candidate
            or (not other.candidate and level(item.figure) >= level(other.figure))
        ):
            best[item.figure.party] = item
    return list(best.values())


def _lanes(view: View, shown: list[Judged]) -> list[Lane]:
    """Lanes in the codebook's order; an affiliation with several parties gets a heading."""
    by_party, styles, lanes = {item.figure.party: item for item in shown}, looks(view.book), []
    for key, affiliation in view.book.affiliations.items():
        members = [
            party
            for party, known in view.book.parties.items()
            if known.affiliation == key and party in by_party
        ]
        if len(members) > 1:
            lanes.append(Lane(affiliation.name, ink=QUIET, rule=bool(lanes)))
        for at, party in enumerate(members):
            alone = bool(lanes) and len(members) == 1
            lanes.append(_lane(view, by_party[party], styles[party], len(members) > 1, alone))
    return lanes


def _lane(view: View, item: Judged, look: Look, grouped: bool, rule: bool) -> Lane:
    figure = item.figure
    faint, bound = item.role == "out", item.role == "bound"
    fill = paler(look.fill, FAINT) if faint else "#ffffff" if bound else look.fill
    arrow = (
        1 if bound else (figure.high is None) - (figure.low is None) if figure.best is None else 0
    )
    low, value, high = (
        (None, figure.low, None) if bound else (figure.low, level(figure), figure.high)
    )
    return Lane(
        view.short(figure.party),
        ink=look.ink,
        value=value,
        low=low,
        high=high,
        arrow=arrow,
        shape=look.shape,
        fill=fill,
        edge=paler(look.ink, FAINT + 0.12) if faint else look.ink,
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


def _range_lane(view: View, now: MetricRange) -> Lane:
    name = "Range" if view.method == "envelope" else f"Range ({view.method})"
    middle = now.low if now.low == now.high else now.centre
    return Lane(
        name,
        value=middle,
        low=now.low,
        high=now.high,
        shape="",
        bold=True,
        words=(ends_words(now),),
        thick=3.2,
        rule=True,
        edge=BAND_EDGE,
        fill=INK,
    )


def _fitting(ax: Axes, lanes: list[Lane]) -> list[Lane]:
    """Lanes whose words fit: on a narrow chart only the day, on a wide one the wording cut where it
    is too long.
    """
    measure, small = Measure(ax.figure), narrow(ax)

    def fitting(words: tuple[str, ...]) -> tuple[str, ...]:
        if len(words) < 2:
            return ("",) if words and small else words
        return words[1:] if small else (measure.shorten(printable(words[0]), SMALL, SAID), words[1])

    return [replace(lane, words=fitting(lane.words)) for lane in lanes]


def _draw_range(ax: Axes, now: MetricRange) -> None:
    if None not in (now.low, now.high):
        ax.axvspan(now.low, now.high, facecolor=BAND, edgecolor="none", zorder=0.5, label="_band")


def _subtitle(view: View, now: MetricRange) -> str:
    known = f", as known on {format_day(view.known_on)}" if view.known_on != view.on else ""
    return f"On {format_day(view.on)}{known}: {ends_words(now)}, from {voices_words(now)}"


def _key(shown: list[Judged], used: int) -> list[LegendEntry]:
    roles = {item.role for item in shown}
    kinds = [
        ("voice", "speaks: its party's newest whole figure", GREY, GREY),
        ("bound", "lower bound only: counts a part, or too old", "#ffffff", GREY),
        ("out", "too old to be compared", paler(GREY, FAINT), paler(GREY, FAINT + 0.12)),
    ]
    key = [
        LegendEntry(words, lambda fill=fill, edge=edge: [mark("o", fill, edge)])
        for role, words, fill, edge in kinds
        if role in roles
    ]
    if any(item.role == "bound" or None in (item.figure.low, item.figure.high) for item in shown):
        key.append(LegendEntry("arrow: at least, or up to; its length means nothing"))
    rest = used - sum(item.used for item in shown)
    if rest:
        key.append(
            LegendEntry(
                f"{rest} more lower bound{'s' if rest > 1 else ''} of these parties not drawn"
            )
        )
    return key


def _alt(view: View, shown: list[Judged], now: MetricRange) -> str:
    days = [item.figure.as_of for item in shown]
    return alt_of(
        view,
        len(shown),
        len(shown),
        min(day.first for day in days),
        max(day.last for day in days),
        now,
    )
