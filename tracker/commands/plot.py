"""``tracker plot CHART``: a chart as SVG, PDF or PNG, the same bytes for the same data."""

from __future__ import annotations

import argparse
import sys
from inspect import signature

from tracker.cli import UseError, add_data_options

CHARTS = ("ranges", "parties", "vintages", "overview", "house-effects", "methods", "coherence")
OPTIONS = ("place", "on", "known_on", "method", "log", "trend")


def add_parser(commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "plot",
        help="a chart; the file's ending chooses the format",
        description="A chart. Without --known-on, charts over time (ranges, overview) show each "
        "day "
        "as it was known then.",
    )
    command.add_argument("chart", metavar="CHART", help=f"{', '.join(CHARTS[:-1])} or {CHARTS[-1]}")
    command.add_argument(
        "--metric", metavar="M", help="one metric of the codebook (of coherence: the whole)"
    )
    command.add_argument(
        "--place", metavar="P", help="one place of the codebook, for a metric counted by place"
    )
    command.add_argument(
        "--size",
        choices=("column", "page"),
        default="page",
        help="89 mm or 183 mm wide (default: page)",
    )
    command.add_argument(
        "--method", metavar="NAME", help="how voices are reconciled (default: envelope)"
    )
    command.add_argument(
        "--log", action="store_true", default=None, help="count persons on a logarithmic axis"
    )
    command.add_argument(
        "--trend", action="store_true", default=None, help="add the trend (ranges only)"
    )
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="write .svg, .pdf or .png (default: CHART-METRIC.svg in this folder)",
    )
    add_data_options(command)


def run(args: argparse.Namespace) -> int:
    """Draw the chart and write it."""
    import matplotlib

    matplotlib.use("agg")  # the command draws into files: no window, no display
    import tracker as tk
    from tracker.publish.charts.catalogue import CHARTS as PLOTS
    from tracker.publish.charts.catalogue import save_chart
    from tracker.reconcile.question import known_name

    plot = PLOTS[known_name("chart", args.chart, PLOTS)]
    data = tk.load(args.data)
    given = _options(args, plot, list(data.codebook.metrics))
    chart = plot(data, size=args.size, **given)
    path = args.output or "-".join(filter(None, [args.chart, args.metric, args.place])) + ".svg"
    save_chart(chart, path)
    print(f"wrote {path}", file=sys.stderr)
    return 0


def _options(args: argparse.Namespace, plot, metrics: list[str]) -> dict:
    """The options given, as the chart's arguments; one that the chart does not take is refused."""
    takes = signature(plot).parameters
    metric = "whole" if "whole" in takes else "metric"
    given = {metric: args.metric, **{name: getattr(args, name) for name in OPTIONS}}
    given = {name: value for name, value in given.items() if value is not None}
    for name in given:
        if name not in takes:
            raise UseError(
                f"the chart '{args.chart}' takes no --{name.replace('_', '-')}; leave it out"
            )
    if "metric" in takes and args.metric is None:
        raise UseError(
            f"the chart '{args.chart}' shows one metric; add --metric and one of: "
            f"{', '.join(metrics)}"
        )
    return given
