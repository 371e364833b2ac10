"""Every sentence on speed in this project: each job beside what people use for it today.

    make bench                                  # every row, writes docs/performance.md
    python benchmarks/speed.py check ranges     # some rows, printed only; --once: each once

Ours and theirs run in turn, several times over; what counts is the ratio of the two in one turn, in
seconds that a processor was busy, so that other work on the machine tells little. A row whose peer
is not installed says so.
"""

from __future__ import annotations

import gc
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("POLARS_MAX_THREADS", "1")

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
PARTIES = ("spy", "army", "ally", "foe", "paper")
FIRST_DAY = date(1990, 1, 1)
CODEBOOK = """\
title: A made-up war
default_place: front
metrics:
  killed: {label: Killed, definition: Soldiers who died., kind: cumulative, speaks_for: 90}
  wounded: {label: Wounded, definition: Soldiers hurt., kind: cumulative, speaks_for: 90}
affiliations: {north: {name: North, stance: belligerent}}
places: {front: {name: The Front}}
parties:
""" + "".join(f"  {party}: {{name: {party}, affiliation: north}}\n" for party in PARTIES)
SOURCES = "references:\n  - {id: news, type: article-newspaper, title: A report}\n"
ENTRY = """
  - id: {party}-{day}
    party: {party}
    as_of: {day}
    stated: {day}
    speaker: Somebody, a minister, after a briefing
    place: front
    figures:
      killed: about {killed:,}
      wounded: {{said: "more than {wounded:,}", note: Words.}}
    sources: [news]
    attribution: corroborated
    note: Described as an estimate that had surpassed three thousand in all.
"""
PYTHON = sys.executable
PEERS = ("check-jsonschema", "PyYAML", "pymare", "statsmodels", "duckdb", "polars", "pandas")
Work = Callable[[], object]


@dataclass
class Row:
    """One job: ours, what it is compared with (``None``: nothing does it), what is to be reached as
    a ratio or in seconds, and how often both run.
    """

    job: str
    ours: Work
    peer: str = ""
    theirs: Work | None = None
    target: float | None = None
    times: int = 5
    why: str = ""


def busy(work: Work) -> float:
    """Seconds that a processor was busy with one call, its subprocesses included."""
    gc.collect()
    before = _busy()
    work()
    return _busy() - before


def _busy() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def run(*words: str, cwd: Path = ROOT) -> None:
    """One run of Python, from its start to its end."""
    subprocess.run([PYTHON, *words], cwd=cwd, check=True, capture_output=True)


def needs(name: str, work: Work) -> Work | None:
    """The work of a peer, if it is installed."""
    try:
        version(name)
    except PackageNotFoundError:
        return None
    return work


def start(folder: Path) -> Iterator[Row]:
    """From the start of Python."""
    bare = partial(run, "-c", "pass")
    why = "near it: argparse, and the search for the installed package, are most of it"
    told = partial(run, "-m", "tracker", "--help")
    yield Row("`tracker --help`", told, "bare Python", bare, 2.5, 15, why)
    check = partial(run, "-m", "tracker", "check")
    why = "more than half is the import of modules, PyYAML and dataclasses among them"
    yield Row("`tracker check` of the record, cold", check, "bare Python", bare, 5, 15, why)
    cell = "import tracker as tk; tk.ranges(tk.load('data'), 'killed')"
    pandas = partial(run, "-c", "import pandas")
    job, why = "first cell: import, load, ranges", "near it: pandas alone is two thirds"
    yield Row(job, partial(run, "-c", cell), "import pandas", pandas, 1.4, why=why)


