"""How many small faults the tests find: mutants of the core, each under the tests that pass through it.

A mutant is a module of the package with one thing wrong: a comparison, a sign, a number, a word of a table, a
condition, a bound. ``python benchmarks/mutants.py`` tries every one, an hour or two; ``300`` draws so many at random
(``SEED=7`` others), and words behind the number keep to modules that begin so: ``300 curate/words``.

The tests are collected once, in a copy of the repository, and run once to see which functions each passes through and
how long it takes. For a mutant a process is split off, the code of the live functions is exchanged, and tests run
until one fails: those that pass through the function, then the others of its module, the quickest first, until PATIENCE
seconds of them have passed. What runs when a module is read is written to the copy and run by a process of its own.
"""

from __future__ import annotations

import ast
import copy
import gc
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import NamedTuple

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).resolve().parents[1]
SEED = int(os.environ.get("SEED", "19"))
PATIENCE = 30.0  # seconds of tests, as they took with nothing changed; a mutant that takes four times as long is found
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
    "reconcile/said/": [
        "tests/reconcile/said",
        "tests/reconcile/test_sentences.py",
        "tests/reconcile/test_tallies.py",
        KEPT,
    ],
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
                "numbers",
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
SLOW = ("test_honesty.py", "test_frame_workers.py")  # a study; processes that are killed
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
        case ast.Constant(value=int() | float() as value) if value + 1 != value:
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
    """Docstrings, imports, what only type checkers read, and whether a class saves memory."""
    if isinstance(node, ast.keyword) and node.arg == "slots":
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
        return True
    typed = isinstance(node, ast.Assign) and ast.unparse(node.value).startswith(
        ("Literal[", "NDArray", "TypeVar")
    )
    return typed or isinstance(node, (ast.Import, ast.ImportFrom))


def mutants(source: str) -> Iterator[tuple[int, str, ast.Module]]:
    """Line, what is wrong and the whole tree of each mutant of a module; the tree is sound again afterwards."""
    tree = ast.parse(source)
    for parent, name, index, told in list(sites(tree)):
        held = getattr(parent, name)
        node = held if index is None else held[index]
        for kind, wrong in changes(node, told):
            ast.copy_location(wrong, node)
            was, now = (ast.unparse(one).splitlines()[0][:60] for one in (node, wrong))
            _put(parent, name, index, wrong)
            yield (
                getattr(node, "lineno", 0),
                f"{kind}: {was} -> {now}",
                ast.fix_missing_locations(tree),
            )
            _put(parent, name, index, node)


