"""A whole table of figures reconciled at once, one series a group: any number of rows, from any
file that pandas, Polars, Arrow, DuckDB or Dask read, of persons or of anything else that parties
estimate.

Tables other than those of pandas come in and go out by Arrow's PyCapsule interface, which each of
them has of its own: it keeps types and empty cells, and pyarrow, which writes Parquet, is all that
it needs. (Narwhals would bring the same tables in by the same pyarrow, as one more dependency.)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tracker.curate.suggest import known_name
from tracker.reconcile.methods.arrays import ORDERED, Bools, Floats, Ints, in_order, not_ordered
from tracker.reconcile.methods.envelope import Range
from tracker.reconcile.methods.figures import said_exactly
from tracker.reconcile.methods.scales import SCALES, Scale, Spread, usual
from tracker.reconcile.methods.table import LEVELS, METHODS, Figures, blocks, reconcile_many

_COLUMNS = ("method", *Range._fields[:-2])
_TYPES = (float, float, float, bool, bool, int, int, float, object)
BOUNDS = ("low", "best", "high")


def reconcile_frame(
    table: Any,
    *,
    by: str | Sequence[str],
    method: str = "envelope",
    date: str | None = None,
    party: str | None = None,
    speaks_for: float | None = None,
    scale: Scale = "log",
    shared: float | None = None,
    tau_scale: float | None = None,
) -> Any:
    """Reconcile a table of figures, one series a group.

    Parameters
    ----------
    table : DataFrame of pandas, Polars or Dask, Arrow table, DuckDB relation
        One row a figure: columns ``low``, ``best`` and ``high``, numbers ("700,000" is one), empty
        where open or not given. Leave out first what has no vote (echoes, parts of the whole). Read
        where they are there: ``affiliation``, without which every party, or else every row, is one
        of its own; ``qualifier`` and ``said``, as in the frame of figures (scale ``log`` only).
    by : str or list of str
        The columns that tell the series apart.
    method : {"envelope", "agreement", "pool", "random_effects", "model"}
        As for :func:`tracker.ranges`.
    date, party : str, optional
        Columns with the day that a figure describes, and with who gives it. With both, each party
        speaks with its figures of its newest day.
    speaks_for : float, optional
        Days within which figures are comparable (needs ``date``): what is older than the series'
        newest by more is left out. By default a figure speaks whatever its age.
    scale : {"log", "identity", "logit"}
        How figures err: counts by ratios; differences of either sign, such as margins or an excess,
        by differences; shares, above 0 and below 1, by ratios of odds. See
        :mod:`tracker.reconcile.methods.scales`.
    tau_scale, shared : float, optional
        How far parties usually differ, the scale of the prior on tau, and the standard deviation of
        the error common to all (``model`` only), on the scale. Usual: 0.75 and 0.3 for ``log``, 0.3
        and 0.1 for ``logit``, none for ``identity``.

    Returns
    -------
    DataFrame or Arrow table, as ``table`` is
        One row a group, sorted: the ``by`` columns, then ``method``, ``low``, ``centre``, ``high``
        (NaN where there is none), ``low_open``, ``high_open``, ``voices``, ``independent``,
        ``confidence``, and ``kind``, which says what kind of range it is, or why it has no ends.
        Anything else with Arrow's interface, a DuckDB relation for example, gives an Arrow table.
        A frame of Dask is not computed yet: its rows are brought together by series, wherever they
        stood, and each partition of the result is sorted by itself; what cannot be used in it is
        told when it is computed.

    Raises
    ------
    ValueError
        If a column is missing, a number or day cannot be used (row, column and value are named),
        the method or scale is unknown, ``party`` or ``speaks_for`` stand without ``date``, or a
        method that computes is asked for on the scale ``identity`` without its errors.
    TypeError
        If ``table`` is none of these.

    Examples
    --------
    Deaths, as event data give them:

    >>> import pandas as pd
    >>> table = pd.DataFrame({"war": ["A", "A", "B"], "low": [300, 1000, 50],
    ...                       "best": [300, None, 60], "high": [300, 1200, 80]})
    >>> found = reconcile_frame(table, by="war")[["war", "low", "high", "kind"]]
    >>> print(found.to_string(index=False))
    war   low   high              kind
      A 300.0 1200.0             range
      B  50.0   80.0 single assessment

    Polls are shares; each institute's newest of the last fortnight speaks:

    >>> polls = pd.DataFrame({"race": "mayor", "best": [0.41, 0.47, 0.48, 0.49, 0.48],
    ...                       "low": None, "high": None, "house": list("aabcd"),
    ...                       "day": ["2024-03-01", "2024-04-20", "2024-04-22", "2024-04-25",
    ...                               "2024-04-27"]})
    >>> found = reconcile_frame(polls, by="race", method="model", scale="logit", date="day",
    ...                         party="house", speaks_for=14)
    >>> found[["low", "centre", "high", "voices"]].round(2).to_numpy().tolist()
    [[0.44, 0.48, 0.52, 4.0]]

    Excess deaths may be negative, and err by differences: models of one country and year, which
    usually differ by some 5,000.

    >>> excess = pd.DataFrame({"country": "A", "best": [-2000, 3000, 1000],
    ...                        "low": [-6000, -1000, None], "high": [1000, 9000, None]})
    >>> found = reconcile_frame(excess, by="country", method="model", scale="identity",
    ...                         tau_scale=5000, shared=1000)
    >>> found[["low", "centre", "high"]].round(-2).to_numpy().tolist()
    [[-3200.0, 700.0, 4600.0]]

    """
    by = [by] if isinstance(by, str) else list(by)
    known_name("method", method, METHODS)
    known_name("scale", scale, SCALES)
    spread = usual(scale, tau_scale, shared) if method in LEVELS else usual("log", None, None)
    if date is None and (party is not None or speaks_for is not None):
        raise ValueError("`party` and `speaks_for` choose by day; say which column is the `date`")
    asked = _Asked(tuple(by), method, date, party, speaks_for, scale, spread)
    if _library(table) == "dask":
        return _shuffled(table, asked)
    return _as_it_came(_reconciled(_in_pandas(table, by), asked), table, by)


class _Asked(NamedTuple):
    """What is asked of a table, checked once."""

    by: tuple[str, ...]
    method: str
    date: str | None
    party: str | None
    speaks_for: float | None
    scale: Scale
    spread: Spread


def _reconciled(frame: pd.DataFrame, asked: _Asked) -> pd.DataFrame:
    by, date, party = list(asked.by), asked.date, asked.party
    _refuse_columns(frame, by, [name for name in (date, party) if name is not None])
    names = frame.groupby(by, sort=True, dropna=False, observed=True).ngroup().to_numpy()
    figures = _figures(frame, asked.scale, party)
    if date is not None:
        figures = figures.only(_speaks(frame, figures, names, date, party, asked.speaks_for))
    rows, sizes = in_order(names), np.bincount(names)
    keys: pd.DataFrame = frame[by].iloc[rows[np.cumsum(sizes) - sizes]].reset_index(drop=True)
    columns = _ranges(asked.method, figures, rows, sizes, asked.spread, asked.scale)
    ranges = pd.DataFrame({"method": asked.method, **columns}, index=keys.index)
    return pd.concat([keys, ranges.astype({"method": str, "kind": str})], axis=1)


def _library(table: Any) -> str:
    return type(table).__module__.partition(".")[0]


def _in_pandas(table: Any, by: Sequence[str]) -> pd.DataFrame:
    """The table as pandas has it; the columns that tell series apart keep their types."""
    if isinstance(table, pd.DataFrame):
        return table
    if _library(table) == "polars":
        import polars as pl

        whole = table.lazy().collect()
        table = whole.to_arrow(compat_level=pl.CompatLevel.oldest())  # pyarrow sorts no newer texts
    if hasattr(table, "to_arrow_table"):  # early DuckDBs stream a relation once only
        table = table.to_arrow_table()
    if isinstance(table, pd.Series) or not hasattr(table, "__arrow_c_stream__"):
        raise TypeError(
            f"cannot read a {type(table).__name__}; give a DataFrame of pandas, Polars or Dask, an "
            "Arrow table, or a DuckDB relation"
        )
    import pyarrow as pa

    whole = pa.table(table)
    keys = [name for name in dict.fromkeys(by) if name in whole.column_names]
    others = whole.drop_columns(keys).to_pandas(date_as_object=False)
    plain = [_decoded(whole[name]) for name in keys]
    kept = pa.table(dict(zip(keys, plain))).to_pandas(types_mapper=pd.ArrowDtype)
    frame: pd.DataFrame = pd.concat([kept.set_axis(others.index), others], axis=1)
    return frame if keys else others


def _decoded(column: Any) -> Any:
    """A column of Arrow with values in place of codes for them, texts such as can be sorted."""
    import pyarrow as pa

    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    return column.cast(pa.large_string() if pa.types.is_string_view(kind) else kind)


def _as_it_came(found: pd.DataFrame, table: Any, by: Sequence[str]) -> Any:
    """The result as the library of the table has it; columns of ``by`` with the types they had."""
    if isinstance(table, pd.DataFrame):
        return found
    import pyarrow as pa

    made = pa.Table.from_pandas(found, preserve_index=False).replace_schema_metadata(None)
    if _library(table) != "polars":
        schema = pa.table(table).schema if _library(table) == "pyarrow" else made.schema
        for at, name in enumerate(by):
            if made.schema.field(name).type != schema.field(name).type:
                made = made.set_column(at, name, made[name].cast(schema.field(name).type))
        return made
    import polars as pl

    schema = table.collect_schema()
    frame = pl.DataFrame(made).with_columns([pl.col(name).cast(schema[name]) for name in by])
    return frame.lazy() if isinstance(table, pl.LazyFrame) else frame


def _shuffled(frame: Any, asked: _Asked) -> Any:
    """A frame of Dask, not computed: only the columns that are read are brought together."""
    empty = frame._meta
    columns = [*asked.by, *BOUNDS, "affiliation", "qualifier", "said", asked.date, asked.party]
    made = _reconciled(empty, asked)
    read = [name for name in dict.fromkeys(columns) if name in empty]
    return frame[read].shuffle(on=list(asked.by)).map_partitions(_reconciled, asked, meta=made)


def _ranges(
    method: str, figures: Figures, rows: Ints, sizes: Ints, spread: Spread, scale: Scale
) -> dict[str, NDArray[Any]]:
    """The columns of the result, by series: figures (k,), their places in the order of series, the
    number of figures of each series.
    """
    columns: dict[str, NDArray[Any]] = {
        name: np.empty(len(sizes), dtype=kind) for name, kind in zip(_COLUMNS[1:], _TYPES)
    }
    for some, at in blocks(rows, sizes):
        ranges = reconcile_many(method, figures.at(at).only(at >= 0), spread, scale)
        for column, values in zip(columns.values(), ranges):
            column[some] = values
    return columns


def _speaks(
    frame: pd.DataFrame,
    figures: Figures,
    names: Ints,
    date: str,
    party: str | None,
    speaks_for: float | None,
) -> Bools:
    """Which figures speak: those of their party's newest day, if that is near enough the newest day
    of the series.
    """
    days = pd.to_datetime(frame[date], errors="coerce", format="ISO8601")
    _refuse(frame, date, days.isna().to_numpy(), "not a day; write it as 2024-11-28")
    if speaks_for is not None and not speaks_for >= 0:
        raise ValueError(f"speaks_for is {speaks_for}; give a number of days")
    present: Bools = np.asarray(~np.isnan(np.array(figures[:3])).all(axis=0))
    known = days.dt.tz_localize(None).where(present)
    speaks = present
    if party is not None:
        whose = pd.factorize(frame[party])[0]
        speaks = speaks & (known == known.groupby([names, whose]).transform("max")).to_numpy()
    if speaks_for is not None:
        age = known.groupby(names).transform("max") - known
        speaks = speaks & (age <= pd.Timedelta(days=speaks_for)).to_numpy()
    return speaks


def _figures(frame: pd.DataFrame, scale: Scale, party: str | None) -> Figures:
    """The columns that the methods read, as arrays."""
    bounds = {name: _numbers(frame, name, scale) for name in BOUNDS}
    for name, other in ORDERED:
        _refuse(frame, name, bounds[name] > bounds[other], not_ordered(other))
    affiliation, whose = np.arange(len(frame)), "affiliation" if "affiliation" in frame else party
    if whose is not None:
        codes = pd.factorize(frame[whose])[0]
        affiliation = np.where(codes < 0, ~affiliation, codes)  # a number of its own, below zero
    qualifier, sharp = np.broadcast_to("", len(frame)), np.broadcast_to(False, len(frame))
    if "qualifier" in frame:
        qualifier = frame["qualifier"].fillna("").to_numpy(dtype=str)
    if "said" in frame:
        words = frame["said"].fillna("").astype(str)
        sharp = np.fromiter(map(said_exactly, words), bool, len(frame))
    return Figures(**bounds, affiliation=affiliation, sharp=sharp, qualifier=qualifier)


def _numbers(frame: pd.DataFrame, name: str, scale: Scale) -> Floats:
    """A column of numbers, those written with commas between the thousands too."""
    written = frame[name]
    if not pd.api.types.is_numeric_dtype(written):
        grouped = written.astype("string").str.fullmatch(r"\s*-?\d{1,3}(,\d{3})+(\.\d+)?\s*")
        plain = written.astype("string").str.replace(",", "")
        written = written.astype(object).mask(grouped.fillna(False).astype(bool), plain)
    read = pd.to_numeric(written, errors="coerce")
    unread = (read.isna() & frame[name].notna()).to_numpy()
    _refuse(frame, name, unread, "not a number; write it with digits, as 700000 or 700,000")
    numbers = read.to_numpy(dtype=float, na_value=np.nan)
    _refuse(frame, name, np.isinf(numbers), "infinite; leave an open bound empty")
    if scale == "log":
        wrong = "negative; numbers of persons are zero or more, others need scale='identity'"
        _refuse(frame, name, numbers < 0, wrong)
    if scale == "logit":
        outside = (numbers <= 0) | (numbers >= 1)
        wrong = "no share above 0 and below 1; write 47% as 0.47, leave an open bound empty"
        _refuse(frame, name, outside, wrong)
    return numbers


def _refuse(frame: pd.DataFrame, name: str, wrong: Bools, remedy: str) -> None:
    if wrong.any():
        row = int(np.argmax(wrong))
        raise ValueError(f"row {frame.index[row]!r}: {name} is {frame[name].iloc[row]!s}: {remedy}")


def _refuse_columns(frame: pd.DataFrame, by: list[str], others: list[str]) -> None:
    if not by:
        raise ValueError("`by` is empty; name the column or columns that tell the series apart")
    for name in (*by, *BOUNDS, *others):
        if name not in frame:
            known_name("column", name, map(str, frame.columns))
    taken = [name for name in by if name in _COLUMNS or by.count(name) > 1]
    if taken:
        raise ValueError(
            f"`by` cannot hold '{taken[0]}', a column of the result or named twice; rename or "
            "leave it out"
        )
