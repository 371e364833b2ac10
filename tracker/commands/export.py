"""``tracker export DIR``: the data set as a publication."""

from __future__ import annotations

import sys

from tracker.cli import add_data_options
from tracker.commands.table import remark_uncommitted


def add_parser(commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "export", help="write the data set as one documented folder, ready for a repository"
    )
    command.add_argument(
        "folder", metavar="DIR", help="a new or empty folder, or that of an earlier export"
    )
    add_data_options(command, dates=False)


def run(args) -> int:
    """Write the folder and say what it holds."""
    import tracker as tk
    from tracker.publish.citing.export import export

    data = tk.load(args.data)
    names = export(data, args.folder)
    remark_uncommitted(data)
    for name in names:
        print(f"{args.folder}/{name}")
    if "figures.parquet" not in names:
        print(
            "no figures.parquet: pyarrow is not installed (pip install "
            "'estimate-tracker[parquet]')",
            file=sys.stderr,
        )
    return 0
