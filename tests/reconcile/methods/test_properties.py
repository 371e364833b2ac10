"""What holds for every record: order, names, units, echoes, later statements, width, one at a time
or many.
"""

from dataclasses import replace
from datetime import date
from math import isnan, nan

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.made import figure, record
from tracker.reconcile.assess import assess, changes
from tracker.reconcile.methods.envelope import envelope, sign_test
from tracker.reconcile.question import ask

many = settings(deadline=None)  # other work on the machine must not fail a test
few = settings(deadline=None, max_examples=50)
FIELDS = (
    "low",
    "centre",
    "high",
    "low_open",
    "high_open",
    "voices",
    "independent",
    "confidence",
    "kind",
)
counts = st.integers(1, 10**6).map(float)
pairs = st.tuples(counts, counts).map(sorted)
voices = st.one_of(
    counts.map(lambda n: (n, n, n)),
    pairs.map(lambda p: (p[0], nan, p[1])),
    counts.map(lambda n: (n, nan, nan)),
    counts.map(lambda n: (nan, nan, n)),
)
owned = st.tuples(voices, st.integers(0, 9))
DAYS = [f"2025-0{month}-{day:02d}" for month in range(1, 5) for day in (1, 12, 28)]
values = st.one_of(
    st.integers(1, 9999),
    st.tuples(st.integers(1, 999), st.integers(1000, 9999)),
    st.integers(1, 9999).map("{}+".format),
    st.integers(1, 9999).map("<{}".format),
)


@st.composite
def figures(draw, size=10):
    """Figures of several parties on several days, some of them parts, revisions or echoes."""
    made = []
    for number in range(draw(st.integers(1, size))):
        day = draw(st.sampled_from(DAYS))
        more = draw(
            st.sampled_from(
                [
                    {},
                    {},
                    {},
                    {"covers": "a battle"},
                    {"attribution": "conflicting"},
                    {"withdrawn": "2025-03-03"},
                ]
            )
        )
        party = f"p{draw(st.integers(0, 5))}"
        made.append(
            figure(
                f"e{number}",
                party,
                day,
                draw(values),
                stated=max(day, draw(st.sampled_from(DAYS))),
                **more,
            )
        )
    return made


def enveloped(rows):
    numbers = list(zip(*(row[0] for row in rows))) or [(), (), ()]
    return envelope(*numbers, affiliation=[row[1] for row in rows])


def shown(span):
    return [repr(getattr(span, name)) for name in FIELDS]


def numbers(found):
    return (
        found.low,
        found.centre,
        found.high,
        found.low_open,
        found.high_open,
        found.voices,
        found.independent,
        found.confidence,
        found.low_party,
        found.high_party,
        found.last_as_of,
        found.stale,
    )


@many
@given(st.lists(owned, max_size=14), st.randoms())
def test_the_order_of_voices_does_not_matter(rows, random):
    """Voices shuffled give the same range."""
    other = random.sample(rows, len(rows))
    assert shown(enveloped(rows)) == shown(enveloped(other))


@many
@given(st.lists(owned, max_size=14))
def test_units_do_not_matter(rows):
    """Counting in quarters of a person multiplies every number by four and changes nothing else."""
    one, four = enveloped(rows), enveloped([(tuple(4 * n for n in row[0]), row[1]) for row in rows])
    for name in FIELDS:
        value = getattr(one, name)
        assert repr(4 * value if name in ("low", "centre", "high") else value) == repr(
            getattr(four, name)
        )


@many
@given(st.lists(owned, max_size=14))
def test_low_centre_and_high_are_in_order(rows):
    """Low is at most centre, centre at most high, wherever they exist; two ends exist wherever
    anybody states both.
    """
    r = enveloped(rows)
    ends = [n for n in (r.low, r.centre, r.high) if not isnan(n)]
    assert ends == sorted(ends)
    assert r.independent == 0 or not (isnan(r.low) or isnan(r.high))
    assert (r.kind == "no figure") == (not rows)


@many
@given(st.lists(owned, min_size=1, max_size=14), st.data())
def test_a_wider_figure_never_narrows_the_range(rows, data):
    """If a party widens its two-sided figure, no end moves inward."""
    before = enveloped(rows)
    at = data.draw(st.integers(0, len(rows) - 1))
    (low, best, high), home = rows[at]
    if isnan(low) or isnan(high):
        return
    wider = (low / data.draw(st.integers(1, 9)), best, high * data.draw(st.integers(1, 9)))
    after = enveloped([*rows[:at], (wider, home), *rows[at + 1 :]])
    assert after.low <= before.low and after.high >= before.high


@many
@given(st.lists(owned, min_size=1, max_size=14), st.data())
def test_a_voice_inside_leaves_the_ends(rows, data):
    """Another two-sided voice strictly inside leaves both ends, unless it makes one more end be
    left out.
    """
    before = enveloped(rows)
    if not before.independent or before.high - before.low < 2:
        return
    numbers = st.floats(before.low, before.high, exclude_min=True, exclude_max=True)
    inside = sorted(data.draw(st.tuples(numbers, numbers)))
    after = enveloped([*rows, ((inside[0], nan, inside[1]), 99)])
    if sign_test(before.independent)[0] == sign_test(before.independent + 1)[0]:
        for name in ("low", "high", "low_open", "high_open"):
            assert getattr(after, name) == getattr(before, name)


