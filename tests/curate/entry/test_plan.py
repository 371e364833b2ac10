"""New entries: put in at their place, nothing else touched, nothing written that would not pass
the checks.
"""

import codecs
import random
import subprocess
import sys
from datetime import date
from operator import itemgetter

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.curate import fields
from tracker.curate.entry.forms import read_form, read_source, source_id, unknown
from tracker.curate.entry.insert import extend, insert, items_of
from tracker.curate.entry.offers import Offer, address
from tracker.curate.entry.plan import plan
from tracker.curate.entry.text import item_lines, ordered, scalar
from tracker.curate.files import locked
from tracker.curate.load import DataError, check, load
from tracker.curate.words.signs import INVISIBLE

TODAY = date(2026, 1, 1)
RECORD = """\
# What was said.
estimates:

  # the first
  - id: spy-2025-01-13
    party: spy
    as_of: 2025-01-13
    stated: 2025-01-13
    figures: {killed: about 300}  # in braces
    sources: [news]
    note: >-
      A folded
      note.

  # the second
  - id: spy-2025-03-01
    party: spy
    as_of: 2025-03
    stated: 2025-03-01
    figures:
      killed:   400
    sources:
      - news
    # a remark on the second

# the end
"""
FORM = {
    "party": "army",
    "as_of": "2025-02-01",
    "stated": "2025-02-02",
    "killed": "about 350",
    "sources": "news",
}
ENTRY = """\
  - id: army-2025-02-02
    party: army
    as_of: 2025-02-01
    stated: 2025-02-02
    figures:
      killed: about 350
    sources: [news]

"""


def offer(**fields):
    """An offer from a form, changed by the fields given."""
    return Offer("it", *read_form(FORM | fields))


@pytest.fixture
def home(write_record):
    """A record with two entries, remarks, and a folded note."""
    home = write_record("estimates:\n")
    (home / "estimates.yaml").write_text(RECORD, encoding="utf-8")
    return home


def test_the_entry_stands_in_date_order_and_nothing_else_changes(home):
    """Between January and March, above the remark of the next entry; every other byte is as it
    was.
    """
    made = plan(home, [offer()], today=TODAY)
    made.write()
    text = (home / "estimates.yaml").read_text(encoding="utf-8")
    assert text == RECORD.replace("  # the second\n", ENTRY + "  # the second\n")
    assert made.offers[0].line == text.splitlines().index("  - id: army-2025-02-02") + 1
    assert [estimate.id for estimate in load(home).estimates] == [
        "spy-2025-01-13",
        "army-2025-02-02",
        "spy-2025-03-01",
    ]


