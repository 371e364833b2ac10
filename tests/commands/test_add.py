"""``tracker add``: from options, and asking on a real terminal."""

import os
import pty
import select
import signal
import sys
import time

import pytest

from tracker.cli import main
from tracker.curate.load import load

ONE = """
- id: spy-2025-01-13
  party: spy
  as_of: 2025-01-13
  stated: 2025-01-13
  figures:
    killed: about 300
  sources: [news]
"""
WHOLE = [
    "--party",
    "army",
    "--as-of",
    "2025-02-01",
    "--stated",
    "2025-02-02",
    "--figure",
    "killed=about 350",
]


@pytest.fixture
def home(write_record):
    """A record of one entry."""
    return write_record(ONE)


@pytest.fixture
def add(home, capsys):
    """Run `tracker add` without a terminal: exit status, output, remarks."""

    def call(*words):
        status = main(["add", *words, "--data", str(home)])
        return status, *capsys.readouterr()

    return call


@pytest.fixture
def talk(home):
    """Run `tracker add` on a pseudo-terminal, each answer once its question has been seen: exit
    status, what was shown.
    """

    def call(words, answers, seconds=15):
        child, terminal = pty.fork()
        if child == 0:
            signal.signal(
                signal.SIGINT, signal.SIG_DFL
            )  # whoever runs the tests in the background may ignore it
            os.execv(
                sys.executable,
                [sys.executable, "-m", "tracker", "add", "--data", str(home), *words],
            )
        shown, seen, left, end = b"", b"", list(answers), time.monotonic() + seconds
        while time.monotonic() < end:
            if not select.select([terminal], [], [], 0.1)[0]:
                continue
            try:
                new = os.read(terminal, 4096)
            except OSError:  # the program has ended
                break
            shown, seen = shown + new, seen + new
            if not new:
                break
            if left and left[0][0].encode() in seen:
                seen = b""
                os.write(terminal, left.pop(0)[1].encode())
        else:
            os.kill(child, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os.close(terminal)
        assert not left, f"never asked: {left[0][0]!r}; shown: {shown.decode()}"
        return status, shown.decode().replace("\r\n", "\n")

    return call


def test_options_make_an_entry_and_its_source(add, home):
    """The entry is shown as it stands in the file, with where; the new source comes along."""
    status, out, err = add(
        *WHOLE,
        "--figure",
        "wounded=over 1,000",
        "--figure",
        "wounded.covers=one week",
        "--note",
        "Short.",
        "--source",
        "news",
        "--new-source",
        "URL=https://example.org/x=1",
        "--new-source",
        "title=Title",
    )
    assert (status, err) == (0, "wrote army-2025-02-02 to data/estimates.yaml:11\n")
    entry = """\
  - id: army-2025-02-02
    party: army
    as_of: 2025-02-01
    stated: 2025-02-02
    figures:
      killed: about 350
      wounded:
        said: over 1,000
        covers: one week
    sources: [news, example-org-x-1]
    note: Short.
"""
    assert out.endswith(f"\n\n{entry}\n") and (home / "estimates.yaml").read_text().endswith(
        f"\n\n{entry}"
    )
    assert load(home).sources["example-org-x-1"].csl["URL"] == "https://example.org/x=1"


def test_a_page_more_for_a_statement(add, home):
    """One command: the new source, and its name in the sources of the statement."""
    page = ["--new-source", "URL=https://example.org/more", "--new-source", "title=More"]
    status, _, err = add("--to", "spy-2025-01-13", *page)
    assert (status, err) == (
        0,
        "wrote example-org-more to the sources of spy-2025-01-13, data/estimates.yaml:3\n",
    )
    assert load(home).by_id["spy-2025-01-13"].sources == ("news", "example-org-more")


def test_another_title_of_a_known_page_is_told_of(add):
    """The page keeps what is known of it, and that is said."""
    page = ["--new-source", "URL=https://example.org/news", "--new-source", "title=Otherwise"]
    status, _, err = add(*WHOLE, *page)
    assert status == 0 and err.startswith("remark: title: left out; the page is there as 'news'")


def test_a_page_whose_name_begins_alike_is_another(add, home):
    """One source written without a list: only that very name is there already."""
    one, many = home / "estimates.yaml", home / "sources.yaml"
    one.write_text(one.read_text().replace("sources: [news]", "sources: newsroom", 1))
    book = many.read_text()
    many.write_text(f"{book}  - id: newsroom\n    type: webpage\n    title: Room\n")
    assert add("--to", "spy-2025-01-13", "--source", "news")[0] == 0
    assert load(home).by_id["spy-2025-01-13"].sources == ("newsroom", "news")


def test_an_echo_repeats_what_it_echoes(add, home):
    """Day and figures come from the statement named; a figure that is given stands in their
    place.
    """
    echo = ["--echoes", "spy-2025-01-13", "--party", "Allied Ministry", "--source", "news"]
    assert add(*echo, "--stated", "2025-01-20")[0] == 0
    entered = load(home).by_id["ally-2025-01-20"]
    assert (str(entered.as_of), entered.echoes) == ("2025-01-13", "spy-2025-01-13")
    assert [(f.metric, f.said) for f in entered.figures] == [("killed", "about 300")]
    status, _, err = add(*echo, "--stated", "2025-01-21", "--figure", "killed=400")
    assert status == 1 and "echo" in err


def test_a_party_that_restates(add, home):
    """The revision is of the same party, for the same day; metrics may go by their names."""
    words = ["--revises", "spy-2025-01-13", "--stated", "2025-02-01", "--source", "news"]
    assert add(*words, "--figure", "Killed=about 350")[0] == 0
    entered = load(home).by_id["spy-2025-02-01"]
    assert (entered.party, str(entered.as_of), entered.revises) == (
        "spy",
        "2025-01-13",
        "spy-2025-01-13",
    )
    assert entered.figures[0].said == "about 350"


def test_a_dry_run_writes_nothing(add, home):
    """It only shows the entry."""
    old = (home / "estimates.yaml").read_bytes()
    status, out, err = add(*WHOLE, "--source", "news", "--dry-run")
    assert (status, err) == (0, "nothing was written\n") and "army-2025-02-02" in out
    assert (home / "estimates.yaml").read_bytes() == old


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["--to", "spy-2025-01-31", "--source", "news"], 1, "did you mean 'spy-2025-01-13'?"),
        (["--to", "spy-2025-01-13", "--source", "news"], 1, "has the page already"),
        (["--to", "spy-2025-01-13"], 2, "sources is missing"),
        (
            ["--to", "spy-2025-01-13", *WHOLE],
            2,
            "as it stands; leave out party, as_of, stated, killed\n",  # and gives no other advice
        ),
        (["--echoes", "spy-2025-01-31", *WHOLE], 2, "did you mean 'spy-2025-01-13'?"),
        (
            ["--party", "spy"],
            2,
            "as_of, stated, a figure, sources are missing; give options for it",
        ),
        ([*WHOLE, "--source", "newz"], 1, "no source 'newz'; did you mean 'news'?"),
        (
            ["--party", "amry", *WHOLE[2:], "--source", "news"],
            1,
            "no party 'amry'; did you mean 'army'?",
        ),
        ([*WHOLE, "--source", "news", "--figure", "kiled=3"], 2, "did you mean 'killed'?"),
        ([*WHOLE, "--source", "news", "--figure", "killed=3"], 2, "'killed' is given twice"),
        (
            [*WHOLE, "--source", "news", "--figure", "wounded"],
            2,
            "'wounded' lacks its name or its value; write NAME=VALUE",
        ),
        (
            [*WHOLE, "--source", "news", "--new-source", "url=https://x.org"],
            2,
            "did you mean 'source.URL'?",
        ),
        (
            [*WHOLE, "--source", "news", "--id", "spy-2025-01-13"],
            1,
            "stands in estimates.yaml, line 3, already",
        ),
        (
            [*WHOLE, "--source", "news", "--figure", "wounded=three soldiers"],
            1,
            "cannot read 'three soldiers'",
        ),
    ],
)
def test_slips_are_told_and_nothing_is_written(add, home, words, status, message):
    """Wrong use is 2, what the checks refuse is 1; the file stays as it was."""
    old = (home / "estimates.yaml").read_bytes()
    found, out, err = add(*words)
    assert found == status and message in err and not out and "Traceback" not in err
    assert (home / "estimates.yaml").read_bytes() == old


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("wounded >= 300", ">= 300"),
        ("wounded>300", ">300"),
        ("wounded ≤ 300", "≤ 300"),
        ("wounded ~ 300", "~ 300"),
        ("wounded=>= 300", ">= 300"),
        ("wounded = about 300", "about 300"),
    ],
)
def test_a_sign_before_the_equals_sign_is_one_of_the_words(add, option, said):
    """An option of a figure is read as a line of the posted form is."""
    status, out, _ = add(*WHOLE, "--source", "news", "--figure", option, "--dry-run")
    assert status == 0 and f"wounded: {said}" in out.replace("'", "")


