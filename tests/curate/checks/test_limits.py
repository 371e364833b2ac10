"""Hostile and hopeless files: a clear message in bounded time and memory, never a traceback."""

import random
import re
import time
import tracemalloc

import pytest

from tracker.curate.load import check

ENTRY = (
    "- {{id: {name}, party: spy, as_of: 20{y:02}-01-{d:02}, stated: 2024-02-01, figures: "
    "{{killed: {said}}}, "
    "sources: [{source}]}}\n"
)


def entries(count, said="300", source="news", name="n%", extra=""):
    """Many entries, dated over the years; % stands for an entry's number."""

    def numbered(text, n):
        return text.replace("%", str(n))

    return "estimates:\n" + "".join(
        ENTRY.format(
            name=numbered(name, n),
            y=n % 24,
            d=1 + n // 24 % 28,
            said=numbered(said, n),
            source=numbered(source, n),
        )
        + extra
        for n in range(count)
    )


BOMB = "a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
    f"b{n}: &b{n} [*a, *a, *a, *a, *a, *a, *a]\n" for n in range(9)
)
HOSTILE = {
    "ten thousand levels in brackets": ("estimates: " + "[" * 10_000, "nesting depth|levels deep"),
    "ten thousand levels in braces": ("estimates: " + "{a: " * 10_000, "levels deep"),
    "a thousand levels by indentation": (
        "estimates:\n" + "".join(" " * n + "a:\n" for n in range(1, 1000)),
        "levels deep",
    ),
    "an alias bomb": ("estimates: [x]\n" + BOMB, "is an alias of YAML"),
    "a tag that would run code": (
        "estimates: !!python/object/apply:os.system ['echo']\n",
        "is a tag of YAML",
    ),
    "ten thousand unreadable figures": (entries(10_000, said="x%y z%"), "cannot read 'x1y z1'"),
    "ten thousand unknown sources": (entries(10_000, source="lost-%"), "no source 'lost-1'"),
    "ten thousand entries of one id": (entries(10_000, name="same"), "stands in line"),
    "ten thousand broken entries": (entries(10_000, extra="  x: y: z\n"), "not valid YAML"),
    "ten thousand anchors": (entries(10_000, said="&a 300"), "is an anchor of YAML"),
    "one long line of number signs": ("estimates: " + " #a" * 1_000_000, "cuts the value short"),
    "a megabyte of NUL bytes": ("\0" * 2**20, "invisible character"),
    "a line of a million letters": ("estimates: " + "a" * 2**20, "expected a list"),
    "half a million quotes": (
        "estimates:\n" + '  - "\n' * 250_000,
        "expected a mapping|never closed",
    ),
    "too many values": ("estimates: [" + "a, " * 1_200_000 + "]", "more than 1,000,000 values"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_soon_in_a_message(write_record, name):
    """A message that names the fault, within seconds on a slow machine."""
    text, message = HOSTILE[name]
    home = write_record("estimates:\n")
    (home / "estimates.yaml").write_bytes(text.encode())
    start = time.process_time()
    problems = check(home)
    assert time.process_time() - start < 20
    assert any(re.search(message, problem.message) for problem in problems)
    assert len(problems) <= 20_001


def test_random_bytes_end_in_a_message(write_record):
    """Half a megabyte of noise is refused as no text."""
    home = write_record("estimates:\n")
    (home / "estimates.yaml").write_bytes(random.Random(1).randbytes(2**19))
    assert [problem.message for problem in check(home)] == [
        "the file is no text; put the YAML file there"
    ]


def test_a_flood_of_problems_is_cut(write_record):
    """Beyond twenty thousand problems the rest is left out, and one line says so."""
    problems = check(write_record(entries(8_000, said="{x: 1, y: 2, z: 3}")))
    assert len(problems) == 20_001
    assert (
        sum(
            "more than 20,000 problems, the rest is left out" in problem.message
            for problem in problems
        )
        == 1
    )


def test_memory_grows_in_proportion_to_the_file(write_record):
    """Four times the entries take about four times the memory: nothing is kept twice or squared."""
    peaks = []
    for count in (500, 2000):
        home = write_record(entries(count))
        tracemalloc.start()
        check(home)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 6 * peaks[0]
