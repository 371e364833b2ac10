"""What sets the project up agrees with itself: pyproject, conda, pinned requirements, make, CI."""

import re
import subprocess
import tomllib

import pytest
import yaml
from conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def names(requirements):
    return {re.split(r"[<>=!~;\[ ]", text, maxsplit=1)[0].lower() for text in requirements}


def test_conda_users_get_the_same_packages():
    """environment.yml names exactly what pyproject.toml depends on, with the same bounds."""
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    plain = {text for text in listed if isinstance(text, str)} - {"pip"}
    assert plain == set(PROJECT["dependencies"]) | {f"python{PROJECT['requires-python']}"}


@pytest.mark.parametrize(
    "file, extras", [("requirements.txt", []), ("requirements-test.txt", ["test"])]
)
def test_every_dependency_is_pinned_and_hashed(file, extras):
    """Each requirement stands with one exact version and hashes, and no registry is named."""
    text = (ROOT / file).read_text(encoding="utf-8")
    pinned = re.findall(r"^([a-z0-9._-]+)==\S+[^\n]*\\\n    --hash=sha256:", text, re.M)
    lines = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(pinned) == len(lines)
    wanted = names(PROJECT["dependencies"]) | names(
        t for e in extras for t in PROJECT["optional-dependencies"][e]
    )
    assert wanted <= set(pinned)
    assert "://" not in text and "index-url" not in text


def test_make_says_what_it_can_do():
    """`make help` lists report, test and lab, the three things a newcomer wants."""
    said = subprocess.run(
        ["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert {line.split()[0] for line in said.splitlines()} >= {"report", "test", "lab", "notebooks"}


def test_ci_runs_make_test():
    """Continuous integration runs what a contributor runs, after the Debian packages it needs."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert script.index("debian-packages") < script.index("make test")


def test_the_version_stands_once():
    """pyproject, package and citation file agree on the version."""
    import tracker

    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert tracker.__version__ == PROJECT["version"] == cited["version"]
