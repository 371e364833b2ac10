"""``tracker ranges``: the range of each metric on a day, as known on a day."""

from __future__ import annotations

import sys
import textwrap

from tracker.cli import add_data_options


def add_parser(commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "ranges",
        help="the range of each metric, and how sure it is",
        description="The range of each metric (and place) on a day, as known on a day.",
    )
    command.add_argument(
        "metrics",
        nargs="*",
        metavar="METRIC",
        help="metrics of the codebook (default: all with figures)",
    )
    command.add_argument(
        "--place",
        metavar="P",
        help="one place, of metrics that are counted by place (default: all)",
    )
    command.add_argument(
        "--method",
        metavar="NAME",
        default="envelope",
        help="envelope (default), agreement, pool, random_effects or model",
    )
    command.add_argument(
        "--format",
        choices=("text", "md", "csv", "json"),
        default="text",
        help="how to print (default: text)",
    )
    add_data_options(command)


def run(args) -> int:
    """Print one range a metric and place."""
    import tracker as tk
    from tracker.publish.formats.records import printed
    from tracker.reconcile.question import asked_places, known_name
    from tracker.reconcile.ranges import COLUMNS, METHODS, assess, told

    known_name("method", args.method, METHODS)
    data = tk.load(args.data)
    found = [
        assess(data, metric, place=place, on=args.on, known_on=args.known_on, method=args.method)
        for metric in args.metrics or _all_metrics(data, args.place)
        for place in asked_places(data, metric, args.place)
    ]
    if args.format == "text":
        sys.stdout.write("\n".join(_text(item, data) for item in found))
    else:
        rows = ([getattr(told(item, data), name) for name in COLUMNS] for item in found)
        sys.stdout.write(printed(COLUMNS, rows, args.format))
    return 0


def _all_metrics(data, place: str | None) -> list[str]:
    """Metrics with figures, in the codebook's order; for one place, those that are counted by
    place.
    """
    used = {figure.metric for figure in data.all_figures}
    return [
        key
        for key, metric in data.codebook.metrics.items()
        if key in used and (place is None or metric.by_place)
    ]


def _text(found, data) -> str:
    from tracker.reconcile.phrases import label

    head = f"{label(data.codebook, found.metric, found.place, start=True)}: {found.ends}"
    return (
        head
        + "\n"
        + textwrap.fill(
            found.sentence(data),
            96,
            initial_indent="  ",
            subsequent_indent="  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        + "\n"
    )
