"""How many small faults the tests find: mutants of the core, drawn at random, each under its own tests.

A mutant is a module of the package with one thing wrong: a comparison, a sign, a number, a word of a table, a
condition, a bound. ``python benchmarks/mutants.py 300`` draws so many, always the same ones, and says which no test
found; some tens of minutes. Words behind the number keep to modules that begin so: ``300 curate/words``. The tests run in a copy of the repository, one process at a time.
"""

from __future__ import annotations

import ast
import copy
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEED, PATIENCE = 19, 900  # seconds after which a mutant that hangs is found
ROOM = 6 << 30  # bytes of memory; one that wants more is found
METHODS = "tests/reconcile/methods/test_"
KEPT = "tests/test_kept_answers.py"  # what is printed, word for word
# Modules, by the beginning of their path, and the tests that are theirs, the likeliest first; {} is the module's name.
TESTS = {
    "curate/words/": ["tests/curate/words/test_{}.py", "tests/curate/words"],
    "reconcile/methods/": [
        *(f"{METHODS}{name}.py" for name in ("{}", "envelope", "log_scale", "plain", "frame")),
        KEPT,
        "tests/reconcile/methods",
    ],
    "reconcile/said/": ["tests/reconcile/said", "tests/reconcile/test_sentences.py", KEPT],
    "reconcile/trend/": ["tests/reconcile/trend/test_{}.py", KEPT, "tests/reconcile/trend"],
    "reconcile/": [
        *(
            f"tests/reconcile/test_{name}.py"
            for name in ("{}", "voices", "ranges", "explain", "sentences", "plain")
        ),
        KEPT,
        *(
            f"tests/reconcile/test_{name}.py"
            for name in (
                "revisions",
                "vague",
                "tallies",
                "shared_origins",
                "names",
                "changes",
                "growth",
                "sensitivity",
                "sentences_methods",
            )
        ),
        "tests/reconcile/said",
        "tests/test_question.py",
        "tests/test_public_face.py",
    ],
    "publish/formats/": [
        "tests/publish/formats/test_{}.py",
        "tests/publish/tables/test_expected.py",
        "tests/publish/formats",
        KEPT,
    ],
    "publish/citing/provenance": [
        "tests/publish/citing/test_provenance.py",
        "tests/publish/citing/test_typeset.py",
        "tests/publish/test_verify.py",
        KEPT,
    ],
}
SLOW = ("test_honesty.py", "test_frame_engines.py")  # a study; other programs' tables
COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
COMPUTED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
CALLED = {
    "min": "max", "max": "min", "any": "all", "all": "any", "fmin": "fmax", "fmax": "fmin", "minimum": "maximum",
    "maximum": "minimum", "lower": "upper", "startswith": "endswith", "endswith": "startswith",
    "bisect_left": "bisect_right", "bisect_right": "bisect_left", "floor": "ceil", "sorted": "list",
}  # fmt: skip


def changes(node: ast.AST, told: bool) -> Iterator[tuple[str, ast.AST]]:
    """Each way in which a node may be wrong, and the node that is; ``told``: it is part of a message."""

    def other(**fields: object) -> ast.AST:
        made = copy.copy(node)
        for name, value in fields.items():
            setattr(made, name, value)
        return made

    match node:
        case ast.Compare(ops=[operator]) if type(operator) in COMPARED:
            yield "comparison", other(ops=[COMPARED[type(operator)]()])
        case ast.BinOp(op=operator) if type(operator) in COMPUTED and not told:
            yield "operator", other(op=COMPUTED[type(operator)]())
        case ast.BoolOp(op=operator):
            yield "and, or", other(op=ast.And() if isinstance(operator, ast.Or) else ast.Or())
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            yield "not", inner
        case ast.UnaryOp(op=ast.USub(), operand=inner) if not isinstance(inner, ast.Constant):
            yield "sign", inner
        case ast.IfExp(test=test) | ast.If(test=test):
            yield "condition", other(test=ast.UnaryOp(ast.Not(), test))
        case ast.Constant(value=bool(value)):
            yield "truth", ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            yield "number", ast.Constant(value + 1)
        case ast.Name(id=name) if name in CALLED:
            yield "call", other(id=CALLED[name])
        case ast.Attribute(attr=name) if name in CALLED:
            yield "call", other(attr=CALLED[name])
        case ast.Constant(value=str(value)) if value and not told:
            yield "word", ast.Constant(value + "x")
        case ast.Break():
            yield "leap", ast.Continue()
        case ast.Continue():
            yield "leap", ast.Break()


def sites(tree: ast.Module) -> Iterator[tuple[ast.AST, str, int | None, bool]]:
    """Each place of a node in the tree that runs: parent, field, index in it, whether a message is made there."""
    waiting: list[tuple[ast.AST, bool]] = [(tree, False)]
    while waiting:
        parent, told = waiting.pop()
        for name, value in ast.iter_fields(parent):
            if name in ("annotation", "returns", "type_params", "op", "ops", "ctx"):
                continue
            for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if not isinstance(node, ast.AST) or _idle(node):
                    continue
                inside = told or isinstance(node, (ast.Raise, ast.JoinedStr))
                yield parent, name, index, inside
                waiting.append((node, inside))


