"""A whole table of figures reconciled at once, one series a group: any number of rows, from any
file that pandas reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tracker.curate.words.quantities import HEDGES
from tracker.reconcile.methods.many import Figures, reconcile_many
from tracker.reconcile.methods.names import METHODS
from tracker.reconcile.question import known_name

if TYPE_CHECKING:
    import pandas

COLUMNS = (
    "method",
    "low",
    "centre",
    "high",
    "low_open",
    "high_open",
    "voices",
    "independent",
    "confidence",
    "kind",
)
_TYPES = (float, float, float, bool, bool, int, int, float, object)
BOUNDS = ("low", "best", "high")
BLOCK = 1 << 17
"""Figures worked on at once: memory grows with the table, not with the work on it."""


def reconcile_frame(
    frame: pandas.DataFrame,
    *,
    by: str | Sequence[str],
    method: str = "envelope",
    tau_scale: float = 0.75,
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
    >>> table = pd.DataFrame({"war": ["A", "A", "B"], "low": [300, 1000, 50], "best": [300, None, 60],
    ...                       "high": [300, 1200, 80]})
    >>> print(reconcile_frame(table, by="war")[["war", "low", "high", "kind"]].to_string(index=False))
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
    names, member = groups.ngroup().to_numpy(), groups.cumcount().to_numpy()
    keys = frame[by].iloc[np.flatnonzero(member == 0)]
    keys = keys.iloc[np.argsort(names[member == 0])].reset_index(drop=True)
    columns = {name: np.empty(len(keys), dtype=kind) for name, kind in zip(COLUMNS[1:], _TYPES)}
    for rows, at in _blocks(names, len(keys)):
        for name, values in zip(columns, reconcile_many(method, figures.at(at), tau_scale)):
            columns[name][rows] = values
    return pd.concat([keys, pd.DataFrame({"method": method, **columns}, index=keys.index)], axis=1)


def _blocks(names: np.ndarray, count: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Groups of about the same size, some at a time, and where their rows stand: (groups,),
    (groups, largest), -1 for none.

    Sorted by size, so that one group of a million beside a million of one takes no more room than
    its rows.
    """
    rows = np.argsort(names, kind="stable")
    sizes = np.bincount(names, minlength=count)
    starts = np.cumsum(sizes) - sizes
    order, done = np.argsort(sizes, kind="stable"), 0
    while done < count:
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

    bounds = [_numbers(frame, name) for name in BOUNDS]
    for name, first, second, other in (
        ("low", 0, 2, "high"),
        ("low", 0, 1, "best"),
        ("best", 1, 2, "high"),
    ):
        _refuse(
            frame,
            name,
            bounds[first] > bounds[second],
            f"more than its {other}; a low is at most its best, a best at most its high",
        )
    affiliation = np.arange(len(frame))
    if "affiliation" in frame:
        codes = pd.factorize(frame["affiliation"])[0]
        affiliation = np.where(codes < 0, affiliation + codes.max(initial=0) + 1, codes)
    qualifier = (
        frame["qualifier"].fillna("").astype(str).to_numpy(dtype=object)
        if "qualifier" in frame
        else None
    )
    sharp = np.zeros(len(frame), dtype=bool)
    if "said" in frame:
        sharp = (
            frame["said"]
            .fillna("")
            .astype(str)
            .str.lower()
            .str.startswith(HEDGES["exact"])
            .to_numpy(dtype=bool)
        )
    return Figures(*bounds, affiliation, sharp, qualifier)


def _numbers(frame: pandas.DataFrame, name: str) -> np.ndarray:
    import pandas as pd

    numbers = pd.to_numeric(frame[name], errors="coerce")
    _refuse(
        frame,
        name,
        (numbers.isna() & frame[name].notna()).to_numpy(),
        "not a number; write it with digits only",
    )
    numbers = numbers.to_numpy(dtype=float, na_value=np.nan)
    _refuse(frame, name, numbers < 0, "negative; numbers of persons are zero or more")
    _refuse(frame, name, np.isinf(numbers), "infinite; leave an open bound empty")
    return numbers


def _refuse(frame: pandas.DataFrame, name: str, wrong: np.ndarray, remedy: str) -> None:
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
