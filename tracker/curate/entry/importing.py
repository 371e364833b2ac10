"""Rows of a table brought in as entries: one row a statement, each entered or refused with its
reasons.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tracker.curate.checks.read import read_file
from tracker.curate.entry.forms import read_form, unknown
from tracker.curate.entry.plan import Plan, plan
from tracker.curate.entry.recognising import Offer
from tracker.curate.entry.spreadsheet import Cells, Sheet, read_sheet
from tracker.curate.load import find


def plan_import(
    folder: str | Path | None, path: str | Path, *, today: date | None = None
) -> tuple[Plan, Sheet]:
    """What would be entered from a table, and what was read of it.

    Raises
    ------
    ValueError
        If the table cannot be read or has columns that mean nothing (all are named).
    DataError
        If the data folder is missing or has problems.
    OSError
        If the table cannot be read.

    """
    home = find(folder)
    sheet = read_sheet(path)
    metrics = read_file(home / "codebook.yaml").root.get("metrics")
    strange = unknown(
        filter(None, sheet.columns), metrics.pairs if hasattr(metrics, "pairs") else ()
    )
    if strange:
        raise ValueError(
            f"'{path}' has columns that cannot be used:\n"
            + "\n".join(f"  {line}" for line in strange)
        )
    if not sheet.rows:
        raise ValueError(f"'{path}' has no rows below the names of its columns")
    return plan(home, [_offer(row) for row in sheet.rows], today=today), sheet


def _offer(row: Cells) -> Offer:
    offer = Offer(f"row {row.number}", refused=list(row.troubles))
    if not row.troubles:
        try:
            offer.estimate, offer.source = read_form(row)
        except ValueError as error:
            offer.refused.append(str(error))
    return offer