@pytest.mark.parametrize(
    ("as_of", "before"), [("2024-12-30", "  # the first\n"), ("2025-04-01", "\n# the end\n")]
)
def test_remarks_stay_with_what_they_speak_of(home, as_of, before):
    """An entry at the front stands above the first one's remark, one at the end below the last
    one's.
    """
    plan(home, [offer(as_of=as_of, stated="2025-04-02")], today=TODAY).write()
    entry = ENTRY.replace("2025-02-02", "2025-04-02").replace("2025-02-01", as_of)
    added = entry if before.strip() == "# the first" else "\n" + entry.rstrip("\n") + "\n"
    assert (home / "estimates.yaml").read_text(encoding="utf-8") == RECORD.replace(
        before, added + before
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: codecs.BOM_UTF8 + raw,
        lambda raw: raw.rstrip(b"\n"),
        lambda raw: (
            codecs.BOM_UTF8 + raw[: raw.index(b"\n# the end")].rstrip(b"\n").replace(b"\n", b"\r\n")
        ),
        lambda raw: raw.replace(b"\n  - ", b"\n- ").replace(b"\n    ", b"\n  "),
    ],
    ids=["crlf", "bom", "no final newline", "all three", "not set in"],
)
@pytest.mark.parametrize("as_of", ["2024-12-30", "2025-02-01", "2025-04-01"])
def test_the_bytes_around_it_are_kept(home, change, as_of):
    """Line ends, byte-order mark, indentation and a missing final newline: taking the entry out
    again gives the old file.
    """
    path = home / "estimates.yaml"
    old = change(RECORD.encode())
    path.write_bytes(old)
    made = plan(home, [offer(as_of=as_of, stated="2025-04-02")], today=TODAY)
    made.write()
    new = path.read_bytes()
    common = next((n for n, (a, b) in enumerate(zip(old, new)) if a != b), len(old))
    added = len(new) - len(old)
    assert any(new[:cut] + new[cut + added :] == old for cut in range(common + 1))
    assert (b"\r\n" in old) == (b"\n" not in new.replace(b"\r\n", b""))
    assert not [problem for problem in check(home, today=TODAY) if problem.severity == "error"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 30), max_size=12),
    st.lists(st.integers(0, 30), min_size=1, max_size=6),
    st.booleans(),
    st.booleans(),
)
def test_any_list_keeps_its_order(there, new, blank, crlf):
    """Whatever is there and whatever comes: old entries stay byte for byte and in order, and a
    sorted list stays sorted.
    """
    there = sorted(there)
    end, gap = ("\r\n" if crlf else "\n"), ("\n" if blank else "")
    items = [f"  - k: {n:02d}x\n    old: '{i}'\n" for i, n in enumerate(there)]
    raw = ("top:\n" + gap + gap.join(items)).replace("\n", end).encode()
    made, lines = insert(raw, "top", [{"k": f"{n:02d}x"} for n in new], itemgetter("k"))
    items = items_of(made, "top")
    assert [item.get("k").text for item in items] == sorted(f"{n:02d}x" for n in there + new)
    assert [item.get("old").text for item in items if item.get("old")] == [
        str(i) for i in range(len(there))
    ]
    assert [made.split(end.encode())[line - 1].decode().strip() for line in lines] == [
        f"- k: {scalar(f'{n:02d}x')}" for n in new
    ]


def test_a_misplaced_entry_draws_nothing_to_it(home):
    """Where a later entry stands too early, a new one stands before the first later entry."""
    raw = b"top:\n- k: a\n- k: z\n- k: b\n"
    made, _ = insert(raw, "top", [{"k": "c"}], itemgetter("k"))
    assert made == b"top:\n- k: a\n- k: c\n- k: z\n- k: b\n"
    made, _ = insert(raw, "top", [{"k": "c"}], itemgetter("k"), last=True)
    assert made == raw + b"- k: c\n"


def test_a_place_that_would_change_another_entry_is_refused():
    """A literal text at the very end would gain the line end that the file lacks."""
    with pytest.raises(
        ValueError, match="no safe place for the entry in this file; write it in by hand"
    ):
        insert(b"top:\n- k: a\n  t: |\n    end", "top", [{"k": "b"}], itemgetter("k"))


def test_a_list_in_brackets_is_refused():
    """It has no lines to put an entry between."""
    with pytest.raises(
        ValueError, match="written in brackets; write each entry in lines of its own"
    ):
        insert(b"top: [{k: a}]\n", "top", [{"k": "b"}], itemgetter("k"))


@pytest.mark.parametrize(
    "above",
    ["- k: a\n  t: |\n    x\n\n    # y\n", "- k: a # z\n\n  # y\n", "-\n  k: a\n"],
    ids=["a literal text with a sign", "a remark set in", "a dash alone"],
)
@pytest.mark.parametrize("below", ["", "...\n", "\n# z\nother: 1\n", "-\n  # z\n  k: c\n"])
def test_the_place_is_right_in_odd_layouts(above, below):
    """Whatever an entry ends with stays with it, whatever follows the list stays below it."""
    made, _ = insert(f"top:\n{above}{below}".encode(), "top", [{"k": "b"}], itemgetter("k"))
    new = made.decode().replace("\n- k: b\n\n", "\n", 1).replace("\n- k: b\n", "\n", 1)
    assert new.replace("\n\n", "\n") == f"top:\n{above}{below}".replace("\n\n", "\n")
    assert [item.get("k").text for item in items_of(made, "top")][:2] == ["a", "b"]


@settings(max_examples=300, deadline=None)
@given(
    st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=40).map(
        lambda text: " ".join("".join(INVISIBLE.split(text)).split())
    )
)
def test_every_text_is_read_back(drawn):
    """Quotes, colons, hashes, dashes, words that YAML takes for something else: what is written is
    what is read.
    """
    node = items_of(f"top:\n  - a: {scalar(drawn)}\n".encode(), "top")[0]
    assert node.pairs["a"][1].text == drawn and (not drawn or node.get("a") is not None)
    assert str(yaml.load(scalar(drawn), yaml.BaseLoader)) == drawn


