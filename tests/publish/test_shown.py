"""What the public API gives shows itself in a few words, and can be kept, copied and compared."""

import copy
import pickle

import pytest

import tracker as tk
from tracker.reconcile.assess import assess
from tracker.reconcile.question import ask

MADE = {
    "dataset": (lambda data: data, "<Dataset 'A small war': "),
    "codebook": (
        lambda data: data.codebook,
        "<Codebook 'A small war': 9 metrics, 5 parties, 4 affiliations, 2 places, 3 events>",
    ),
    "estimate": (
        lambda data: data.by_id["spy-2025-01-13"],
        "<Estimate 'spy-2025-01-13': killed 'about 300', wounded 'about 2,700', troops_present "
        "'10,000 to 12,000' (spy, as of 2025-01-13, stated 2025-01-13)>",
    ),
    "figure": (
        lambda data: data.by_id["ally-2025-01-20"].figures[0],
        "<Figure 'ally-2025-01-20.killed': 'a third of 5,000' (ally, as of 2025-01, stated "
        "2025-01-20, front)>",
    ),
    "source": (lambda data: data.sources["news"], "<Source 'news': A war report>"),
    "untitled": (lambda data: data.sources["page"], "<Source 'page': article-newspaper>"),
    "misreport": (lambda data: data.misreports[0], "Misreport("),
    "metric": (lambda data: data.codebook.metrics["killed"], "Metric(key='killed'"),
    "problem": (lambda data: data.problems[0], "<Problem data/estimates.yaml:"),
    "question": (
        lambda data: ask(data, ["killed", "wounded"], place="front"),
        "<Question: killed, wounded in front on 2025-02-25, known on 2025-02-25, envelope>",
    ),
    "range": (lambda data: assess(ask(data, "killed")), "killed, front, 2025-02-25, as known on"),
    "answer": (lambda data: tk.answer(data, "killed"), "Killed, stated: about 900 ("),
    "table": (lambda data: tk.table(data, "summary"), "<Table 'summary': "),
    "verification": (
        lambda data: tk.verify(data, tk.table(data, "summary").provenance),
        "unchanged: summary, known on 2025-02-25, data ",
    ),
}
DRAWN = {  # made of draws: the same only as itself
    "trend": (lambda data: tk.trend(data, "killed"), "Killed: "),
    "coherence": (lambda data: tk.coherence(data), "The figures of killed, wounded, casualties"),
    "ratio": (lambda data: tk.ratio(data, "wounded", "killed"), "Wounded as a share of killed: "),
}
KEEPERS = {
    "pickle": lambda made: pickle.loads(pickle.dumps(made)),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
}


@pytest.mark.parametrize(("make", "words"), (MADE | DRAWN).values(), ids=[*MADE, *DRAWN])
def test_it_shows_itself_in_a_few_words(told, make, words):
    """What a notebook and a terminal print: no fields of fields."""
    shown = repr(make(told))
    assert shown.startswith(words) and len(shown) < 700


@pytest.mark.parametrize("keep", KEEPERS.values(), ids=[*KEEPERS])
@pytest.mark.parametrize("make", [make for make, _ in MADE.values()], ids=[*MADE])
def test_what_was_kept_is_the_same(told, make, keep):
    """Equal, of the same hash, so that it is found in a set, and shown alike."""
    made = make(told)
    kept = keep(made)
    assert kept == made and kept in {made} and repr(kept) == repr(made)


@pytest.mark.parametrize("keep", KEEPERS.values(), ids=[*KEEPERS])
@pytest.mark.parametrize("make", [make for make, _ in DRAWN.values()], ids=[*DRAWN])
def test_what_was_drawn_can_be_kept(told, make, keep):
    """A kept path says what it said; it is another object, and both can be in a set."""
    made = make(told)
    kept = keep(made)
    assert repr(kept) == repr(made) and len({made, kept}) == 2


def test_problems_of_a_record_can_be_kept(write_record):
    """Every problem comes along, and the first ten are shown."""
    with pytest.raises(tk.DataError) as caught:
        tk.load(write_record("\n".join("- {id: A}" for _ in range(20))))
    kept = pickle.loads(pickle.dumps(caught.value))
    assert kept.problems == caught.value.problems and str(kept) == str(caught.value)
    assert repr(kept).startswith("DataError: the data have ") and repr(kept).count("\n") == 11


def test_a_path_takes_a_day_as_every_question_does(small):
    """Text and days; a wrong one is told how it is written."""
    path = tk.trend(small, "killed")
    assert (path.draws_on("2025-02-01") == path.draws_on(path.on("2025-02-01")["on"])).all()
    for take in (path.on, path.draws_on):
        with pytest.raises(ValueError, match="write YYYY-MM-DD"):
            take("1 February")