def test_the_schemas_follow(add, home):
    """Where the folder has schemas, the new entry's name is in them at once."""
    main(["schema", "--data", str(home)])
    add(*WHOLE, "--source", "news")
    assert "army-2025-02-02" in (home / "schema" / "estimates.schema.json").read_text()


def test_the_terminal_asks_only_for_what_is_missing(talk, home):
    """Two options are given; the rest is asked, each slip at once, Enter takes the nearest name,
    Tab completes.
    """
    status, shown = talk(
        ["--stated", "2025-02-02", "--figure", "wounded=4"],
        [
            ("party (", "amry\n"),
            ("[army]: ", "\n"),
            ("as_of (", "1.2.2025\n"),
            ("as_of (", "2025-02-01\n"),
            ("source (", "ne\t\n"),
            ("no more", "\n"),
            ("[Y/n]", "y\n"),
        ],
    )
    assert status == 0 and "stated (" not in shown and "figure (" not in shown
    assert (
        "no party 'amry'; did you mean 'army'?" in shown and "did you mean '2025-02-01'?" in shown
    )
    entered = load(home).by_id["army-2025-02-02"]
    assert (entered.party, str(entered.as_of), entered.sources) == ("army", "2025-02-01", ("news",))
    assert entered.figures[0].said == "4"