def test_no_field_of_a_form_is_left_out():
    """Every field that an estimate or a source may have is put in its order, none is lost."""
    for table, held in ((fields.ESTIMATE, "figures"), (fields.SOURCE, "id")):
        entry = {field.name: "x" for field in reversed(table)}
        assert held in entry and [*ordered(entry)] != [*entry] and ordered(entry) == entry


def test_a_long_note_is_folded_and_read_back():
    """No line grows beyond the width of the data files, and not a word is lost."""
    note = " ".join(random.Random(1).choices(["word", "#5", "a:", "- b", "'c'"], k=90))
    lines = item_lines({"id": "a", "note": note}, 2)
    assert lines[1] == "    note: >-" and max(map(len, lines)) <= 120
    assert (
        items_of(("top:\n" + "\n".join(lines) + "\n").encode(), "top")[0].get("note").text == note
    )


def test_what_would_not_pass_is_refused_with_its_reasons_and_nothing_is_written(home):
    """Every slip is named as `tracker check` names it, with the nearest name."""
    made = plan(
        home,
        [offer(party="amry", killed="abuot 3", sources="newz", place="frnt", as_of="2025-02-30")],
        today=TODAY,
    )
    assert [reason.partition(": ")[0].rpartition(".")[2] for reason in made.offers[0].refused] == [
        "party",
        "as_of",
        "place",
        "killed",
        "sources",
    ]
    assert {reason.rpartition("; ")[2] for reason in made.offers[0].refused} >= {
        "did you mean 'army'?",
        "did you mean 'front'?",
        "did you mean 'about 3'?",
        "did you mean 'news'?",
    }
    made.write()
    assert (home / "estimates.yaml").read_text(encoding="utf-8") == RECORD


def test_rules_over_several_entries_hold_too(home):
    """A second figure for the same day is refused, whichever of the two the check points at."""
    made = plan(
        home,
        [offer(party="spy", as_of="2025-01-13", stated="2025-01-13", id="spy-again")],
        today=TODAY,
    )
    assert "for the same day" in made.offers[0].refused[0]
    echo = {"party": "army", "echoes": "spy-2025-01-13", "killed": "about 301"}
    assert (
        "an echo repeats the number"
        in plan(home, [offer(**echo)], today=TODAY).offers[0].refused[0]
    )


def test_one_refusal_does_not_drag_the_others_down(home):
    """What fits is entered; what echoes a refused entry is refused with it."""
    good, bad = offer(), offer(party="paper", killed="lots")
    hangs = offer(party="ally", echoes="paper-2025-02-02")
    made = plan(home, [bad, hangs, good], today=TODAY)
    assert [bool(item.refused) for item in made.offers] == [True, True, False]
    assert "no estimate 'paper-2025-02-02'" in hangs.refused[0]


def test_a_new_warning_is_told_and_does_not_refuse(home):
    """A count that falls is written, with the remark that the check will make."""
    made = plan(home, [offer(party="spy", killed="200", stated="2025-02-03")], today=TODAY)
    assert made.offers[0].fits and any(
        "never falls" in warning.message for warning in made.warnings
    )


def test_a_new_source_comes_with_it_at_its_place_by_id(home):
    """The source is named after outlet and day, stands in order, and the entry names it."""
    page = {
        "sources": "",
        "source.URL": "https://example.org/b",
        "source.container-title": "The Courier",
        "source.issued": "2025-02-02",
        "source.author": "Doe, Jane; A Bureau",
    }
    plan(home, [offer(**page)], today=TODAY).write()
    text = (home / "sources.yaml").read_text(encoding="utf-8")
    assert text.startswith(
        "references:\n  - id: courier-2025-02-02\n    type: article-newspaper\n"
        "    container-title: The Courier\n"
    )
    data = load(home, today=TODAY)
    assert data.by_id["army-2025-02-02"].sources == ("courier-2025-02-02",)
    assert data.sources["courier-2025-02-02"].csl["author"] == [
        {"family": "Doe", "given": "Jane"},
        {"literal": "A Bureau"},
    ]


