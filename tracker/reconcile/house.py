"""House effects: who runs high, who runs low, by how much, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tracker.curate.model import Codebook
from tracker.reconcile.trend_figures import Evidence
from tracker.reconcile.trend_model import Draws

if TYPE_CHECKING:
    import pandas

STANCES = ("belligerent", "ally", "third_party", "independent")


def by_party(book: Codebook, drawn: Draws, given: Evidence, tail: float) -> pandas.DataFrame:
    """One row a party with figures, highest first.

    ``low``, ``median`` and ``high`` are ratios of the party's figures to the path: 2 means twice as high. ``above`` is the
    probability that it runs high, ``figures`` how many the effect rests on.
    """
    import pandas

    counts = np.bincount(given.figures.party, minlength=len(given.parties))
    seen = np.flatnonzero(counts)
    people = [book.parties[given.parties[place]] for place in seen]
    rows = {"affiliation": [party.affiliation for party in people], "party": [party.key for party in people],
            "stance": [book.affiliations[party.affiliation].stance for party in people]}
    made = pandas.DataFrame(rows | _ratios(drawn.party[:, seen], tail) | {"figures": counts[seen]})
    return made.sort_values("median", ascending=False, kind="stable", ignore_index=True)


def by_stance(book: Codebook, drawn: Draws, given: Evidence, tail: float) -> pandas.DataFrame:
    """One row a stance, in the order belligerent, ally, third party, independent: its affiliations' mean effect.

    Each affiliation counts once (the geometric mean of their ratios); ``affiliations`` says how many there are.
    """
    import pandas

    stances = [book.affiliations[key].stance for key in given.affiliations]
    found = [stance for stance in STANCES if stance in stances]
    means = [drawn.affiliation[:, [place for place, own in enumerate(stances) if own == stance]].mean(axis=1) for stance in found]
    return pandas.DataFrame({"stance": found, "affiliations": [stances.count(stance) for stance in found]}
                            | _ratios(np.array(means).T, tail))


def _ratios(effects: np.ndarray, tail: float) -> dict[str, np.ndarray]:
    """Quantiles of the effects (draws, k) as ratios, and the share of draws above one."""
    low, median, high = np.exp(np.quantile(effects, (tail, 0.5, 1 - tail), axis=0))
    return {"low": low, "median": median, "high": high, "above": (effects > 0).mean(axis=0)}
