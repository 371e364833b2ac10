"""``tracker trend METRIC``: the daily path of a metric through all parties' figures, with house effects."""

from __future__ import annotations

import argparse
import sys

from tracker.cli import add_data_options


def add_parser(commands) -> None:
    """Add the command."""
    command = commands.add_parser("trend", help="a metric's daily path through all figures, with house effects")
    command.add_argument("metric", metavar="METRIC", help="a metric of the codebook, cumulative or a stock")
    command.add_argument("--place", metavar="P", help="one place, where the metric is counted by place")
    command.add_argument("--format", choices=("text", "csv", "json"), default="text",
                         help="text (month ends and house effects; default), csv or json (every day)")
    command.add_argument("--seed", type=_seed, default=0, metavar="N", help="of the random draws (default: 0)")
    add_data_options(command)


def run(args) -> int:
    """Print the path: on, low, median, high; with ``--on`` that day alone."""
    import tracker as tk

    trend = tk.trend(tk.load(args.data), args.metric, place=args.place, known_on=args.known_on, seed=args.seed)
    day = None if args.on is None else trend.on(args.on).to_frame().T
    sys.stdout.write(written(trend, day, args.format))
    return 0


def written(trend, day, form: str) -> str:
    """The trend as text, csv or json; ``day`` is the one row asked for, if any."""
    if form == "text":
        from tracker.reconcile.trend_words import text

        return text(trend, day)
    path = trend.path if day is None else day.infer_objects()
    path = path.assign(on=path["on"].dt.strftime("%Y-%m-%d"))
    if form == "csv":
        return path.to_csv(index=False, lineterminator="\n")
    return path.to_json(orient="records", double_precision=10) + "\n"


def _seed(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"cannot use '{text}' as a seed; write a whole number, zero or more")
    return int(text)
