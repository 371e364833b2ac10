"""The shape of the package: rooms and wings, imports one way, no subject inside, light start."""

import ast
import re
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter

import pytest
from conftest import ROOT

PACKAGE = ROOT / "tracker"
# The rooms, and in each its wings: a module imports from rooms and wings above its own, from its own, and from the
# folder it lies in or one that lies in it. What comes first knows nothing of what comes later.
ROOMS = {
    "curate": ["words", "reader", "checks", "references", "entry"],
    "reconcile": ["methods", "said", "trend"],
    "publish": [
        "formats",
        "citing",
        "tables",
        "charts.drawing",
        "charts.course",
        "charts",
        "report",
        "report.pages",
    ],
    "commands": [],
}
WINGS = [f"tracker.{room}.{wing}" for room, wings in ROOMS.items() for wing in wings]
MOST = 12  # modules in a folder, its __init__ too


def _name(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}
FOLDERS = {_name(path): path.parent for path in sorted(PACKAGE.rglob("__init__.py"))}


def imported(path):
    """Each module of this package that the file imports, at its top or inside a function, or names in full for
    ``import_module``.

    What is imported for type checking only is not counted: a value and the function that makes it name each other
    in their annotations, and neither needs the other to run.
    """
    nodes = [ast.parse(path.read_text(encoding="utf-8"))]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            nodes += node.orelse
            continue
        nodes += ast.iter_child_nodes(node)
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: write the import in full"
            full = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (
                n for n in (n if n in MODULES else node.module for n in full) if n in MODULES
            )
        elif isinstance(node, ast.Constant) and node.value in MODULES:
            yield node.value


# The package's own face is loaded before any module, and imports none until a name is asked for.
IMPORTS = {
    name: {other for other in imported(path) if other not in (name, "tracker")}
    for name, path in MODULES.items()
    if name != "tracker"
}


def folder(module):
    return module if module in FOLDERS else module.rpartition(".")[0]


def aside(one, other):
    """Whether one folder lies in the other."""
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")


def room(module):
    return [*module.split("."), ""][1]


def test_no_import_runs_in_a_circle():
    """Each module can be read after those it imports, the imports inside functions included."""
    try:
        TopologicalSorter(IMPORTS).prepare()
    except CycleError as circle:
        pytest.fail(" -> ".join(reversed(circle.args[1])))


def test_imports_run_one_way():
    """No module imports from a later room, nor from a later wing of its own room."""
    rooms = [*ROOMS]
    wrong = {
        (module, other)
        for module in IMPORTS
        for other in IMPORTS[module]
        if room(module) in rooms
        and room(other) in rooms
        and (
            rooms.index(room(other)) > rooms.index(room(module))
            or (
                {folder(module), folder(other)} <= {*WINGS}
                and not aside(folder(module), folder(other))
                and WINGS.index(folder(other)) > WINGS.index(folder(module))
            )
        )
    }
    assert not wrong


def test_only_commands_know_the_command_line():
    """The package works without it: nothing but its commands and `python -m tracker` imports it."""
    found = {module for module in IMPORTS if "tracker.cli" in IMPORTS[module]}
    assert {room(module) for module in found} <= {"commands", "__main__"}


def test_the_table_of_wings_is_the_folders():
    """Each folder of code is a room or a wing in the table above, and each of those is a folder."""
    assert {"tracker", *(f"tracker.{room}" for room in ROOMS), *WINGS} == set(FOLDERS)


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_can_be_taken_in(name):
    """At most twelve modules; its `__init__` says in one sentence what lives there."""
    assert len([*FOLDERS[name].glob("*.py")]) <= MOST
    said = ast.get_docstring(ast.parse(MODULES[name].read_text(encoding="utf-8"))) or ""
    sentence = " ".join(said.split("\n\n")[0].split())
    assert re.fullmatch(r"[A-Z][^.]*(?:\.\w[^.]*)*\.", sentence), said


def test_the_tests_stand_where_the_code_stands():
    """Each room and wing has a folder of tests of its own name, and no other folder of tests lies in a room's."""
    tests = ROOT / "tests"
    found = {
        ".".join(("tracker", *path.parent.relative_to(tests).parts))
        for name in ROOMS
        for path in (tests / name).rglob("test_*.py")
    }
    assert found == {*(f"tracker.{name}" for name in ROOMS), *WINGS}


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
