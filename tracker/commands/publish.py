"""``tracker table``, ``cite``, ``plot``, ``export`` and ``report``: what is published."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tracker as tk
from tracker.commands.options import (
    DATA,
    DAYS,
    METHOD,
    Option,
    UseError,
    declare,
    pair,
    whole_number,
)
from tracker.publish.charts.catalogue import CHARTS, plot_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.curate.dataset import Dataset
    from tracker.publish.tables.table import Table


FORMS = {"bibtex": ".bib", "biblatex": ".bib", "csl-json": ".json", "ris": ".ris", "text": ".txt"}
OPTIONS = (
    "place",
    "on",
    "known_on",
    "method",
    "parties",
    "since",
    "until",
    "title",
    "log",
    "trend",
    "by",
    "seed",
)


TABLE = Option(
    "table",
    metavar="TABLE",
    help="summary, hints, figures, parties, timeline, revisions, disagreements, sources, events "
    "or track-record",
)
# What chooses the rows, columns and numbers of a table.
CHOICE = (
    Option(
        "--metric",
        action="append",
        metavar="M",
        help="a metric of the codebook; may be given several times (default: all)",
    ),
    Option("--place", metavar="P", help="one place of the codebook (default: all)"),
    Option(
        "--where",
        action="append",
        default=[],
        type=pair,
        metavar="COLUMN=VALUE",
        help="only rows with that value, such as party=nis; given several times, one of the "
        "values of each column",
    ),
    Option(
        "--column",
        action="append",
        default=[],
        metavar="NAME",
        help="only this column, by its name in a csv; may be given several times (default: all)",
    ),
    METHOD,
    DATA,
    *DAYS,
)
CHOSEN = ("metric", "place", "where", "column")


def _remark_uncommitted(data: Dataset) -> None:
    """Say on standard error when the data are in no commit: what is printed from them could not be
    traced later.
    """
    from tracker.publish.citing.git_history import has_uncommitted

    if has_uncommitted(data.folder):
        print(
            "the data have uncommitted changes; commit them before you publish, or verify will not "
            "find this state",
            file=sys.stderr,
        )


def _table(args: argparse.Namespace) -> Table:
    """The table that the options ask for."""
    data = tk.load(args.data)
    where: dict[str, list[str]] = {}
    for column, value in args.where:
        where.setdefault(column, []).append(value)
    table: Table = tk.table(
        data,
        args.table,
        metric=args.metric,
        place=args.place,
        on=args.on,
        known_on=args.known_on,
        method=args.method,
        where=where,
        columns=args.column,
    )
    _remark_uncommitted(data)
    return table


@declare(
    "table",
    "a table to cite; the file's ending chooses the format",
    TABLE,
    *CHOICE,
    Option(
        "-o",
        "--output",
        metavar="FILE",
        help="write .md, .html, .tex, .csv, .xlsx, .docx or .txt (default: print)",
    ),
    examples=(
        "tracker table summary -o summary.docx",
        "tracker table figures --metric killed --known-on 2025-06-15",
    ),
)
def run_table(args: argparse.Namespace) -> int:
    """Print the table, or write it where ``-o`` says."""
    table = _table(args)
    if args.output:
        table.save(args.output)
        print(f"wrote {args.output}", file=sys.stderr)
    else:
        sys.stdout.write(table.text("text"))
    return 0


@declare(
    "cite",
    "how to cite a table or one number, and every source it uses",
    Option(*TABLE.names, **TABLE.arguments, nargs="?"),
    *CHOICE,
    Option(
        "--figure",
        metavar="KEY",
        help="one number in the place of a table: a sentence, its sources, the provenance line; "
        "or, with a format, the bibliography alone",
    ),
    Option(
        "--format",
        choices=FORMS,
        help="default: that of the file's ending (.bib, .json, .ris, .txt), else bibtex",
    ),
    Option(
        "--style",
        metavar="NAME",
        help="of text: author-date (default), numeric, notes, any style of citationstyles.org by "
        "its name, or a .csl file",
    ),
    Option("-o", "--output", metavar="FILE", help="write to a file (default: print)"),
    description="How to cite a table, and every source it uses; with 'record' for TABLE, how "
    "to cite the record itself; with --figure, one number.",
    examples=("tracker cite summary -o summary.bib",),
)
def run_cite(args: argparse.Namespace) -> int:
    """Print the citations, or write them where ``-o`` says."""
    from tracker.curate.files import write_whole

    ending = Path(args.output or "").suffix.lower()
    by_ending = {own: form for form, own in reversed(FORMS.items())}
    if ending not in by_ending and args.output and not args.format:
        raise UseError(
            f"'{args.output}' names no citation format; let it end in "
            f"{', '.join(sorted(by_ending))}, or say --format"
        )
    if (args.table is None) == (args.figure is None):
        raise UseError("name a table to cite, or one number: tracker cite --figure KEY")
    asked = args.format or ("text" if args.style else by_ending.get(ending))
    form = asked or "bibtex"
    if args.style and form != "text":
        raise UseError(f"--style is of text, not of {form}; leave it out, or say --format text")
    style = args.style or "author-date"
    if args.figure is not None:
        text = _cited_number(args, asked)
    elif args.table == "record":
        from tracker.publish.citing.citations import cite_record

        _refuse_choice(args, "'record' is the whole record as it is now", *CHOSEN, "on", "known_on")
        text = cite_record(tk.load(args.data), form, style=style)
    else:
        text = _table(args).cite(form, style=style)
    if args.output:
        write_whole(args.output, text)
        print(f"wrote {args.output}", file=sys.stderr)
    else:
        sys.stdout.write(text)
    return 0


def _refuse_choice(args: argparse.Namespace, why: str, *names: str) -> None:
    """Refuse options that choose what stands in a table, where nothing is chosen."""
    if any(getattr(args, name) for name in names):
        options = ", ".join(f"--{name.replace('_', '-')}" for name in names)
        raise UseError(f"{why}; leave {options} out")


def _cited_number(args: argparse.Namespace, form: str | None) -> str:
    """One number with its sources, or in a citation format."""
    from tracker.publish.number import cited_number, figure_table

    _refuse_choice(args, "--figure names one number", *CHOSEN)
    data = tk.load(args.data)
    made = figure_table(data, args.figure, on=args.on, known_on=args.known_on, method=args.method)
    _remark_uncommitted(data)
    return made.cite(form) if form and form != "text" else cited_number(made)


@declare(
    "plot",
    "a chart; the file's ending chooses the format",
    Option("chart", metavar="CHART", help=f"{', '.join(CHARTS[:-1])} or {CHARTS[-1]}"),
    Option("--metric", metavar="M", help="one metric of the codebook (of coherence: the whole)"),
    Option("--place", metavar="P", help="one place of the codebook, for a metric counted by place"),
    Option(
        "--size",
        choices=("column", "page"),
        default="page",
        help="89 mm or 183 mm wide (default: page)",
    ),
    Option("--method", metavar="NAME", help="how voices are reconciled (default: envelope)"),
    Option(
        "--parties",
        metavar="KEY",
        action="append",
        help="a party or affiliation whose figures alone are shown and make the range; may be "
        "given several times",
    ),
    *(
        Option(name, metavar="DATE", help=f"the {which} day that is shown")
        for name, which in (("--since", "first"), ("--until", "last"))
    ),
    Option("--title", metavar="WORDS", help="what stands above instead of the finding"),
    Option("--log", action="store_true", default=None, help="count on a logarithmic axis"),
    Option("--trend", action="store_true", default=None, help="add the trend (ranges only)"),
    Option("--by", choices=("month", "week"), help="the period (rates only; default: month)"),
    Option("--seed", type=whole_number, metavar="N", help="of the draws (house-effects only)"),
    Option(
        "-o",
        "--output",
        metavar="FILE",
        help="write .svg, .pdf or .png (default: CHART-METRIC.svg in this folder)",
    ),
    DATA,
    *DAYS,
    description="A chart. Without --known-on, charts over time (ranges, overview) show each "
    "day as it was known then.",
    examples=("tracker plot ranges --metric killed --trend -o killed.svg",),
)
def run_plot(args: argparse.Namespace) -> int:
    """Draw the chart and write it."""
    import matplotlib

    matplotlib.use("agg")  # the command draws into files: no window, no display
    from tracker.curate.suggest import known_name
    from tracker.publish.charts.save import save_chart

    plot = plot_of(known_name("chart", args.chart, CHARTS))
    data = tk.load(args.data)
    chart = plot(data, size=args.size, **_options(args, plot, list(data.codebook.metrics)))
    path = args.output or "-".join(filter(None, [args.chart, args.metric, args.place])) + ".svg"
    save_chart(chart, path)
    print(f"wrote {path}", file=sys.stderr)
    return 0


def _options(
    args: argparse.Namespace, plot: Callable[..., Any], metrics: list[str]
) -> dict[str, Any]:
    """The options given, as the chart's arguments; one that the chart does not take is refused."""
    from inspect import signature

    takes = signature(plot).parameters
    metric = "whole" if "whole" in takes else "metric"
    given = {metric: args.metric, **{name: getattr(args, name) for name in OPTIONS}}
    given = {name: value for name, value in given.items() if value is not None}
    for name in given:
        if name not in takes:
            raise UseError(
                f"the chart '{args.chart}' takes no --{name.replace('_', '-')}; leave it out"
            )
    wanted = takes.get("metric")
    if wanted is not None and wanted.default is wanted.empty and args.metric is None:
        raise UseError(
            f"the chart '{args.chart}' shows one metric; add --metric and one of: "
            f"{', '.join(metrics)}"
        )
    return given


