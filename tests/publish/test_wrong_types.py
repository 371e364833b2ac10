"""Whatever a notebook gives in place of a name, a day or a number is refused in one line."""

import numpy as np
import pandas as pd
import pytest

import tracker as tk

ODD = {
    "missing": pd.NA,
    "a number": np.float64("nan"),
    "bytes": b"killed",
    "a list of lists": [["killed"]],
    "an array": np.array([1, 2]),
    "a column": pd.Series(["foes"]),
    "a frame": pd.DataFrame({"a": [1]}),
    "an object": object(),
}
ASKED = {
    "metric": lambda data, odd: tk.ranges(data, odd),
    "metrics": lambda data, odd: tk.answer(data, odd),
    "place": lambda data, odd: tk.explain(data, "killed", place=odd),
    "method": lambda data, odd: tk.table(data, "summary", method=odd),
    "table": lambda data, odd: tk.table(data, odd),
    "where": lambda data, odd: tk.table(data, "figures", where=odd),
    "columns": lambda data, odd: tk.table(data, "figures", columns=odd),
    "a day": lambda data, odd: tk.answer(data, "killed", on=odd),
    "today": lambda data, odd: tk.load(data.folder, today=odd),
    "folder": lambda data, odd: tk.load(odd),
    "seed": lambda data, odd: tk.trend(data, "killed", seed=odd),
    "draws": lambda data, odd: tk.trend(data, "killed", draws=odd),
    "level": lambda data, odd: tk.rates(data, "killed", level=odd),
    "of two": lambda data, odd: tk.ratio(data, odd, "killed"),
    "whole": lambda data, odd: tk.coherence(data, whole=odd),
    "title": lambda data, odd: tk.plot_ranges(data, "killed", title=odd),
    "parties": lambda data, odd: tk.plot_ranges(data, "killed", parties=odd),
    "text": lambda data, odd: tk.verify(data, odd),
    "a format to cite": lambda data, odd: tk.table(data, "summary").cite(odd),
    "a style": lambda data, odd: tk.table(data, "summary").cite("text", style=odd),
    "the record": lambda data, odd: tk.coherence(odd),
    "the record of a table": lambda data, odd: tk.table(odd, "summary"),
    "the record of a line": lambda data, odd: tk.verify(odd, "x"),
}


@pytest.mark.parametrize("odd", ODD.values(), ids=[*ODD])
@pytest.mark.parametrize("ask", ASKED.values(), ids=[*ASKED])
def test_what_is_no_answer_to_the_question_is_refused(small, ask, odd):
    """A message of our own: what was given, and what is wanted."""
    with pytest.raises((ValueError, TypeError)) as caught:
        ask(small, odd)
    words = str(caught.value)
    assert "\n" not in words and len(words) < 400
    assert ";" in words or "found no provenance line" in words
    assert "/tracker/" in str(caught.traceback[-1].path)


@pytest.mark.parametrize(
    "names", [["killed", "wounded"], ("killed", "wounded"), pd.Series(["killed", "wounded"]),
              np.array(["killed", "wounded"]), pd.Index(["killed", "wounded"])],
)  # fmt: skip
def test_many_names_may_come_in_anything_that_holds_many(small, names):
    """A list, a tuple, a column, an array, an index."""
    assert [*tk.ranges(small, names)["metric"].unique()] == ["killed", "wounded"]
