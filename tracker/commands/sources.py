"""``tracker sources FILE``: references from Zotero become sources."""

from __future__ import annotations

from tracker.cli import add_data_options


def add_parser(commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "sources",
        help="references exported from Zotero become sources",
        description="References from a reference manager become sources; those that are there, by "
        "address or by name, are "
        "left as they are. Says what would be entered, or why not; writes with --write.",
    )
    command.add_argument(
        "file", metavar="FILE", help="BibTeX (.bib), CSL JSON (.json) or CSL YAML (.yaml)"
    )
    command.add_argument(
        "--write",
        action="store_true",
        help="write what is not refused (default: only say what would be)",
    )
    add_data_options(command, dates=False)


def run(args) -> int:
    """Report each reference, write if asked to; 1 if any was refused."""
    from tracker.commands.entering import report
    from tracker.curate.entry.bibliography import plan_sources

    return report(plan_sources(args.data, args.file), write=args.write, quiet=("unused",))