def check(folder: Path) -> Iterator[Row]:
    """Records that are read and checked."""
    import yaml

    from tracker.curate.load import check
    from tracker.curate.schema import write_schemas

    small, large = made(folder, 2_000), made(folder, 20_000)
    write_schemas(small)
    schema, estimates = small / "schema" / "estimates.schema.json", small / "estimates.yaml"
    theirs = partial(run, "-m", "check_jsonschema", "--schemafile", str(schema), str(estimates))
    ours = partial(run, "-m", "tracker", "check", "--data", str(small))
    peer = "check-jsonschema, same schema"
    yield Row("check 2,000 estimates", ours, peer, needs("check-jsonschema", theirs), 0.12, 3)
    raw = (large / "estimates.yaml").read_bytes()

    def parsed() -> None:
        yaml.load(raw, yaml.CSafeLoader)

    def paused() -> None:
        gc.disable()
        parsed()
        gc.enable()

    ours = partial(check, large)
    why = "reading the YAML is half of it, the checks the other half"
    yield Row(
        "check 20,000 estimates", ours, "`yaml.load(CSafeLoader)` alone", parsed, 0.35, why=why
    )
    peer = "the same, its collector off"
    yield Row("check 20,000 estimates", ours, peer, paused, 1.0, why=why)


def made(folder: Path, count: int) -> Path:
    """A sound record of so many estimates: five parties, each with rising counts, day by day."""
    home = folder / str(count) / "data"
    home.mkdir(parents=True)
    (home / "codebook.yaml").write_text(CODEBOOK)
    (home / "sources.yaml").write_text(SOURCES)
    entries = (
        ENTRY.format(
            party=PARTIES[n % 5],
            day=FIRST_DAY + timedelta(n // 5),
            killed=_round(300 + n),
            wounded=_round(1700 + n),
        )
        for n in range(count)
    )
    (home / "estimates.yaml").write_text("estimates:\n" + "".join(entries))
    return home


def _round(number: int) -> int:
    """With two digits, as a hedged number is stated."""
    zeros = 10 ** (len(str(number)) - 2)
    return number // zeros * zeros


def series(count: int):
    """A record in memory: so many figures of one metric by twelve parties, over ten years."""
    from tracker.curate.dataset import Dataset
    from tracker.curate.model import (
        Affiliation,
        Codebook,
        Estimate,
        Figure,
        Metric,
        Party,
        Place,
        Position,
    )
    from tracker.curate.words.dates import parse_date

    names = [f"p{n}" for n in range(12)]
    book = Codebook(
        title="A long war",
        default_place="front",
        metrics={"killed": Metric("killed", "Killed", "Dead.", "cumulative", speaks_for=90)},
        parties={name: Party(name, name, name, name) for name in names},
        affiliations={name: Affiliation(name, name, "third_party") for name in names},
        places={"front": Place("front", "The Front")},
    )
    rng, at = np.random.default_rng(1), Position("data/estimates.yaml", 1, 1)
    every = []
    for n in range(count):
        day = parse_date(str(date(2015, 1, 1) + timedelta(int(rng.integers(3600)))))
        number, party = float(rng.integers(100, 5000)), names[int(rng.integers(12))]
        figure = Figure(
            estimate=f"e{n}", metric="killed", place="front", party=party, affiliation=party,
            as_of=day, stated=day, said=f"about {number:.0f}", qualifier="about", low=number,
            best=number, high=number, sources=("news",), position=at,
        )  # fmt: skip
        one = Estimate(
            id=f"e{n}", party=party, as_of=day, stated=day, place="front", sources=("news",),
            figures=(figure,), position=at,
        )  # fmt: skip
        every.append(one)
    return Dataset(book, tuple(every), {}, Path("data"))


def moved(data) -> list:
    """Every day on which a range changed, as it was known then."""
    from tracker.reconcile.assess import changes
    from tracker.reconcile.question import ask

    return list(changes(ask(data, "killed").as_known_then(data.last_stated)))


def ranges(folder: Path) -> Iterator[Row]:
    """Ranges over time."""
    for count, target in ((1_976, 0.05), (6_565, 0.2)):
        why = "preparing and ordering the entries is a third of it"
        job = f"ranges over time, {count:,} figures"
        yield Row(job, partial(moved, series(count)), target=target, why=why)


def fits(folder: Path) -> Iterator[Row]:
    """A thousand series of eight voices, fitted at once."""
    from tracker.reconcile import random_effects

    rng = np.random.default_rng(1)
    y, v = rng.normal(8, 0.7, (1000, 8)), rng.uniform(0.05, 0.3, (1000, 8)) ** 2
    ones = np.ones((8, 1))

    def pymare(name: str, **options) -> None:
        from pymare import estimators

        made = getattr(estimators, name)(**options).fit(y=y.T, v=v.T, X=ones)
        made.summary().get_fe_stats()

    def statsmodels() -> None:
        from statsmodels.stats.meta_analysis import combine_effects

        for one, its in zip(y, v):
            combine_effects(one, its, method_re="iterated", use_t=True).conf_int()

    reml = needs("pymare", partial(pymare, "VarianceBasedLikelihoodEstimator", method="reml"))
    closed = needs("pymare", partial(pymare, "DerSimonianLaird"))
    ours, peer = partial(random_effects, y, v), "PyMARE, all at once"
    yield Row("1,000 fits by REML, k = 8", ours, peer, reml, 0.8, 15)
    ours = partial(random_effects, y, v, tau2="DL", hartung=None)
    yield Row("1,000 fits by DerSimonian and Laird", ours, peer, closed, None, 15)
    ours, peer = partial(random_effects, y, v, tau2="PM"), "statsmodels, one by one"
    yield Row(
        "1,000 fits by Paule and Mandel", ours, peer, needs("statsmodels", statsmodels), None, 3
    )


def table(figures: int, groups: int):
    """Figures of thirty affiliations, one in seven "at least"."""
    import pandas as pd

    rng = np.random.default_rng(2)
    best = np.round(np.exp(rng.normal(8, 0.7, figures)), -1) + 10
    high = np.where(np.arange(figures) % 7 == 0, np.nan, best)
    home = rng.choice([f"government {n}" for n in range(30)], figures)
    columns = {"series": rng.integers(0, groups, figures), "low": best, "best": high, "high": high}
    return pd.DataFrame({**columns, "affiliation": home})


# The envelope's rule (docs/methods.md): the hull of each affiliation, the j-th end from outside as
# the sign test allows, then "at least" and "up to"; the median of the centres.
VOTES = """
WITH f AS (SELECT series, affiliation, coalesce(low, best) AS lo, coalesce(high, best) AS hi,
                  best FROM figures),
two AS (SELECT *, CASE WHEN best IS NOT NULL THEN ln(best) ELSE (ln(lo) + ln(hi)) / 2 END AS c
        FROM f WHERE lo IS NOT NULL AND hi IS NOT NULL),
votes AS (SELECT series, affiliation, min(lo) AS lo, max(hi) AS hi, median(c) AS c
          FROM two GROUP BY ALL),
whole AS (SELECT series, median(c) AS c FROM two GROUP BY ALL),
ends AS (SELECT series, count(*) AS k, list_sort(list(lo)) AS los,
                list_reverse_sort(list(hi)) AS his, median(c) AS c FROM votes GROUP BY ALL),
one AS (SELECT series, max(CASE WHEN hi IS NULL THEN lo END) AS least,
               max(CASE WHEN lo IS NULL THEN hi END) AS most,
               min(CASE WHEN lo IS NULL THEN hi END) AS tightest FROM f GROUP BY ALL)
SELECT one.series, least(los[j], tightest) AS low,
       exp(CASE WHEN j = 1 THEN whole.c ELSE ends.c END) AS centre,
       greatest(his[j], most, least) AS high, tightest < los[j] AS low_open,
       least >= greatest(his[j], most) AS high_open, ends.k AS independent, confidence
FROM one LEFT JOIN ends USING (series) LEFT JOIN whole USING (series)
LEFT JOIN ranks ON ranks.k = ends.k ORDER BY one.series
"""


def ranks():
    """Which end counts for so many affiliations, and the confidence left."""
    import pandas as pd

    from tracker.reconcile.methods.envelope import sign_test

    return pd.DataFrame(
        [(k, *sign_test(k)) for k in range(1, 200)], columns=["k", "j", "confidence"]
    )


def in_duckdb(figures):
    """The envelope of every series by DuckDB, one thread."""
    import duckdb

    with duckdb.connect(config={"threads": 1}) as base:
        base.register("figures", figures)
        base.register("ranks", ranks())
        return base.execute(VOTES).df()


def in_polars(figures):
    """The envelope of every series by Polars, one thread."""
    import polars as pl

    f = pl.from_pandas(figures).lazy().with_columns(pl.col("low", "best", "high").fill_nan(None))
    lo, hi = pl.coalesce("low", "best").alias("lo"), pl.coalesce("high", "best").alias("hi")
    f = f.select("series", "affiliation", lo, hi, "best")
    middle = pl.coalesce(pl.col("best").log(), (pl.col("lo").log() + pl.col("hi").log()) / 2)
    two = f.filter(pl.col("lo").is_not_null() & pl.col("hi").is_not_null()).with_columns(c=middle)
    votes = two.group_by("series", "affiliation").agg(
        pl.col("lo").min(), pl.col("hi").max(), pl.col("c").median()
    )
    ends = votes.group_by("series").agg(
        pl.len().cast(pl.Int64).alias("k"), pl.col("lo").sort(),
        pl.col("hi").sort(descending=True), pl.col("c").median(),
    )  # fmt: skip
    whole = two.group_by("series").agg(pl.col("c").median().alias("all"))
    alone = f.group_by("series").agg(
        pl.col("lo").filter(pl.col("hi").is_null()).max().alias("least"),
        pl.col("hi").filter(pl.col("lo").is_null()).max().alias("most"),
        pl.col("hi").filter(pl.col("lo").is_null()).min().alias("tightest"),
    )
    first, last = (
        pl.col(name).list.get(pl.col("j") - 1, null_on_oob=True) for name in ("lo", "hi")
    )
    joined = alone.join(ends, on="series", how="left").join(whole, on="series", how="left")
    joined = joined.join(pl.from_pandas(ranks()).lazy(), on="k", how="left")
    return joined.select(
        "series",
        pl.min_horizontal(first, "tightest").alias("low"),
        pl.when(pl.col("j") == 1).then(pl.col("all")).otherwise(pl.col("c")).exp().alias("centre"),
        pl.max_horizontal(last, "most", "least").alias("high"),
        (pl.col("tightest") < first).alias("low_open"),
        (pl.col("least") >= pl.max_horizontal(last, "most")).alias("high_open"),
        pl.col("k").alias("independent"), "confidence",
    ).sort("series").collect().to_pandas()  # fmt: skip


def envelope(folder: Path) -> Iterator[Row]:
    """A table of figures, one series a group."""
    from tracker.reconcile.methods.frame import reconcile_frame

    figures = table(1_000_000, 10_000)
    found = reconcile_frame(figures, by="series")
    ours, job = (
        partial(reconcile_frame, figures, by="series"),
        "envelope, 10⁶ figures in 10⁴ series",
    )
    for name, shown, peer in (("duckdb", "DuckDB", in_duckdb), ("polars", "Polars", in_polars)):
        work = needs(name, partial(peer, figures))
        if work is not None:  # the same rule, or the comparison says nothing
            other = work()
            for column in ("low", "high", "independent"):
                assert (found[column].to_numpy() == other[column].to_numpy()).all(), (name, column)
            wide = found["centre"].notna().to_numpy()  # none where the ends lie too far apart
            assert np.allclose(found["centre"][wide], other["centre"][wide]), name
        yield Row(job, ours, f"{shown}, same rule, one thread", work, 1.0, 5)
    for method, target in (("envelope", 3.0), ("model", 10.0)):
        grown = partial(measured, f"frame(10_000_000, {method!r})")
        why = (
            "gathering the figures of each series from all over the table is half of it"
            if method == "envelope"
            else "two thirds are the quantiles of each series, found as roots"
        )
        yield Row(f"{method}, 10⁷ figures in 10⁵ series", grown, target=target, times=1, why=why)


def live(folder: Path) -> Iterator[Row]:
    """From an edit to its chart, and the report."""
    from report import live as edited
    from report import revised

    why = "drawing the chart and writing it as a picture, both by matplotlib, are nearly all of it"
    taken = iter(edited(folder))
    yield Row(
        "edit to chart in a live kernel, seconds waited",
        lambda: next(taken),
        target=0.25,
        times=9,
        why=why,
    )
    os.environ["TRACKER_CACHE"] = str(folder / "kept")
    data = folder / "data"
    shell = partial(
        run, "-m", "tracker", "report", "--data", str(data), "-o", str(folder / "report")
    )
    why = "it draws some 200 charts, each by matplotlib and most of them twice, and runs nine notebooks"
    yield Row("report from nothing", shell, target=60, times=1, why=why)
    revised(data, "about 400")
    why = "the pages of the count and of those tied to it are drawn anew, and the notebooks run"
    yield Row("report after one edit", shell, target=10, times=1, why=why)


ROWS = {one.__name__: one for one in (start, check, ranges, fits, envelope, live)}


def frame(figures: int, method: str = "envelope") -> None:
    """A table of figures reconciled in a process of its own."""
    from tracker.reconcile.methods.frame import reconcile_frame

    made = table(figures, figures // 100)
    report(lambda: reconcile_frame(made, by="series", method=method))


def checked(figures: int) -> None:
    """A record with so many figures, two a statement, read and checked."""
    from tracker.curate.load import check

    with tempfile.TemporaryDirectory() as folder:
        home = made(Path(folder), figures // 2)
        report(lambda: check(home))


def over_time(figures: int) -> None:
    """The ranges of one series on every day on which they changed."""
    data = series(figures)
    moved(series(10))
    report(lambda: moved(data))


def trend(figures: int) -> None:
    """The trend of one series of so many figures."""
    import tracker as tk

    data = series(figures)
    report(lambda: tk.trend(data, "killed"))


def report(work: Work) -> None:
    """Print what the work took: seconds, and MB above what was there before."""
    gc.collect()
    before = memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    taken = busy(work)
    print(json.dumps([taken, memory("VmHWM") - before]))


def memory(name: str) -> float:
    """MB that this process holds (``VmRSS``) or held at most (``VmHWM``); Linux says so."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return (
        next(int(text.split()[1]) for text in status.splitlines() if text.startswith(name)) / 1024
    )


def measured(call: str) -> list[float]:
    """Seconds and MB of a call of this module, in a process of its own."""
    code = (
        f"import sys; sys.path[:0] = [{str(Path(__file__).parent)!r}]; import speed; speed.{call}"
    )
    made = subprocess.run(
        [PYTHON, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return json.loads(made.stdout)


GROWN = {
    "check": ("checked", (6_000, 19_000, 60_000)),  # the last is what one file may hold
    "ranges over time": ("over_time", (10_000, 30_000, 100_000)),
    "envelope of a table": ("frame", (10_000, 30_000, 100_000)),
    "trend": ("trend", (100, 300, 1_000)),
}


def growth() -> list[str]:
    """How time and memory grow with the number of figures: exponents fitted to three sizes."""
    lines = [
        "| work | figures: seconds, MB | time grows as n to the | memory as n to the |",
        "| --- | --- | ---: | ---: |",
    ]
    for name, (call, sizes) in GROWN.items():
        found = np.array([measured(f"{call}({size})") for size in sizes])
        slopes = np.polyfit(np.log(sizes), np.log(np.maximum(found, 0.001)), 1)[0]
        cells = "; ".join(f"{n:,}: {s:.2f}, {mb:.0f}" for n, (s, mb) in zip(sizes, found))
        lines.append(f"| {name} | {cells} | {slopes[0]:.2f} | {slopes[1]:.2f} |")
        print(lines[-1], flush=True)
    return lines


def line(row: Row) -> str:
    """Run a row and say what came out."""
    target = "" if row.target is None else f"≤ {row.target:g}"
    if row.peer and row.theirs is None:
        return f"| {row.job} | {row.peer} | not run: the peer is not installed | | {target} | |"
    ours, theirs, extra = [], [], ""
    for _ in range(row.times):
        result: object = None

        def kept() -> None:
            nonlocal result
            result = row.ours()

        spent = busy(kept)
        if isinstance(result, list) and len(result) == 2 and isinstance(result[1], float):
            spent, extra = result[0], f"; {result[1]:,.0f} MB above the table"
        elif isinstance(result, float):
            spent = result
        ours.append(spent)
        if row.theirs is not None:
            theirs.append(busy(row.theirs))
    if not theirs:
        middle, shown = (
            median(ours),
            f"{median(ours):.2f} s ({min(ours):.2f} to {max(ours):.2f}){extra}",
        )
        times = f"{middle:.2f}"
    else:
        ratios = [one / other for one, other in zip(ours, theirs)]
        middle, shown = (
            median(ratios),
            f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})",
        )
        times = f"{median(ours):.3f}, {median(theirs):.3f}"
    met = "" if row.target is None else "met" if middle <= row.target else f"missed: {row.why}"
    return f"| {row.job} | {row.peer or 'none; seconds'} | {shown} | {times} | {target} | {met} |"


def machine() -> str:
    """Where this was measured, and with what."""
    model = next((text.split(":")[1].strip() for text in Path("/proc/cpuinfo").read_text().splitlines()
                  if text.startswith("model name")), platform.processor())  # fmt: skip
    versions = []
    for name in ("numpy", "scipy", "matplotlib", *PEERS):
        try:
            versions.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            versions.append(f"{name} not installed")
    load = os.getloadavg()[0]
    return (
        f"{date.today()}, {os.cpu_count()} processors ({model}), load {load:.1f}; "
        f"Python {platform.python_version()}, {', '.join(versions)}."
    )


HEAD = """\
# Performance

Written by `make bench`. Every sentence on speed in this project rests on these tables.

Ours and theirs run in turn; a ratio is ours over theirs in one turn, in seconds that a processor
was busy: the median, and in brackets the lowest and the highest. The machine is shared, so ratios
say more than seconds.

"""


def main(asked: list[str]) -> int:
    """Print the rows asked for, with ``--once`` each run once; write the page where all are."""
    once = "--once" in asked
    asked = [name for name in asked if name != "--once"]
    lines = ["| work | beside | ratio | seconds: ours, theirs | to reach | |"]
    lines.append("| --- | --- | ---: | ---: | ---: | --- |")
    print(*lines, sep="\n")
    with tempfile.TemporaryDirectory() as name:
        for group in asked or ROWS:
            folder = Path(name) / group
            folder.mkdir()
            for row in ROWS[group](folder):
                row.times = 1 if once else row.times
                lines.append(line(row))
                print(lines[-1], flush=True)
    if not asked and not once:
        grown = growth()
        page = HEAD + machine() + "\n\n" + "\n".join(lines) + "\n\n## Growth\n\n" + "\n".join(grown)
        path = ROOT / "docs" / "performance.md"
        kept = path.read_text(encoding="utf-8").partition("\n## Beyond one process")
        path.write_text("\n".join([page, kept[1] + kept[2]]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