def _idle(node: ast.AST) -> bool:
    """Docstrings, imports, and what only type checkers read."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
        return True
    typed = isinstance(node, ast.Assign) and ast.unparse(node.value).startswith(
        ("Literal[", "NDArray", "TypeVar")
    )
    return typed or isinstance(node, (ast.Import, ast.ImportFrom))


def mutants(source: str, wanted: int | None = None) -> Iterator[tuple[int, str]]:
    """Line and what is wrong of each mutant of a module; or line and whole text of the one that is wanted."""
    tree, number = ast.parse(source), 0
    for parent, name, index, told in list(sites(tree)):
        held = getattr(parent, name)
        node = held if index is None else held[index]
        for kind, wrong in changes(node, told):
            ast.copy_location(wrong, node)
            line = getattr(node, "lineno", 0)
            if wanted is None:
                was, now = (ast.unparse(one).splitlines()[0][:60] for one in (node, wrong))
                yield line, f"{kind}: {was} -> {now}"
            elif number == wanted:
                _put(parent, name, index, wrong)
                yield line, ast.unparse(ast.fix_missing_locations(tree))
                return
            number += 1


def _put(parent: ast.AST, name: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(parent, name, node)
    else:
        getattr(parent, name)[index] = node


def theirs(module: str) -> list[str]:
    """The tests of a module, in the order in which they are tried."""
    given = next(tests for start, tests in TESTS.items() if module.startswith(start))
    names = [f"tracker/{module}", *(test.format(Path(module).stem) for test in given)]
    return list(dict.fromkeys(name for name in names if (ROOT / name).exists()))


def drawn(count: int, starts: list[str]) -> list[tuple[str, int, int, str]]:
    """So many mutants of all, each as likely as another: module, number in it, line, what is wrong."""
    package = ROOT / "tracker"
    modules = [str(path.relative_to(package)) for path in sorted(package.rglob("*.py"))]
    every = [
        (module, number, *mutant)
        for module in modules
        if any(module.startswith(start) for start in TESTS)
        and any(module.startswith(start) for start in starts or [""])
        for number, mutant in enumerate(mutants((package / module).read_text(encoding="utf-8")))
    ]
    print(f"{len(every):,} mutants there are; {count} drawn", flush=True)
    return random.Random(SEED).sample(every, min(count, len(every)))


def survives(home: Path, module: str, sound: str, wrong: str, passing: set[str]) -> bool:
    """Whether a module that has been made wrong in the copy passes all its tests; each of those passes while it is
    sound, or else nothing is learnt from it.
    """
    path, tests = home / "tracker" / module, theirs(module)
    if not passing.issuperset(tests[1:]):
        if not _pass(home, tests):
            raise SystemExit(f"{tests} fail, or take {PATIENCE} s, with nothing changed")
        passing.update(tests[1:])
    path.write_text(wrong, encoding="utf-8")
    lives = _pass(home, tests)
    path.write_text(sound, encoding="utf-8")
    return lives


def _pass(home: Path, tests: list[str]) -> bool:
    """Whether tests pass in the copy, in a process of their own and in time."""
    child = os.fork()
    if child == 0:
        status = 70  # what the parent holds is not the child's to end
        try:
            status = _run(home, tests)
        finally:
            os._exit(status)
    end = time.monotonic() + PATIENCE
    while (ended := os.waitpid(child, os.WNOHANG))[0] == 0:
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return False
        time.sleep(0.02)
    return ended[1] in (0, 5 << 8)  # 5: there is no doctest


def _run(home: Path, tests: list[str]) -> int:
    """The status of a few tests in this process."""
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    os.chdir(home)
    sys.path[:0] = [str(home), str(home / "tests"), str(home / "benchmarks")]
    sys.dont_write_bytecode = True
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1), os.dup2(quiet, 2)
    import pytest

    words = [
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "-m",
        "not latex and not office and not browser",
        *tests,
    ]
    return int(pytest.main([*words, *(f"--ignore-glob=*{name}" for name in SLOW)]))


def main(count: int, starts: list[str]) -> int:
    """Try them, and say what no test found."""
    for name in ("matplotlib.pyplot", "openpyxl", "pandas", "pytest", "scipy.stats"):
        import_module(name)  # once for all runs

    os.environ |= {"RANDOM_SERIES": "40", "RANDOM_RECORDS": "40"}
    passing: set[str] = set()
    left, home = [], Path(tempfile.mkdtemp(prefix="mutants-")) / "copy"
    kept = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    for name in filter(None, kept.stdout.split("\0")):
        if (ROOT / name).is_file():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, home / name)
    as_one = ["-c", "user.name=mutants", "-c", "user.email=mutants@example.org"]
    for words in (["init", "-q"], ["add", "-A"], [*as_one, "commit", "-q", "-m", "sound"]):
        subprocess.run(["git", *words], cwd=home, check=True)  # tables say what is not committed
    os.environ["PYTHONPATH"], os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = (
        str(home),
        str(home / ".hypothesis"),
    )
    try:
        for tried, (module, number, line, what) in enumerate(drawn(count, starts), 1):
            sound = (home / "tracker" / module).read_text(encoding="utf-8")
            lives = survives(home, module, sound, next(mutants(sound, number))[1], passing)
            left += [f"{module}:{line}: {what}"] if lives else []
            print(f"{tried} {'SURVIVES' if lives else 'found'} {module}:{line}: {what}", flush=True)
    finally:
        shutil.rmtree(home.parent)
    found = count - len(left)
    print(f"{found} of {count} found ({found / count:.0%}); not found:", *left, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 300, sys.argv[2:]))
