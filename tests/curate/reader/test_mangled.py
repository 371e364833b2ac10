"""Whatever happens to the files, the answer is a list of problems or a dataset: never anything
else.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curate.planting import TEXTS, TODAY
from tracker.curate.load import DataError, check, load

PIECES = st.sampled_from(
    [
        "",
        "\n",
        "\n  ",
        "  - ",
        ": ",
        ", ",
        "{",
        "}",
        "[",
        "]",
        "'",
        '"',
        "#x",
        " #x",
        "&a ",
        "*a",
        "!t ",
        "|",
        "> ",
        "~",
        "null",
        "no",
        "0",
        "-1",
        "2025-02-30",
        "é",
        "\t",
        "\x00",
        "? ",
        "- id: spy-2025-01-13\n",
        "true",
    ]
)
CUTS = st.tuples(st.sampled_from(sorted(TEXTS)), st.floats(0, 1), st.integers(0, 60), PIECES)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(CUTS, min_size=1, max_size=3))
def test_a_mangled_record_is_refused_or_loaded(write_record, cuts):
    """Pieces cut out and others put in, anywhere in the three files: a record loads exactly if it
    has no error.
    """
    texts = dict(TEXTS)
    for file, at, length, piece in cuts:
        start = int(at * len(texts[file]))
        texts[file] = texts[file][:start] + piece + texts[file][start + length :]
    home = write_record(**TEXTS)
    for file, text in texts.items():
        (home / f"{file}.yaml").write_text(text, encoding="utf-8")
    problems = check(home, today=TODAY)
    assert all(
        problem.position.line >= 1 and problem.position.column >= 1 and problem.message
        for problem in problems
    )
    if any(problem.severity == "error" for problem in problems):
        with pytest.raises(DataError) as caught:
            load(home, today=TODAY)
        assert caught.value.problems == problems
    else:
        data = load(home, today=TODAY)
        assert data.problems == problems
        assert data.fingerprint and repr(data) and data._repr_html_()
