"""The nearest name for "did you mean", soon even among thousands."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.curate.suggest import Names, called, remedy


@pytest.mark.parametrize(
    "name, names, expected",
    [
        ("kiled", ["killed", "wounded"], "killed"),
        ("kliled", ["killed", "wounded"], "killed"),
        ("Killed", ["killed"], "killed"),
        ("troops-sent", ["troops_sent", "troops_planned"], "troops_sent"),
        ("spi", ["spy", "ally"], "spy"),
        ("bbc-2025-03", ["bbc-2025-02", "bbc-2025-03-28"], "bbc-2025-03-28"),
        ("contaner-titel", ["title", "container-title"], "container-title"),
        ("xyz", ["killed"], None),
        ("", ["killed"], None),
        ("killed", [], None),
        ("killed_in_action", ["killed"], "killed"),
    ],
)
def test_the_nearest_name_is_found(name, names, expected):
    """Slips, other spellings and beginnings lead to the name; nothing near leads to none."""
    assert Names(names).nearest(name) == expected


@given(
    st.lists(st.text("abcdefgh-", min_size=5, max_size=12), min_size=1, max_size=20, unique=True),
    st.data(),
)
def test_one_slip_always_leads_to_an_existing_name(names, data):
    """Whatever letter is lost, some existing name is offered."""
    name = data.draw(st.sampled_from(names))
    at = data.draw(st.integers(0, len(name) - 1))
    assert Names(names).nearest(name[:at] + name[at + 1 :]) in names


def test_ten_thousand_wrong_names_among_twenty_thousand_are_quick():
    """A slip in each of ten thousand names is found in seconds, and a hopeless name costs next to
    nothing.
    """
    names = Names(f"daily-2025-{n:05}" for n in range(20_000))
    start = time.process_time()
    assert all(names.nearest(f"daly-2025-{n:05}") == f"daily-2025-{n:05}" for n in range(10_000))
    assert [names.nearest(f"{n}xqzw") for n in range(10_000)] == [None] * 10_000
    assert time.process_time() - start < 15


BOOK = called(
    {
        "nis": {"name": "National Intelligence Service of South Korea", "short": "NIS Seoul"},
        "ua-hur": {"name": "Defence Intelligence of Ukraine", "short": "HUR", "also": ["GUR"]},
        "uk-di": {"name": "Defence Intelligence of the United Kingdom", "short": "UK DI"},
        "killed": {"label": "Killed", "also": "deaths"},
    }
)


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("nis", ["nis"]),
        ("NIS", ["nis"]),
        ("national intelligence  service", ["nis"]),
        ("Natonal Intelligence Service", ["nis"]),
        ("nis seoul", ["nis"]),
        ("GUR", ["ua-hur"]),
        ("Deaths", ["killed"]),
        ("Defence Intelligence", ["ua-hur", "uk-di"]),
        ("Lloyd's Register", []),
    ],
)
def test_a_name_is_found_by_what_it_is_called(typed, meant):
    """Key, name, beginning of the name, short and other names lead to the key; one that fits two
    leads to both.
    """
    assert BOOK.meant(typed) == meant


def test_only_a_name_typed_in_full_stands_for_its_key():
    """What is taken without asking is the key, a whole name, a short or another name, never a
    beginning.
    """
    typed = ["Deaths", "hur", "Defence Intelligence of Ukraine", "Defence Intelligence", "death"]
    assert [BOOK.key(text) for text in typed] == ["killed", "ua-hur", "ua-hur", None, None]


def test_the_remedy_says_what_a_key_stands_for():
    """A key that its reader may not know is shown with its name."""
    assert remedy("National Intelligence Service", BOOK, "") == (
        "did you mean 'nis' (National Intelligence Service of South Korea)?"
    )
    assert remedy("deaths", BOOK, "") == "did you mean 'killed'?"


def test_names_that_share_words_are_meant():
    """What somebody would call a party leads to it, not to a second one."""
    parties = Names(
        {
            "nis": ("National Intelligence Service of South Korea",),
            "mod": ("Ministry of Defence of South Korea",),
            "gur": ("Main Intelligence Directorate of Ukraine",),
        }
    )
    assert parties.meant("South Korean intelligence") == ["nis"]
    assert sorted(parties.meant("South Korea")) == ["mod", "nis"]
    assert parties.meant("Swedish intelligence") == []


def test_of_several_names_that_begin_so_none_is_preferred():
    """Who types an outlet is shown its pages, and is not led to the first of them."""
    pages = ["espreso-100-000", "espreso-suicide-soldiers", "mint-2025-01-14"]
    assert (
        remedy("espreso", pages, "add it")
        == "did you mean 'espreso-100-000' or 'espreso-suicide-soldiers'?"
    )
    assert remedy("mint", pages, "add it") == "did you mean 'mint-2025-01-14'?"


def test_a_short_name_is_no_slip_of_a_shorter_one():
    """A column "side" is not told to be the "id"."""
    assert Names(["id", "note"]).nearest("side") is None
    assert Names(["id", "note"]).nearest("nots") == "note"
