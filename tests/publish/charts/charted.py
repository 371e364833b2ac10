"""A small record for charts: every kind of figure once, so that a reader can work out where each
must stand.
"""

from dataclasses import replace
from datetime import date

from reconcile.made import BOOK, figure, record

from tracker.curate.model import Affiliation, Event, Metric, Party

HOMES = ("north", "ally-land", "foe-land", "press")
CHART_BOOK = replace(
    BOOK,
    metrics={
        **BOOK.metrics,
        "wounded": Metric("wounded", "Wounded", "Soldiers hurt.", "cumulative", speaks_for=90),
        "losses": Metric(
            "losses",
            "Killed or wounded",
            "Both.",
            "cumulative",
            ("killed", "wounded"),
            speaks_for=90,
        ),
    },
    affiliations={key: Affiliation(key, key.title(), "third_party") for key in HOMES},
    parties={key: party for key, party in BOOK.parties.items() if party.affiliation in HOMES},
    events=(
        Event(date(2025, 1, 20), "First battle"),
        Event(date(2025, 2, 1), "A letter", minor=True),
        Event(date(2025, 3, 1), "A truce"),
    ),
)


def small_war(*more):
    """Exact, month-dated, ranged, one-sided, partial, echoed, disputed and revised figures of one
    metric.
    """
    return record(
        figure("spy-1", "spy", "2025-01-10", 300, stated="2025-01-12"),
        figure("army-1", "army", "2025-01-20", "100+", covers="one battle"),
        figure("ally-1", "ally", "2025-02", (400, 900), stated="2025-02-20"),
        figure("foe-1", "foe", "2025-02-25", "1000+"),
        figure("paper-1", "paper", "2025-01-12", 300, echoes="spy-1"),
        figure("paper-2", "paper", "2025-03-01", 5000, attribution="conflicting"),
        figure("spy-2", "spy", "2025-03-10", 600),
        figure("spy-3", "spy", "2025-03-10", 800, stated="2025-03-20", revises="spy-2"),
        *more,
        book=CHART_BOOK,
    )


def book_of(count, names=None):
    """A codebook of so many parties, two to a state; ``names`` gives the short names of some."""
    names = names or {}
    parties = {
        f"p{n}": Party(f"p{n}", f"Party {n}", f"a{n // 2}", names.get(n, f"Party {n}"))
        for n in range(count)
    }
    homes = {
        f"a{n}": Affiliation(f"a{n}", f"State {n}", "third_party") for n in range(-(-count // 2))
    }
    return replace(BOOK, parties=parties, affiliations=homes)


def of_party(number, party, as_of, value, **more):
    """A figure of one of ``book_of``'s parties."""
    made = figure(f"e{number}", "spy", as_of, value, **more)
    return replace(made, party=f"p{party}", affiliation=f"a{party // 2}")


def losses():
    """Killed and wounded and both together, on one day."""
    return record(
        figure("spy-1", "spy", "2025-03-01", 300),
        figure("foe-1", "foe", "2025-03-01", 1000),
        figure("spy-1", "spy", "2025-03-01", 2700, metric="wounded"),
        figure("ally-1", "ally", "2025-03-01", (3000, 4000), metric="losses"),
        book=CHART_BOOK,
    )
