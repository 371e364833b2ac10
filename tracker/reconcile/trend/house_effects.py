"""House effects: who runs high, who runs low, by how much, and how sure that is."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas

from tracker.curate.fields import STANCES
from tracker.curate.model import Codebook
from tracker.reconcile.methods.arrays import Floats
from tracker.reconcile.trend.figures import Evidence
from tracker.reconcile.trend.model import Draws


def by_party(book: Codebook, drawn: Draws, evidence: Evidence, tail: float) -> pandas.DataFrame:
    """One row a party with figures, highest first.

    ``low``, ``median`` and ``high`` are ratios of the party's figures to the path, averaged over
    its figures: 2 means that it has said twice as many. ``above`` is the probability that it runs
    high, ``figures`` how many there are.
    """
    counts = np.bincount(evidence.figures.party, minlength=len(evidence.parties))
    seen = np.flatnonzero(counts)
    people = [book.parties[evidence.parties[place]] for place in seen]
    rows = {
        "affiliation": [party.affiliation for party in people],
        "party": [party.key for party in people],
        "stance": [book.affiliations[party.affiliation].stance for party in people],
    }
    effects = pandas.DataFrame(
        rows | _ratios(drawn.party[:, seen], tail) | {"figures": counts[seen]}
    )
    return effects.sort_values("median", ascending=False, kind="stable", ignore_index=True)


def by_stance(book: Codebook, drawn: Draws, evidence: Evidence, tail: float) -> pandas.DataFrame:
    """Stances compared two by two: one row a pair, in the order of :data:`STANCES`.

    ``low``, ``median`` and ``high`` are ratios of what ``stance`` says to what ``against`` says
    (geometric means in which each affiliation counts once), ``above`` the probability that it says
    more. An error common to both cancels out, so that these are surer than the single effects.
    """
    seen = np.unique(evidence.figures.party)
    means: dict[str, list[Floats]] = {}
    for home in np.unique(evidence.home[seen]):
        own = drawn.party[:, seen[evidence.home[seen] == home]].mean(axis=1)
        means.setdefault(book.affiliations[evidence.affiliations[home]].stance, []).append(own)
    pairs = list(combinations([stance for stance in STANCES if stance in means], 2))
    apart = np.array(
        [np.mean(means[one], axis=0) - np.mean(means[other], axis=0) for one, other in pairs]
    )
    names = {"stance": [one for one, _ in pairs], "against": [other for _, other in pairs]}
    return pandas.DataFrame(names | _ratios(apart.reshape(len(pairs), len(drawn.shared)).T, tail))


def _ratios(effects: Floats, tail: float) -> dict[str, Floats]:
    """Quantiles of the effects (draws, k) as ratios, and the share of draws above one."""
    low, median, high = np.exp(np.quantile(effects, (tail, 0.5, 1 - tail), axis=0))
    return {"low": low, "median": median, "high": high, "above": (effects > 0).mean(axis=0)}
