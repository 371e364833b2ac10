"""Tables of other libraries: the same ranges, as the table came."""

import datetime
import os
import signal
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import tracker as tk
from reconcile.methods.test_frame import table

NAN = float("nan")
PARTS = 8


@pytest.fixture(scope="module")
def figures():
    """Figures of series that are texts, some of them categories, and days."""
    frame = table()
    frame["war"] = frame["war"].astype(str)
    frame["theatre"] = pd.Categorical(np.where(frame.index % 3, "north", "south"))
    frame["day"] = pd.Timestamp("2024-01-01")
    return frame


def asked(made, **kinds):
    """The ranges by war and theatre, and those of one process as pandas has them."""
    return tk.reconcile_frame(made, by=["war", "theatre"], **kinds)


def same(found, expected):
    """Column for column, whatever the types of texts."""
    texts = dict.fromkeys(["war", "theatre", "method", "kind"], str)
    pd.testing.assert_frame_equal(found.astype(texts), expected.astype(texts))


@pytest.mark.parametrize("method", ["envelope", "model"])
def test_an_arrow_table_comes_back_as_one(figures, method):
    """Categories stay categories; nothing is lost between the two."""
    made = pa.Table.from_pandas(figures, preserve_index=False)
    found = asked(made, method=method)
    assert isinstance(found, pa.Table)
    assert [found.schema.field(n).type for n in ("war", "theatre")] == [
        made.schema.field(n).type for n in ("war", "theatre")
    ]
    same(found.to_pandas(), asked(figures, method=method))


@pytest.mark.parametrize("lazy", [False, True])
def test_a_polars_frame_comes_back_as_one(figures, lazy):
    """Eager or lazy, its keys as it has them."""
    pl = pytest.importorskip("polars")
    made = pl.DataFrame(figures.to_dict("list"), schema_overrides={"theatre": pl.Categorical})
    found = asked(made.lazy() if lazy else made)
    assert isinstance(found, pl.LazyFrame if lazy else pl.DataFrame)
    assert found.collect_schema()["theatre"] == pl.Categorical
    same(found.lazy().collect().to_pandas(), asked(figures))


def test_a_relation_of_duckdb_gives_an_arrow_table():
    """Decimals, days, and empty cells are read as their numbers, days and gaps; a key may be null."""
    duckdb = pytest.importorskip("duckdb")
    made = duckdb.sql(
        "select 'a' as war, date '2024-01-01' as day, 5.5::decimal(9, 2) as low, null::int as best, "
        "700::bigint as high, 'x' as house union all select null, date '2024-02-01', 5, 6, 7, 'y'"
    )
    found = tk.reconcile_frame(made, by="war", date="day", party="house")
    assert isinstance(found, pa.Table)
    assert found.select(["war", "low", "high"]).to_pylist() == [
        {"war": "a", "low": 5.5, "high": 700.0},
        {"war": None, "low": 5.0, "high": 7.0},
    ]
    days = tk.reconcile_frame(made, by="day")
    assert days["day"].to_pylist() == [datetime.date(2024, 1, 1), datetime.date(2024, 2, 1)]


def test_anything_else_is_refused():
    """One line says what is taken."""
    with pytest.raises(TypeError, match="cannot read a list; give a DataFrame of pandas, Polars"):
        tk.reconcile_frame([1], by="war")


def test_an_empty_table_has_the_columns_of_any_other(figures):
    """No series, the same columns and types."""
    found, whole = asked(figures.iloc[:0]), asked(figures)
    assert len(found) == 0 and list(found.dtypes) == list(whole.dtypes)


def part(number, folder, rows, kill):
    """The figures of one part, with every series in each of them; whoever reads part 5 first is
    killed.
    """
    mark = Path(folder) / "killed"
    if kill and number == 5 and not mark.exists():
        mark.write_text(str(os.getpid()))
        os.kill(os.getpid(), signal.SIGKILL)
    frame = table(rows // PARTS, max(1, rows // 100), seed=number)
    return frame.assign(war=frame["war"].astype(str), party=frame["affiliation"])


def lazily(folder, rows, kill):
    """All parts as one frame of Dask, not read yet."""
    dd = pytest.importorskip("dask.dataframe")
    meta = part(0, folder, 80, kill=False)
    return dd.from_map(
        part, range(PARTS), folder=str(folder), rows=rows, kill=kill, meta=meta.iloc[:0]
    )


def test_a_frame_of_dask_stays_lazy(tmp_path):
    """Nothing is read before it is computed; what is wrong with the question is told at once, what
    is wrong with a number when it is met.
    """
    frame = lazily(tmp_path, 800, kill=True)
    with pytest.raises(ValueError, match="no column 'wars'; did you mean 'war'?"):
        tk.reconcile_frame(frame, by="wars")
    found = tk.reconcile_frame(frame, by="war")
    assert not (tmp_path / "killed").exists()
    assert list(found.columns)[:3] == ["war", "method", "low"]
    frame = lazily(tmp_path, 800, kill=False)
    bad = frame.assign(low=frame["low"] * -1)
    with pytest.raises(ValueError, match="negative; numbers of persons are zero or more"):
        tk.reconcile_frame(bad, by="war").compute(scheduler="sync")


@pytest.mark.parametrize(
    "column, words", [("affiliation", "xxyy"), ("qualifier", None), ("said", None)]
)
def test_dask_brings_together_whatever_is_read(column, words):
    """Owners and words count as in a table of pandas, and are not lost on the way."""
    dd = pytest.importorskip("dask.dataframe")
    frame = pd.DataFrame({"war": 1, "best": [3000.0, 4000, 5000, 6000], "low": NAN, "high": NAN})
    plain = tk.reconcile_frame(frame, by="war", method="pool")
    frame["qualifier"] = "exact" if column == "said" else "about"
    frame[column] = list(words) if words else {"qualifier": "exact", "said": "exactly"}[column]
    whole = tk.reconcile_frame(frame, by="war", method="pool")
    found = tk.reconcile_frame(dd.from_pandas(frame, npartitions=2), by="war", method="pool")
    ends = ["low", "centre", "high", "independent"]
    (row,) = found.compute(scheduler="sync")[ends].to_numpy().tolist()
    assert row == pytest.approx(whole[ends].iloc[0].to_list(), rel=1e-9)
    assert row != pytest.approx(plain[ends].iloc[0].to_list(), rel=1e-9)
