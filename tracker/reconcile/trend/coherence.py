"""Coherence: parts, their whole and what bounds it, seen together; sharpened where they agree,
named where they do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas

from tracker.curate.dataset import Dataset, the_record
from tracker.curate.suggest import known_name
from tracker.reconcile.frames import frame
from tracker.reconcile.methods.arrays import Floats, fraction, generator
from tracker.reconcile.numbers import counted
from tracker.reconcile.question import Day, NothingToShow, Question, ask
from tracker.reconcile.trend.path import path_of
from tracker.reconcile.trend.relations import ENOUGH, Relations, clashes, relations, together
from tracker.reconcile.voices import select

NAMED = 3
COHERENCE_COLUMNS = ("metric", "low", "median", "high", "sharp_low", "sharp_median", "sharp_high")


@dataclass(frozen=True, eq=False)
class Coherence:
    """What the figures of a whole, its parts and its bounds say together on a day, as known on a
    day.

    ``ranges`` has a row a metric: ``low, median, high`` by itself (its trend on the day) and
    ``sharp_low, sharp_median, sharp_high`` given the others, NaN unless ``compatible``.
    ``effective`` is the share that agrees, in [0, 1]. ``clashes`` names the figures that cannot
    both be true, with their sources; there may be some though the ranges as a whole agree (see
    :func:`tracker.reconcile.trend.relations.clashes`). ``left_out`` gives the reason for each
    metric without a range.
    """

    whole: str
    on: date
    known_on: date
    level: float
    compatible: bool
    effective: float
    ranges: pandas.DataFrame
    clashes: pandas.DataFrame
    left_out: pandas.DataFrame

    def sentence(self) -> str:
        """Whether they agree, and which figures do not."""
        pairs = "; ".join(
            f"{row.figure} ({row.said}) against {row.against} ({row.against_said})"
            for row in self.clashes.head(NAMED).itertuples()
        )
        more = len(self.clashes) - NAMED
        pairs += f"; and {counted(more, 'more pair')}" if more > 0 else ""
        if self.compatible:
            names = ", ".join(self.ranges["metric"])
            return (
                f"The figures of {names} are compatible as a whole, apart from {pairs}."
                if pairs
                else (f"The figures of {names} are compatible.")
            )
        return (
            "These figures are incompatible: "
            f"{pairs or 'no two by themselves, but their ranges as a whole'}."
        )

    __repr__ = sentence

    def _repr_html_(self) -> str:
        from html import escape

        tables = [self.ranges] + [table for table in (self.clashes, self.left_out) if len(table)]
        return f"<p>{escape(self.sentence())}</p>\n" + "\n".join(
            table.to_html(index=False, border=0, float_format="{:,.4g}".format, na_rep="")
            for table in tables
        )


def coherence(
    data: Dataset,
    *,
    on: Day = None,
    known_on: Day = None,
    seed: int | np.random.Generator = 0,
    whole: str | None = None,
    level: float = 0.9,
) -> Coherence:
    """See whether killed and wounded make the casualties, and the casualties are no more than were
    sent, or their like.

    Parameters
    ----------
    data : Dataset
        As :func:`tracker.load` gives it. Its codebook's ``parts`` and ``at_most`` say what must
        hold.
    on, known_on : date or str, optional
        The day asked about (at most ``known_on``), and the day whose knowledge is used; default:
        the last stated.
    seed : int or numpy.random.Generator
        The same seed gives the same ranges.
    whole : str, optional
        The metric whose parts and bounds are seen together; default: the only one with parts.
    level : float
        Probability between the ends of each range.

    Returns
    -------
    Coherence
        Each metric's range in persons, by itself and given the others; the pairs that clash.

    Raises
    ------
    ValueError
        If a name, day or number cannot be used; as a :class:`NothingToShow` where the codebook
        relates no metrics, several have parts and none is named, or fewer than two of those
        concerned have figures on the day.

    Notes
    -----
    Each metric's trend is drawn by itself, with the same numbers as :func:`tracker.trend` and
    ``tracker.ranges(method="model")``; the draws are then weighted by how well they agree.
    Errors common to several metrics (a party that runs high on all) are not modelled, so agreement
    proves less than it seems to. Below an effective share of 5% nothing is forced: the figures are
    called incompatible and the clashing pairs are named.

    """
    tail = (1 - fraction(level)) / 2
    known = relations(the_record(data).codebook, _whole(data, whole))
    asked = ask(data, known.whole, on=on, known_on=known_on)
    question = asked.at(min(asked.known_on, asked.on), asked.known_on)
    rng = generator(seed)
    draws, missing = _draws(question, known, seed, rng)
    if len(draws) < 2:
        raise NothingToShow(
            f"coherence takes two of {', '.join(known.metrics)} with figures on {question.on}, as "
            f"known on {question.known_on}: " + "; ".join(missing.values())
        )
    agreeing, effective = together(draws, known, rng)
    compatible = effective >= ENOUGH
    figures = {metric: select(question.about(metric)).figures for metric in draws}
    ranges = _ranges(known, draws, agreeing if compatible else {}, tail)
    return Coherence(
        known.whole,
        question.on,
        question.known_on,
        float(level),
        compatible,
        effective,
        ranges,
        clashes(figures, known, always=not compatible),
        frame(missing.items(), ("metric", "reason")),
    )


def _whole(data: Dataset, whole: str | None) -> str:
    metrics = data.codebook.metrics
    if whole is not None:
        if not relations(data.codebook, known_name("metric", whole, metrics)).metrics[1:]:
            raise NothingToShow(
                f"the codebook gives {whole} neither parts nor at_most, so there is nothing to "
                "hold it against"
            )
        return whole
    with_parts = [key for key, metric in metrics.items() if metric.parts]
    if len(with_parts) != 1:
        choice = with_parts or [key for key, metric in metrics.items() if metric.at_most]
        raise NothingToShow(
            f"the codebook has {len(with_parts) or 'no'} metrics with parts; "
            + (
                f"choose whole= one of: {', '.join(choice)}"
                if choice
                else "give one parts or at_most"
            )
        )
    return with_parts[0]


def _draws(
    question: Question, known: Relations, seed: int | np.random.Generator, rng: np.random.Generator
) -> tuple[dict[str, np.ndarray], dict[str, str]]:
    """Draws of each metric on the day, and the reason for each that has none.

    Each metric's are those of its trend by itself, shuffled: the same seed would else pair the
    highest draws of one with the highest of another.
    """
    draws, missing = {}, {}
    for metric in known.metrics:
        try:
            path = path_of(question.about(metric), seed=seed)
            draws[metric] = rng.permutation(path.draws_on(question.on))
        except NothingToShow as error:
            missing[metric] = str(error)
    return draws, missing


def _ranges(
    known: Relations, draws: Mapping[str, Floats], agreeing: Mapping[str, Floats], tail: float
) -> pandas.DataFrame:
    def ends(values: Floats | None) -> list[float]:
        tails = (tail, 0.5, 1 - tail)
        return (
            [np.nan] * 3 if values is None else [float(end) for end in np.quantile(values, tails)]
        )

    rows = [
        [metric, *ends(draws.get(metric)), *ends(agreeing.get(metric))]
        for metric in known.metrics
        if metric in draws or metric in agreeing
    ]
    return frame(rows, COHERENCE_COLUMNS)
