"""``tracker trend METRIC``: the daily path of a metric through all parties' figures, with house
effects.
"""

from __future__ import annotations

import argparse
import sys

from tracker.cli import add_data_options


def add_parser(commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "trend", help="a metric's daily path through all figures, with house effects"
    )
    command.add_argument(
        "metric", metavar="METRIC", help="a metric of the codebook, cumulative or a stock"
    )
    command.add_argument(
        "--place", metavar="P", help="one place, where the metric is counted by place"
    )
    command.add_argument(
        "--format",
        choices=("text", "csv", "json"),
        default="text",
        help="text (month ends and house effects; default), csv or json (every day)",
    )
    command.add_argument(
        "--seed", type=_seed, default=0, metavar="N", help="of the random draws (default: 0)"
    )
    add_data_options(command)


def run(args) -> int:
    """Print the path: on, low, median, high; with ``--on`` that day alone."""
    import tracker as tk
    from tracker.publish.formats.records import printed

    trend = tk.trend(
        tk.load(args.data), args.metric, place=args.place, known_on=args.known_on, seed=args.seed
    )
    path = trend.path if args.on is None else trend.on(args.on).to_frame().T
    if args.format == "text":
        from tracker.reconcile.trend.words import text

        sys.stdout.write(text(trend, None if args.on is None else path))
    else:
        sys.stdout.write(
            printed(
                list(path.columns),
                [_rounded(row) for row in path.itertuples(index=False)],
                args.format,
            )
        )
    return 0


def _rounded(row) -> list:
    """A row to a tenth of a person: the last digits of a computed number differ between
    machines.
    """
    return [round(value, 1) if isinstance(value, float) else value for value in row]


def _seed(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(
            f"cannot use '{text}' as a seed; write a whole number, zero or more"
        )
    return int(text)
