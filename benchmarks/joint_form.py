"""Parts and their whole estimated together: a study of whether that may be printed.

Run as ``python benchmarks/joint_form.py``; seeds are fixed, it takes some minutes, and writes its
tables into docs/methods.md. It asks for three proofs: ranks of the truth under its own prior, and
the truth held in wars as they are reported; the record itself, each figure against the range of the
day before; and agreement with an independent sampler.

A party's statement on day t reads C_p = C(t) e^B, logit f_p = logit f(t) + F, killed C_p f_p,
wounded C_p (1 - f_p), so that its own triple makes one whole. C(t), B and the errors all share are
those of :mod:`tracker.reconcile.trend.model`; logit f(t) = f0 + delta (ln C(t) - ln C(end)), and F
is a party's and its government's, half of it lasting. Given the shares all is normal, so that the
total is integrated out; the shares are drawn from a linear approximation and weighed by exact over
approximate likelihood.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

import numpy as np
import pandas as pd
from results import fill_page, keep, markdown
from scipy.linalg import cho_factor, cho_solve
from scipy.special import expit, log_expit
from scipy.stats import chisquare
from second_line import RECORD
from trend_worlds import LABELS, fought

import tracker as tk
from tracker.curate.dataset import Dataset
from tracker.reconcile.methods.arrays import Floats, Ints
from tracker.reconcile.methods.figures import as_arrays
from tracker.reconcile.question import NothingToShow, ask
from tracker.reconcile.said.track_record import interval_score
from tracker.reconcile.trend.bounds import posterior
from tracker.reconcile.trend.figures import placed
from tracker.reconcile.trend.model import DatedObservations, spaced
from tracker.reconcile.trend.settings import (
    EARLY,
    HEADS,
    LEVEL,
    MEMORY,
    PARTY_SHARE,
    SLOPE,
    Clock,
    Setting,
    SharedError,
    logarithmic,
    remaining,
    settings,
    shared_error,
)
from tracker.reconcile.voices import homes, series

SEED, DRAWS, SBC, WORLDS, STEPS = 20250910, 1000, 200, 20, 8_000
KINDS = ("killed", "wounded", "casualties")
SHARE, TILT, SHARED_SHARE = (-1.0, 0.6), 0.25, 0.3
"""Prior of the share killed on the logit: its mean and sd at the end, how it moves with the total,
and the error all share.
"""
SHARE_SPREADS = ((0.375, 0.44), (0.75, 0.61), (1.5, 0.27))
"""Nodes of a half-normal prior of scale 0.75 on how far parties differ on the share, unscaled."""
DATES = ("2025-01-31", "2025-03-31", "2025-08-31", "2026-03-03")
LEAST = 0.05


@dataclass(frozen=True, eq=False)
class Statements:
    """Numbers on the log scale: ``y, s``, their ``kind`` (killed, wounded, both), ``day``,
    ``party``, each (n,); ``home`` (P,) the affiliation of each party.
    """

    y: Floats
    s: Floats
    kind: Ints
    day: Ints
    party: Ints
    home: Ints


class Joint:
    """The posterior of killed, wounded and both on day ``at``."""

    def __init__(
        self,
        given: Statements,
        clocks: tuple[Clock, ...],
        grid: list[Setting],
        shared: SharedError,
        at: int,
        level: float | None = None,
    ) -> None:
        self.given, self.clocks, self.grid, self.at = given, clocks, grid, at
        first = given.y - np.where(given.kind == 0, log_expit(SHARE[0]), 0)
        first -= np.where(given.kind == 1, log_expit(-SHARE[0]), 0)
        self.level = float(first.mean()) if level is None else level
        day = given.day.astype(float)
        apart = np.exp(-np.abs(np.subtract.outer(day, day)) / MEMORY)
        same = np.equal.outer(given.party, given.party)
        whose = given.home[given.party]
        self.alike = PARTY_SHARE * same + (1 - PARTY_SHARE) * np.equal.outer(whose, whose)
        self.faded, self.age = self.alike * apart, day - day.min()
        self.all = LEVEL**2 + shared.sd**2 + shared.between(day)
        self.point = np.full(len(day), SHARE[0])
        self.tilt = np.zeros(len(day))
        self.best = (grid[len(grid) // 2], SHARE_SPREADS[1][0])
        for _ in range(3):
            self._linearise()
        self._settle()

    def total(self, one: Setting) -> tuple[Floats, Floats, Floats, float, float]:
        """Of the total as stated: mean, covariance; with what it is on the day; that one's mean
        and variance.
        """
        clock = self.clocks[one.clock]
        u, end = clock.time[self.given.day], float(clock.time[self.at])
        mean, sd = SLOPE if clock.grows else (0.0, 0.0)
        left = remaining([one], self.age)[0]
        cov = one.lasting**2 * self.alike + one.fading**2 * self.faded
        cov = cov * np.outer(left, left) + self.all
        cov += one.walk**2 * np.minimum.outer(u, u) + sd**2 * np.outer(u, u)
        cross = LEVEL**2 + one.walk**2 * np.minimum(u, end) + sd**2 * u * end
        there = LEVEL**2 + one.walk**2 * end + sd**2 * end**2
        return self.level + mean * u, cov, cross, self.level + mean * end, there

    def shares(self, spread: float) -> Floats:
        """Covariance of the logit shares as stated, and of the true one at the end, last."""
        n = len(self.age)
        cov = np.full((n + 1, n + 1), SHARE[1] ** 2)
        own = SHARED_SHARE**2 + TILT**2 * np.outer(self.tilt, self.tilt)
        cov[:n, :n] += own + spread**2 * 0.5 * (self.alike + self.faded)
        return cov

    def split(self, share: Floats) -> Floats:
        """Logarithm of what share of the total a statement is of, for logit shares (..., n)."""
        kind = self.given.kind
        part = np.where(kind == 1, log_expit(-share), log_expit(share))
        return np.where(kind == 2, 0.0, part)

    @property
    def tangent(self) -> Floats:
        """Derivative of :meth:`split` where the shares are taken to be."""
        f = expit(self.point)
        return np.select([self.given.kind == 0, self.given.kind == 1], [1 - f, -f], 0.0)

    def _parts(self, one: Setting, spread: float):
        mean, cov, *_ = self.total(one)
        share, slope = self.shares(spread), self.tangent
        whole = cov + np.outer(slope, slope) * share[:-1, :-1] + np.diag(self.given.s**2)
        rest = self.given.y - mean - self.split(self.point) - slope * (SHARE[0] - self.point)
        return cho_factor(whole, lower=True), rest, share, slope

    def _log_weight(self, one: Setting, spread: float, prior: float) -> float:
        factor, rest, *_ = self._parts(one, spread)
        explained = rest @ cho_solve(factor, rest)
        return float(
            np.log(one.weight * prior) - np.log(np.diag(factor[0])).sum() - 0.5 * explained
        )

    def _linearise(self) -> None:
        """A Gauss-Newton step of the shares, under the setting that is likeliest so far."""
        factor, rest, share, slope = self._parts(*self.best)
        pull = cho_solve(factor, rest)
        self.point = SHARE[0] + (share[:-1, :-1] * slope) @ pull
        one = self.best[0]
        clock = self.clocks[one.clock]
        u = np.append(clock.time[self.given.day], clock.time[self.at])
        mean, sd = SLOPE if clock.grows else (0.0, 0.0)
        seen = one.walk**2 * np.minimum.outer(u, u[:-1]) + sd**2 * np.outer(u, u[:-1])
        path = mean * u + seen @ pull
        self.tilt = path[:-1] - path[-1]

    def _settle(self) -> None:
        pairs = list(product(self.grid, SHARE_SPREADS))
        logs = np.array([self._log_weight(one, *node) for one, node in pairs])
        weight = np.exp(logs - logs.max())
        self.weight, self.pairs = weight / weight.sum(), [(one, node[0]) for one, node in pairs]
        self.best = self.pairs[int(weight.argmax())]
        self._linearise()
        logs = np.array([self._log_weight(one, *node) for one, node in pairs])
        self.weight = np.exp(logs - logs.max()) / np.exp(logs - logs.max()).sum()

    def draw(self, count: int, rng: np.random.Generator) -> tuple[dict[str, Floats], float]:
        """Draws of each count on the day, and the effective share of those made."""
        chosen = spaced(self.weight, MORE * count, rng)
        parts = [
            self._draw(*self.pairs[number], int((chosen == number).sum()), rng)
            for number in np.unique(chosen)
        ]
        total, share, logs = map(np.concatenate, zip(*parts))
        weight = np.exp(logs - logs.max())
        kept = float(weight.sum() ** 2 / (len(weight) * (weight**2).sum()))
        rows = rng.permutation(spaced(weight, count, rng))
        return counts(total[rows], share[rows]), kept

    def _draw(self, one: Setting, spread: float, count: int, rng: np.random.Generator):
        factor, rest, share, slope = self._parts(one, spread)
        gain = share[:, :-1] * slope
        mean = SHARE[0] + gain @ cho_solve(factor, rest)
        cov = share - gain @ cho_solve(factor, gain.T)
        drawn = mean + rng.standard_normal((count, len(mean))) @ root(cov).T
        linear = self.split(self.point) + slope * (drawn[:, :-1] - self.point)
        exact = self.split(drawn[:, :-1])
        return self._ended(one, drawn, exact, linear, rng)

    def _ended(self, one: Setting, drawn: Floats, exact: Floats, linear, rng):
        """The total on the day given the shares, and exact over linear likelihood."""
        begin, cov, cross, end, there = self.total(one)
        factor = cho_factor(cov + np.diag(self.given.s**2), lower=True)
        rest = self.given.y - begin - exact
        solved = cho_solve(factor, rest.T)
        total = end + cross @ solved
        var = max(there - cross @ cho_solve(factor, cross), 1e-9)
        total = total + np.sqrt(var) * rng.standard_normal(len(rest))
        near = self.given.y - begin - linear
        logs = 0.5 * ((near.T * cho_solve(factor, near.T)).sum(0) - (rest.T * solved).sum(0))
        return total, drawn[:, -1], logs

    def walked(self, steps: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Draws of the exact posterior by elliptical slice sampling (Murray, Adams and MacKay
        2010), under the likeliest setting alone; it knows of no linear approximation.
        """
        one, spread = self.best
        begin, cov, *_ = self.total(one)
        factor = cho_factor(cov + np.diag(self.given.s**2), lower=True)
        half = root(self.shares(spread))

        def fit(share: Floats) -> float:
            rest = self.given.y - begin - self.split(share[:-1])
            return float(-0.5 * rest @ cho_solve(factor, rest))

        share, kept = np.append(self.point, SHARE[0]), []
        now = fit(share)
        for step in range(steps):
            other = half @ rng.standard_normal(len(share))
            least, angle = now + np.log(rng.random()), rng.uniform(0, 2 * np.pi)
            low, high = angle - 2 * np.pi, angle
            while True:
                new = SHARE[0] + (share - SHARE[0]) * np.cos(angle) + other * np.sin(angle)
                now = fit(new)
                if now > least:
                    break
                low, high = (angle, high) if angle < 0 else (low, angle)
                angle = rng.uniform(low, high)
            share = new
            if step > steps // 10 and step % 2 == 0:
                kept.append(share)
        drawn = np.array(kept)
        exact = self.split(drawn[:, :-1])
        total, last, _ = self._ended(one, drawn, exact, exact, rng)
        return counts(total, last)

    def alone(self) -> Joint:
        """The same with its likeliest setting only."""
        at = self.pairs.index(self.best)
        self.weight = np.eye(len(self.pairs))[at]
        return self