def test_the_terminal_takes_figures_and_a_new_source(talk, home):
    """Metric and words are mended one after the other; an address asks for outlet, title and
    day.
    """
    status, shown = talk(
        WHOLE[:6],
        [
            ("figure (", "kiled = abuot 350\n"),
            ("[killed = abuot 350]", "\n"),
            ("[killed = about 350]", "\n"),
            ("no more)", "killed.covers = one list\n"),
            ("no more)", "\n"),
            ("source (", "https://www.example.org/news/\n"),
            ("no more)", "https://example.org/new\n"),
            ("newspaper or site", "The Daily\n"),
            ("title", "\n"),
            ("day of publication", "2025-02-02\n"),
            ("no more)", "\n"),
            ("[Y/n]", "\n"),
        ],
    )
    assert status == 0 and "that page is 'news'" in shown
    entered = load(home).by_id["army-2025-02-02"]
    assert (entered.figures[0].said, entered.figures[0].covers) == ("about 350", "one list")
    assert entered.sources == ("news", "daily-2025-02-02")


def test_the_same_statement_gets_the_page(talk, home):
    """Party and day lead to the statement that is there; then only the page is asked for."""
    status, shown = talk(
        ["--party", "Spies", "--stated", "2025-01-13"],
        [
            ("add this page to it? [Y/n]", "\n"),
            ("source (", "https://example.org/more\n"),
            ("newspaper or site", "The Evening\n"),
            ("title", "\n"),
            ("day of publication", "\n"),
            ("no more)", "\n"),
            ("[Y/n]", "\n"),
        ],
    )
    assert status == 0 and "as_of (" not in shown and "figure (" not in shown
    assert "spy-2025-01-13 is there: killed 'about 300'; printed in news" in shown
    assert load(home).by_id["spy-2025-01-13"].sources == ("news", "evening-more")


def test_of_several_statements_of_a_day_none_is_taken_unasked(talk, home):
    """Enter adds the page to none of them; yes to the second adds it there."""
    two = ONE.replace("id: spy-2025-01-13", "id: spy-2025-01-13-evening").replace(
        "killed", "wounded"
    )
    with (home / "estimates.yaml").open("a") as file:
        file.write("\n".join("  " + line for line in two.strip().splitlines()) + "\n")
    status, shown = talk(
        [
            "--party",
            "spy",
            "--stated",
            "2025-01-13",
            "--new-source",
            "URL=https://example.org/b",
            "--new-source",
            "title=B",
        ],
        [("[y/N]", "\n"), ("[y/N]", "y\n"), ("[Y/n]", "\n")],
    )
    assert status == 0 and "wrote example-org-b to the sources of spy-2025-01-13-evening" in shown
    assert load(home).by_id["spy-2025-01-13"].sources == ("news",)


