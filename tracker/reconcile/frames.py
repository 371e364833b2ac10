"""Rows as frames of pandas, which is loaded only when the first one is made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas


def frame(
    rows: Iterable[Sequence[object]],
    columns: Iterable[str],
    *,
    days: Iterable[str] = (),
    numbers: Iterable[str] = (),
    flags: Iterable[str] = (),
) -> pandas.DataFrame:
    """Rows under their columns; those named as days, numbers or flags (True, False or absent) have
    that type in an empty frame too.
    """
    import pandas

    made = pandas.DataFrame(list(rows), columns=list(columns))
    types = dict.fromkeys(days, "datetime64[us]") | dict.fromkeys(numbers, "float64")
    return made.astype(types | dict.fromkeys(flags, "boolean"))
