"""``tracker report``: the whole record as a web site that needs no network."""

from __future__ import annotations

import sys

from tracker.cli import add_data_options


def add_parser(commands) -> None:
    """Describe the command."""
    command = commands.add_parser(
        "report",
        help="write everything as a web site",
        description="Check the data, run the notebooks, write a web site that needs no network.",
    )
    command.add_argument(
        "-o",
        "--output",
        metavar="DIR",
        default="report",
        help="the folder to write (default: report)",
    )
    add_data_options(command)


def run(args) -> int:
    """Write the report; progress goes to stderr, the page to open to stdout."""
    import tracker as tk
    from tracker.publish.report.site import counted
    from tracker.publish.report.write import write_report

    def say(words: str) -> None:
        print(words, file=sys.stderr, flush=True)

    data = tk.load(args.data)
    say(
        f"checked the data: {counted(len(data.all_figures), 'figure')}, "
        f"{counted(len(data.problems), 'warning')}"
    )
    if args.on or args.known_on:
        say("notebooks show the newest state, so they are left out of a report on another day")
    print(write_report(data, args.output, on=args.on, known_on=args.known_on, say=say))
    return 0
