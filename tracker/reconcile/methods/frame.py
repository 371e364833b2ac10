"""A whole table of figures reconciled at once, one series a group: any number of rows, from any
file that pandas reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tracker.reconcile.methods.arrays import ORDERED, Bools, Floats, Ints, in_order, not_ordered
from tracker.reconcile.methods.envelope import Range
from tracker.reconcile.methods.figures import said_exactly
from tracker.reconcile.methods.model_range import TAU_SCALE
from tracker.reconcile.methods.table import METHODS, Figures, reconcile_many
from tracker.reconcile.question import known_name

if TYPE_CHECKING:
    import pandas

COLUMNS = ("method", *Range._fields[:-2])
_TYPES = (float, float, float, bool, bool, int, int, float, object)
BOUNDS = ("low", "best", "high")
BLOCK = 1 << 17
"""Figures worked on at once: memory grows with the table, not with the work on it."""


def reconcile_frame(
    frame: pandas.DataFrame,
    *,
    by: str | Sequence[str],
    method: str = "envelope",
    tau_scale: float = TAU_SCALE,
) -> pandas.DataFrame:
    """Reconcile a table of figures, one series a group.

    Parameters
    ----------
    frame : DataFrame
        One row a voice: columns ``low``, ``best`` and ``high`` in persons, empty where open or not
        given. Leave out first what has no vote (echoes, figures since replaced, parts of the
        whole). Read where they are there: ``affiliation``, without which every row is a voice of
        its own; ``qualifier`` and ``said``, as in the frame of figures.
    by : str or list of str
        The columns that tell the series apart.
    method : {"envelope", "agreement", "pool", "random_effects", "model"}
        As for :func:`tracker.ranges`.
    tau_scale : float
        How far parties usually differ (``model`` only): the scale of the prior on the log scale.

    Returns
    -------
    DataFrame
        One row a group, sorted: the ``by`` columns, then ``method``, ``low``, ``centre``, ``high``
        (NaN where there is none), ``low_open``, ``high_open``, ``voices``, ``independent``,
        ``confidence``, and ``kind``, which says what kind of range it is, or why it has no ends.

    Raises
    ------
    ValueError
        If a column is missing or a number cannot be used (row, column and value are named), or the
        method is unknown.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"war": ["A", "A", "B"], "low": [300, 1000, 50],
    ...                       "best": [300, None, 60], "high": [300, 1200, 80]})
    >>> found = reconcile_frame(table, by="war")[["war", "low", "high", "kind"]]
    >>> print(found.to_string(index=False))
    war   low   high              kind
      A 300.0 1200.0             range
      B  50.0   80.0 single assessment

    """
    import pandas as pd

    by = [by] if isinstance(by, str) else list(by)
    known_name("method", method, METHODS)
    _refuse_columns(frame, by)
    figures = _figures(frame)
    groups = frame.groupby(by, sort=True, dropna=False)
    names = groups.ngroup().to_numpy()
    rows, sizes = in_order(names), np.bincount(names)
    keys: pandas.DataFrame = frame[by].iloc[rows[np.cumsum(sizes) - sizes]].reset_index(drop=True)
    columns: dict[str, NDArray[Any]] = {
        name: np.empty(len(keys), dtype=kind) for name, kind in zip(COLUMNS[1:], _TYPES)
    }
    for some, at in _blocks(rows, sizes):
        ranges = reconcile_many(method, figures.at(at).only(at >= 0), tau_scale)
        for column, values in zip(columns.values(), ranges):
            column[some] = values
    return pd.concat([keys, pd.DataFrame({"method": method, **columns}, index=keys.index)], axis=1)


def _blocks(rows: Ints, sizes: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Groups of about the same size, some at a time, and where their rows stand: (groups,),
    (groups, largest), -1 for none. ``rows`` are those of the first group, then of the second.

    Sorted by size, so that one group of a million beside a million of one takes no more room than
    its rows.
    """
    starts = np.cumsum(sizes) - sizes
    order, done = np.argsort(sizes, kind="stable"), 0
    while done < len(sizes):
        ahead = sizes[order[done : done + BLOCK]]
        room = np.arange(1, len(ahead) + 1) * ahead <= max(BLOCK, ahead[0])
        some = order[done : done + int(np.argmin(room) if not room.all() else len(room))]
        column = np.arange(sizes[some].max())
        inside = column < sizes[some][:, None]
        at = starts[some][:, None] + np.where(inside, column, 0)
        yield some, np.where(inside, rows[at], -1)
        done += len(some)


def _figures(frame: pandas.DataFrame) -> Figures:
    """The columns that the methods read, as arrays."""
    import pandas as pd

    bounds = {name: _numbers(frame, name) for name in BOUNDS}
    for name, other in ORDERED:
        _refuse(frame, name, bounds[name] > bounds[other], not_ordered(other))
    affiliation = np.arange(len(frame))
    if "affiliation" in frame:
        codes = pd.factorize(frame["affiliation"])[0]
        affiliation = np.where(codes < 0, affiliation + codes.max(initial=0) + 1, codes)
    qualifier, sharp = np.broadcast_to("", len(frame)), np.broadcast_to(False, len(frame))
    if "qualifier" in frame:
        qualifier = frame["qualifier"].fillna("").to_numpy(dtype=str)
    if "said" in frame:
        words = frame["said"].fillna("").astype(str)
        sharp = np.fromiter(map(said_exactly, words), bool, len(frame))
    return Figures(**bounds, affiliation=affiliation, sharp=sharp, qualifier=qualifier)


def _numbers(frame: pandas.DataFrame, name: str) -> Floats:
    import pandas as pd

    read = pd.to_numeric(frame[name], errors="coerce")
    unread = (read.isna() & frame[name].notna()).to_numpy()
    _refuse(frame, name, unread, "not a number; write it with digits only")
    numbers = read.to_numpy(dtype=float, na_value=np.nan)
    _refuse(frame, name, numbers < 0, "negative; numbers of persons are zero or more")
    _refuse(frame, name, np.isinf(numbers), "infinite; leave an open bound empty")
    return numbers


def _refuse(frame: pandas.DataFrame, name: str, wrong: Bools, remedy: str) -> None:
    if wrong.any():
        row = int(np.argmax(wrong))
        raise ValueError(f"row {frame.index[row]!r}: {name} is {frame[name].iloc[row]!s}: {remedy}")


def _refuse_columns(frame: pandas.DataFrame, by: list[str]) -> None:
    if not by:
        raise ValueError("`by` is empty; name the column or columns that tell the series apart")
    for name in (*by, *BOUNDS):
        if name not in frame:
            known_name("column", name, map(str, frame.columns))
    taken = [name for name in by if name in COLUMNS or by.count(name) > 1]
    if taken:
        raise ValueError(
            f"`by` cannot hold '{taken[0]}', a column of the result or named twice; rename or "
            "leave it out"
        )
