"""``tracker ranges``, ``explain``, ``trend``, ``rates``, ``ratio``, ``track-record``: how many,
why, how it grew, what share, and how often that held.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import tracker as tk
from tracker.commands.options import (
    DATA,
    DAYS,
    KNOWN_ON,
    METHOD,
    Option,
    UseError,
    declare,
    formats,
    whole_number,
)

if TYPE_CHECKING:
    import pandas

    from tracker.reconcile.assess import MetricRange
    from tracker.reconcile.question import Question
    from tracker.reconcile.voices import Judged

_WIDTH = 96
_ROLES = {
    "voice": "Voices",
    "bound": "Lower bounds only",
    "derived": "Counted one by one",
    "out": "Left out",
}


@declare(
    "ranges",
    "the range of each metric, and how sure it is",
    Option(
        "metrics",
        nargs="*",
        metavar="METRIC",
        help="metrics of the codebook (default: all with figures)",
    ),
    Option(
        "--place",
        metavar="P",
        help="one place, of metrics that are counted by place (default: all)",
    ),
    METHOD,
    formats("text", "md", "csv", "json"),
    DATA,
    *DAYS,
    description="The range of each metric (and place) on a day, as known on a day.",
    examples=("tracker ranges killed wounded --on 2025-06-15",),
)
def run_ranges(args: argparse.Namespace) -> int:
    """Print one range a metric and place, in text those of what only hints apart from the toll."""
    from tracker.publish.formats.records import printed
    from tracker.publish.tables.ranges import HINTS
    from tracker.reconcile.assess import assess
    from tracker.reconcile.ranges import RANGE_COLUMNS, record

    answers = [assess(one) for one in _series(args)]
    if args.format == "text":
        tolls, hints = (
            [
                f"{answer.question.label}: {answer.ends}\n{_sentence(answer, '  ')}\n"
                for answer in answers
                if answer.question.meaning.proxy == hinting
            ]
            for hinting in (False, True)
        )
        sys.stdout.write("\n".join([*tolls, *([f"{HINTS}\n", *hints] if hints else [])]))
    else:
        sys.stdout.write(printed(RANGE_COLUMNS, map(record, answers), args.format))
    return 0


def _write_frame(frame: pandas.DataFrame, form: str, digits: int | None = None) -> None:
    """Print a frame for another program, what is absent as such; computed numbers to so many
    decimals, since their last digits differ between machines.
    """
    from tracker.publish.formats.records import printed

    rows = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
    if digits is not None:
        rows = [[round(v, digits) if isinstance(v, float) else v for v in row] for row in rows]
    sys.stdout.write(printed(list(frame.columns), rows, form))


def _series(args: argparse.Namespace) -> Iterator[Question]:
    """The series of the metrics named; of all with figures, for one place those counted by
    place.
    """
    from tracker.reconcile.question import ask

    data = tk.load(args.data)
    asked = {"place": args.place, "on": args.on, "known_on": args.known_on, "method": args.method}
    for metric in args.metrics:
        yield from ask(data, metric, **asked).series
    if not args.metrics:
        every = ask(data, **asked).series
        yield from (one for one in every if args.place is None or one.meaning.by_place)


@declare(
    "explain",
    "which figures a range rests on, which not, and why",
    Option("metric", metavar="METRIC", help="a metric of the codebook"),
    Option(
        "--place",
        metavar="P",
        help="one place, of a metric that is counted by place (default: all)",
    ),
    formats("text", "md", "csv", "json"),
    DATA,
    *DAYS,
    description="Every figure of a metric: used or left out, why, in which file and line.",
    examples=("tracker explain killed --known-on 2025-06-15",),
)
def run_explain(args: argparse.Namespace) -> int:
    """Print every figure of the metric with its role and the reason."""
    from tracker.reconcile.question import ask
    from tracker.reconcile.ranges import explained

    asked = {"place": args.place, "on": args.on, "known_on": args.known_on}
    question = ask(tk.load(args.data), args.metric, **asked)
    if args.format == "text":
        sys.stdout.write("\n\n".join(_explained(question)) + "\n")
    else:
        _write_frame(explained(question), args.format)
    return 0


def _explained(question: Question) -> Iterator[str]:
    """For each series its sentence, then the figures of each role."""
    from tracker.reconcile.assess import assess
    from tracker.reconcile.voices import select

    for one in question.series:
        itself = r"`tracker\s+explain\s+\S+\s+says\s+why"
        yield re.sub(itself, "Why is said below", _sentence(assess(one), ""))
        judged = select(one).judged
        for role, title in _ROLES.items():
            lines = [_figure(item) for item in judged if item.role == role]
            if lines:
                yield f"{title}:\n" + "\n".join(lines)


def _sentence(answer: MetricRange, indent: str) -> str:
    from tracker.publish.words import lines

    return "\n".join(_fold(line, indent) for line in lines(answer) if line)


def _figure(item: Judged) -> str:
    """A figure on one line, the reason folded below."""
    figure, at = item.figure, item.figure.position
    return f"  {figure.key}  {figure.said}  ({at.file}:{at.line})\n" + _fold(item.reason, "      ")


def _fold(text: str, indent: str) -> str:
    import textwrap

    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,  # keys are copied from here
    )


@declare(
    "trend",
    "a metric's daily path through all figures, with house effects",
    Option("metric", metavar="METRIC", help="a metric of the codebook, cumulative or a stock"),
    Option("--place", metavar="P", help="one place, where the metric is counted by place"),
    formats(
        "text",
        "csv",
        "json",
        words="text (month ends and house effects; default), csv or json (every day)",
    ),
    Option(
        "--seed", type=whole_number, default=0, metavar="N", help="of the random draws (default: 0)"
    ),
    DATA,
    *DAYS,
    examples=("tracker trend killed --format csv",),
)
def run_trend(args: argparse.Namespace) -> int:
    """Print the path: on, low, median, high; with ``--on`` that day alone."""
    from tracker.reconcile.trend.words import trend_text

    asked = {"place": args.place, "known_on": args.known_on, "seed": args.seed}
    trend = tk.trend(tk.load(args.data), args.metric, **asked)
    path = trend.path if args.on is None else trend.on(args.on).to_frame().T
    if args.format == "text":
        sys.stdout.write(trend_text(trend, None if args.on is None else path))
    else:  # to a tenth of a person
        _write_frame(path, args.format, digits=1)
    return 0


@declare(
    "rates",
    "how much a count grew in each month or week",
    Option("metric", metavar="METRIC", help="a cumulative metric of the codebook"),
    Option("--by", choices=("month", "week"), default="month", help="the period"),
    Option("--place", metavar="P", help="one place of those it is counted by"),
    formats("text", "csv", "json"),
    Option("--seed", type=whole_number, default=0, metavar="N", help="of the draws"),
    DATA,
    *DAYS,
    examples=("tracker rates casualties --by month",),
)
def run_rates(args: argparse.Namespace) -> int:
    """Print the growth of each period; with ``--on``, of that day's alone."""
    import pandas

    from tracker.reconcile.numbers import roughly

    asked = {"place": args.place, "known_on": args.known_on, "seed": args.seed, "by": args.by}
    found = tk.rates(tk.load(args.data), args.metric, **asked)
    if args.on is not None:
        day = pandas.Timestamp(args.on)
        found = found[(found["first"] <= day) & (found["last"] >= day)]
        if found.empty:
            raise UseError(f"the path does not reach {args.on}; leave out --on to see its days")
    if args.format == "text":
        for first, last, _, low, median, high in found.itertuples(index=False):
            ends = f"{roughly(low)} to {roughly(high)}"
            print(f"{first:%Y-%m-%d} to {last:%Y-%m-%d}  {ends}, median {roughly(median)}")
    else:
        _write_frame(found, args.format, digits=1)
    return 0


