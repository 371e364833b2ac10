"""The trend's model: its covariances, and its draws against the textbook's formulas."""

import numpy as np
import pytest

from tracker.reconcile.methods.mixtures import SHARED
from tracker.reconcile.trend import model as module
from tracker.reconcile.trend.bounds import posterior
from tracker.reconcile.trend.model import DatedObservations, Model, kernel, spaced
from tracker.reconcile.trend.settings import (
    LEVEL,
    MEMORY,
    PARTY_SHARE,
    SLOPE,
    Clock,
    Setting,
    SharedError,
    settings,
)


def test_covariances_of_known_and_unknown_days():
    """A walk at times 0 to 4: a figure of day 2, and one of day 1, 2 or 3 (mean time 2, variance of
    the day 2/3).
    """
    seen = kernel(np.arange(5.0), np.array([2, 1]), np.array([2, 3]))
    assert seen.across[0] == pytest.approx([0, 1, 2, 2, 2])
    assert seen.across[1] == pytest.approx([0, 1, 5 / 3, 2, 2])
    assert seen.among == pytest.approx(np.array([[2, 5 / 3], [5 / 3, 14 / 9]]))
    assert seen.at == pytest.approx([2, 2])
    assert seen.loose == pytest.approx([0, 4 / 9]) and seen.spread == pytest.approx([0, 2 / 3])


def effects(spread, passing, days, home, party):
    """Covariance of what three parties add to the path, written out: lasting and passing, of
    government and of party.
    """
    alike = (1 - PARTY_SHARE) * np.equal.outer(
        home[party], home[party]
    ) + PARTY_SHARE * np.equal.outer(party, party)
    return (
        spread**2
        * alike
        * (1 - passing + passing * np.exp(-np.abs(np.subtract.outer(days, days)) / MEMORY))
    )


def test_draws_have_the_posteriors_mean_and_spread():
    """For one setting the posterior is normal: mean and variance by the textbook, up to the error
    of 20,000 draws.
    """
    time, home, setting = (
        np.linspace(0, 2, 41),
        np.array([0, 0, 1]),
        Setting(0, 0.5, 0.6, 0.25, 1.0, 1.0),
    )
    figures = DatedObservations(
        np.array([6.0, 7.0, 6.5]),
        np.array([0.1, 0.2, 0.1]),
        np.array([5, 20, 20]),
        np.array([5, 26, 20]),
        np.array([0, 1, 2]),
    )
    drawn = Model(figures, home, (Clock(time, 1.0, True),), [setting], 6.0).draw(
        20_000, np.random.default_rng(5)
    )
    seen, (mean, sd) = kernel(time, figures.first, figures.last), SLOPE
    error = figures.s**2 + 0.25 * seen.loose + (mean**2 + sd**2) * seen.spread
    adds = effects(0.6, 0.25, np.array([5, 23, 20]), home, figures.party)
    total = (
        0.25 * seen.among
        + sd**2 * np.outer(seen.at, seen.at)
        + adds
        + LEVEL**2
        + SHARED**2
        + np.diag(error)
    )
    across = 0.25 * seen.across + sd**2 * np.outer(seen.at, time) + LEVEL**2
    prior = 0.25 * np.minimum.outer(time, time) + sd**2 * np.outer(time, time) + LEVEL**2
    missed = np.linalg.solve(total, figures.y - 6 - mean * seen.at)
    variance = np.diag(prior - across.T @ np.linalg.solve(total, across))
    expected = 6 + mean * time + across.T @ missed
    assert drawn.path.mean(axis=0) == pytest.approx(
        expected, abs=4 * np.sqrt(variance.max() / 20_000)
    )
    assert drawn.path.var(axis=0) == pytest.approx(variance, rel=0.05)
    lasting = 0.75 * effects(0.6, 0.0, np.zeros(3), home, figures.party)
    assert drawn.lasting.mean(axis=0) == pytest.approx(lasting @ missed, abs=0.02)
    assert drawn.party.mean(axis=0) == pytest.approx(adds @ missed, abs=0.02)


def test_settings_are_weighed_by_their_likelihood():
    """Two settings: their weights stand as the normal densities of the figures under each."""
    from scipy.stats import multivariate_normal

    time = np.linspace(0, 2, 41)
    figures = DatedObservations(
        np.array([6.0, 7.5]),
        np.array([0.1, 0.1]),
        np.array([5, 20]),
        np.array([5, 20]),
        np.array([0, 1]),
    )
    grid = [Setting(0, 0.2, 0.1, 0.5, 1.0, 0.3), Setting(0, 0.2, 0.9, 0.5, 1.0, 0.7)]
    model = Model(figures, np.array([0, 1]), (Clock(time, 1.0, False),), grid, 6.0)
    among = (
        0.04 * np.minimum.outer(time[[5, 20]], time[[5, 20]])
        + LEVEL**2
        + SHARED**2
        + 0.01 * np.eye(2)
    )
    density = [
        one.weight
        * multivariate_normal([6, 6], among + np.diag(one.spread**2 * left**2)).pdf(figures.y)
        for one, left in zip(grid, (np.ones(2), np.ones(2)))
    ]
    assert model.weights() == pytest.approx(np.array(density) / sum(density))


