"""What sets the project up agrees with itself: pyproject, conda, pinned requirements, make, CI."""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WORKFLOWS = {
    path.stem: path.read_text(encoding="utf-8")
    for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))
}
NAME = PROJECT["name"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


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
        ("requirements.txt", ["build", "lab"]),
        ("requirements-test.txt", ["build", "lab", "test", "lint"]),
        ("requirements-docs.txt", ["docs"]),
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


def test_what_is_installed_can_be_listed(tmp_path):
    """`make sbom` names each pinned package with its version and hashes, in the format of CycloneDX."""
    command = re.search(r"\$\(BIN\)/(cyclonedx-py .*) -o sbom\.json", MAKEFILE)[1].split()
    made = tmp_path / "sbom.json"
    program = Path(sys.executable).parent / command[0]
    subprocess.run([program, *command[1:], "-o", made], cwd=ROOT, check=True, capture_output=True)
    listed = json.loads(made.read_text(encoding="utf-8"))
    pinned = re.findall(
        r"^([a-z0-9._-]+)==([^\s;]+)", (ROOT / "requirements.txt").read_text("utf-8"), re.M
    )
    assert listed["bomFormat"] == "CycloneDX" and listed["metadata"]["component"]["name"] == NAME
    found = {(part["name"], part["version"]): part for part in listed["components"]}
    assert {*found} == {*pinned}
    for part in found.values():
        assert any(at.get("hashes") for at in part["externalReferences"]), part["name"]


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
    jobs = yaml.safe_load(WORKFLOWS["check"])["jobs"]
    said = {
        name: " ".join(step.get("run", "") for step in job["steps"]) for name, job in jobs.items()
    }
    assert "make lint" in said["lint"] and ".ci/run" in said["tests"]
    assert ".ci/lowest" in said["lowest"] and "tracker check" in said["data"]


def test_the_site_is_what_make_makes():
    """The workflow of Pages makes the documentation, then the report that takes it along, and hands the report over;
    only the job that puts it there may write.
    """
    jobs = yaml.safe_load(WORKFLOWS["pages"])["jobs"]
    made = [step["run"] for step in jobs["build"]["steps"] if "run" in step]
    assert made == ["make docs", "make report"] and jobs["deploy"]["needs"] == "build"
    assert jobs["build"]["steps"][-1]["with"] == {"path": "report"}
    assert "permissions" not in jobs["build"]
    assert "--docs docs-site" in MAKEFILE and "docs/build.py docs-site" in MAKEFILE


def held(path):
    """Look at a workflow with the schema of SchemaStore that check-jsonschema ships."""
    words = ["-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    return subprocess.run([sys.executable, *words, path], capture_output=True, text=True)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflows_hold_to_the_schema_of_github(name, tmp_path):
    """Each passes; a job without a machine to run on does not."""
    (tmp_path / "there.yml").write_text(WORKFLOWS[name], encoding="utf-8")
    assert held(tmp_path / "there.yml").returncode == 0, held(tmp_path / "there.yml").stdout
    (tmp_path / "wrong.yml").write_text(WORKFLOWS[name].replace("runs-on:", "runs-at:"))
    wrong = held(tmp_path / "wrong.yml")
    assert wrong.returncode == 1 and "runs-at" in wrong.stdout


def test_binder_installs_what_make_installs():
    """repo2docker reads `.binder` alone: a Python that the project supports, and a script whose commands are those of
    the Makefile.
    """
    home = ROOT / ".binder"
    assert {path.name for path in home.iterdir()} == {"runtime.txt", "postBuild"}
    version = re.fullmatch(r"python-3\.(\d+)\n", (home / "runtime.txt").read_text())
    assert int(version[1]) >= int(PROJECT["requires-python"].removeprefix(">=3."))
    script = (home / "postBuild").read_text(encoding="utf-8").splitlines()
    assert script[0].startswith("#!") and os.access(home / "postBuild", os.X_OK)
    made = MAKEFILE.replace("$(BIN)/", "").replace(" --disable-pip-version-check", "")
    commands = [line for line in script if line and not line.startswith(("#", "set "))]
    assert [line for line in commands if f"\t{line}\n" not in made] == []
    subprocess.run(["bash", "-n", home / "postBuild"], check=True)


def test_tests_have_what_documents_are_made_with():
    """`make test` installs Sphinx too, so that the test of the documentation is never left out there."""
    assert re.search(r"^test: \.venv/test \.venv/docs ", MAKEFILE, re.M)


def test_actions_are_pinned_by_commit():
    """A tag can be moved, a commit cannot: each action is named by its commit, its release behind it."""
    used = re.findall(r"uses: (.*)", "".join(WORKFLOWS.values()))
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


# What code imports without naming it as its own dependency, and by what it comes; what is named and never imported.
COMES_ALONG = {"ipython": "ipykernel", "polars": "whoever gave a Polars frame"}
NEVER_IMPORTED = {"jupyterlab": "`make lab` opens it", "ipykernel": "Jupyter starts it"}


def imported(folder):
    """The distributions whose modules the Python files of a folder import, at their top or inside."""
    tops = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                tops |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                tops.add(node.module.partition(".")[0])
    by_module = packages_distributions()
    own = {path.stem for path in [*ROOT.rglob("*/"), *ROOT.rglob("*.py")]}
    assert {top for top in tops - sys.stdlib_module_names - own if top not in by_module} <= {
        *BENCHES
    }, "not installed"
    found = {by_module[top][0] for top in tops - sys.stdlib_module_names if top in by_module}
    return {name.lower().replace("_", "-") for name in found} - {PROJECT["name"]}


BENCHES = {"emcee", "pymare", "statsmodels"}  # installed where the benchmarks run


def test_imports_are_the_declared_dependencies():
    """The package imports what pyproject.toml declares for it, and nothing is declared in vain."""
    extras = PROJECT["optional-dependencies"]
    needed = names([*PROJECT["dependencies"], *extras["lab"]])
    found = imported("tracker")
    assert found <= needed | names([*extras["parquet"], *extras["dask"]]) | {*COMES_ALONG}
    assert needed - found == {*NEVER_IMPORTED}


def test_tests_import_what_is_declared():
    """The tests import nothing that neither the package nor they declare."""
    extras = PROJECT["optional-dependencies"]
    declared = names([*PROJECT["dependencies"], *extras["lab"], *extras["test"], *extras["docs"]])
    assert imported("tests") <= declared | {*COMES_ALONG}
