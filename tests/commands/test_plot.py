"""``tracker plot``: files in three formats, and one clear line for every wrong use."""

import subprocess
import sys
from xml.etree import ElementTree

import pytest
from conftest import ROOT

from tracker.cli import main
from tracker.publish.charts.catalogue import CHARTS, plot_of
from tracker.publish.citing.provenance import parse

ESTIMATES = """
- {id: spy-1, party: spy, as_of: 2025-01-10, stated: 2025-01-12, figures: {killed: 300, wounded: 900}, sources: [news]}
- {id: foe-1, party: foe, as_of: 2025-02-01, stated: 2025-02-02, figures: {killed: 1000}, sources: [news]}
- {id: ally-1, party: ally, as_of: 2025-02-03, stated: 2025-02-04, figures: {casualties: "1,500"}, sources: [news]}
"""


@pytest.fixture
def data(write_record):
    """The folder of a record with three estimates."""
    return str(write_record(ESTIMATES))


def test_the_chart_names_are_those_of_the_functions():
    """``plot_house_effects`` is ``house-effects``: names with hyphens, none missing."""
    assert len(CHARTS) == 9 and CHARTS[0] == "ranges" and "house-effects" in CHARTS
    assert [f"plot_{name.replace('-', '_')}" for name in CHARTS] == [
        plot_of(name).__name__ for name in CHARTS
    ]


@pytest.mark.parametrize(
    "ending, start", [("svg", b"<?xml"), ("pdf", b"%PDF"), ("png", b"\x89PNG")]
)
def test_the_ending_chooses_the_format(data, tmp_path, ending, start, capsys):
    """A chart is written as SVG, PDF or PNG, and only a remark says so."""
    path = tmp_path / f"new/chart.{ending}"
    assert main(["plot", "ranges", "--metric", "killed", "--data", data, "-o", str(path)]) == 0
    assert path.read_bytes().startswith(start)
    shown = capsys.readouterr()
    assert shown.out == "" and shown.err == f"wrote {path}\n"


@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_can_be_made(data, tmp_path, chart):
    """Each chart works from the command line with the metric it needs."""
    metric = {"coherence": ["--metric", "casualties"], "overview": []}.get(
        chart, ["--metric", "killed"]
    )
    assert (
        main(
            [
                "plot",
                chart,
                *metric,
                "--size",
                "column",
                "--data",
                data,
                "-o",
                str(tmp_path / "chart.svg"),
            ]
        )
        == 0
    )


@pytest.mark.parametrize(
    "asked",
    [
        ["ranges", "--log"],
        ["rates", "--by", "week"],
        ["house-effects", "--seed", "3"],
    ],
)
def test_the_provenance_line_makes_the_chart_again(data, tmp_path, asked):
    """The command under a chart gives the same bytes."""
    first, again = tmp_path / "first.svg", tmp_path / "again.svg"
    main(["plot", *asked, "--metric", "killed", "--data", data, "-o", str(first)])
    drawn = first.read_text(encoding="utf-8")
    words = parse(ElementTree.fromstring(drawn).findtext(".//{*}source")).command.split()[1:]
    assert set(asked) <= {*words}
    main([*words, "--data", data, "-o", str(again)])
    assert first.read_bytes() == again.read_bytes()


def test_without_a_file_name_it_is_written_here(data, tmp_path, monkeypatch):
    """The chart's and the metric's name make the file's."""
    monkeypatch.chdir(tmp_path)
    assert main(["plot", "parties", "--metric", "killed", "--data", data]) == 0
    assert (tmp_path / "parties-killed.svg").exists()


@pytest.mark.parametrize(
    "words, said",
    [
        (["rangs", "--metric", "killed"], "no chart 'rangs'; did you mean 'ranges'?"),
        (
            ["ranges"],
            "the chart 'ranges' shows one metric; add --metric and one of: killed, wounded",
        ),
        (["ranges", "--metric", "kiled"], "no metric 'kiled'; did you mean 'killed'?"),
        (
            ["parties", "--metric", "killed", "--trend"],
            "the chart 'parties' takes no --trend; leave it out",
        ),
        (
            ["ranges", "--metric", "killed", "--place", "country"],
            "killed is one series for all places",
        ),
        (["ranges", "--metric", "killed", "--on", "2024-01-01"], "nothing to draw for killed"),
        (
            ["ranges", "--metric", "killed", "-o", "chart.gif"],
            "let the file's name end in .svg, .pdf or .png",
        ),
        (["ranges", "--metric", "killed", "--method", "mean"], "no method 'mean'"),
    ],
)
def test_wrong_use_gets_one_line_and_status_2(data, words, said, capsys, tmp_path, monkeypatch):
    """The line names what is wrong and what to do; nothing is written."""
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    assert main(["plot", *words, "--data", data]) == 2
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_a_place_that_cannot_be_written_is_named(data, tmp_path, capsys):
    """A file where a folder should be: one line, status 2."""
    (tmp_path / "taken").write_text("", encoding="utf-8")
    assert (
        main(
            [
                "plot",
                "ranges",
                "--metric",
                "killed",
                "--data",
                data,
                "-o",
                str(tmp_path / "taken/chart.svg"),
            ]
        )
        == 2
    )
    assert "cannot read or write" in capsys.readouterr().err


def test_it_needs_no_display(data, tmp_path):
    """Without a screen and with another backend asked for, the chart is written all the same."""
    words = [
        "plot",
        "ranges",
        "--metric",
        "killed",
        "--data",
        data,
        "-o",
        str(tmp_path / "chart.png"),
    ]
    run = subprocess.run(
        [sys.executable, "-m", "tracker", *words],
        cwd=ROOT,
        env={"MPLBACKEND": "tkagg", "PATH": "", "HOME": str(tmp_path)},
    )
    assert run.returncode == 0 and (tmp_path / "chart.png").exists()


def test_a_chart_verifies(data, tmp_path, capsys):
    """`tracker verify chart.svg` finds the line in the file, and nothing has changed."""
    path = str(tmp_path / "chart.svg")
    main(["plot", "ranges", "--metric", "killed", "--data", data, "-o", path])
    assert main(["verify", path, "--data", data]) == 0
    assert "unchanged: ranges:killed" in capsys.readouterr().out
