"""``tracker import`` and ``sources``: many entries from somebody's table or bibliography."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from tracker.commands.options import DATA, Option, declare, pair, seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracker.curate.entry.offers import Offer
    from tracker.curate.entry.plan import Plan

LISTED = 3  # rows that a message names


@declare(
    "import",
    "rows of a .csv, .tsv or .xlsx file become entries",
    Option(
        "file",
        metavar="FILE",
        help="a .csv or .tsv (UTF-8) or .xlsx file with a row that names the columns",
    ),
    Option(
        "--map",
        metavar="COLUMN=FIELD",
        action="append",
        default=[],
        type=pair,
        help="what a column holds, such as 'Source=party'; fields are separated by commas, '-' "
        "leaves it out (repeatable)",
    ),
    Option(
        "--write",
        action="store_true",
        help="write what is not refused (default: only say what would be)",
    ),
    DATA,
    description="Rows of a table become entries: one row a statement, one column a field or a "
    "metric (data/README.md); usual headings are understood. "
    "Says row by row what would be entered where, or why not; writes with --write.",
    examples=(
        "tracker import rows.xlsx",
        "tracker import rows.xlsx --map Camp=party --map Weather=- --write",
    ),
)
def run_import(args: argparse.Namespace) -> int:
    """Report each row, write if asked to; 1 if any was refused."""
    from tracker.curate.entry.spreadsheet import plan_import

    found = plan_import(args.data, args.file, given=dict(args.map))
    for remark in found.remarks:
        print(seen(remark), file=sys.stderr)
    if found.columns.guessed:
        print("columns:", *map(seen, str(found.columns).splitlines()), sep="\n", file=sys.stderr)
    return _report(found.plan, write=args.write)


@declare(
    "sources",
    "references exported from Zotero become sources",
    Option(
        "file",
        metavar="FILE",
        help="BibTeX or BibLaTeX (.bib), RIS (.ris), CSL JSON (.json) or CSL YAML (.yaml)",
    ),
    Option(
        "--write",
        action="store_true",
        help="write what is not refused (default: only say what would be)",
    ),
    DATA,
    description="References from a reference manager become sources; those that are there, by "
    "address or by name, are left as they are. Says what would be entered, or why not; writes "
    "with --write.",
    examples=("tracker sources library.json --write",),
)
def run_sources(args: argparse.Namespace) -> int:
    """Report each reference, write if asked to; 1 if any was refused."""
    from tracker.curate.entry.bibliography import plan_sources

    return _report(plan_sources(args.data, args.file), write=args.write, quiet=("unused",))


def _report(plan: Plan, *, write: bool, quiet: tuple[str, ...] = ()) -> int:
    """Print one line for each offer, write what fits if asked to; 1 if anything was refused, else
    0.

    Warnings of the rules in ``quiet`` are not repeated.
    """
    for line in _lines(plan):
        print(seen(line))
    remarks = [f"{offer.label}: {remark}" for offer in plan.offers for remark in offer.remarks]
    for remark in (*remarks, *plan.remarks):
        print(seen(f"remark: {remark}"), file=sys.stderr)
    for problem in plan.warnings:
        if problem.rule not in quiet:
            print(f"warning: {problem.where}: {problem.message}", file=sys.stderr)
    entered = sum(offer.fits for offer in plan.offers)
    refused = sum(bool(offer.refused) for offer in plan.offers)
    sys.stdout.flush()  # what cannot be shown is not written
    if write and entered:
        plan.write()
    known = len(plan.offers) - entered - refused
    print(
        ", ".join(
            [
                f"{entered} {'entered' if write else 'would be entered'}",
                f"{refused} refused",
                *([f"{known} there already"] if known else []),
            ]
        )
        + ("" if write or not entered else "; nothing is written yet: give --write"),
        file=sys.stderr,
    )
    return int(refused > 0)


def _lines(plan: Plan) -> Iterator[str]:
    """A line for each offer that is not refused, and one for each reason why others are."""
    from tracker.curate.entry.offers import causes

    folder = plan.folder.resolve().name
    reasons: dict[str, list[str]] = {}
    for reason, held in causes(plan.offers):
        reasons.setdefault(held[0].label, []).append(f"{_labels(held)}: refused: {reason}")
    for offer in plan.offers:
        if offer.refused:
            yield from reasons.pop(offer.label, ())
        else:
            yield f"{offer.label}: {_place(offer, folder)}"


def _place(offer: Offer, folder: str) -> str:
    """Where it is to stand, or stands already."""
    if offer.known:
        return f"there already as {offer.known}"
    entry, file = (offer.estimate, "estimates") if offer.estimate else (offer.source, "sources")
    return f"{entry['id'] if entry else offer.to} in {folder}/{file}.yaml:{offer.line}"


def _labels(offers: Sequence[Offer]) -> str:
    """The rows or references by name, of many the first."""
    kinds = {offer.label.rpartition(" ")[0] for offer in offers}
    names = [offer.label for offer in offers]
    if len(offers) > 1 and kinds in ({"row"}, {"reference"}):
        kind = kinds.pop()
        names = [name.rpartition(" ")[2] for name in names]
        names[0] = f"{kind}s {names[0]}"
    more = len(names) - LISTED
    return ", ".join(names) if more < 1 else f"{', '.join(names[:LISTED])} and {more:,} more"
