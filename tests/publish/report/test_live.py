"""The chart that stands in a page: links with words, ids of its own, earlier days."""

import json
import re
from xml.etree import ElementTree

import pytest

import tracker as tk
from tracker.publish.report.live import SVG, live
from tracker.publish.words import ends
from tracker.reconcile.assess import assess
from tracker.reconcile.question import ask


@pytest.fixture
def made(small):
    """The chart of those killed in the small war, as known then."""
    question = ask(small, "killed")
    return live(question.as_known_then(question.on).one)[0]


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_each_figure_is_one_link_with_its_words(made, small, width):
    """As many links as figures with a number; each says party, day and words."""
    root = ElementTree.fromstring(made[width])
    links = list(root.iter(f"{{{SVG}}}a"))
    keys = [link.get("href").removeprefix("figures-killed.html#") for link in links]
    figures = {figure.key: figure for figure in small.all_figures if figure.metric == "killed"}
    assert len(set(keys)) == len(keys) and set(keys) <= set(figures)
    for key, link in zip(keys, links):
        words = link.find(f"{{{SVG}}}title").text
        party = small.codebook.parties[figures[key].party].name
        assert words.startswith(party) and f"“{figures[key].said}”" in words
        assert link.get("data-since") == figures[key].stated.last.isoformat()


def test_a_lone_mark_is_a_link_too(tmp_record):
    """One figure alone of its shape is drawn in another way, and is a link all the same."""
    data = tmp_record(
        "estimates:\n- id: spy-1\n  party: spy\n  as_of: 2025-01-01\n  stated: 2025-01-01\n"
        "  figures: {killed: 300}\n  sources: [news]\n"
    )
    found = live(ask(data, "killed").one)[0]
    assert found["wide"].count("<a ") == 1


def test_two_charts_on_a_page_share_no_id(made):
    """Both widths stand in one page: ids differ, and each reference finds its own."""
    ids = {width: set(re.findall(r'id="([^"]+)"', made[width])) for width in ("wide", "narrow")}
    assert not ids["wide"] & ids["narrow"]
    for width, there in ids.items():
        used = re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', made[width])
        assert used and {one or other for one, other in used} <= there


def test_steps_are_the_ranges_of_their_days(made, small):
    """Each day on which something was stated, and the last, with the range as known on it."""
    steps = json.loads(made["steps"])
    stated = {figure.stated.last for figure in small.all_figures if figure.metric == "killed"}
    days = sorted({day.isoformat() for day in stated} | {"2025-02-25"})
    assert [step["day"] for step in steps] == days
    for step in steps:
        answer = assess(ask(small, "killed", on=step["day"], known_on=step["day"]).one)
        assert step["ends"] == ends(answer)


def test_what_follows_the_day_and_the_switches_is_marked(made):
    """Both titles, the holders' names and the trend speak of the last day; each mark has its
    affiliation, and says whether it was left out.
    """
    root = ElementTree.fromstring(made["wide"])
    now = [e for e in root.iter() if "now" in e.get("class", "").split()]
    said = " ".join("".join(e.itertext()) for e in now)
    assert "Killed: " in said and "independent voice" in said
    links = list(root.iter(f"{{{SVG}}}a"))
    assert {link.get("data-of") for link in links} == {key for key, _ in made["homes"]}
    assert 0 < sum("out" in link.get("class", "").split() for link in links) < len(links)


def test_marks_know_when_they_were_left_out_and_became_faint(made, small):
    """The spies' 300 spoke until they revised it on 20 February: left out and faint since then; the
    paper's echo was left out from its first day on, and always faint.
    """
    root = ElementTree.fromstring(made["wide"])
    links = {e.get("href").partition("#")[2]: e for e in root.iter(f"{{{SVG}}}a")}
    old, echo = links["spy-2025-01-13.killed"], links["paper-2025-01-21.killed"]
    assert (old.get("data-out"), old.get("data-faint")) == ("2025-02-20/", "2025-02-20")
    assert {"out", "faint"} <= {*old.get("class").split()}
    assert echo.get("data-out") == "2025-01-21/" and echo.get("data-faint") is None
    new = links["spy-2025-02-20.killed"]
    assert new.get("data-out") == "" and "out" not in (new.get("class") or "").split()


@pytest.mark.parametrize("day", ["2025-01-20", "2025-01-25", "2025-02-20"])
def test_what_is_left_out_on_a_day_is_what_explain_leaves_out(made, small, day):
    """The runs on the marks, read on a day, are the roles as known on that day."""
    told = tk.explain(small, "killed", on=day, known_on=day)
    out = {row.figure for row in told.itertuples() if row.role == "out"}
    for link in ElementTree.fromstring(made["wide"]).iter(f"{{{SVG}}}a"):
        runs = [run.split("/") for run in link.get("data-out").split()]
        silent = any(start <= day and (not end or day < end) for start, end in runs)
        if link.get("data-since") <= day:
            assert silent == (link.get("href").partition("#")[2] in out)
