"""Time grows as the text does: no pattern and no reader of printed pages looks at anything twice.

Each text has many times the size at which a quadratic search takes minutes; a linear one takes a
small part of a second of the processor, and is given several, so that nothing hangs on how fast a
machine is.
"""

import ast
import dataclasses
import importlib
import pkgutil
import re
import signal
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from publish.conftest import ESTIMATES, SOURCES

import tracker as tk
from tracker.curate.entry.offers import Offer, recognise_sources
from tracker.publish.citing.provenance import parse_all
from tracker.publish.citing.text import text_of
from tracker.publish.citing.typeset import untypeset
from tracker.publish.report.pages import figures
from tracker.publish.verify import verify_all

SIGNS, ALLOWED = 60_000, 1.5  # of a text; seconds of the processor
LINE = (
    "Table summary:killed; known on 2025-02-25; data 0123456789ab; tracker 0.1.0; made by: "
    "tracker table summary --on 2025-02-25\n"
)
# what is repeated: blanks, breaks, each sign that begins or ends something, beginnings of lines
UNITS = (
    *" \n-'\"`~*_|/<>&{}()[]\\#.,;:=0aé一\u00ad\u200b…",
    *(
        " \n",
        "- ",
        "-\n",
        "a-",
        "a ",
        "a\n",
        "1,",
        "12 ",
        "1-",
        "x.",
        "<a",
        "<a ",
        "</",
        "&a",
        "&#",
    ),
    *(
        "{}",
        "-{}",
        "\\a",
        "[a](",
        "http://",
        "\u00ad\n",
        "Table ",
        "Table a; known on ",
        LINE[:-20],
    ),
    *(" and ", " of ", "2025-", "made by: tracker x", LINE, "\u0301\u0316", "\\par", "\\'9"),
)


class TooLong(Exception):
    """More time of the processor than a linear search could need."""


@contextmanager
def linear(seconds=ALLOWED):
    """Stop what takes more time of the processor."""

    def stop(*_):
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def used():
    """Each pattern of the package with the ways in which its module uses it."""
    for found in pkgutil.walk_packages(tk.__path__, "tracker."):
        if found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        source = Path(module.__file__).read_text(encoding="utf-8")
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and f"{name} = " in source:
                ways = set(re.findall(rf"\b{name}\.(\w+)\(", source)) or {"fullmatch"}
                yield f"{found.name}.{name}", value, ways
            if isinstance(value, tuple) and f"{name} = " in source:
                each = [part for one in value if isinstance(one, tuple) for part in one]
                for number, one in enumerate(each):
                    if isinstance(one, re.Pattern):
                        yield f"{found.name}.{name}.{number}", one, {"sub"}
        for node in ast.walk(ast.parse(source)):
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func).startswith("re.")
                and (way := node.func.attr) not in ("compile", "escape")
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                flags = re.S if "re.S" in ast.unparse(node) else 0
                yield f"{found.name}:{node.lineno}", re.compile(node.args[0].value, flags), {way}


PATTERNS = list(used())


@pytest.mark.parametrize(("name", "pattern", "ways"), PATTERNS, ids=[name for name, *_ in PATTERNS])
def test_no_pattern_reads_anything_twice(name, pattern, ways):
    """Every pattern, used as it is in the code, on every repeated beginning of what it seeks."""
    for way in ways & {"search", "match", "fullmatch", "findall", "finditer", "sub", "split"}:
        for unit in UNITS:
            text = (unit * SIGNS)[:SIGNS] + "\x01"
            if isinstance(pattern.pattern, bytes):
                text = text.encode()
            whole = way in ("match", "fullmatch", "search")
            with linear():
                getattr(pattern, way)(text) if whole else pattern.sub("", text)


def test_the_guard_stops_what_is_quadratic():
    """A pattern that looks at every blank from every blank is stopped."""
    with pytest.raises(TooLong), linear(0.5):
        re.search(r"\s+x", " " * SIGNS)


@pytest.mark.parametrize("unit", UNITS)
def test_a_page_is_read_in_one_go(unit):
    """Two hundred thousand signs of anything repeated: plain text and provenance lines."""
    text = unit * (200_000 // len(unit))
    with linear():
        untypeset(text)
        try:
            lines = parse_all(text)
        except ValueError:
            lines = []
    # a line that is cut short runs on into the next, the last one does not
    assert len(lines) == {LINE: 1, LINE[:-20]: 2}.get(unit, 0)


def test_a_file_of_an_office_is_read_in_one_go(tmp_path):
    """A hundred thousand words in an element that lies in hundreds of others."""
    text = "<a>" * 400 + "<b>word</b>" * 100_000 + "</a>" * 400
    with ZipFile(tmp_path / "a.odt", "w") as made:
        made.writestr("content.xml", text)
    with linear():
        assert len(text_of(tmp_path / "a.odt")) == 400_000


def test_a_thousand_pages_of_one_outlet_and_day_are_named_at_once():
    """Each gets a number of its own behind the outlet and the day, a page that comes again none."""
    daily = {"type": "webpage", "container-title": "The Daily", "issued": "2025-01-13"}
    offers = [
        Offer(f"row {n}", source={**daily, "title": f"Page {n % 1_000}"}) for n in range(1_001)
    ]
    with linear(5):
        recognise_sources(offers, [])
    assert offers[999].source["id"] == "daily-2025-01-13-1000"
    assert offers[1_000].source is offers[0].source


def test_what_lay_apart_is_looked_for_among_those_who_speak(tmp_record):
    """Of 800 figures five speak at a time: no reason is written for the others, day after day."""
    days = [date(2024, 1, 1) + timedelta(n) for n in range(800)]
    parties = ("spy", "army", "ally", "foe", "paper")
    data = tmp_record(
        "".join(
            f"- {{id: e-{n}, party: {parties[n % 5]}, as_of: {day}, stated: {day}, "
            f"figures: {{killed: '{1_000 + n}'}}, sources: [news]}}\n"
            for n, day in enumerate(days)
        )
    )
    with linear(2):
        tk.table(data, "disagreements", metric="killed")


def test_the_figures_of_a_count_find_each_other_at_once(tmp_record):
    """Each of 3,000 repeats the one before it: both articles say so, and of no other figure."""
    [figure] = tmp_record(
        "- {id: e-0, party: spy, as_of: 2024-01-01, stated: 2024-01-01, "
        "figures: {killed: '1000'}, sources: [news]}\n"
    ).all_figures
    many = [
        dataclasses.replace(figure, estimate=f"e-{n}", echoes=f"e-{n - 1}") for n in range(3_000)
    ]
    with linear():
        linked = figures._linked(many)
        found = [dict(figures._related(one, linked)) for one in many]
    assert {term: list(others) for term, others in found[1_000].items() if others} == {
        "Repeats": [many[999]],
        "Repeated by": [many[1_001]],
    }


def test_thousands_of_lines_are_verified_at_once(write_record, tmp_path, monkeypatch):
    """Each of 5,000 different lines, none of them known: git is asked as often as for ten."""
    from publish.citing.repositories import begun

    from tracker.publish.citing import git_history

    data = tk.load(write_record(ESTIMATES, sources=SOURCES))
    begun(tmp_path)
    asked = []
    run = git_history.run_git
    monkeypatch.setattr(git_history, "run_git", lambda *a, **k: asked.append(a) or run(*a, **k))
    counts = []
    for many in (10, 5_000):
        lines = "".join(LINE.replace("0123456789ab", f"{n:012x}") for n in range(many))
        asked.clear()
        assert len(verify_all(data, lines)) == many
        counts.append(len(asked))
    assert counts[0] == counts[1]
