"""What the commands that enter something say and write: ``add``, ``import`` and ``sources``."""

from __future__ import annotations

import sys

from tracker.curate.entry.offers import Offer
from tracker.curate.entry.plan import Plan


def report(plan: Plan, *, write: bool, quiet: tuple[str, ...] = ()) -> int:
    """Print one line for each offer, write what fits if asked to; 1 if anything was refused, else
    0.

    Warnings of the rules in ``quiet`` are not repeated.
    """
    for offer in plan.offers:
        for line in _lines(offer, plan.folder.resolve().name):
            print(line)
    for problem in plan.warnings:
        if problem.rule not in quiet:
            print(f"warning: {problem.where}: {problem.message}", file=sys.stderr)
    entered = sum(offer.fits for offer in plan.offers)
    refused = sum(bool(offer.refused) for offer in plan.offers)
    if write and entered:
        plan.write()
        refresh(plan)
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


def refresh(plan: Plan) -> None:
    """Bring the editors' schemas up to date, where the folder has any."""
    from tracker.curate.schema import write_schemas

    if (plan.folder / "schema").is_dir():
        write_schemas(plan.folder)


def _lines(offer: Offer, folder: str) -> list[str]:
    if offer.refused:
        return [f"{offer.label}: refused: {reason}" for reason in offer.refused]
    name = (
        offer.estimate["id"]
        if offer.estimate
        else offer.source["id"]
        if offer.source
        else offer.known
    )
    file = "estimates" if offer.estimate else "sources"
    place = (
        f"there already as {name}"
        if offer.known
        else f"{name} in {folder}/{file}.yaml:{offer.line}"
    )
    return [f"{offer.label}: {place}"]
