"""Claims against what was established later: which belong together, what held, how far off, on a
record worked out by hand.
"""

import math
from datetime import date

import pytest
from hindcast_cases import Truth, cases, claims, hindcast, score, spread

from tracker.curate.load import load
from tracker.reconcile.trend.path import trend

CODEBOOK = """\
title: Two battles
default_place: front
metrics:
  ford_north_soldiers: {label: The ford, definition: Soldiers who died., kind: cumulative}
  ford_north_soldiers_established: {label: The ford (established), definition: Soldiers who died., kind: cumulative}
  hill_south_land_people: {label: The hill, definition: People who died., kind: cumulative}
  hill_south_land_people_established: {label: The hill (established), definition: People who died., kind: cumulative}
  wounded: {label: Wounded, definition: Soldiers hurt., kind: cumulative}
parties:
  army: {name: Army of North, affiliation: north, kind: military}
  foe: {name: Foe Command, affiliation: south-land, kind: military}
  friend: {name: Friend, affiliation: friend, kind: government}
  paper: {name: Daily Paper, affiliation: paper, kind: media}
affiliations:
  north: {name: North, stance: belligerent}
  south-land: {name: South, stance: belligerent}
  friend: {name: Friend, stance: ally}
  paper: {name: Daily Paper, stance: independent}
places:
  front: {name: The Front}
"""

ESTIMATES = """
- {id: army-1, party: army, as_of: 2020-01-10, stated: 2020-01-11, figures: {ford_north_soldiers: 100}, sources: [news]}
- {id: foe-1, party: foe, as_of: 2020-01-10, stated: 2020-01-12, figures: {ford_north_soldiers: 400}, sources: [news]}
- {id: paper-0, party: paper, as_of: 2020-01-10, stated: 2020-01-13, echoes: foe-1, figures: {ford_north_soldiers: 400}, sources: [news]}
- id: army-2
  party: army
  as_of: 2020-01-10
  stated: 2020-01-14
  figures: {ford_north_soldiers: {said: 12, covers: one company}}
  sources: [news]
- {id: paper-1, party: paper, as_of: 2020-01-10, stated: 2022-01-01, figures: {ford_north_soldiers_established: 200}, sources: [news]}
- {id: foe-2, party: foe, as_of: 2020-02-10, stated: 2020-02-11, figures: {hill_south_land_people: more than 900}, sources: [news]}
- {id: friend-1, party: friend, as_of: 2020-02-10, stated: 2020-02-12, figures: {hill_south_land_people: 400 to 900}, sources: [news]}
- {id: paper-2, party: paper, as_of: 2020-02-10, stated: 2022-01-01, figures: {hill_south_land_people_established: 80 to 125}, sources: [news]}
"""


@pytest.fixture
def record(write_record):
    """Two cases with their truths: 200 soldiers; 80 to 125 people."""
    return load(write_record(ESTIMATES, codebook=CODEBOOK))


def test_a_metric_and_its_established_partner_make_a_case(record):
    """Two cases; a metric without a partner is none; the truth's middle is geometric: √(80·125) =
    100.
    """
    found = cases(record)
    assert list(found) == ["ford_north_soldiers", "hill_south_land_people"]
    assert (found["ford_north_soldiers"].low, found["ford_north_soldiers"].high) == (200, 200)
    assert found["hill_south_land_people"].middle == pytest.approx(100)


def test_the_claims_and_how_far_they_lie_from_the_truth(record):
    """100 and 400 of 200; more than 900 of 100; 400 to 900 (middle 600) of 100. No echo, no part,
    no established figure.
    """
    found = claims(record).set_index("figure")["ratio"].to_dict()
    assert found == pytest.approx(
        {
            "army-1.ford_north_soldiers": 0.5,
            "foe-1.ford_north_soldiers": 2,
            "foe-2.hill_south_land_people": 9,
            "friend-1.hill_south_land_people": 6,
        }
    )


