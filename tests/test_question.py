"""A question is made once and carried whole: no function takes it apart again."""

import ast

import pytest
from conftest import ROOT

PARTS = {"dataset", "data", "metric", "place", "on", "known_on", "method"}
DOORS = {  # what users call with a record and what they ask of it; each makes the question at once
    "ask",
    "ranges",
    "explain",
    "sensitivity",
    "growth",
    "trend",
    "coherence",
    "table",
    "answer",
    "write_report",
    "figure_table",
    "track_record",
    "rates",
    "ratio",
}


def loose(node):
    """Which parts of a question a function takes one by one."""
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return PARTS & {argument.arg for argument in arguments}


def functions():
    for path in sorted((ROOT / "tracker").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node


PURE = {  # on figures that are prepared already, of which a metric and days are known
    "reason",
    "judge",
    "_alone",
}


@pytest.mark.parametrize("parts, taken", [("dataset, metric, place", 3), ("question, ax", 0)])
def test_loose_parts_are_seen(parts, taken):
    """The test below counts what it should."""
    assert len(loose(ast.parse(f"def f({parts}): pass").body[0])) == taken


def test_no_function_takes_a_question_apart():
    """Three or more of a question's parts go together, so that none is forgotten on the way."""
    found = [
        where
        for where, node in functions()
        if len(loose(node)) >= 3
        and node.name not in DOORS | PURE
        and not node.name.startswith("plot_")
    ]
    assert not found