def _put(parent: ast.AST, name: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(parent, name, node)
    else:
        getattr(parent, name)[index] = node


def theirs(module: str) -> list[str]:
    """The files and folders of a module's tests."""
    given = next(tests for start, tests in TESTS.items() if module.startswith(start))
    names = [f"tracker/{module}", *(test.format(Path(module).stem) for test in given)]
    return list(dict.fromkeys(name for name in names if (ROOT / name).exists()))


def drawn(home: Path, count: int | None, starts: list[str]) -> list[tuple[str, int]]:
    """So many mutants of all, each as likely as another: module and number in it."""
    package = home / "tracker"
    modules = [str(path.relative_to(package)) for path in sorted(package.rglob("*.py"))]
    every = [
        (module, number)
        for module in modules
        if any(module.startswith(start) for start in TESTS)
        and any(module.startswith(start) for start in starts or [""])
        for number, _ in enumerate(mutants((package / module).read_text(encoding="utf-8")))
    ]
    taken = len(every) if count is None else min(count, len(every))
    print(f"{len(every):,} mutants there are; {taken:,} tried", file=sys.__stdout__, flush=True)
    return sorted(random.Random(SEED).sample(every, taken))


class Name(NamedTuple):
    """A function as its code names it."""

    qualified: str
    line: int


def functions(code: CodeType) -> dict[Name, list[CodeType]]:
    """All code that is made from a module's, its own among it."""
    found: dict[Name, list[CodeType]] = defaultdict(list)
    waiting = [code]
    while waiting:
        one = waiting.pop()
        found[Name(one.co_qualname, one.co_firstlineno)].append(one)
        waiting += [inner for inner in one.co_consts if isinstance(inner, CodeType)]
    return found


def _does(code: CodeType) -> tuple[object, ...]:
    """What code does, but for the code inside it."""
    held = [repr(one) for one in code.co_consts if not isinstance(one, CodeType)]
    return code.co_code, held, code.co_names


def _read_once(name: Name, codes: list[CodeType]) -> bool:
    """Whether code runs when its module is read, or cannot be told from another's."""
    last = name.qualified.rpartition(".")[2]
    inside = "<locals>" in name.qualified
    return len(codes) > 1 or not codes[0].co_flags & 1 or (last.startswith("<") and not inside)


def outcome(child: int, seconds: float) -> int:
    """How a process ended; 1 where it had to be ended."""
    end = time.monotonic() + seconds
    while (ended := os.waitpid(child, os.WNOHANG))[0] == 0:
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return 1
        time.sleep(0.005)
    return os.waitstatus_to_exitcode(ended[1])


class Trial:
    """In place of pytest's own loop: each mutant in a process of its own, with the tests that are its."""

    def __init__(self, home: Path, wanted: list[tuple[str, int]]) -> None:
        self.home, self.wanted, self.left = home, wanted, list[str]()
        self.live: dict[str, list[FunctionType]] = defaultdict(list)
        self.took: dict[str, float] = {}
        self.passes: dict[str, set[str]] = {}

    def pytest_collection_finish(self) -> None:
        """Keep the package's functions by their file."""
        for one in gc.get_objects():
            if isinstance(one, FunctionType):
                self.live[one.__code__.co_filename].append(one)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Watch all tests once, then try the mutants."""
        self.session = session
        self.items = {item.nodeid: item for item in session.items}
        told = self.home.parent / "told.json"
        if self._split(lambda: self._watch(told), 3600):
            raise SystemExit("a test fails with nothing changed")
        for name, (took, passed) in json.loads(told.read_text(encoding="utf-8")).items():
            self.took[name], self.passes[name] = took, set(passed)
        print(
            f"{len(self.items):,} tests, {sum(self.took.values()):.0f} s",
            file=sys.__stdout__,
            flush=True,
        )
        by_module: dict[str, set[int]] = defaultdict(set)
        for module, number in self.wanted:
            by_module[module].add(number)
        for module, numbers in by_module.items():
            self._module(module, numbers)
        return True

    def _module(self, module: str, numbers: set[int]) -> None:
        path = self.home / "tracker" / module
        source = path.read_text(encoding="utf-8")
        sound = functions(compile(source, str(path), "exec"))
        for number, (line, what, tree) in enumerate(mutants(source)):
            if number in numbers:
                wrong = functions(compile(tree, str(path), "exec"))
                lives = self._lives(module, sound, wrong, lambda: ast.unparse(tree))
                self.left += [f"{module}:{line}: {what}"] if lives else []
                said = "SURVIVES" if lives else "found"
                print(f"{said} {module}:{line}: {what}", file=sys.__stdout__, flush=True)

    def _lives(
        self,
        module: str,
        sound: dict[Name, list[CodeType]],
        wrong: dict[Name, list[CodeType]],
        text: Callable[[], str],
    ) -> bool:
        """Whether a mutant passes its tests."""
        changed = {
            name
            for name, codes in wrong.items()
            if [*map(_does, codes)] != [*map(_does, sound.get(name, []))]
        }
        through = {f"{module}:{name.qualified.split('.<locals>')[0]}" for name in changed}
        at_once = any(_read_once(name, wrong[name]) for name in changed)
        tests = self._tests(module, set() if at_once else through)
        seconds = 20 + 4 * sum(self.took[name] for name in tests)
        path = self.home / "tracker" / module
        if not at_once:
            return not self._split(lambda: self._exchanged(str(path), wrong, tests), seconds)
        kept = path.read_text(encoding="utf-8")
        path.write_text(text(), encoding="utf-8")
        try:
            return not self._split(lambda: _anew(self.home, tests), seconds)
        finally:
            path.write_text(kept, encoding="utf-8")

    def _tests(self, module: str, through: set[str]) -> list[str]:
        """Tests of a module that pass through some of its functions, then those through any, the quickest first."""
        files = theirs(module)
        its = [
            (not through & self.passes[name], self.took[name], name)
            for name in self.items
            if any(
                name.startswith(f"{file.removesuffix('/')}{end}") for file in files for end in "/:"
            )
            and any(one.startswith(f"{module}:") for one in self.passes[name])
        ]
        kept, seconds = list[str](), 0.0
        for _, took, name in sorted(its):
            if kept and seconds + took > PATIENCE:
                continue
            kept.append(name)
            seconds += took
        return kept

    def _exchanged(self, path: str, wrong: dict[Name, list[CodeType]], tests: list[str]) -> int:
        """Run tests with the functions of a file as they are in a mutant."""
        for one in self.live[path]:
            name = Name(one.__code__.co_qualname, one.__code__.co_firstlineno)
            if len(wrong.get(name, [])) == 1:
                one.__code__ = wrong[name][0]
        return self._run(tests)

    def _run(self, tests: list[str]) -> int:
        """1 as soon as a test fails."""
        items = [self.items[name] for name in tests]
        for item, after in zip(items, [*items[1:], None]):
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=after)):
                return 1
        return 0

    def _watch(self, told: Path) -> int:
        """Run all tests; write how long each took and which functions it passed through."""
        package, seen = f"{self.home}/tracker/", set[str]()
        known: dict[CodeType, str] = {}

        def called(frame: object, event: str, _: object) -> None:
            code = frame.f_code  # type: ignore[attr-defined]
            if event == "call":
                if (name := known.get(code)) is None:
                    ours = code.co_filename.startswith(package)
                    name = (
                        f"{code.co_filename.removeprefix(package)}:{code.co_qualname}"
                        if ours
                        else ""
                    )
                    known[code] = name
                seen.add(name)

        found, status = {}, 0
        for item, after in zip(self.session.items, [*self.session.items[1:], None]):
            seen.clear()
            start = time.perf_counter()
            sys.setprofile(called), threading.setprofile(called)
            reports = runtestprotocol(item, log=False, nextitem=after)
            sys.setprofile(None), threading.setprofile(None)
            found[item.nodeid] = (time.perf_counter() - start, sorted(filter(None, seen)))
            if any(report.failed for report in reports):
                print("fails with nothing changed:", item.nodeid, file=sys.__stdout__, flush=True)
                status = 1
        told.write_text(json.dumps(found), encoding="utf-8")
        return status

    def _split(self, work: Callable[[], int], seconds: float) -> int:
        """The status of some work in a process of its own, with its own temporary folder."""
        child = os.fork()
        if child == 0:
            status = 1  # what the parent holds is not the child's to end
            try:
                resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
                own = self.home.parent / f"of-{os.getpid()}"
                own.mkdir()
                self.session.config._tmp_path_factory._basetemp = own  # type: ignore[attr-defined]
                status = work()
            finally:
                os._exit(status)
        status = outcome(child, seconds)
        shutil.rmtree(self.home.parent / f"of-{child}", ignore_errors=True)
        return status


OPTIONS = (
    *("-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--timeout=0"),
    *("-m", "not latex and not office and not browser"),
)


def _anew(home: Path, tests: list[str]) -> int:
    """Run tests in a new Python, as when what is read at the start is wrong."""
    words = [sys.executable, "-m", "pytest", "-x", *OPTIONS, *tests]
    ended = subprocess.run(words, cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return ended.returncode


def copied() -> Path:
    """The repository's files as they stand, committed, in a folder of their own: tables say what is not committed."""
    home = Path(tempfile.mkdtemp(prefix="mutants-")) / "copy"
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, home / name)
    as_one = ["-c", "user.name=mutants", "-c", "user.email=mutants@example.org"]
    for words in (["init", "-q"], ["add", "-A"], [*as_one, "commit", "-q", "-m", "sound"]):
        subprocess.run(["git", *words], cwd=home, check=True)
    return home


def main(count: int | None, starts: list[str]) -> int:
    """Try them, and say what no test found."""
    home = copied()
    try:
        os.chdir(home)
        sys.path[:0] = paths = [str(home), str(home / "tests"), str(home / "benchmarks")]
        sys.dont_write_bytecode = True
        os.environ |= {
            "PYTHONPATH": os.pathsep.join(paths),
            "PYTHONDONTWRITEBYTECODE": "1",
            "HYPOTHESIS_STORAGE_DIRECTORY": str(home.parent / "hypothesis"),
            "RANDOM_SERIES": "40",
            "RANDOM_RECORDS": "40",
        }
        trial = Trial(home, drawn(home, count, starts))
        files = dict.fromkeys(
            name for module in {module for module, _ in trial.wanted} for name in theirs(module)
        )
        slow = [f"--ignore-glob=*{name}" for name in SLOW]
        pytest.main([*OPTIONS, *slow, *files], plugins=[trial])
    finally:
        os.chdir(ROOT)
        shutil.rmtree(home.parent)
    tried, found = len(trial.wanted), len(trial.wanted) - len(trial.left)
    print(f"{found:,} of {tried:,} found ({found / tried:.1%}); not found:", *trial.left, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else None, sys.argv[2:]))
