"""A trend in words and as small tables: its last day in a sentence, its month ends, its house
effects.
"""

from __future__ import annotations

from html import escape
from textwrap import fill
from typing import TYPE_CHECKING

from tracker.reconcile.numbers import counted, format_day, roughly

if TYPE_CHECKING:
    import pandas

    from tracker.reconcile.trend.path import Trend

_WIDTH = 96
_ENDS = ("low", "median", "high")
CAVEAT = (
    "Ratios compare each party's figures with the path, which assumes that the parties are right "
    "on average: an error that all share cannot be seen in them."
)


def trend_sentence(trend: Trend) -> str:
    """The path's last day, how sure it is, and what it rests on."""
    last = trend.path.iloc[-1]
    voices, bounds = ((trend.figures["role"] == role).sum() for role in ("voice", "bound"))
    lower = f" and {counted(bounds, 'lower bound')}" if bounds else ""
    low, median, high = (roughly(last[name]) for name in _ENDS)
    day, known_on = format_day(last["on"].date()), format_day(trend.known_on)
    ended = f"the path's last day, as known on {known_on}"
    known = "as known on that day" if day == known_on else ended
    return (
        f"{trend.question.label}: {median} on {day}, {known}; between {low} "
        f"and {high} with {trend.level:.0%} probability under the trend's model; from "
        f"{counted(voices, 'figure')} of {counted(len(trend.house), 'party', 'parties')}{lower}."
    )


def month_ends(path: pandas.DataFrame) -> pandas.DataFrame:
    """The path's first day, every last day of a month, and its last day."""
    wanted = path["on"].dt.is_month_end.to_numpy(copy=True)
    wanted[[0, -1]] = True
    shown: pandas.DataFrame = path.loc[wanted]
    return shown


def rows(path: pandas.DataFrame) -> list[list[str]]:
    """The path's days as printed: day, low, median, high."""
    days = path[["on", *_ENDS]].itertuples(index=False)
    return [[f"{day:%Y-%m-%d}", *map(roughly, ends)] for day, *ends in days]


def trend_text(trend: Trend, path: pandas.DataFrame | None = None) -> str:
    """The sentence, the path at month ends (or the days given) and the house effects, in
    columns.
    """
    shown = month_ends(trend.path) if path is None else path
    lines = [
        fill(trend_sentence(trend), _WIDTH),
        "",
        *_columns([["on", *_ENDS], *rows(shown)]),
    ]
    if path is None:
        lines += [
            "",
            *_columns([["party", *_ENDS], *_house(trend)]),
            "",
            fill(CAVEAT, _WIDTH),
        ]
    return "\n".join(lines) + "\n"


def trend_html(trend: Trend) -> str:
    """The same for notebooks."""
    days = _table("Month ends", ["Day", "Low", "Median", "High"], rows(month_ends(trend.path)))
    effects = _table(
        "House effects: each party's figures as a multiple of the path",
        ["Party", "Low", "Median", "High"],
        _house(trend),
    )
    return (
        "<figure "
        f'class="tracker-trend"><figcaption>{escape(trend_sentence(trend))}</figcaption>\n{days}\n{effects}\n'
        f"<p>{escape(CAVEAT)}</p></figure>"
    )


def _house(trend: Trend) -> list[list[str]]:
    effects = trend.house[["party", *_ENDS]].itertuples(index=False)
    return [
        [trend.question.short(party), *(f"{ratio:.2f}" for ratio in ratios)]
        for party, *ratios in effects
    ]


def _columns(table: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*table)]
    return [
        "  ".join(
            [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(rest, widths[1:]))]
        )
        for first, *rest in table
    ]


def _table(caption: str, head: list[str], body: list[list[str]]) -> str:
    top = "".join(f'<th scope="col">{name}</th>' for name in head)
    lines = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{cell}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in body
    )
    return (
        f"<table><caption>{caption}</caption><thead><tr>{top}</tr></thead>"
        f"<tbody>{lines}</tbody></table>"
    )
