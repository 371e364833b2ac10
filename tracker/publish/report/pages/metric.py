"""A metric's page: its range in a sentence, charts, tables, what was left out and why, and what
if.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite, isnan
from typing import Any

from tracker.publish.charts.view import chart_line, voices_words
from tracker.publish.report.charts import drawn
from tracker.publish.report.live import live
from tracker.publish.report.pages.figures import ROLES
from tracker.publish.report.pages.tables import record_table
from tracker.publish.report.site import (
    Context,
    Pages,
    Site,
    figure_address,
    figures_address,
    metric_address,
    tables_address,
)
from tracker.publish.report.steps import last_moved
from tracker.publish.words import COMPUTING, ends, lines, said
from tracker.reconcile.assess import MetricRange, assess
from tracker.reconcile.numbers import format_count, format_day, format_ends, rough_ends
from tracker.reconcile.phrases import capital, day_words
from tracker.reconcile.question import NothingToShow, Question
from tracker.reconcile.sensitivity import varied
from tracker.reconcile.sentences import says
from tracker.reconcile.trend.path import path_of
from tracker.reconcile.voices import select

CHART_SECTIONS = (
    (
        "ranges",
        "Over time",
        "Each mark is one figure at the day it describes, by party; an arrow means “at least”. "
        "Faint marks "
        "repeat another's figure, hollow ones count a part only. The band is the range as it was "
        "known on each day.",
    ),
    ("parties", "By party", "The newest figure of each party, one under the other."),
    ("vintages", "What was known when", "The range as it was known on different days."),
    (
        "house-effects",
        "Who tends to count high or low",
        "How far each party's figures lie from the path through all of "
        "them; an error that all share cannot be seen here.",
    ),
    (
        "rates",
        "Growth by month",
        "How much the true count grew in each month, as estimated; zero where the record's phases "
        "state that there was no fighting.",
    ),
    (
        "track-record",
        "Whether the ranges held",
        "How often the range known the day before a figure was stated held it.",
    ),
    ("methods", "By other methods", "The same voices, reconciled in every way the project knows."),
)
TABLE_SECTIONS = (
    ("timeline", "Month by month", "The range at each month's end, as it was known then."),
    ("figures", "Every figure", "As worded, with what each is to the range."),
    (
        "revisions",
        "Revisions and growth",
        "A revision replaces a party's earlier figure; growth is a larger count of a later day.",
    ),
    ("disagreements", "Disagreements", "Where parties differed most about the same time."),
)


def series_page(site: Site, series: Question) -> Pages:
    """The page of a metric, at one place if it is counted by place."""
    metric, book = series.key, site.dataset.codebook
    charts, missing, files = _charts(series)
    place = series.named_place
    where = f", {book.places[place].name}" if place else ""
    return files | site.page(
        "metric.html",
        site.address(series),
        f"{book.metrics[metric].label}{where}",
        metric=metric_summary(site, metric),
        charts=charts,
        missing=missing,
        tables=tables_address(metric),
        every=figures_address(metric),
        left_out=_left_out(series),
        variants=[_variant(site, row) for row in varied(series).to_dict("records")],
    )


def count_tables_page(site: Site, metric: str) -> Pages:
    """The tables of a metric, to cite and to download."""
    files: Pages = {}
    tables = []
    for name, title, words in TABLE_SECTIONS:
        item, more = record_table(site, name, metric)
        if item:
            files |= more
            tables.append({"id": name, "title": title, "words": words, "shown": item})
    label = site.dataset.codebook.metrics[metric].label
    return files | site.page(
        "count_tables.html",
        tables_address(metric),
        f"Tables: {label}",
        label=label,
        address=metric_address(metric),
        tables=tables,
    )


def metric_summary(site: Site, metric: str) -> Context:
    """What pages say of a metric: label, definition, address and the answer at each place, the
    default place first.
    """
    book = site.dataset.codebook
    meaning = book.metrics[metric]
    answers = [
        {
            "ends": ends(answer, brief=True),
            "place": book.places[answer.place].name if meaning.by_place else "",
            "address": site.address(answer.question),
            "cited": "" if answer.empty else _cited(site, answer),
            "headline": _gone(answer.question)
            if answer.empty
            else capital(headline.removeprefix(f"{answer.question.label}: ")),
            "rest": "" if answer.empty else " ".join(rest),
            "facts": _facts(answer),
            "estimated": lines(answer)[1].removeprefix("Estimated: "),
            "moved": _moved(answer.question),
        }
        for answer in map(assess, site.series(metric))
        for headline, *rest in [says(answer)]
    ]
    return {
        "key": metric,
        "label": meaning.label,
        "definition": meaning.definition,
        "unit": "" if meaning.unit in (None, book.unit) else meaning.unit,
        "hints": meaning.proxy,
        "address": metric_address(metric),
        "answers": answers,
    }


def _gone(question: Question) -> str:
    """What became of the figures where none speaks or limits."""
    then = question.known_on
    taken = all(one.withdrawn and one.withdrawn <= then for one in question.figures)
    return f"No figure stands: what was stated {'was withdrawn' if taken else 'is left out'}."


def _moved(question: Question) -> Context:
    """When the range moved last, by which figures, and what it was before; empty where never."""
    found = last_moved(question)
    if found is None:
        return {}
    day, before, figures = found
    return {
        "day": format_day(day),
        "before": before,
        "figures": [
            {
                "address": figure_address(figure.key),
                "words": f"{question.short(figure.party)}: “{figure.said}”",
            }
            for figure in figures
        ],
    }


def _facts(answer: MetricRange) -> str:
    """How many speak, and how old it is, in few words."""
    old = f"; newest figure as of {day_words(answer.newest)}" if answer.newest else ""
    return f"{capital(voices_words(answer))}{old}."


def _cited(site: Site, answer: MetricRange) -> str:
    """What to paste under a number: its sentence, where it is from, and its provenance line."""
    title = f"{site.title.rstrip('.')}."
    line = f"{chart_line(answer.question, 'ranges')}."
    return " ".join(filter(None, (said(answer), title, line, site.dataset.codebook.address)))


def _charts(series: Question) -> tuple[list[Context], list[Context], Pages]:
    """The charts of a series; those that cannot be drawn, with the reason; the files."""
    sections: list[Context] = []
    missing: list[Context] = []
    files: Pages = {}
    for chart, title, words in CHART_SECTIONS:
        try:
            _comparable(series, chart)
            item, more = live(series) if chart == "ranges" else drawn(series, chart)
        except NothingToShow as error:
            missing.append({"title": title, "reason": str(error)})
        else:
            sections.append({"id": chart, "title": title, "words": words, "drawn": item})
            files |= more
    return sections, missing, files


def _comparable(series: Question, chart: str) -> None:
    """A chart that compares wants two to compare: one alone stands in the chart over time, and
    every method gives it as it is.

    Raises
    ------
    NothingToShow
        If there is one.

    """
    if chart == "parties" and len({figure.party for figure in series.figures}) < 2:
        raise NothingToShow("one party alone has given figures")
    if chart == "house-effects" and len(path_of(series).house) < 2:
        raise NothingToShow("one party alone has given whole figures")
    if chart == "methods" and assess(series).voices < 2:
        raise NothingToShow("fewer than two voices make the range")


def _left_out(series: Question) -> list[Context]:
    return [
        {
            "address": figure_address(item.figure.key),
            "party": series.short(item.figure.party),
            "said": item.figure.said,
            "day": day_words(item.figure.as_of),
            "role": ROLES[item.role],
            "reason": item.reason,
        }
        for item in select(series).judged
        if item.role != "voice"
    ]


def _variant(site: Site, row: Mapping[Any, Any]) -> Context:
    low, high, centre = (None if isnan(row[key]) else row[key] for key in ("low", "high", "centre"))
    homes = site.dataset.codebook.affiliations
    variant, detail = row["variant"], row["detail"].replace("_", " ")
    named = f" {homes[row['detail']].name}" if row["detail"] in homes else f": {detail}"
    whole = all(end is None or end.is_integer() for end in (low, high))
    opened = {"high_open": row["high_open"]}
    span = (
        format_ends(low, high, low_open=row["low_open"], **opened)
        if whole and row["detail"] not in COMPUTING
        else rough_ends(low, high, **opened)
    )
    moved = row["moved"]
    there = isfinite(moved)
    return {
        "what": capital(variant + (named if detail else "")),
        "ends": row["remark"] or span,
        "centre": format_count(centre),
        "centre_value": centre,
        "independent": "" if isnan(row["independent"]) else int(row["independent"]),
        "moved": f"× {moved:.2f}" if there else "an end came or went",
        "moved_value": moved if there else 1e9,
    }