def test_own_dead_are_told_from_the_others(record):
    """The metric's name ends in whose dead they are; all others stand where the codebook says."""
    found = claims(record)
    assert list(found["side"]) == ["own", "belligerent", "own", "ally"]
    assert list(found["counted"]) == ["soldiers", "soldiers", "people", "people"]


def test_each_day_is_seen_as_known_then(record):
    """On the first day the range is 100 alone and misses 200; on the second it is 100 to 400 and
    holds it.
    """
    found = hindcast(record, methods=("envelope",))
    ford = found[found["case"] == "ford_north_soldiers"]
    assert ford[["low", "high", "held", "last"]].to_numpy().tolist() == [
        [100, 100, False, False],
        [100, 400, True, True],
    ]
    assert list(ford["independent"]) == [1, 2]


def test_an_open_end_reaches_as_far_as_it_says(record):
    """Nothing but "more than 900" holds anything above 900, not the 80 to 125 that were
    established.
    """
    row = hindcast(record, methods=("envelope",)).query("case == 'hill_south_land_people'").iloc[0]
    assert (row["low"], row["high"], row["held"]) == (900, math.inf, False)


def test_what_is_estimated_is_wider_than_one_word(record):
    """On one figure of 100, the 90% range holds 200; the same numbers come again."""
    found = hindcast(record, methods=("model",))
    first = found[(found["case"] == "ford_north_soldiers") & (found["independent"] == 1)]
    assert first["held"].all() and (first["low"] < 100).all()
    assert found.equals(hindcast(record, methods=("model",)))


def test_what_is_scored_is_what_is_printed(record):
    """The estimate of a day is the trend's last day as known then; its score is its width where it
    holds the truth.
    """
    row = hindcast(record, methods=("model",)).iloc[1]
    last = trend(record, row["case"], known_on=row["on"].date()).path.iloc[-1]
    assert row[["low", "high"]].tolist() == pytest.approx(last[["low", "high"]].tolist())
    assert row["held"] and row["score"] == pytest.approx(math.log(row["high"] / row["low"]))
    assert row["off"] == pytest.approx(last["median"] / 200)


def test_a_miss_costs_twenty_times_its_distance():
    """100 to 100 against 200, at 90%: 20 times the logarithm of two; an open end has no score."""
    truth = Truth(200, 200, date(2020, 1, 10))
    assert score(100, 100, truth) == pytest.approx(20 * math.log(2))
    assert math.isnan(score(100, math.inf, truth))


def test_cases_weigh_alike_in_a_group(record):
    """Military claims: 0.5 and 2 in one case (middle 1), 9 in the other; the mean of the two cases
    is √(1·9) = 3.
    """
    row = spread(claims(record), ["kind"]).set_index("kind").loc["military"]
    assert (row["claims"], row["cases"]) == (3, 2)
    assert row["mean"] == pytest.approx(3)
    deviation = math.sqrt(
        (math.log(0.5 / 3) ** 2 + math.log(2 / 3) ** 2) / 4 + math.log(3) ** 2 / 2
    )
    assert row["high"] == pytest.approx(3 * math.exp(deviation))
    assert row["low"] == pytest.approx(3 / math.exp(deviation))


def test_a_record_without_cases_says_what_is_missing(shipped):
    """The shipped record has nothing to hold claims against, and the error names what would be
    needed.
    """
    with pytest.raises(ValueError, match="no metric has a partner named METRIC_established"):
        cases(shipped)


def test_a_truth_without_a_number_is_refused(write_record):
    """ "At least 200" establishes no range."""
    open_ended = ESTIMATES.replace(
        "ford_north_soldiers_established: 200", "ford_north_soldiers_established: at least 200"
    )
    with pytest.raises(
        ValueError, match="ford_north_soldiers_established: what was established has no range"
    ):
        cases(load(write_record(open_ended, codebook=CODEBOOK)))
