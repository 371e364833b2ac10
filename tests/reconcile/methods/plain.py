"""The methods a second time, as docs/methods.md tells them: one series, plain lists, no arrays; slow,
and found by other ways (bisection, fine sums) than the package's.

A figure is (low, best, high, home, word, sharp); ``None`` for what is not given.
"""

import math
from statistics import NormalDist

PHI = NormalDist().cdf
HALF_NORMAL = math.sqrt(2 / math.pi)  # 0.80, the mean of a half-normal of scale 1
HALF_NORMAL_SD = math.sqrt(1 - 2 / math.pi)  # 0.60


def middle(low, high, ratios=True):
    """Geometric; with a zero below, that of one added to each, less one. Or arithmetic."""
    if low == high:
        return low
    if not ratios:
        return (low + high) / 2
    return math.sqrt(low * high) if low > 0 else math.sqrt(1 + high) - 1


def median(numbers, ratios=True):
    ordered, count = sorted(numbers), len(numbers)
    return middle(ordered[(count - 1) // 2], ordered[count // 2], ratios)


def closed(low, best, high):
    """A best value stands for a side that is open."""
    return (best if low is None else low), (best if high is None else high)


def confidence(k):
    """Which end counts, from outside, and what the sign test leaves of it."""
    best = (1, None)
    for j in range(1, k // 2 + 1):
        left = 1 - 2 * sum(math.comb(k, i) for i in range(j)) / 2**k
        if j == 1 or left >= 0.9:
            best = (j, left)
    return best if k > 1 else (1, None)


def envelope(figures, ratios=True):
    """Low, centre, high, whether open below and above, voices, independent, confidence, kind."""
    two, least, most = [], [], []
    for low, best, high, home, *_ in figures:
        start, end = closed(low, best, high)
        if start is not None and end is not None:
            centre = middle(start, end, ratios) if best is None else best
            alone = low is None and high is None
            two.append(
                (start, centre, end, home, low is None and not alone, high is None and not alone)
            )
        elif start is not None:
            least.append(start)
        elif end is not None:
            most.append(end)
    voices = len(two) + len(least) + len(most)
    if not voices:
        return (None, None, None, False, False, 0, 0, None, "no figure")
    if not two:
        low, high = max(least, default=None), min(most, default=None)
        if least and most and low > high:
            return (None, None, None, False, False, voices, 0, None, "incompatible")
        kind = "bounds only" if least and most else "at least" if least else "at most"
        return (low, None, high, not least, not most, voices, 0, None, kind)
    homes = {one[3] for one in two}
    j, sure = confidence(len(homes))
    votes = two
    if j > 1:
        votes = []
        for home in homes:
            own = [one for one in two if one[3] == home]
            centre = median([one[1] for one in own], ratios)
            votes.append((min(one[0] for one in own), centre, max(one[2] for one in own)))
    stated_low = sorted(one[0] for one in votes)[j - 1]
    stated_high = sorted((one[2] for one in votes), reverse=True)[j - 1]
    centre = median([one[1] for one in votes], ratios)
    low, high = min([stated_low, *most]), max([stated_high, *most])
    open_below, open_above = low < stated_low, any(a >= high for a in least)
    high = max([high, *least])
    moved = low != stated_low or high != stated_high or open_above
    unit = 1 if low == 0 else 0
    if len(two) == 1 and not moved:
        kind = "single assessment"
    elif ratios and high + unit > 10 * (low + unit):
        kind, centre = "no consensus", None
    elif len(two) > 1 and len(homes) == 1:
        kind = "one affiliation"
    elif (
        len(two) > 1 and len({end for one in two for end in (one[0], one[2])}) == 1 and low == high
    ):
        kind = "all equal"
    else:
        kind = "range"
    open_below |= any(one[0] == low and one[4] for one in two)
    open_above |= any(one[2] == high and one[5] for one in two)
    sure = sure if low < high else None
    return (low, centre, high, open_below, open_above, voices, len(homes), sure, kind)


def agreement(figures):
    """The regions in which the most homes overlap, and how many of how many do."""
    spans = {}
    for low, best, high, home, *_ in figures:
        start, end = closed(low, best, high)
        if start is None and end is None:
            continue
        start, end = (-math.inf if start is None else start), (math.inf if end is None else end)
        before = spans.get(home, (start, end))
        spans[home] = (min(start, before[0]), max(end, before[1]))
    spans = list(spans.values())
    at = {start: [end for begin, end in spans if begin <= start <= end] for start, _ in spans}
    most = max(len(ends) for ends in at.values())
    regions = sorted((start, min(ends)) for start, ends in at.items() if len(ends) == most)
    return regions, most, len(spans)


def grain(value):
    """The largest of 1, 5, 10, 50, ... that divides it, at most half its leading power of ten."""
    if value != int(value):
        return max(10 ** (math.floor(math.log10(value)) - 1), 1) if value >= 1 else 1
    value = int(value)
    units = [1] + [unit for n in range(len(str(value))) for unit in (10**n, 5 * 10**n)]
    leading = 10 ** (len(str(value)) - 1)
    return max(unit for unit in units if value % unit == 0 and (unit == 1 or 2 * unit <= leading))


def split_normal(low, best, high):
    left, right = (best - low) / 1.645, (high - best) / 1.645
    variance = (1 - 2 / math.pi) * (right - left) ** 2 + left * right
    return best + HALF_NORMAL * (right - left), math.sqrt(variance)


def on_log_scale(low, best, high, home, word, sharp, shift):
    """One figure as an observation and its standard error."""
    start, end = closed(low, best, high)
    if start is None or end is None or (word == "nearly" and start == end):
        sign, number = (1, start) if end is None else (-1, end)
        beyond = min(grain(number) / 4 / (number + shift), 0.1)
        y, s = math.log(number + shift) + sign * HALF_NORMAL * beyond, HALF_NORMAL_SD * beyond
    elif start == end == 0:
        y, s = math.log(1.5) / 2, math.log(1.5) / math.sqrt(12)
    elif start == end:
        g = 1 if word == "exact" and (sharp or start < 100) else grain(start)
        h = min(g / 2, 0.5 * start) if word == "exact" else min(g, 0.6 * start)
        y = math.log(start + shift)
        s = math.log((start + h + shift) / (start - h + shift)) / math.sqrt(12)
    else:
        centre = middle(start, end) if best is None else best
        ends = [math.log(number + shift) for number in (start, centre, end)]
        y, s = ends[1], (ends[2] - ends[0]) / 3.29
        if low is not None and high is not None and centre > 0:
            y, s = split_normal(*ends)
    return y, math.hypot(0.05, s)


def on_scale(low, best, high, scale, unit):
    """One figure on a scale of differences or of odds."""
    if scale == "logit":
        low, best, high = (None if n is None else math.log(n / (1 - n)) for n in (low, best, high))
    start, end = closed(low, best, high)
    if start is None or end is None:
        sign, number = (1, start) if end is None else (-1, end)
        y, s = number + sign * HALF_NORMAL * unit / 7.5, HALF_NORMAL_SD * unit / 7.5
    elif low is None or high is None:
        y, s = (start + end) / 2 if best is None else best, (end - start) / 3.29
    else:
        y, s = split_normal(start, (start + end) / 2 if best is None else best, end)
    return y, math.hypot(unit / 15, s)


def merged(seen, homes):
    """One observation a home."""
    made = []
    for home in sorted(set(homes)):
        own = [one for one, name in zip(seen, homes) if name == home]
        weights = [1 / s**2 for _, s in own]
        mean = sum(w * y for w, (y, _) in zip(weights, own)) / sum(weights)
        apart = sum(w * (y - mean) ** 2 for w, (y, _) in zip(weights, own)) / sum(weights)
        made.append((mean, math.sqrt(max(s for _, s in own) ** 2 + apart)))
    return made


def quantile(parts, probability):
    """Where a mixture of normals (weight, mean, sd) reaches a probability; by bisection."""
    low = min(mean - 9 * sd for _, mean, sd in parts)
    high = max(mean + 9 * sd for _, mean, sd in parts)
    for _ in range(70):
        x = (low + high) / 2
        if sum(w * PHI((x - mean) / sd) for w, mean, sd in parts) < probability:
            low = x
        else:
            high = x
    return (low + high) / 2


def pool(seen, level=0.9):
    parts = [(1 / len(seen), y, s) for y, s in seen]
    tail = (1 - level) / 2
    return [
        (quantile(parts, at - 1e-9) + quantile(parts, at + 1e-9)) / 2
        for at in (tail, 0.5, 1 - tail)
    ]


def weighed(seen, tau2):
    """Weights, their sum, the mean, and the squares that are left."""
    w = [1 / (v + tau2) for _, v in seen]
    mean = sum(a * y for a, (y, _) in zip(w, seen)) / sum(w)
    return w, sum(w), mean, sum(a * (y - mean) ** 2 for a, (y, _) in zip(w, seen))


def restricted(seen, tau2):
    """The restricted log likelihood of observations with their variances."""
    w, total, _, squares = weighed(seen, tau2)
    return 0.5 * (sum(map(math.log, w)) - math.log(total) - squares)


def between(seen, estimator):
    """The variance between parties, by one of the three estimators."""
    k, reach = len(seen), max(y for y, _ in seen) - min(y for y, _ in seen)
    if k == 1 or reach == 0:
        return 0.0
    w, total, _, q = weighed(seen, 0)
    if estimator == "DL":
        return max(0.0, (q - (k - 1)) / (total - sum(a * a for a in w) / total))
    if estimator == "PM":
        low, high = 0.0, reach**2
        if q <= k - 1:
            return 0.0
        for _ in range(200):
            tau2 = (low + high) / 2
            low, high = (tau2, high) if weighed(seen, tau2)[3] > k - 1 else (low, tau2)
        return (low + high) / 2
    steps = [0.0, *(reach**2 * 10 ** (-10 + 10 * n / 200) for n in range(201))]
    at = max(range(len(steps)), key=lambda n: restricted(seen, steps[n]))
    low, high = steps[max(at - 1, 0)], steps[min(at + 1, len(steps) - 1)]

    def slope(tau2):
        w, total, mean, _ = weighed(seen, tau2)
        squares = sum((a * (y - mean)) ** 2 for a, (y, _) in zip(w, seen))
        return squares - total + sum(a * a for a in w) / total

    if low == 0 and slope(0.0) <= 0:
        return 0.0
    for _ in range(200):
        tau2 = (low + high) / 2
        low, high = (tau2, high) if slope(tau2) > 0 else (low, tau2)
    return (low + high) / 2


def random_effects(seen, estimator="REML", hartung="safeguarded", level=0.95):
    """Mean, se, low, high, tau2 and the two ends for a further party; from (y, variance)."""
    from scipy.stats import norm, t

    k, tau2 = len(seen), between(seen, estimator)
    _, total, mean, squares = weighed(seen, tau2)
    scale = squares / (k - 1) if k > 1 else 1
    scale = {None: 1, "safeguarded": max(1, scale), "plain": scale}[hartung]
    se = math.sqrt(scale / total)
    upper = (1 + level) / 2
    reach = float(norm.ppf(upper) if hartung is None or k == 1 else t.ppf(upper, k - 1))
    ahead = reach * math.sqrt(tau2 + se**2)
    return mean, se, mean - reach * se, mean + reach * se, tau2, mean - ahead, mean + ahead


def model_range(seen, tau_scale=0.75, shared=0.3, level=0.9, nodes=400):
    """Simpson's rule over the square root of tau, then bisection."""
    spread = max(y for y, _ in seen) - min(y for y, _ in seen)
    top = math.sqrt(max(8 * tau_scale, 1.5 * spread))
    variances, rows = [(y, s * s) for y, s in seen], []
    for n in range(nodes + 1):
        root = top * n / nodes
        tau = root * root
        _, total, mean, _ = weighed(variances, tau * tau)
        log = restricted(variances, tau * tau) - 0.5 * (tau / tau_scale) ** 2
        simpson = (1 if n in (0, nodes) else 4 if n % 2 else 2) * root
        rows.append((log, simpson, mean, math.sqrt(1 / total + shared**2)))
    best = max(row[0] for row in rows)
    weights = [simpson * math.exp(log - best) for log, simpson, _, _ in rows]
    parts = [
        (weight / sum(weights), mean, sd)
        for weight, (_, _, mean, sd) in zip(weights, rows)
        if weight > 1e-18 * sum(weights)
    ]
    tail = (1 - level) / 2
    return [quantile(parts, at) for at in (tail, 0.5, 1 - tail)]


def reconciled(method, figures, scale="log", unit=0.75, shared=0.3):
    """Low, centre, high of a series by a method's name; ``None`` where there is none."""
    figures = [one for one in figures if one[:3] != (None, None, None)]
    if method == "envelope":
        return envelope(figures, ratios=scale == "log")[:3]
    if not figures:
        return None, None, None
    if method == "agreement":
        regions, most, k = agreement(figures)
        low, high = regions[0][0], regions[-1][1]
        if most < min(2, k):
            return None, None, None
        return (None if math.isinf(low) else low), None, (None if math.isinf(high) else high)
    if method == "random_effects":
        figures = [one for one in figures if None not in closed(*one[:3])]
        if len({one[3] for one in figures}) < 3:
            return None, None, None
    if scale == "log":
        shift = 1.0 if any(0 in one[:3] for one in figures) else 0.0
        seen = [on_log_scale(*one, shift) for one in figures]
    else:
        seen = [on_scale(*one[:3], scale, unit) for one in figures]
    seen = merged(seen, [one[3] for one in figures])
    if method == "random_effects":
        mean, _, low, high, *_ = random_effects([(y, s * s) for y, s in seen])
        ends = low, mean, high
    elif method == "pool":
        ends = pool(seen)
    else:
        ends = model_range(seen, unit, shared)
    if scale == "log":
        return tuple(max(0.0, math.exp(end) - shift) for end in ends)
    return tuple(1 / (1 + math.exp(-end)) if scale == "logit" else end for end in ends)
