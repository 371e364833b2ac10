"""Small data folders for tests, and the shipped one."""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path
from textwrap import dedent, indent

import matplotlib
import pytest
from hypothesis import settings

matplotlib.use("Agg")
settings.register_profile("tracker", deadline=None)  # how long a machine takes is no property
settings.load_profile("tracker")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ["TRACKER_CACHE"] = tempfile.mkdtemp(prefix="tracker-kept-")  # nobody's own pages
atexit.register(shutil.rmtree, os.environ["TRACKER_CACHE"], ignore_errors=True)

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def no_charts_left_open():
    """What one test drew is no matter of the next."""
    yield
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")


REPORT = ("test_chart.py", "test_site.py")  # in tests/browser: one report serves both


@pytest.fixture(scope="module")
def own_notebooks_only(tmp_path_factory):
    """Reports without the program's own notebooks, which take a minute and have tests of their own."""
    from tracker.publish.report import write

    empty, shipped = tmp_path_factory.mktemp("none"), write.shipped
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            write, "shipped", lambda name: empty if name == "notebooks" else shipped(name)
        )
        yield


CODEBOOK = """\
title: A small war
default_place: front
metrics:
  killed: {label: Killed, definition: Soldiers who died., kind: cumulative, speaks_for: 90, at_most: troops_sent}
  wounded: {label: Wounded, definition: Soldiers hurt., kind: cumulative, speaks_for: 90}
  casualties: {label: Killed or wounded, definition: Both., kind: cumulative, parts: [killed, wounded], at_most: troops_sent, speaks_for: 90}
  troops_sent: {label: Sent, definition: Soldiers who arrived., kind: cumulative, speaks_for: 180}
  troops_present: {label: Present, definition: Soldiers there., kind: stock, by_place: true, speaks_for: 45}
  troops_planned: {label: Planned, definition: Soldiers to come., kind: plan, speaks_for: 60}
  daily_losses: {label: Daily losses, definition: Losses a day., kind: flow, speaks_for: 30}
parties:
  spy: {name: Spy Service, short: Spies, affiliation: north, kind: intelligence, reliability: B}
  army: {name: Army Staff, short: Army, affiliation: north, kind: military}
  ally: {name: Allied Ministry, short: Ally, affiliation: ally-land, kind: government}
  foe: {name: Foe Command, short: Foe, affiliation: foe-land, kind: military}
  paper: {name: Daily Paper, affiliation: press, kind: media}
affiliations:
  north: {name: Government of North, stance: belligerent}
  ally-land: {name: Government of Ally, stance: ally}
  foe-land: {name: Government of Foe, stance: belligerent}
  press: {name: Daily Paper, stance: independent}
places:
  country: {name: The Country}
  front: {name: The Front, within: country}
wordings:
  several hundred: [300, 900]
  dozens: [24, 99]
  thousands: [2000, 9999]
"""

SOURCES = """\
references:
  - id: news
    type: article-newspaper
    title: A war report
    container-title: The Daily
    issued: 2025
    URL: https://example.org/news
"""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Where several workers share the tests, a file stays whole: its fixtures are made once, as are
    the report in the browser and the stranger's record, which several files open.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Files(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            path = nodeid.partition("::")[0]
            folder, _, name = path.rpartition("/")
            shared = folder.endswith("/safe") or (folder.endswith("/browser") and name in REPORT)
            return folder if shared else path

    return Files(config, log)


@pytest.fixture
def write_record(tmp_path):
    """Write ``data/`` from three texts and give its path; ``estimates`` is the list under
    ``estimates:``.
    """

    def write(
        estimates: str, codebook: str = CODEBOOK, sources: str = SOURCES, folder: str = "data"
    ) -> Path:
        home = tmp_path / folder
        home.mkdir(exist_ok=True)
        text = dedent(estimates)
        if not text.lstrip().startswith("estimates:"):
            text = "estimates:\n" + indent(text, "  ")
        (home / "estimates.yaml").write_text(text, encoding="utf-8")
        (home / "codebook.yaml").write_text(dedent(codebook), encoding="utf-8")
        (home / "sources.yaml").write_text(dedent(sources), encoding="utf-8")
        return home

    return write


@pytest.fixture
def tmp_record(write_record):
    """Write a small record and load it: ``tmp_record(estimates, codebook=..., sources=...)``."""
    import tracker as tk

    return lambda *texts, **files: tk.load(write_record(*texts, **files))


@pytest.fixture(scope="session")
def shipped():
    """The record this repository ships."""
    import tracker as tk

    return tk.load(ROOT / "data")