@pytest.mark.parametrize(
    "names",
    [
        *("Jane Doe, Richard Roe", "Doe, Jane and Roe, Richard", "Doe, J., Roe, R.; Poe, M."),
        *("Doe, Jane & Richard", "Doe, Jane et al.", "Ministry of Health, Labour and Welfare"),
    ],
)
def test_several_authors_are_not_one_person(names):
    """Commas and "and" may set persons apart, which only a semicolon does without doubt."""
    with pytest.raises(
        ValueError, match="may be several authors; separate persons with semicolons"
    ):
        read_source({"author": names})


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Márquez García, José Luis;", {"family": "Márquez García", "given": "José Luis"}),
        ("van der Berg, Jan Willem", {"family": "van der Berg", "given": "Jan Willem"}),
        (
            "King, Martin Luther, Jr.",
            {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
        ),
        ("Doe, Jane, PhD", {"family": "Doe", "given": "Jane", "suffix": "PhD"}),
        ("Doe, Jane, MD, MPH;", {"family": "Doe", "given": "Jane, MD, MPH"}),
        ("Doe, Jane A.", {"family": "Doe", "given": "Jane A."}),
        ("Ministry of Defence and Security", {"literal": "Ministry of Defence and Security"}),
    ],
)
def test_one_author_is_one(name, kept):
    """A semicolon behind it says so; particles of a family and words of an organisation do, too."""
    assert read_source({"author": name})["author"] == [kept]


def test_a_page_that_is_known_is_not_entered_twice(home):
    """The same address, written otherwise, is the source that is there; two offers of one new page
    are one source; what is told of it otherwise is left out, with a remark.
    """
    page = {
        "sources": "",
        "source.URL": "http://www.example.org/news/?utm_source=x",
        "source.title": "Otherwise",
    }
    new = {"sources": "", "source.URL": "https://example.org/c", "source.title": "New"}
    day = {"source.issued": "2025-02-03"}
    offers = [offer(**page), offer(**new, party="ally"), offer(**new, **day, party="foe")]
    plan(home, offers, today=TODAY).write()
    assert [item.remarks for item in offers] == [
        ["title: left out; the page is there as 'news', with another or without"],
        [],
        ["issued: left out; the page is there as 'example-org-c', with another or without"],
    ]
    data = load(home, today=TODAY)
    assert data.by_id["army-2025-02-02"].sources == ("news",)
    assert (
        data.by_id["ally-2025-02-02"].sources
        == data.by_id["foe-2025-02-02"].sources
        == ("example-org-c",)
    )
    assert set(data.sources) == {"news", "example-org-c"}


def test_two_pages_of_one_outlet_and_day_get_two_names(home):
    """A name made for a source never falls on another; a name that was given is refused instead."""
    page = {"sources": "", "source.container-title": "The Daily", "source.issued": "2025-02-02"}
    offers = [
        offer(
            **page, id=f"army-{n}", **{"source.URL": f"https://example.org/{n}", "killed.covers": n}
        )
        for n in "ab"
    ]
    made = plan(home, offers, today=TODAY)
    assert [item.source["id"] for item in made.offers] == ["daily-2025-02-02", "daily-2025-02-02-2"]
    clash = offer(
        **{
            "sources": "",
            "source.id": "news",
            "source.title": "Other",
            "source.URL": "https://example.org/o",
        }
    )
    assert plan(home, [clash], today=TODAY).offers[0].refused == [
        "another source has the id 'news'; give this one another"
    ]


def test_the_same_entry_twice_is_known(home):
    """Word for word the same is no second entry; another under the same id is refused with the line
    of the first.
    """
    plan(home, [offer()], today=TODAY).write()
    again, other = offer(), offer(killed="about 351")
    assert plan(home, [again], today=TODAY).offers[0].known == "army-2025-02-02"
    assert (
        "stands in estimates.yaml, line 15, already"
        in plan(home, [other], today=TODAY).offers[0].refused[0]
    )
    twice = plan(home, [offer(party="ally"), offer(party="ally", killed="3")], today=TODAY).offers
    assert not twice[0].refused and "as it has" in twice[1].refused[0]