@many
@given(st.lists(st.lists(owned, max_size=12), min_size=1, max_size=6))
def test_one_series_at_a_time_equals_many_at_once(series):
    """Rows padded with NaN come out as they do alone."""
    width = max(map(len, series))
    low, best, high = np.full((3, len(series), width), nan)
    homes = np.zeros((len(series), width), dtype=int)
    for i, rows in enumerate(series):
        for j, (triple, home) in enumerate(rows):
            (low[i, j], best[i, j], high[i, j]), homes[i, j] = triple, home
    together = envelope(low, best, high, affiliation=homes)
    for i, rows in enumerate(series):
        assert [repr(getattr(together, name)[i].item()) for name in FIELDS] == shown(
            enveloped(rows)
        )


@many
@given(
    st.lists(
        st.floats(min_value=0, exclude_min=True, allow_infinity=False), min_size=1, max_size=12
    )
)
def test_any_positive_numbers_give_a_range(given_numbers):
    """However small or large, finite positive numbers give two ends and no warning."""
    r = envelope(given_numbers, given_numbers, given_numbers)
    assert r.low <= r.high and (r.kind == "no consensus" or r.low <= r.centre <= r.high)


@few
@given(figures(), st.sampled_from(DAYS), st.sampled_from(DAYS), st.randoms())
def test_order_and_names_of_entries_do_not_matter(made, on, known_on, random):
    """Entries shuffled and renamed give the same range: no party said two things about one day on
    one day.
    """
    made = list({(item.party, item.as_of.text, item.stated.text): item for item in made}.values())
    names = [f"n{number}" for number in range(len(made))]
    random.shuffle(names)
    renamed = [replace(item, estimate=name) for item, name in zip(made, names)]
    random.shuffle(renamed)
    assert numbers(assess(ask(record(*made), "killed", on=on, known_on=known_on))) == numbers(
        assess(ask(record(*renamed), "killed", on=on, known_on=known_on))
    )


@few
@given(figures(), st.data(), st.sampled_from(DAYS))
def test_echoes_change_nothing(made, data, on):
    """However often a figure is repeated by others, the range is the same."""
    repeated = data.draw(st.lists(st.sampled_from(made), max_size=5))
    echoes = [
        replace(
            item,
            estimate=f"echo{n}",
            party=f"p{6 + n}",
            affiliation=f"a{6 + n}",
            echoes=item.estimate,
        )
        for n, item in enumerate(repeated)
    ]
    asked = {"on": on, "known_on": "2025-06-01"}
    assert numbers(assess(ask(record(*made), "killed", **asked))) == numbers(
        assess(ask(record(*made, *echoes), "killed", **asked))
    )


@few
@given(figures(), figures(4), st.sampled_from(DAYS))
def test_later_statements_change_nothing(made, later, on):
    """What is stated afterwards, revisions included, does not touch the range as it was known
    then.
    """
    after = [
        replace(
            item,
            estimate=f"later{n}",
            stated=figure("x", "p0", "2025-05-01", 1).stated,
            withdrawn=None,
            revises=made[0].estimate if item.party == made[0].party else None,
        )
        for n, item in enumerate(later)
    ]
    asked = {"on": on, "known_on": "2025-04-28"}
    assert numbers(assess(ask(record(*made), "killed", **asked))) == numbers(
        assess(ask(record(*made, *after), "killed", **asked))
    )


@few
@given(figures(), st.data(), st.sampled_from(DAYS))
def test_an_older_voice_inside_leaves_the_envelope(made, data, on):
    """A new party's figure inside the range and no newer than the newest leaves both ends where
    they were.
    """
    asked = {"on": on, "known_on": "2025-06-01"}
    before = assess(ask(record(*made), "killed", **asked))
    if not before.independent or before.high - before.low < 2 or before.independent >= 7:
        return
    value = data.draw(st.integers(int(before.low) + 1, int(before.high) - 1))
    day = data.draw(st.sampled_from([day for day in DAYS if day <= before.last_as_of.isoformat()]))
    after = assess(ask(record(*made, figure("new", "p9", day, value)), "killed", **asked))
    assert (after.low, after.high, after.high_open) == (before.low, before.high, before.high_open)


@few
@given(
    figures(),
    st.sampled_from([None, "2025-03-15", "2025-09-01"]),
    st.dates(date(2025, 1, 1), date(2025, 9, 1)),
)
def test_between_changes_nothing_changes(made, known_on, day):
    """On any day the range is that of the last change, as known then or as known on one day; before
    the first, there is none.
    """
    data = record(*made, figure("last", "paper", "2025-09-01", 1, metric="captured"))
    day = min(day, date.fromisoformat(known_on or "2025-09-01"))
    now = assess(ask(data, "killed", on=day, known_on=known_on or day))
    steps = [step for step in changes(ask(data, "killed", known_on=known_on)) if step.on <= day]
    assert (
        numbers(now) == numbers(steps[-1]) and now.figures == steps[-1].figures
        if steps
        else not now.figures
    )
