"""What sets the project up agrees with itself: pyproject, conda, pinned requirements, make, CI."""

import re
import subprocess
import tomllib

import pytest
import yaml
from conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WORKFLOW = (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")


def names(requirements):
    return {re.split(r"[<>=!~;\[ ]", text, maxsplit=1)[0].lower() for text in requirements}


def test_conda_users_get_the_same_packages():
    """environment.yml names exactly what pyproject.toml depends on, JupyterLab included, with the
    same bounds; what conda-forge has not comes from pip.
    """
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    plain = {text for text in listed if isinstance(text, str)} - {"pip"}
    plain |= {*listed[-1]["pip"]} - {"-e ."}
    lab = PROJECT["optional-dependencies"]["lab"]
    assert plain == {*PROJECT["dependencies"], *lab, f"python{PROJECT['requires-python']}"}


@pytest.mark.parametrize(
    "file, extras",
    [
        ("requirements.txt", ["build", "docs", "lab"]),
        ("requirements-test.txt", ["build", "docs", "lab", "test", "lint"]),
        ("requirements-bench.txt", ["bench"]),
    ],
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
    """`make help` lists what a newcomer wants, and what a contributor needs."""
    said = subprocess.run(
        ["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    listed = {line.split()[0] for line in said.splitlines()}
    assert listed >= {"report", "test", "lab", "notebooks", "lint", "docs"}


def test_ci_runs_make_lint_and_make_test():
    """Continuous integration runs what a contributor runs, after the Debian packages it needs."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    places = [script.index(word) for word in ("debian-packages", "make lint", "make test")]
    assert places == sorted(places)


def test_github_runs_what_stands_in_ci():
    """The data, style and types, all tests, and the lowest versions are a job each."""
    jobs = yaml.safe_load(WORKFLOW)["jobs"]
    said = {
        name: " ".join(step.get("run", "") for step in job["steps"]) for name, job in jobs.items()
    }
    assert "make lint" in said["lint"] and ".ci/run" in said["tests"]
    assert ".ci/lowest" in said["lowest"] and "tracker check" in said["data"]


def test_actions_are_pinned_by_commit():
    """A tag can be moved, a commit cannot: each action is named by its commit, its release behind it."""
    used = re.findall(r"uses: (.*)", WORKFLOW)
    assert used and all(
        re.fullmatch(r"[\w./-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", one) for one in used
    )


def test_each_bound_is_a_lowest_version():
    """.ci/lowest installs what is declared, so each dependency declares a lowest version."""
    extras = PROJECT["optional-dependencies"].values()
    assert all(">=" in text for group in (PROJECT["dependencies"], *extras) for text in group)


def test_the_version_stands_once():
    """pyproject, package and citation file agree on the version."""
    import tracker

    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert tracker.__version__ == PROJECT["version"] == cited["version"]