def test_a_record_without_entries_takes_its_first(write_record):
    """A new subject begins with two empty lists."""
    home = write_record("estimates:\n", sources="references:\n")
    page = {"sources": "", "source.URL": "https://example.org/b", "source.title": "First"}
    plan(home, [offer(**page)], today=TODAY).write()
    assert [estimate.id for estimate in load(home, today=TODAY).estimates] == ["army-2025-02-02"]


def test_data_with_problems_take_nothing(write_record):
    """What is wrong already is to be mended first; it is listed."""
    home = write_record(RECORD.partition("\n")[2].replace("about 300", "abuot 300"))
    with pytest.raises(DataError, match="did you mean 'about 300'"):
        plan(home, [offer()], today=TODAY)


def test_what_changes_meanwhile_is_kept(home):
    """What somebody else wrote in between stands, and the entry beside it; its line is the new one."""
    made = plan(home, [offer()], today=TODAY)
    line, more = made.offers[0].line, "# one more line\n" + RECORD
    (home / "estimates.yaml").write_text(more, encoding="utf-8")
    made.write()
    text = (home / "estimates.yaml").read_text(encoding="utf-8")
    assert text.startswith("# one more line\n") and made.offers[0].line == line + 1
    assert text.splitlines()[line].endswith("- id: army-2025-02-02")


def test_what_no_longer_fits_is_refused_in_one_line(home):
    """Somebody else took the id, or the codebook no longer knows the party: nothing is written."""
    first, second = (
        plan(home, [offer()], today=TODAY),
        plan(home, [offer(killed="77")], today=TODAY),
    )
    first.write()
    old = (home / "estimates.yaml").read_bytes()
    with pytest.raises(
        ValueError, match="changed meanwhile and it no longer fits: the id"
    ) as error:
        second.write()
    assert "\n" not in str(error.value) and (home / "estimates.yaml").read_bytes() == old
    third = plan(home, [offer(id="other", killed="8", **{"killed.covers": "a list"})], today=TODAY)
    book = (home / "codebook.yaml").read_text(encoding="utf-8")
    (home / "codebook.yaml").write_text(book.replace("  killed:", "  slain:"), encoding="utf-8")
    with pytest.raises(ValueError):
        third.write()
    assert (home / "estimates.yaml").read_bytes() == old


def test_writers_at_the_same_time_lose_nothing(home):
    """Eight programs that read the same record each write their own entry, and all eight stand."""
    code = (
        "import sys\nfrom datetime import date\nfrom tracker.curate.entry.plan import plan\n"
        "from tracker.curate.entry.forms import read_form\n"
        "from tracker.curate.entry.offers import Offer\n"
        f"form = {FORM!r} | {{'id': 'army-' + sys.argv[1], 'killed.covers': sys.argv[1]}}\n"
        f"made = plan({str(home)!r}, [Offer('it', *read_form(form))], today=date(2026, 1, 1))\n"
        "print('read', flush=True)\nsys.stdin.readline()\nmade.write()\n"
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", code, f"part-{n}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(8)
    ]
    assert [run.stdout.readline() for run in runs] == 8 * ["read\n"]
    for run in runs:
        run.stdin.write("\n")
        run.stdin.flush()
    assert [run.wait() for run in runs] == 8 * [0]
    for run in runs:
        run.communicate()
    entered = {f"army-part-{n}" for n in range(8)}
    assert entered <= {estimate.id for estimate in load(home, today=TODAY).estimates}


def test_a_writer_that_does_not_end_is_told(home):
    """Who holds the folder is waited for, not for ever; nothing stays behind afterwards."""
    files = sorted(home.iterdir())
    with (
        locked(home),
        pytest.raises(ValueError, match="another program is writing to"),
        locked(home, patience=0),
    ):
        pass
    with locked(home, patience=0):
        assert sorted(home.iterdir()) == files


