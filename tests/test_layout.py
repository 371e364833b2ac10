"""The shape of the package: imports one way, no subject inside, light start."""

import ast
import re
import subprocess
import sys

import pytest
from conftest import ROOT

PACKAGE = ROOT / "tracker"
LAYERS = ["curate", "reconcile", "publish", "commands"]
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(path):
    """Every module of this package that the file imports, at the top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("tracker"))
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: write the import in full"
            if (node.module or "").startswith("tracker"):
                yield node.module
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer(module):
    part = [*module.split("."), ""][1]
    return LAYERS.index(part) if part in LAYERS else None


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.parent.name in LAYERS], ids=lambda p: str(p.relative_to(ROOT))
)
def test_imports_run_one_way(path):
    """No module imports from a later step of curate, reconcile, publish, commands."""
    own = LAYERS.index(path.relative_to(PACKAGE).parts[0])
    later = [m for m in imported(path) if layer(m) is not None and layer(m) > own]
    assert not later


def test_the_subject_stays_in_the_data():
    """Another conflict needs other files in data/ only: no code names this one."""
    words = re.compile(r"north korea|dprk|kursk|kim jong|ukrain|russia|pyongyang", re.I)
    found = [
        f"{p.relative_to(ROOT)}:{n}: {line.strip()}"
        for p in PACKAGE.rglob("*")
        if p.suffix in {".py", ".html", ".css", ".js", ".mplstyle", ".tex"}
        for n, line in enumerate(p.read_text(encoding="utf-8").splitlines(), 1)
        if words.search(line)
    ]
    assert not found


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--data", str(ROOT / "data")]])
def test_help_and_check_stay_light(arguments):
    """The first commands a curator runs import no numerical library."""
    heavy = ["numpy", "pandas", "matplotlib", "scipy"]
    code = (
        f"import sys; from tracker.cli import main; main({arguments!r}); "
        f"print('loaded:', *[m for m in {heavy!r} if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert run.stdout.splitlines()[-1] == "loaded:"


def test_no_machine_path_in_any_file():
    """The repository works wherever it is cloned."""
    listed = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, cwd=ROOT, check=True
    ).stdout.split("\n")
    bad = re.compile(r"(?<![\w.])/(?:home|root|Users|work)/\w")
    texts = [p for p in listed if p and not p.endswith((".png", ".pdf", ".xlsx", ".docx"))]
    found = [
        p
        for p in texts
        if (ROOT / p).exists()
        and bad.search((ROOT / p).read_text(encoding="utf-8", errors="replace"))
    ]
    assert not found


def test_the_public_names_are_these():
    """Notebooks and scripts rely on these names; adding one is a decision, losing one breaks
    somebody.
    """
    import tracker as tk

    expected = {
        "__version__",
        "load",
        "DataError",
        "Dataset",
        "ranges",
        "explain",
        "sensitivity",
        "reconcile_frame",
        "trend",
        "coherence",
        "growth",
        "table",
        "figure_alt",
        "plot_ranges",
        "plot_parties",
        "plot_house_effects",
        "plot_vintages",
        "plot_overview",
        "plot_methods",
        "plot_coherence",
    }
    assert set(tk.__all__) == expected
    assert all(hasattr(tk, name) for name in expected)
    with pytest.raises(AttributeError, match="no attribute 'rangs'"):
        tk.rangs