@declare(
    "ratio",
    "what share one count is of another",
    Option("numerator", metavar="METRIC", help="a metric of the codebook"),
    Option("denominator", metavar="OF", help="another, of which it is a share"),
    Option("--place", metavar="P", help="one place of those they are counted by"),
    formats(
        "text",
        "csv",
        "json",
        words="text (both answers; default), csv or json (each statement that gives both)",
    ),
    Option("--seed", type=whole_number, default=0, metavar="N", help="of the draws"),
    KNOWN_ON,
    DATA,
    examples=("tracker ratio casualties troops_sent",),
)
def run_ratio(args: argparse.Namespace) -> int:
    """Print the sentence and the statements behind its first half."""
    asked = {"place": args.place, "known_on": args.known_on, "seed": args.seed}
    found = tk.ratio(tk.load(args.data), args.numerator, args.denominator, **asked)
    if args.format == "text":
        print(_fold(found.sentence(), ""))
        for row in found.stated.itertuples(index=False):
            print(f"  {row.estimate}: {row.numerator}, of {row.denominator}")
    else:
        _write_frame(found.stated, args.format)
    return 0


@declare(
    "track-record",
    "how often the ranges held what was said next",
    Option("metric", nargs="?", metavar="METRIC", help="a metric of the codebook (default: all)"),
    Option("--place", metavar="P", help="one place (default: all)"),
    formats(
        "text",
        "csv",
        "json",
        words="text (summed up; default), csv or json (every figure and method)",
    ),
    DATA,
    *DAYS,
    description="Each figure against the range known on the day before it was stated.",
    examples=("tracker track-record killed",),
)
def run_track_record(args: argparse.Namespace) -> int:
    """Print the table, or the rows behind it."""
    from tracker.publish.tables.build import table_of
    from tracker.reconcile.question import ask
    from tracker.reconcile.said.track_record import scored

    asked = {"place": args.place, "on": args.on, "known_on": args.known_on}
    question = ask(tk.load(args.data), args.metric, **asked)
    if args.format == "text":
        sys.stdout.write(table_of(question, "track-record").text("text"))
    else:
        _write_frame(scored(question), args.format)
    return 0