def test_a_passing_error_is_shared_by_a_government_and_forgotten():
    """Two offices a month apart share e^-0.5 of seven tenths of what passes; another government
    nothing.
    """
    figures = DatedObservations(
        np.zeros(3), np.ones(3), np.array([0, 30, 30]), np.array([0, 30, 30]), np.array([0, 1, 2])
    )
    model = Model(figures, np.array([0, 0, 1]), (Clock(np.arange(40.0), 1.0, False),), [], 0.0)
    assert model.faded == pytest.approx(
        np.array([[1, 0.7 * np.exp(-0.5), 0], [0.7 * np.exp(-0.5), 1, 0], [0, 0, 1]])
    )
    setting = Setting(0, 0.5, 2.0, 0.75, 1.0, 1.0)
    assert setting.lasting == 1 and setting.fading == pytest.approx(3**0.5)


def test_the_grid_is_a_prior():
    """Its weights add up to one, clock by clock to the clock's own weight."""
    grid = settings((Clock(np.zeros(2), 0.25, True), Clock(np.zeros(2), 0.75, True)), 0.4)
    assert sum(s.weight for s in grid if s.clock == 0) == pytest.approx(0.25)
    assert sum(s.weight for s in grid) == pytest.approx(1)


def test_bounds_weigh_draws_by_how_likely_they_are_met():
    """A bound at the median of what one may say leaves the upper half: the probability that it is
    met rises from a half.
    """
    time = np.linspace(0, 1, 11)
    figures = DatedObservations(
        np.array([6.0]), np.array([0.1]), np.array([5]), np.array([5]), np.array([0])
    )
    bound = DatedObservations(
        np.array([6.0]), np.array([0.05]), np.array([5]), np.array([5]), np.array([1])
    )
    ask = {"scale": 0.75, "draws": 4000}
    home, clocks = np.array([0, 1]), (Clock(time, 1.0, False),)
    free, _ = posterior(figures, bound.at([]), home, clocks, rng=np.random.default_rng(0), **ask)
    held, clashing = posterior(figures, bound, home, clocks, rng=np.random.default_rng(0), **ask)
    says = [drawn.path[:, 5] + drawn.lasting[:, 1] + drawn.shared for drawn in (free, held)]
    assert (
        len(clashing) == 0
        and (says[0] >= 6).mean() == pytest.approx(0.5, abs=0.04)
        and (says[1] >= 6).mean() > 0.75
    )


def hundreds(step=1, many=300):
    """A model of several hundred figures by three parties over 240 days, in steps of some days."""
    rng = np.random.default_rng(4)
    day, party = rng.integers(0, 20, many) * 12, rng.integers(0, 3, many)
    y = 6 + 0.3 * party + rng.normal(0, 0.1, many)
    clocks = (
        Clock(np.linspace(0, 1, 241)[::step], 0.6, True),
        Clock(np.sqrt(np.linspace(0, 1, 241))[::step], 0.4, True),
    )
    figures = DatedObservations(y, np.full(many, 0.1), day // step, day // step, party)
    grid, shared = settings(clocks, 0.4), SharedError(0.3, 1.7, 10.0)
    return Model(figures, np.array([0, 0, 1]), clocks, grid, 6.0, shared, step)


def test_of_hundreds_of_figures_not_every_setting_is_looked_at():
    """What is looked at has the weights that all settings together would give it; the others
    have none to speak of.
    """
    model = hundreds()
    found = model.weights()
    shape = tuple(len({one[axis] for one in model.grid}) for axis in range(5))
    logs = np.array(model._log_weights([*np.ndindex(shape)], shape))
    every = np.exp(logs - logs.max())
    assert found == pytest.approx(every / every.sum(), abs=1e-5)
    assert ((found == 0) & (every > 0)).any()


@pytest.mark.parametrize("step", [2, 12])
def test_figures_weigh_the_same_whatever_the_steps(step):
    """Errors fade, settle and are shared by days, in however long steps the path is drawn."""
    assert hundreds(step, 20).weights() == pytest.approx(hundreds(1, 20).weights(), rel=1e-6)


def test_a_figure_of_some_day_varies_with_the_slope_and_the_day():
    """Of day 10 to 30, and of a slope that is a deviation above or below its mean: its variance is
    that of all products of the two, beside the level's.
    """
    time, (mean, sd) = np.linspace(0, 4, 41), SLOPE
    some = DatedObservations(*np.zeros((2, 1)), np.array([10]), np.array([30]), np.array([0]))
    grid = [Setting(0, 0.0, 0.0, 0.0, 1.0, 1.0)]
    model = Model(some, np.array([0]), (Clock(time, 1.0, True),), grid, 0.0, SharedError(0.0))
    said = np.outer([mean - sd, mean + sd], time[10:31])
    assert model.covariances(grid)[0].item() - LEVEL**2 == pytest.approx(said.var())


def test_how_many_settings_are_taken_at_once_changes_nothing(monkeypatch):
    """Drawn one by one, three at a time or all at once, the paths are the same."""
    paths = []
    for at_once in (1, 3 * 20**2, 1 << 18):
        monkeypatch.setattr(module, "AT_ONCE", at_once)
        paths.append(hundreds(12, 20).draw(50, np.random.default_rng(0)).path)
    assert paths[1] == pytest.approx(paths[0]) and paths[2] == pytest.approx(paths[0])


def test_positions_are_drawn_in_proportion_to_weights():
    """Of eight three quarters go to the place that has three quarters, whatever the weights sum to."""
    found = spaced(np.array([0.0, 30.0, 0.0, 10.0, 0.0]), 8, np.random.default_rng(0))
    assert found.tolist() == [1] * 6 + [3] * 2
