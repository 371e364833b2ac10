"""The public face, kept in one file: names, signatures, columns, and the options of each command.

Scripts, notebooks and papers rely on what stands there: adding to it is a decision, losing any of it breaks somebody.
After a change that is meant, write the file anew and look at the difference:

    REBUILD=1 .venv/bin/python -m pytest tests/test_public_face.py; git diff tests/public_face.txt
"""

import argparse
import inspect
import os
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from difflib import unified_diff

import pandas as pd
import pytest
from conftest import ROOT

import tracker as tk
import tracker.reconcile
from tracker.cli import parser

KEPT = ROOT / "tests" / "public_face.txt"


def signature(function) -> str:
    """Names, order and defaults of what a function takes; types may become more exact without breaking a caller."""
    plain = inspect.signature(function)
    taken = [p.replace(annotation=p.empty) for p in plain.parameters.values() if p.name != "self"]
    return str(inspect.Signature(taken))


def members(kind: type) -> Iterator[str]:
    """What a value of a class has to offer: its fields, properties and methods."""
    names = {field.name for field in fields(kind)} if is_dataclass(kind) else set()
    names |= {
        name
        for base in kind.__mro__[:-1]
        for name in vars(base)
        if base.__module__.startswith("tracker")
    }
    for name in sorted(name for name in names if not name.startswith("_")):
        value = inspect.getattr_static(kind, name, None)
        called = inspect.isfunction(value) or isinstance(value, (classmethod, staticmethod))
        yield f"    .{name}{signature(getattr(kind, name)) if called else ''}"


def named(package) -> Iterator[str]:
    """The public names of a package, each with its signature; a class with what its values offer."""
    yield package.__name__
    for name in sorted(package.__all__):
        value = getattr(package, name)
        yield f"  {name}{signature(value) if callable(value) else ''}"
        if inspect.isclass(value):
            yield from members(value)


def returned(data) -> Iterator[str]:
    """The columns of each frame that a public function gives, and what the other values offer."""
    trend, coherence = tk.trend(data, "killed", draws=2), tk.coherence(data)
    rows = pd.DataFrame({"series": ["a"], "low": [1.0], "best": [2.0], "high": [3.0]})
    frames = {
        "data.figures()": data.figures(),
        "ranges()": tk.ranges(data, "killed"),
        "explain()": tk.explain(data, "killed"),
        "sensitivity()": tk.sensitivity(data, "killed"),
        "growth()": tk.growth(data, "killed"),
        "ratio().stated": tk.ratio(data, "killed", "casualties").stated,
        "rates()": tk.rates(data, "killed"),
        "track_record()": tk.track_record(data, "killed"),
        "reconcile_frame()": tk.reconcile_frame(rows, by="series"),
        "trend().path": trend.path,
        "trend().house": trend.house,
        "trend().stances": trend.stances,
        "trend().figures": trend.figures,
        "coherence().ranges": coherence.ranges,
        "coherence().clashes": coherence.clashes,
        "coherence().left_out": coherence.left_out,
    }
    yield "frames"
    yield from (f"  {name}: {', '.join(map(str, frame.columns))}" for name, frame in frames.items())
    yield "values"
    for value in (trend, coherence, tk.table(data, "summary")):
        yield f"  {type(value).__name__}"
        yield from members(type(value))


def commands() -> Iterator[str]:
    """Each command with what it takes: words and options, their choices and defaults."""
    yield "command line"
    (group,) = (a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    for name, command in group.choices.items():
        yield f"  {name}"
        for action in command._actions[1:]:  # the first is --help
            said = [", ".join(action.option_strings) or action.dest]
            said += [f"takes {action.nargs}"] if action.nargs is not None else []
            said += [f"one of {' '.join(map(str, action.choices))}"] if action.choices else []
            said += [f"default {action.default}"] if action.default else []
            yield f"    {'; '.join(said)}"


def test_the_public_face_is_as_kept(shipped):
    """Names, signatures, columns and options are those of the committed file."""
    face = [*named(tk), *named(tracker.reconcile), *returned(shipped), *commands()]
    if os.environ.get("REBUILD"):
        KEPT.write_text("\n".join(face) + "\n", encoding="utf-8")
    kept = KEPT.read_text(encoding="utf-8").splitlines()
    assert face == kept, "\n".join(unified_diff(kept, face, "kept", "found", n=0, lineterm=""))


def test_a_wrong_name_is_an_attribute_error():
    """What is loaded when first used fails like any other module's name."""
    with pytest.raises(AttributeError, match="no attribute 'rangs'"):
        tk.rangs