@pytest.mark.parametrize(
    ("party", "words", "question", "link"),
    [
        ("ally", "about 300", "only repeated? [y/N]", ("spy-2025-01-13", None)),
        ("spy", "about 300", "only repeated? [Y/n]", ("spy-2025-01-13", None)),
        ("spy", "about 350", "is it replaced? [Y/n]", (None, "spy-2025-01-13")),
    ],
)
def test_a_number_that_is_there_is_asked_about(talk, home, party, words, question, link):
    """The same words of another party, or the party's own number for that day: an echo or a
    revision.
    """
    status, _ = talk(
        ["--party", party, "--stated", "2025-01-20", "--source", "news"],
        [
            ("as_of (", "2025-01-13\n"),
            ("figure (", f"deaths = {words}\n"),
            ("figure (", f"killed = {words}\n"),
            ("no more)", "\n"),
            (question, "y\n"),
            ("[Y/n]", "\n"),
        ],
    )
    entered = load(home).by_id[f"{party}-2025-01-20"]
    assert status == 0 and (entered.echoes, entered.revises) == link


def test_a_question_mark_lists_what_there_is(talk, home):
    """Parties by name, metrics by label, sources by title; with a word, those that have it."""
    status, shown = talk(
        [],
        [
            ("party (", "?\n"),
            ("party (", "? minis\n"),
            ("party (", "? nobody\n"),
            ("party (", "Army Staff\n"),
            ("stated (", "2025-02-02\n"),
            ("as_of (", "\n"),
            ("figure (", "?\n"),
            ("figure (", "killed >= 7\n"),
            ("no more)", "\n"),
            ("source (", "?\n"),
            ("source (", "news\n"),
            ("no more)", "\n"),
            ("[Y/n]", "\n"),
        ],
    )
    assert status == 0 and shown.count("  ally  Allied Ministry\n") == 2
    assert "  spy  Spy Service\n" in shown and "there is none with 'nobody'" in shown
    assert "  troops_sent  Sent\n" in shown and "  news  A war report\n" in shown
    entered = load(home).by_id["army-2025-02-02"]
    assert (str(entered.as_of), entered.figures[0].said) == ("2025-02-02", ">= 7")


def test_a_taken_id_is_asked_for_another(talk, home):
    """A second statement of one party on one day needs a name of its own."""
    status, shown = talk(
        [
            "--party",
            "spy",
            "--as-of",
            "2025-01-12",
            "--stated",
            "2025-01-13",
            "--figure",
            "wounded=4",
            "--source",
            "news",
        ],
        [("id (", "spy-2025-01-13-evening\n"), ("[Y/n]", "\n")],
    )
    assert status == 0 and "if this is the same statement, stop" in shown
    assert set(load(home).by_id) == {"spy-2025-01-13", "spy-2025-01-13-evening"}


@pytest.mark.parametrize(
    ("answers", "status", "message"),
    [
        ([("source (", "news\n"), ("no more)", "\n"), ("[Y/n]", "n\n")], 0, "nothing was written"),
        ([("source (", "\x04")], 2, "stopped; nothing was written"),
        ([("source (", "\x03\n")], 130, "stopped"),
    ],
)
def test_stopping_writes_nothing(talk, home, answers, status, message):
    """No at the end, Ctrl-D or Ctrl-C (and Enter: a signal between prompt and reading is seen after
    it).
    """
    old = (home / "estimates.yaml").read_bytes()
    found, shown = talk(WHOLE, answers)
    assert found == status and message in shown and "Traceback" not in shown
    assert (home / "estimates.yaml").read_bytes() == old


def test_what_the_whole_record_refuses_can_be_given_again(talk, home):
    """After all the answers, the command line that repeats them is shown."""
    status, shown = talk(
        [
            "--party",
            "spy",
            "--as-of",
            "2025-01-13",
            "--stated",
            "2025-01-13",
            "--id",
            "other",
            "--figure",
            "killed=over 300",
        ],
        [("replaced? [Y/n]", "n\n"), ("source (", "news\n"), ("no more)", "\n")],
    )
    assert status == 1 and "for the same day" in shown.replace("\n", " ")
    assert (
        "again: tracker add --id other --party spy --as-of 2025-01-13 --stated 2025-01-13" in shown
    )
    assert "--figure 'killed=over 300' --source news" in shown


