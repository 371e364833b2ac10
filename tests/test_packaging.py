"""What is handed on: the source distribution holds all that is needed to test, read and cite the project, the
wheel all that the package reads.
"""

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile

import pytest
from conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
BUILD = "import sys; from setuptools import build_meta as b; print(getattr(b, sys.argv[1])(sys.argv[2]))"
LEFT_OUT = {"setup.cfg", "PKG-INFO"}  # what setuptools adds


def built(kind, source, out):
    """Build with setuptools, as `pip` would, from ``source``; gives the file made in ``out``."""
    words = [sys.executable, "-W", "ignore", "-c", BUILD, f"build_{kind}", str(out)]
    run = subprocess.run(words, cwd=source, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return out / run.stdout.split()[-1]


@pytest.fixture(scope="module")
def committed():
    """Every file of the repository that git knows and that is there."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    return {name for name in listed if name and (ROOT / name).is_file()}


@pytest.fixture(scope="module")
def sdist(committed, tmp_path_factory):
    """The source distribution, unpacked; made from a copy, so that nothing is left in the repository."""
    home = tmp_path_factory.mktemp("packaging")
    for name in committed:
        target = home / "copy" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / name).read_bytes())
    with tarfile.open(built("sdist", home / "copy", home)) as archive:
        archive.extractall(home, filter="data")
    return next(home.glob("estimate_tracker-*/"))


@pytest.fixture(scope="module")
def wheel(sdist):
    """The wheel, made from the source distribution alone."""
    return zipfile.ZipFile(built("wheel", sdist, sdist.parent))


def test_the_source_distribution_is_the_whole_repository(sdist, committed):
    """Tests, data, documents, notebooks, benchmarks and everything else that git knows, and nothing else."""
    found = {str(path.relative_to(sdist)) for path in sdist.rglob("*") if path.is_file()}
    assert {name for name in found if ".egg-info/" not in name} - LEFT_OUT == committed


def test_the_wheel_is_the_whole_package(wheel, committed):
    """Code, templates, style sheets and the mark that says it is typed; the methods with their
    pictures and results, the notebooks; no tests.
    """
    found = {name for name in wheel.namelist() if ".dist-info/" not in name}
    brought = ("notebooks/", "docs/methods.md", "docs/results/", "docs/pictures/trend-")
    assert found == {name for name in committed if name.startswith("tracker/")} | {
        f"tracker/shipped/{name}" for name in committed if name.startswith(brought)
    }
    assert "tracker/py.typed" in found
    pictures = re.findall(
        r"\]\((pictures/[^)]+)\)", (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    )
    assert pictures and {f"tracker/shipped/docs/{name}" for name in pictures} <= found


def test_an_installed_package_brings_methods_and_notebooks(wheel, tmp_path):
    """Unpacked as an installer does it, far from the repository, it finds its own."""
    wheel.extractall(tmp_path)
    code = "import tracker as tk; print(tk.shipped('notebooks'), tk.shipped('docs/methods.md'))"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    inside = tmp_path / "tracker" / "shipped"
    assert run.stdout.split() == [str(inside / "notebooks"), str(inside / "docs" / "methods.md")]


def test_the_wheel_says_what_it_is(wheel):
    """Name, version, authors, licence, classifiers, and each dependency with its bound."""
    name = next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    said = wheel.read(name).decode().splitlines()
    assert f"Version: {PROJECT['version']}" in said and "License-Expression: MIT" in said
    assert "Author: The estimate-tracker authors" in said
    assert len([line for line in said if line.startswith("Classifier: ")]) > 5
    plain = [line for line in said if line.startswith("Requires-Dist: ") and "extra ==" not in line]
    assert len(plain) == len(PROJECT["dependencies"])
