"""``tracker init``: a record of one's own, from an empty folder."""

from __future__ import annotations

import argparse
import sys

from tracker.commands.options import Option, UseError, declare

BESIDE = {"README.md": "record.md", ".gitignore": "gitignore"}


@declare(
    "init",
    "start a record of your own",
    Option("folder", metavar="DIR", help="a folder, new or without a record"),
    Option("--title", metavar="TEXT", help="of the record (default: the folder's name)"),
    description="Write DIR/data: three commented files with one worked entry to replace, the "
    "manual, and what editors read; beside it README.md and .gitignore where there are none, "
    "and a form for GitHub. The record makes its report as it is; `tracker check` asks about the "
    "worked entry until it is replaced.",
    examples=("tracker init ourwar --title 'A small war'",),
)
def run_init(args: argparse.Namespace) -> int:
    """Write what is not there; the record is put in its place whole, and last."""
    from pathlib import Path

    from tracker.curate.checks.read import FILES
    from tracker.curate.entry.issue import write_issue_form
    from tracker.curate.entry.text import scalar
    from tracker.curate.files import whole_folder, write_whole
    from tracker.curate.manual import filled_manual
    from tracker.curate.schema import write_schemas

    home = Path(args.folder)
    name = home.absolute().name.replace("-", " ").replace("_", " ").strip()
    title = " ".join((args.title or name or "A record").split())
    if not title.isprintable() or len(title) > 300:
        raise UseError("a title is one line of at most 300 printable characters")
    refusal = f"there is a record or something else in '{home / 'data'}'; name another folder"
    if any((home / name).exists() for name in FILES):
        raise UseError(f"there is a record in '{home}'; name another folder")
    with whole_folder(home / "data", sign=".tracker-init", refusal=refusal) as data:
        for name in FILES:
            line = f"title: {scalar(title)}"
            write_whole(data / name, _template(name).replace("title: TITLE", line, 1))
        write_whole(data / "README.md", filled_manual(_template("manual.md")))
        write_schemas(data)
        write_issue_form(data, new=True)
        for name, template in BESIDE.items():
            if not (home / name).exists():
                write_whole(home / name, _template(template).replace("TITLE", title, 1))
    print(f"wrote {home / 'data'}; go there, then: tracker check, add or report", file=sys.stderr)
    return 0


def _template(name: str) -> str:
    from importlib.resources import files

    return files("tracker.commands").joinpath("templates", name).read_text(encoding="utf-8")