MORE = 4
"""So many times as many draws are made as are kept."""


def root(cov: Floats) -> Floats:
    """A square root of a covariance that may be singular."""
    values, vectors = np.linalg.eigh(cov)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0)))


def counts(total: Floats, share: Floats) -> dict[str, Floats]:
    """Killed, wounded, both, from the logarithm of the total and the logit share."""
    logs = (total + log_expit(share), total + log_expit(-share), total)
    return dict(zip(KINDS, map(np.exp, logs)))


def of_record(data: Dataset, known_on: date, at: date) -> Joint | None:
    """What the record says by a day of the counts on another; ``None`` where one speaks alone."""
    entries, kinds = [], []
    for kind, metric in enumerate(KINDS):
        question = ask(data, metric, known_on=known_on).one
        try:
            items = placed(series(question), question.on, known_on)
        except NothingToShow:
            continue
        entries += [item.entry for item in items if item.role == "voice"]
        kinds += [kind] * (len(entries) - len(kinds))
    if len(entries) < 2:
        return None
    order = sorted(entries, key=lambda entry: entry.day)
    home = dict(zip((entry.figure.party for entry in order), homes(order)))
    parties, owners = sorted(home), sorted(set(home.values()))
    y, s, _ = as_arrays([entry.figure for entry in entries]).on_log_scale()
    day = np.array([(min(e.figure.as_of.first.toordinal(), e.day) + e.day) // 2 for e in entries])
    of = series(ask(data, "killed", known_on=known_on).one)
    start, end = date.fromordinal(int(day.min())), min(at.toordinal(), int(day.max()))
    phases = tuple(
        replace(one, end=min(one.end, known_on)) for one in of.phases if one.start <= known_on
    )
    from tracker.reconcile.trend.activity import activity

    fought_by = activity(phases, start, int(day.max() - day.min()) + 1)
    clocks = tuple(Clock(logarithmic(fought_by, head), 1 / 3, True) for head in HEADS)
    whose = np.array([parties.index(entry.figure.party) for entry in entries])
    homes_of = np.array([owners.index(home[party]) for party in parties])
    given = Statements(y, s, np.array(kinds), day - day.min(), whose, homes_of)
    at_day = max(end - int(day.min()), 0)
    return Joint(
        given, clocks, settings(clocks, 0.5), shared_error(of.metric, phases, start), at_day
    )


def ends(values: Floats) -> list[float]:
    """The 5, 50 and 95% quantiles."""
    return [float(end) for end in np.quantile(values, (0.05, 0.5, 0.95))]


def calibrated(runs: int) -> pd.DataFrame:
    """How uneven the ranks of the truth are among draws, the truth drawn from the prior."""
    rng, ranks, kept = np.random.default_rng(SEED), [], []
    days = 240
    clocks = (Clock(logarithmic(np.arange(days, dtype=float), 20.0), 1.0, True),)
    grid = [
        one
        for one in settings(clocks, 0.5)
        if one.passing == 0.5 and one.settled == 1 and 0.2 < one.spread < 1.2
    ]
    lasting = SharedError(0.3, EARLY, 30.0)
    for _ in range(runs):
        home = np.array([0, 0, 1, 2, 3])
        n = 16
        blank = Statements(
            np.zeros(n), rng.choice([0.08, 0.15, 0.3], n), rng.integers(0, 3, n),
            np.sort(rng.integers(0, days - 1, n)), rng.integers(0, 5, n), home,
        )  # fmt: skip
        made = Joint(blank, clocks, grid, lasting, days - 1, level=0.0)
        chance = np.array([one.weight for one in grid])
        one = grid[rng.choice(len(grid), p=chance / chance.sum())]
        heavy = np.array([node[1] for node in SHARE_SPREADS])
        spread = SHARE_SPREADS[rng.choice(3, p=heavy / heavy.sum())][0]
        mean, cov, cross, end, there = made.total(one)
        every = np.block([[cov, cross[:, None]], [cross[None], np.array([[there]])]])
        total = np.append(mean, end) + root(every) @ rng.standard_normal(n + 1)
        made.tilt = total[:-1] - total[-1]
        share = SHARE[0] + root(made.shares(spread)) @ rng.standard_normal(n + 1)
        y = total[:-1] + made.split(share[:-1]) + blank.s * rng.standard_normal(n)
        fitted = Joint(replace(blank, y=y), clocks, grid, lasting, days - 1, level=0.0)
        drawn, part = fitted.draw(199, rng)
        true = counts(total[-1:], share[-1:])
        ranks.append([int((drawn[kind] < true[kind]).sum()) for kind in KINDS])
        kept.append(part)
    rows = []
    for kind, column in zip(KINDS, np.array(ranks).T):
        within = ((column >= 10) & (column < 190)).mean()
        bins = np.bincount(column * 10 // 200, minlength=10)
        rows.append(
            [kind, within, chisquare(bins).pvalue, float(np.mean(kept)), float(np.min(kept))]
        )
    return pd.DataFrame(rows, columns=["count", "within", "chance", "kept", "least"])


def reported(worlds: int) -> pd.DataFrame:
    """One row a world, day and count: what the joint form and the count alone held, in wars as
    they are reported.
    """
    rng, rows = np.random.default_rng(SEED), []
    for number in range(worlds):
        days, profile = int(rng.uniform(150, 700)), ("even", "burst", "two campaigns", "fading")
        intensity = np.full(days + 366, 0.02)
        for first, last, strength in fought(profile[number % 4], days, rng):
            intensity[first : last + 1] = strength
        intensity[days:] = 0
        made = rng.gamma(intensity / intensity.sum() * rng.uniform(10, 60) + 1e-9)
        count = np.maximum(np.cumsum(made), 1e-9)
        count *= np.exp(rng.uniform(np.log(1000), np.log(50_000))) / count[-1]
        f, shared = expit(rng.normal(-1, 0.5)), 0.25 * rng.normal()
        said = list(_statements(count, f, days, shared, rng))
        time = np.cumsum(intensity)
        for when, day in (("mid-war", days // 2), ("year after", days + 365)):
            known = [one for one in said if one[0] <= day]
            kinds = {one[2] for one in known}
            if len(kinds) < 2 or 0 not in kinds:
                continue
            told, party, kind, number_said = map(np.array, zip(*known))
            start = told.min()
            clock = tuple(
                Clock(logarithmic(np.maximum(time[start : told.max() + 1] - time[start], 0), head),
                      1 / 3, True)
                for head in HEADS
            )  # fmt: skip
            y, s = np.log(number_said), np.full(len(told), 0.12)
            given = Statements(y, s, kind, told - start, party, np.arange(4))
            error = SharedError(0.3, EARLY, float(start))
            end = int(told.max() - start)
            drawn, kept = Joint(given, clock, settings(clock, 0.5), error, end).draw(DRAWS, rng)
            at = day if when == "mid-war" else days
            true = dict(zip(KINDS, count[at] * np.array([f, 1 - f, 1])))
            for code, name in enumerate(KINDS):
                here = kind == code
                joint = ends(drawn[name])
                alone = [np.nan] * 3
                if here.any():
                    seen = DatedObservations(
                        y[here], s[here], *2 * (told[here] - start,), party[here]
                    )
                    paths, _ = posterior(
                        seen, seen.at(np.array([], dtype=int)), np.arange(4), clock, scale=0.75,
                        draws=DRAWS, rng=rng, shared=error,
                    )  # fmt: skip
                    alone = ends(np.exp(paths.path[:, -1]))
                for form, (low, _, high) in (("joint", joint), ("alone", alone)):
                    score = interval_score(low, high, true[name])
                    rows.append(
                        [
                            number,
                            when,
                            name,
                            form,
                            low,
                            high,
                            low <= true[name] <= high,
                            score,
                            kept,
                        ]
                    )
    columns = ["world", "when", "count", "form", "low", "high", "held", "score", "kept"]
    made_rows = pd.DataFrame(rows, columns=columns).dropna()
    both = made_rows.groupby(["world", "when", "count"])["form"].transform("nunique") == 2
    return made_rows[both]


def _statements(count: Floats, f: float, days: int, shared: float, rng: np.random.Generator):
    """What four parties say: day, party, kind, number. Belligerents count double and two thirds, a
    third party sees part of it at first, each has a share of its own, and errs with heavy tails.
    """
    seen, rethinks = rng.uniform(0.15, 0.8), days * rng.uniform(0.4, 1)
    for party, bias in enumerate((0.65, 2.0, 1.0, float(np.exp(0.3 * rng.normal())))):
        lag, own = int(rng.uniform(3, 90)), expit(np.log(f / (1 - f)) + 0.7 * rng.normal())
        for day in np.sort(rng.integers(20, days + 180, rng.integers(2, 6))):
            if day < lag + 10:
                continue
            part = seen if party == 2 and day < rethinks else 1.0
            total = count[day - lag] * bias * part * np.exp(shared + 0.15 * rng.standard_t(3))
            for kind in rng.permutation(3)[: rng.integers(1, 3)]:
                number = total * (own, 1 - own, 1)[kind] * np.exp(0.05 * rng.normal())
                yield int(day), party, int(kind), max(float(number), 1.0)


def on_record(data: Dataset) -> pd.DataFrame:
    """One row a figure: the range of the day before, jointly and as printed."""
    printed = pd.concat([tk.track_record(data, kind, methods=("model",)) for kind in KINDS])
    rng, rows = np.random.default_rng(SEED), []
    for row in printed[printed["inside"].notna()].itertuples():
        joint = of_record(data, row.known_on.date(), row.on.date())
        if joint is None:
            continue
        drawn, kept = joint.draw(DRAWS, rng)
        low, _, high = ends(drawn[row.metric])
        place = float((drawn[row.metric] < row.value).mean())
        for form, a, b in (("joint", low, high), ("alone", row.low, row.high)):
            rows.append(
                [row.figure, row.metric, form, a, b, a <= row.value <= b,
                 interval_score(a, b, row.value), place, kept]
            )  # fmt: skip
    columns = ["figure", "count", "form", "low", "high", "held", "score", "place", "kept"]
    return pd.DataFrame(rows, columns=columns)


def compared(data: Dataset) -> pd.DataFrame:
    """At four dates: the joint ranges, and how far they lie from an independent sampler's, in
    Monte-Carlo errors, under the likeliest setting.
    """
    rng, rows = np.random.default_rng(SEED), []
    for text_ in DATES:
        day = date.fromisoformat(text_)
        joint = of_record(data, day, day)
        assert joint is not None
        drawn, kept = joint.draw(DRAWS, rng)
        single, own_kept = joint.alone().draw(4 * DRAWS, rng)
        walked = joint.walked(STEPS, rng)
        for kind in KINDS:
            one, other = np.log(single[kind]), np.log(walked[kind])
            size = min(4 * DRAWS * MORE * own_kept, 4 * DRAWS)
            error = other.std() * np.sqrt(1 / size + 1 / effective(other))
            off = [(one.mean() - other.mean()) / error]
            off += [
                (np.quantile(one, q) - np.quantile(other, q)) / (2.1 * error) for q in (0.05, 0.95)
            ]
            rows.append([text_, kind, *ends(drawn[kind]), kept, own_kept, *off])
    columns = ["known_on", "count", "low", "median", "high", "kept", "kept_single"]
    return pd.DataFrame(rows, columns=[*columns, "off_mean", "off_low", "off_high"])


def effective(chain: Floats) -> float:
    """How many independent draws a chain is worth: its autocorrelations summed until they vanish."""
    centred = chain - chain.mean()
    lags = [float(np.mean(centred[lag:] * centred[: len(chain) - lag])) for lag in range(400)]
    rho = np.array(lags) / lags[0]
    stop = int(np.argmax(rho < 0.05)) or len(rho)
    return float(len(chain) / (1 + 2 * rho[1:stop].sum()))


def text(ranks, worlds, record, dates) -> str:
    """All tables in Markdown."""

    def scored(rows: pd.DataFrame, by: list[str]) -> list[list[str]]:
        out = []
        for key, part in rows.groupby(by, sort=False):
            cells = []
            for form in ("alone", "joint"):
                own = part[part["form"] == form]
                width = (own["high"] / own["low"]).median()
                cells += [f"{own['held'].sum()} of {len(own)}", f"{own['score'].mean():.2f}"]
                cells += [f"{width:.1f}"]
            out.append([*map(str, key), *cells])
        return out

    forms = [
        f"{form}: {what}" for form in ("alone", "joint") for what in ("held", "score", "width")
    ]
    tables = {
        f"1a. Ranks of the truth, {SBC} draws from the joint form's own prior: inside the 90% "
        "range, probability of so uneven a histogram, effective share of draws (mean, least).": (
            markdown(
                ["count", "inside", "probability", "effective share"],
                [
                    [r.count_, f"{r.within:.2f}", f"{r.chance:.3f}", f"{r.kept:.2f}, {r.least:.2f}"]
                    for r in ranks.rename(columns={"count": "count_"}).itertuples()
                ],
            )
        ),
        "1b. Wars as they are reported: truth held, mean interval score, median high over low.": (
            markdown(["count", "when", *forms],
                     scored(worlds.replace({"when": LABELS}), ["count", "when"]))
        ),
        "2. The record: each whole figure against the range of the day before.": (
            markdown(["count", *forms], scored(record, ["count"]))
        ),
        "3. The joint form as known on four dates, its effective share, and its mean, low and high "
        "less those of elliptical slice sampling, in Monte-Carlo errors.": (
            markdown(
                ["known on", "count", "low", "median", "high", "high/low", "effective", "apart"],
                [
                    [r.known_on, r.count_, f"{r.low:,.0f}", f"{r.median:,.0f}", f"{r.high:,.0f}",
                     f"{r.high / r.low:.1f}", f"{r.kept:.2f}",
                     f"{r.off_mean:.1f}, {r.off_low:.1f}, {r.off_high:.1f}"]
                    for r in dates.rename(columns={"count": "count_"}).itertuples()
                ],
            )
        ),
    }  # fmt: skip
    return "\n\n".join(f"**{title}**\n\n{table}" for title, table in tables.items()) + "\n"


def main() -> None:
    """Print the tables, and put them into docs/methods.md between their marks."""
    data = tk.load(RECORD)
    frames = [calibrated(SBC), reported(WORLDS), on_record(data), compared(data)]
    for name, frame in zip(("ranks", "worlds", "record", "dates"), frames):
        keep(f"joint_{name}", frame)
    tables = text(*frames)
    print(tables)
    if "--print" not in sys.argv:
        fill_page("joint_form", tables)


if __name__ == "__main__":
    main()
