"""Claims made at the time against what was established later: how often ranges held it, and how far
claims lay from it.

A record of earlier wars says by its codebook what belongs together. Every case is a metric,
``CASE_SIDE_COUNTED``, whose truth is a second metric with ``_established`` behind the same name.
SIDE is the affiliation whose dead are counted, with underscores for hyphens, and COUNTED, the last
word, says who they are (soldiers, people).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import inf, log, nan, sqrt
from typing import NamedTuple

import numpy as np
import pandas as pd

from tracker.curate.dataset import Dataset
from tracker.curate.model import Figure
from tracker.reconcile.assess import assess
from tracker.reconcile.judgement import one_number
from tracker.reconcile.question import ask
from tracker.reconcile.voices import series

ESTABLISHED = "_established"
METHODS = ("envelope", "model")


class Truth(NamedTuple):
    """What was established later: the lowest and highest number (persons) and the day it
    describes.
    """

    low: float
    high: float
    day: date

    @property
    def middle(self) -> float:
        """The geometric middle of both numbers."""
        return sqrt(self.low * self.high)


def cases(data: Dataset) -> dict[str, Truth]:
    """Each metric that has an established partner, and what was established.

    Raises
    ------
    ValueError
        If no metric has such a partner, or a partner's figures give no range.
    """
    pairs = {
        key: key + ESTABLISHED
        for key in data.codebook.metrics
        if key + ESTABLISHED in data.codebook.metrics
    }
    if not pairs:
        raise ValueError(
            f"no metric has a partner named METRIC{ESTABLISHED}, so there is nothing to hold "
            "claims against; data/history is such a record"
        )
    return {key: _truth(data, partner) for key, partner in pairs.items()}


def hindcast(data: Dataset, *, methods: tuple[str, ...] = METHODS) -> pd.DataFrame:
    """The range of each case on every day of a whole claim, as known on that day, against what was
    established.

    Parameters
    ----------
    data : Dataset
        A record of earlier cases.
    methods : tuple of str
        Those of :func:`tracker.ranges`; ``model`` is what was printed as estimated: the trend on
        its last day.

    Returns
    -------
    pandas.DataFrame
        ``case, on, method, independent`` (affiliations with a two-sided voice), ``low, high``
        (persons; an open end of the envelope is 0 or inf, NaN where the method gives none),
        ``off`` (the middle over that of what was established), ``true_low, true_high, held`` (both
        share a number), ``score`` (:func:`score`), ``last`` (the case's last day).
    """
    rows = []
    for key, truth in cases(data).items():
        days = sorted({figure.stated.last for figure in _claims(data, key)})
        for day in days:
            voices = assess(ask(data, key, on=day, known_on=day)).independent
            for method in methods:
                low, middle, high = _ends(data, key, day, method)
                row = {
                    "case": key,
                    "on": day,
                    "method": method,
                    "independent": voices,
                    "low": low,
                    "high": high,
                    "off": middle / truth.middle,
                    "true_low": truth.low,
                    "true_high": truth.high,
                    "held": low <= truth.high and high >= truth.low,
                    "score": score(low, high, truth),
                    "last": day == days[-1],
                }
                rows.append(row)
    return pd.DataFrame(rows).astype({"on": "datetime64[us]"})


def score(low: float, high: float, truth: Truth, level: float = 0.9) -> float:
    """Interval score on the natural logarithm (Gneiting and Raftery 2007), for the nearer of what
    was established: the width, and what it missed by times 2 / (1 - level). NaN where an end is
    open, zero or missing.
    """
    if not (low > 0 and high < inf):
        return nan
    missed = max(log(low / truth.high), log(truth.low / high), 0.0)
    return log(high / low) + 2 / (1 - level) * missed


def claims(data: Dataset) -> pd.DataFrame:
    """Every whole claim of a record's own party, and its ratio to what was established later.

    Returns
    -------
    pandas.DataFrame
        ``figure, case, counted, party, affiliation, kind, side, stated, said, value, established,
        ratio``. ``side`` is ``own`` where the dead are the party's own, else the stance of its
        affiliation. ``value`` is the number named: of a range its best or geometric middle, of
        "more than" and "up to" the bound. Parts and echoes are no claims.
    """
    rows = []
    for key, truth in cases(data).items():
        for figure in _claims(data, key):
            value, party = one_number(figure), data.codebook.parties[figure.party]
            row = {
                "figure": figure.key,
                "case": key,
                "counted": key.rpartition("_")[2],
                "party": party.key,
                "affiliation": party.affiliation,
                "kind": party.kind,
                "side": side(data, figure),
                "stated": figure.stated.last,
                "said": figure.said,
                "value": value,
                "established": truth.middle,
                "ratio": value / truth.middle,
            }
            rows.append(row)
    return pd.DataFrame(rows).astype({"stated": "datetime64[us]"})


def side(data: Dataset, figure: Figure) -> str:
    """``own`` where the metric's name says that the dead are the affiliation's, else the
    affiliation's stance.
    """
    of = figure.metric.rpartition("_")[0]
    own = of.endswith("_" + figure.affiliation.replace("-", "_"))
    return "own" if own else data.codebook.affiliations[figure.affiliation].stance


def spread(ratios: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """How far claims lay from what was established: one row a group of the rows of :func:`claims`.

    Returns
    -------
    pandas.DataFrame
        ``by``; ``claims``, ``cases`` (their numbers); ``mean``, the geometric mean of the ratios;
        ``low, high``, a standard deviation of the log ratios away. Within a group each case weighs
        the same, so that a much-discussed war does not outvote the others.
    """
    rows = []
    for key, group in ratios.groupby(by, sort=False):
        logs = np.log(group["ratio"])
        weights = 1 / group.groupby("case")["case"].transform("size")
        mean = np.average(logs, weights=weights)
        deviation = sqrt(np.average((logs - mean) ** 2, weights=weights))
        factors = np.exp([mean, mean - deviation, mean + deviation])
        rows.append([*key, len(group), group["case"].nunique(), *factors])
    return pd.DataFrame(rows, columns=[*by, "claims", "cases", "mean", "low", "high"])


def _truth(data: Dataset, metric: str) -> Truth:
    established = assess(ask(data, metric))
    if established.low is None or established.high is None:
        raise ValueError(
            f"{metric}: what was established has no range ({established.ends}); give a figure "
            "with both ends"
        )
    return Truth(established.low, established.high, established.last_as_of)


def _claims(data: Dataset, metric: str) -> Iterator[Figure]:
    """Whole figures that their party itself stands for, revised later or not."""
    for entry in series(ask(data, metric)).entries:
        if entry.fixed is None and entry.withdrawn is None and not entry.figure.partial:
            yield entry.figure


def _ends(data: Dataset, metric: str, day: date, method: str) -> tuple[float, float, float]:
    """The range as known on the day and its middle, NaN where there is none. What is estimated has
    its numbers, open or not; the envelope 0 and inf for an open end.
    """
    known = assess(ask(data, metric, on=day, known_on=day, method=method))
    if known.empty:
        return nan, nan, nan
    opens = method != "model"
    return (
        0.0 if known.low is None or (known.low_open and opens) else known.low,
        nan if known.centre is None else known.centre,
        inf if known.high is None or (known.high_open and opens) else known.high,
    )
