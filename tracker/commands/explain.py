"""``tracker explain METRIC``: why a range is what it is, figure by figure, down to file and
line.
"""

from __future__ import annotations

import sys
import textwrap

from tracker.cli import add_data_options

ROLES = {"voice": "Voices", "bound": "Lower bounds only", "out": "Left out"}


def add_parser(commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "explain",
        help="which figures a range rests on, which not, and why",
        description="Every figure of a metric: used or left out, why, in which file and line.",
    )
    command.add_argument("metric", metavar="METRIC", help="a metric of the codebook")
    command.add_argument(
        "--place",
        metavar="P",
        help="one place, of a metric that is counted by place (default: all)",
    )
    command.add_argument(
        "--format",
        choices=("text", "md", "csv", "json"),
        default="text",
        help="how to print (default: text)",
    )
    add_data_options(command)


def run(args) -> int:
    """Print every figure of the metric with its role and the reason."""
    import tracker as tk
    from tracker.publish.formats.records import printed

    data = tk.load(args.data)
    frame = tk.explain(data, args.metric, place=args.place, on=args.on, known_on=args.known_on)
    if args.format == "text":
        sys.stdout.write(_text(data, args, frame.to_dict("records")))
    else:
        sys.stdout.write(printed(list(frame), frame.itertuples(index=False), args.format))
    return 0


def _text(data, args, records: list[dict]) -> str:
    from tracker.reconcile.question import asked_places
    from tracker.reconcile.ranges import assess

    blocks = []
    for place in asked_places(data, args.metric, args.place):
        found = assess(data, args.metric, place=place, on=args.on, known_on=args.known_on)
        blocks.append(_fold(found.sentence(data), ""))
        by_place = data.codebook.metrics[args.metric].by_place
        here = [record for record in records if record["place"] == place or not by_place]
        for role, title in ROLES.items():
            lines = [_figure(record) for record in here if record["role"] == role]
            if lines:
                blocks.append(f"{title}:\n" + "\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _figure(record: dict) -> str:
    """A figure on one line, the reason folded below."""
    first = f"  {record['figure']}  {record['said']}  ({record['file']}:{record['line']})"
    return first + "\n" + _fold(record["reason"], "      ")


def _fold(text: str, indent: str) -> str:
    return textwrap.fill(
        text,
        96,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )  # keys are copied from here