PAGES = """\
estimates:
  - id: a
    sources: [one]  # a remark
  - id: b
    sources: one
  - id: c
    sources:
      - one
      # a remark
      - 'two'
    note: x
  - id: d
    sources: [one,
      "two"]
"""


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("a", "sources: [one]  # a", "sources: [one, new, more]  # a"),
        ("b", "sources: one\n", "sources: [one, new, more]\n"),
        ("c", "- 'two'\n", "- 'two'\n      - new\n      - more\n"),
        ("d", '"two"]', '"two", new, more]'),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_pages_are_added_however_the_list_is_written(name, old, new, end):
    """In brackets, over lines, as one name, or item by item: only the names are new."""
    text = PAGES.replace("\n", end)
    made, line = extend(text.encode(), "estimates", name, ["new", "more"])
    assert made.decode() == text.replace(old.replace("\n", end), new.replace("\n", end))
    assert text.split(end)[line - 1] == f"  - id: {name}"


def test_a_list_that_grows_too_long_is_written_item_by_item():
    """No line in the files is longer than an editor shows."""
    long = [f"the-daily-2025-01-{n:02d}" for n in range(1, 7)]
    made, _ = extend(b"estimates:\n- id: a\n  sources: [one]\n", "estimates", "a", long)
    assert made.decode() == "estimates:\n- id: a\n  sources:\n    - one\n" + "".join(
        f"    - {name}\n" for name in long
    )


def test_a_page_for_an_estimate_that_is_there(home):
    """A new page comes along, one that it has is known, an estimate that is not there is named."""
    page = {"URL": "https://example.org/more", "title": "More", "type": "webpage"}
    more = Offer("it", to="spy-2025-01-13", source=dict(page))
    plan(home, [more], today=TODAY).write()
    held = load(home, today=TODAY)
    assert held.by_id["spy-2025-01-13"].sources[-1] == "example-org-more"
    again = Offer("it", to="spy-2025-01-13", source=dict(page))
    wrong = Offer("it", to="spy-2025-01-14", pages=["news"])
    lost = Offer("it", to="spy-2025-01-13", pages=["newz"])
    plan(home, [again, wrong], today=TODAY)
    plan(home, [lost], today=TODAY)
    assert again.known == "spy-2025-01-13" and not again.refused
    assert wrong.refused == ["no estimate 'spy-2025-01-14'; did you mean 'spy-2025-01-13'?"]
    assert "no source 'newz'; did you mean 'news'?" in lost.refused[0]


@pytest.mark.parametrize("empty", ["references:\n", "references: []\n", "references: [ ] # none\n"])
def test_sources_come_before_the_first_estimate(write_record, empty):
    """A bibliography may be there before anything is entered, and a list may be empty in brackets."""
    home = write_record("estimates: []\n", sources=empty)
    made = plan(home, [Offer("it", source={"type": "webpage", "title": "One"})], today=TODAY)
    assert made.offers[0].fits
    made.write()
    assert "title: One" in (home / "sources.yaml").read_text(encoding="utf-8")
    page = {"sources": "", "source.URL": "https://example.org/b", "source.title": "First"}
    plan(home, [offer(**page)], today=TODAY).write()
    assert load(home, today=TODAY).by_id["army-2025-02-02"].sources