def test_nothing_is_asked_before_the_data_are_sound(talk, home):
    """Problems that are there already are shown at once, not after all the answers."""
    (home / "estimates.yaml").write_text(
        ONE.replace("about 300", "abuot 300").replace("\n- ", "estimates:\n- ")
    )
    status, shown = talk(WHOLE, [])
    assert status == 1 and "did you mean 'about 300'?" in shown and "source (" not in shown


def test_everything_given_asks_nothing(talk, home):
    """On a terminal too."""
    status, shown = talk([*WHOLE, "--source", "news"], [])
    assert status == 0 and "wrote army-2025-02-02 to data/estimates.yaml:11" in shown


def test_a_day_in_words_and_a_new_page_are_helped_on(talk):
    """What was meant is offered; nobody is sent into a file for a page that has an address."""
    status, shown = talk(
        ["--party", "army", "--figure", "killed=about 350"],
        [
            ("stated (", "3 February 2025\n"),
            ("did you mean '2025-02-03'?", "\n"),
            ("as_of (", "\n"),
            ("source (", "herald\n"),
            ("give its address and it becomes one", "news\n"),
            ("no more)", "\n"),
            ("write army-2025-02-03", "n\n"),
        ],
    )
    assert status == 0 and "stated: 2025-02-03" in shown


SIDES = """
estimates:
- id: spy-2025-01-13
  party: spy
  as_of: 2025-01-13
  stated: 2025-01-13
  place: front
  figures:
    troops_present: about 300
  sources: [news]
"""


def test_a_number_of_another_place_is_neither_the_same_nor_replaced(talk, home):
    """Of what is counted by place only the form's place is asked about: both numbers stand."""
    (home / "estimates.yaml").write_text(SIDES, encoding="utf-8")
    words = ["--party", "spy", "--stated", "2025-01-13", "--id", "spy-2025-01-13-country"]
    words += ["--figure", "troops_present=about 700", "--source", "news"]
    status, shown = talk([*words, "--place", "country"], [("as_of (", "\n"), ("[Y/n]", "\n")])
    assert status == 0 and "replaced" not in shown and "same statement" not in shown
    assert load(home).by_id["spy-2025-01-13-country"].revises is None


def test_a_statement_of_another_place_gets_no_page(talk, home):
    """The party spoke of the front and, on the same day, of the country: two statements."""
    (home / "estimates.yaml").write_text(SIDES, encoding="utf-8")
    words = ["--party", "spy", "--stated", "2025-01-13", "--source", "news"]
    status, shown = talk(
        [*words, "--place", "country"],
        [
            ("as_of (", "\n"),
            ("figure (", "troops_present = about 700\n"),
            ("no more)", "\n"),
            ("id (", "spy-2025-01-13-country\n"),
            ("[Y/n]", "\n"),
        ],
    )
    assert status == 0 and "same statement: add" not in shown
    assert [one.place for one in load(home).estimates] == ["front", "country"]


def test_what_the_same_statement_leaves_out_is_told(talk, home):
    """A page alone is added; the note and the speaker that were given are named."""
    words = ["--party", "spy", "--stated", "2025-01-13", "--note", "Short.", "--speaker", "A"]
    words += ["--new-source", "URL=https://example.org/b", "--new-source", "title=B"]
    status, shown = talk(words, [("[Y/n]", "\n"), ("[Y/n]", "\n")])
    assert status == 0 and "it stays as it is, without your note, speaker" in shown


def test_of_what_is_counted_by_place_the_place_is_asked(talk, home):
    """Left out, the number of the country would be entered as one of the front, the default."""
    status, _ = talk(
        ["--party", "spy", "--stated", "2025-01-20", "--source", "news"],
        [
            ("as_of (", "\n"),
            ("figure (", "troops_present = about 700\n"),
            ("no more)", "\n"),
            ("place (where; ? lists) [front]: ", "the country\n"),
            ("[Y/n]", "\n"),
        ],
    )
    assert status == 0 and load(home).by_id["spy-2025-01-20"].place == "country"


def test_where_a_statement_is_of_is_shown(talk, home):
    """Two statements of one day may differ in their place alone."""
    (home / "estimates.yaml").write_text(SIDES, encoding="utf-8")
    words = ["--party", "spy", "--stated", "2025-01-13", "--source", "news"]
    _, shown = talk(words, [("[Y/n]", "y\n")])
    assert "is there: troops_present 'about 300' (front); printed in news" in shown