@declare(
    "export",
    "write the data set as one documented folder, ready for a repository",
    Option("folder", metavar="DIR", help="a new or empty folder, or that of an earlier export"),
    DATA,
    examples=("tracker export dataset",),
)
def run_export(args: argparse.Namespace) -> int:
    """Write the folder and say what it holds."""
    from tracker.publish.citing.export import export

    data = tk.load(args.data)
    names = export(data, args.folder)
    _remark_uncommitted(data)
    for name in names:
        print(f"{args.folder}/{name}")
    if "figures.parquet" not in names:
        print(
            "no figures.parquet: pyarrow is not installed (pip install "
            "'estimate-tracker[parquet]')",
            file=sys.stderr,
        )
    return 0


def _own(data: Dataset) -> bool:
    """Whether it is the record of the working directory, found without a name."""
    from tracker.curate.load import DataError, find

    try:
        return find().resolve() == data.folder.resolve()
    except DataError:
        return False


@declare(
    "report",
    "write everything as a web site",
    Option(
        "-o",
        "--output",
        metavar="DIR",
        default="report",
        help="the folder to write (default: report)",
    ),
    Option("--open", action="store_true", help="open it in the browser"),
    Option(
        "--watch",
        action="store_true",
        help="renew the pages at every change of the data, until Ctrl+C; notebooks and gallery are "
        "left out",
    ),
    Option(
        "--run-notebooks",
        action="store_true",
        help="run the notebooks beside the data named with --data: they are programs; those of "
        "tracker itself, and of the working directory's own record, always run",
    ),
    Option(
        "--docs",
        metavar="DIR",
        help="take along the documentation that `make docs` wrote, and link it",
    ),
    Option(
        *DATA.names,
        metavar="DIR",
        action="append",
        help=f"{DATA.arguments['help']}; given several times: a report on each, side by side",
    ),
    *DAYS,
    description="Check the data, run the notebooks, write a web site that needs no network.",
    examples=(
        "tracker report -o report",
        "tracker report --data ourwar --data theirs -o reports",
    ),
)
def run_report(args: argparse.Namespace) -> int:
    """Write the report; progress goes to stderr, the page to open to stdout."""
    from tracker.publish.report.write import write_report

    given = {"out": args.output, "on": args.on, "known_on": args.known_on, "docs": args.docs}
    if args.on or args.known_on:
        _say("notebooks show the newest state, so they are left out of a report on another day")
    folder, *more = args.data or [None]
    if more:
        return _open(args, _several(args, given))
    data, trusted = _loaded(folder, args.run_notebooks)
    page = write_report(data, say=_say, quick=args.watch, run_notebooks=trusted, **given)
    _open(args, page)
    if args.watch:
        from tracker.publish.report.watch import watch

        watch(data.folder, lambda: write_report(tk.load(folder), quick=True, **given), say=_say)
    return 0