def test_when_one_file_cannot_be_written_the_other_is_put_back(home):
    """A disk that is full for the larger file leaves both as they were, and nothing beside them."""
    old = {path.name: path.read_bytes() for path in home.iterdir()}
    code = (
        f"import resource\nfrom datetime import date\nfrom tracker.curate.entry.plan import plan\n"
        f"from tracker.curate.entry.forms import read_form\n"
        "from tracker.curate.entry.offers import Offer\nform = "
        f"{FORM | {'source.title': 'New', 'note': 'x ' * 2000}!r}\n"
        f"made = plan({str(home)!r}, [Offer('it', *read_form(form))], today=date(2026, 1, 1))\n"
        f"assert made.offers[0].fits\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "try:\n    made.write()\nexcept OSError as error:\n    print(error.strerror, "
        "error.filename)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == f"File too large {home / 'estimates.yaml'}\n"
    assert {path.name: path.read_bytes() for path in home.iterdir()} == old


def test_a_link_to_the_data_stays_a_link(home, tmp_path):
    """The file that a link leads to is changed, not the link."""
    real = tmp_path / "elsewhere.yaml"
    (home / "estimates.yaml").rename(real)
    (home / "estimates.yaml").symlink_to(real)
    plan(home, [offer()], today=TODAY).write()
    assert (home / "estimates.yaml").is_symlink() and "army-2025-02-02" in real.read_text(
        encoding="utf-8"
    )


def test_a_form_names_what_is_missing():
    """All required fields at once; a part alone makes a figure, whose words the check then
    misses.
    """
    with pytest.raises(ValueError, match=r"^party, as_of, stated, a figure, sources are missing$"):
        read_form({"note": "x"})
    assert read_form(FORM | {"wounded.covers": "one list"})[0]["figures"]["wounded"] == {
        "covers": "one list"
    }
    assert read_form(FORM | {"withdrawn.date": "2025-03-01"})[0]["withdrawn"] == {
        "date": "2025-03-01"
    }


def test_names_that_mean_nothing_are_told_with_the_nearest():
    """Fields, metrics, their parts and fields of a source; anything else has its line."""
    assert not unknown(
        ["party", "killed", "killed.covers", "source.URL", "withdrawn.reason"], ["killed"]
    )
    assert unknown(["kiled", "source.url", "zzz"], ["killed"]) == [
        "'kiled' is no field and no metric; did you mean 'killed'?",
        "'source.url' is no field and no metric; did you mean 'source.URL'?",
        "'zzz' is no field and no metric; name one that holds the very same, or add a metric to "
        "codebook.yaml first",
    ]


@pytest.mark.parametrize(
    "heading",
    [
        *("Killed at least", "Killed+wounded", "Not sent", "Absent", "Unwounded", "New killed"),
        *("Killed 24h", "killed pct", "Killed (M)", "Killed T", "Killed 10³", "Killed range"),
        *(
            "killed_daily",
            "Killed or wounded",
            "Wounded seriously",
            "Non-killed",
            "Kill",
            "Present",
        ),
    ],
)
def test_a_word_more_or_less_is_no_slip(heading):
    """A name that says another thing than a metric is answered with no metric."""
    [line] = unknown([heading], ["killed", "wounded", "sent", "wounded_seriously_ill"])
    assert "did you mean" not in line and "add a metric to codebook.yaml" in line


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (
            {"container-title": "The Kyiv Independent", "issued": "2025-01-13"},
            "kyiv-independent-2025-01-13",
        ),
        (
            {"URL": "https://www.example.org/a/long-title-with-many-words.html"},
            "example-org-long-title-with-many",
        ),
        ({"publisher": "Bundesamt für Ä", "issued": "2025-01~"}, "bundesamt-fur-a-2025-01"),
        ({"container-title": "연합뉴스", "issued": "2025"}, "yeonhabnyuseu-2025"),
        ({"title": "War and peace and more"}, "source-war-and-peace-and"),
    ],
)
def test_a_source_is_called_by_outlet_and_day(source, name):
    """In small Latin letters; without a day by the end of the address or the title."""
    assert source_id(source) == name


def test_a_source_without_a_type_is_an_article_or_a_page():
    """Whoever names a newspaper means an article in it."""
    assert read_source({"container-title": "The Daily"})["type"] == "article-newspaper"
    assert read_source({"title": "A page"})["type"] == "webpage" and read_source({}) is None


def test_addresses_are_compared_by_the_page_they_lead_to():
    """Scheme, www, a closing slash, marks of campaigns, the place in the page do not matter; query,
    case of the path and what stands behind ``#/`` or ``#!`` do.
    """
    assert address("HTTP://www.example.org/A/?fbclid=1&b=2#c") == address(
        "https://Example.org/A?b=2"
    )
    assert address("https://example.org/a") != address("https://example.org/A")
    assert address("https://example.org/?id=1") != address("https://example.org/?id=2")
    for route in ("#/news/1", "#!news/1", "?a=1#!/news/1"):
        page = f"https://example.org/{route}"
        assert address(page) != address(page.replace("news/1", "news/2"))
        assert address(page) == address(f"http://www.example.org/{route}/")
    assert address("https://example.org/#/") == address("https://example.org/#top")


def test_a_page_more_ends_its_line_as_the_file_does():
    """In a file with the line ends of Windows whose last line has none."""
    text = "estimates:\r\n  - id: a\r\n    sources:\r\n      - one"
    made, line = extend(text.encode(), "estimates", "a", ["two"])
    assert (made.decode(), line) == (f"{text}\r\n      - two", 2)
