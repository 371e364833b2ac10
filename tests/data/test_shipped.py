"""The shipped record: whole, checked, linked, and carrying the figures it set out with."""

import re
from collections import Counter

import pytest
from conftest import ROOT

import tracker as tk
from tracker.curate.load import check


def test_the_record_is_silent():
    """`tracker check` finds nothing, and asks nothing that no note answers."""
    assert check(ROOT / "data") == ()


def test_it_is_as_wide_as_its_subject(shipped):
    """More than two hundred and fifty figures of thirty parties and more, over every main metric,
    from October 2024 on.
    """
    used = Counter(figure.metric for figure in shipped.all_figures)
    assert (
        len(shipped.all_figures) > 250
        and len({figure.party for figure in shipped.all_figures}) > 30
    )
    assert min(figure.stated.first for figure in shipped.all_figures).isoformat() < "2024-10-31"
    assert shipped.last_stated.isoformat() > "2026-01-01"
    assert all(
        used[metric]
        for metric in (
            "troops_planned",
            "troops_sent",
            "troops_present",
            "killed",
            "wounded",
            "casualties",
            "captured",
        )
    )
    assert {
        figure.place for figure in shipped.all_figures if figure.metric == "troops_present"
    } >= {"kursk", "russia"}


def test_every_figure_leads_to_an_address(shipped):
    """From a number to its entry, its party and at least one web address."""
    for figure in shipped.all_figures:
        assert figure.party in shipped.codebook.parties
        assert any(
            str(shipped.sources[key].csl.get("URL", "")).startswith("http")
            for key in figure.sources
        ), figure.key


def test_every_source_says_who_published_it(shipped):
    """Each has an outlet or publisher, a type and an address, and no two share an address."""
    for source in shipped.sources.values():
        assert source.csl.get("container-title") or source.csl.get("publisher"), source.id
    addresses = Counter(
        source.csl["URL"] for source in shipped.sources.values() if source.csl.get("URL")
    )
    assert not [address for address, count in addresses.items() if count > 1]


def test_the_service_revised_600_to_2000_dead(shipped):
    """The South Korean service's 2,000 replaces its 600, and is no growth."""
    steps = tk.growth(shipped, "killed")
    step = steps[(steps["party"] == "nis") & (steps["kind"] == "revision")].iloc[-1]
    assert (step["from_said"], step["to_said"]) == (
        shipped_words(shipped, step["from"]),
        shipped_words(shipped, step["to"]),
    )
    assert "600" in step["from_said"] and "2,000" in step["to_said"]


def shipped_words(data, key):
    return next(figure.said for figure in data.all_figures if figure.key == key)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("ua-western-officials-2025-01-14.troops_sent", r"about 11,000"),
        ("ua-president-2025-01-14.casualties", r"(?:more than|over) 3,000"),
        ("ua-president-2025-01-11.captured", r"two"),
        ("ua-sso-2025-01-13-bodies.killed", r".*dozen.*"),
    ],
)
def test_the_article_it_began_with_is_there(shipped, key, said):
    """Each figure of the article is credited to whoever assessed it, with the article among its
    sources.
    """
    figure = next(figure for figure in shipped.all_figures if figure.key == key)
    assert re.fullmatch(said, figure.said)
    assert any(source.startswith("espreso") for source in figure.sources)


def test_a_garbled_page_is_no_statement(shipped):
    """Every misreport prints something else than the figure it garbles, and no party holds it."""
    said = {figure.key: (figure.metric, figure.said) for figure in shipped.all_figures}
    assert len(shipped.misreports) >= 15
    for garbled in shipped.misreports:
        assert garbled.of in said and garbled.note
        assert said[garbled.of] not in garbled.printed.items()


def test_the_two_prisoners_are_one_voice(shipped):
    """Everybody who repeats Ukraine's two prisoners rests on what Ukraine said."""
    asked = tk.ranges(shipped, "captured").iloc[-1]
    assert asked["independent"] == 1


def test_the_front_page_says_how_far_the_record_was_searched(shipped):
    """The README names the day of the last search and that of the newest number."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    days = (
        max(searched.until for searched in shipped.codebook.searched),
        max(figure.as_of.last for figure in shipped.all_figures),
    )
    for day in days:
        assert f"{day.day} {day:%B %Y}" in " ".join(readme.split())
    assert shipped.last_stated.isoformat() == "2026-03-03"


def test_one_strike_or_one_list_never_speaks_for_the_war(shipped):
    """Every partial count is out or a bound, on every day it could matter."""
    parts = {figure.key for figure in shipped.all_figures if figure.partial}
    for metric in shipped.codebook.metrics:
        explained = tk.explain(shipped, metric)
        assert not set(explained.loc[explained["role"] == "voice", "figure"]) & parts


def test_no_echo_and_no_conflict_speaks(shipped):
    """Echoes and conflicting attributions never are voices."""
    silent = {
        figure.key
        for figure in shipped.all_figures
        if figure.echoes or figure.attribution == "conflicting"
    }
    for metric in shipped.codebook.metrics:
        explained = tk.explain(shipped, metric)
        assert not set(explained.loc[explained["used"], "figure"]) & silent


def test_one_changed_word_changes_the_fingerprint_and_that_figure_only(shipped, tmp_path):
    """Rewording one figure changes the fingerprint and exactly that figure's meaning."""
    from shutil import copytree

    from tracker.publish.citing.diff import diff

    home = copytree(ROOT / "data", tmp_path / "data")
    path = home / "estimates.yaml"
    text = path.read_text(encoding="utf-8")
    at = text.index("- id: uk-di-2025-03-28\n")
    path.write_text(text[:at] + text[at:].replace("over 5,000", "over 5,500", 1), encoding="utf-8")
    changed = tk.load(home)
    assert changed.fingerprint != shipped.fingerprint
    assert [item.figure for item in diff(shipped, changed).figures] == [
        "uk-di-2025-03-28.casualties_broad"
    ]


def test_comments_and_order_leave_the_fingerprint_alone(shipped, tmp_path):
    """Entries in another order and comments mean the same."""
    from shutil import copytree

    home = copytree(ROOT / "data", tmp_path / "data")
    path = home / "estimates.yaml"
    text = path.read_text(encoding="utf-8")
    text, mark, misreports = text.partition("\nmisreports:\n")
    head, *entries = re.split(r"(?m)^(?=  - id: )", text)
    path.write_text(
        head
        + "  # turned round\n"
        + "".join(part.rstrip("\n") + "\n\n" for part in reversed(entries))
        + mark
        + misreports,
        encoding="utf-8",
    )
    assert tk.load(home).fingerprint == shipped.fingerprint


def test_the_gallery_is_of_these_data(shipped):
    """docs/gallery.md was drawn from the record as it is; `make notebooks` draws it anew."""
    assert f"`{shipped.fingerprint}`" in (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