def _several(args: argparse.Namespace, given: dict[str, Any]) -> Path:
    """A report on each record and the page before them."""
    from tracker.publish.report.several import names_of, write_reports

    if args.watch:
        raise UseError("--watch looks at one record; give --data once")
    loaded = {
        name: _loaded(folder, args.run_notebooks) for name, folder in names_of(args.data).items()
    }
    records = {name: data for name, (data, _) in loaded.items()}
    trusted = {name for name, (_, own) in loaded.items() if own}
    return write_reports(records, say=_say, trusted=trusted, **given)


def _loaded(folder: str | None, run_notebooks: bool) -> tuple[Dataset, bool]:
    """A record, and whether the notebooks beside it may run; both are told."""
    from tracker.publish.shipped import shipped
    from tracker.reconcile.numbers import counted

    data = tk.load(folder)
    _say(
        f"checked the data: {counted(len(data.all_figures), 'figure')}, "
        f"{counted(len(data.problems), 'warning')}"
    )
    trusted = run_notebooks or _own(data)
    beside = data.folder.resolve().parent / "notebooks"
    if not trusted and beside != shipped("notebooks").resolve() and any(beside.glob("*.ipynb")):
        _say(
            "the notebooks beside that record are programs and were not run; --run-notebooks runs "
            "them"
        )
    return data, trusted


def _open(args: argparse.Namespace, page: Path) -> int:
    """Say which page to open, and open it where that is asked for."""
    print(page, flush=True)
    if args.open:
        import webbrowser

        webbrowser.open(page.resolve().as_uri())
    return 0


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
