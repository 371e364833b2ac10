"""Who speaks, what bounds the whole and what the range is a second time, as docs/methods.md and
data/README.md tell it: every figure looked at on the day asked about, nothing prepared, nothing kept.
"""

from dataclasses import dataclass
from datetime import timedelta

from reconcile.methods import plain


@dataclass
class Answer:
    voices: set
    bounds: set
    stale: bool
    ends: tuple  # low, centre, high
    low_open: bool
    high_open: bool
    independent: int
    confidence: float | None
    low_party: str
    high_party: str
    tally: str | None


def answer(data, metric, place, on, known_on, method="envelope"):
    """The range of a series on a day, as known on a day."""
    book = data.codebook
    voices, bounds, stale = speakers(data, metric, place, on, known_on)
    used = voices + bounds
    homes = joined(data, used)
    words = {"vague": True}
    given = [
        (
            figure.low,
            None if figure.qualifier in words or number >= len(voices) else figure.best,
            None if figure.qualifier in words or number >= len(voices) else figure.high,
            homes[figure.affiliation],
            figure.qualifier,
            figure.said.lower().startswith("exactly"),
        )
        for number, figure in enumerate(used)
    ]
    low, centre, high, low_open, high_open, _, independent, sure, _ = plain.envelope(given)
    holders = [set(), set()]
    if method == "envelope":
        for figure, (start, best, end, *_) in zip(used, given):
            start, end = plain.closed(start, best, end)
            two = start is not None and end is not None
            if start == low and (two or not independent):
                holders[0].add(figure.party)
            if end is not None and low_open and end == low and not two:
                holders[0].add(figure.party)
            if end == high or (start == high and not two and independent):
                holders[1].add(figure.party)
        if low is None:
            holders[0] = set()
        if high is None:
            holders[1] = set()
    else:
        given = given[: len(voices)]
        independent = plain.envelope(given)[6]
        low, centre, high = plain.reconciled(method, given)
        low_open, high_open = low is None is not high, high is None is not low
    parties = [", ".join(sorted(some)) for some in holders]
    tally = counted(data, metric, place, on, known_on)
    if tally and (method == "envelope" or (low, high) != (None, None)):
        if low is None or low < tally.low:
            low, low_open, parties[0] = tally.low, False, tally.party
        if high is not None and high < tally.low:
            high, high_open, parties[1] = tally.low, True, tally.party
        if low == high == tally.low:
            sure = None  # all that is estimated is refuted, or left with one number
        centre = None if centre is None else max(centre, tally.low)
    if stale and book.metrics[metric].kind == "cumulative" and high is not None:
        high_open = True
    return Answer(
        {figure.key for figure in voices},
        {figure.key for figure in bounds},
        stale,
        (low, centre, high),
        low_open,
        high_open,
        independent,
        sure,
        *parties,
        tally.key if tally else None,
    )


def last_day(figure):
    """A month holds for some day of it, no later than it was stated; a plan for its own."""
    if figure.stated.last < figure.as_of.first:
        return figure.as_of.last
    return min(figure.as_of.last, figure.stated.last)


def newness(figure):
    """Old to new; on one day the later statement is the newer, then numbers and names decide."""
    numbers = [-1 if n is None else n for n in (figure.low, figure.best, figure.high)]
    return last_day(figure), figure.stated.last, figure.stated.first, numbers, figure.estimate


def stands(figure, known_on):
    """Known, not withdrawn, not disputed."""
    return (
        figure.stated.last <= known_on
        and not (figure.withdrawn and figure.withdrawn <= known_on)
        and figure.attribution != "conflicting"
    )


def revisers(figure, every):
    """What replaces it, directly or through others."""
    found, waiting = [], [figure.estimate]
    while waiting:
        name = waiting.pop()
        for other in every:
            if other.revises == name and other not in found and other is not figure:
                found.append(other)
                waiting.append(other.estimate)
    return found


def one_number(figure):
    start, end = figure.low, figure.high
    if figure.best is not None:
        return figure.best
    if start is None or end is None:
        return end if start is None else start
    return plain.middle(start, end)


def regime(figure, every, known_on, by_place):
    """``at least``, ``nothing``, or ``None``: what its party's revision of a later figure leaves."""
    for revised in every:
        later = revisers(revised, every)
        if (
            revised is figure
            or not later
            or revised.partial
            or revised.party != figure.party
            or (by_place and revised.place != figure.place)
            or last_day(figure) > last_day(revised)
            or any(other is figure for other in later)
        ):
            continue
        said = [
            other
            for other in later
            if stands(other, known_on)
            and other.party == figure.party
            and other.stated.last > figure.stated.last
        ]
        before = one_number(revised)
        after = one_number(max(said, key=newness)) if said else None
        if None in (before, after) or before == after:
            continue
        return "at least" if after > before else "nothing"
    return None


def speakers(data, metric, place, on, known_on, vague=False, within=None):
    """Voices and bounds, and whether the newest is too old for the day asked about; of figures in a
    place or inside it, where one is given.
    """
    meaning = data.codebook.metrics[metric]
    every = [figure for figure in data.all_figures if figure.metric == metric]
    mine = [figure for figure in every if not meaning.by_place or figure.place == place]
    if within:
        mine = [figure for figure in mine if inside(data.codebook, figure.place, within)]
    counts = meaning.kind == "cumulative"
    bounds, deciding, unheard = [], {}, False
    for figure in sorted(mine, key=newness, reverse=True):
        if (
            not stands(figure, known_on)
            or figure.echoes
            or figure.qualifier == "none"
            or last_day(figure) > on
        ):
            continue
        later = revisers(figure, every)
        replaced = [other for other in later if stands(other, known_on)]
        if replaced:
            heard = [
                other
                for other in replaced
                if not (other.echoes or other.qualifier == "none" or other.partial)
                and last_day(other) <= on
            ]
            if not heard and not figure.partial:
                deciding.setdefault(figure.party, None)  # silent until what replaces it holds
            continue
        if figure.qualifier == "vague" and not vague:
            unheard = True
            continue
        left = None if figure.partial else regime(figure, every, known_on, meaning.by_place)
        if figure.partial or left:
            if counts and figure.low and left != "nothing":
                bounds.append(figure)
            continue
        deciding.setdefault(figure.party, figure)
    newest = [figure for figure in deciding.values() if figure]
    if not newest and not bounds and unheard:
        return speakers(data, metric, place, on, known_on, vague=True, within=within)
    if not newest:
        return [], sorted(bounds, key=newness), False
    latest = max(map(last_day, newest))
    voices = [figure for figure in newest if not too_old(data, meaning, place, figure, latest)]
    bounds += [figure for figure in newest if figure not in voices and counts and figure.low]
    stale = old(data, meaning, place, latest, on)
    return sorted(voices, key=newness), sorted(bounds, key=newness), stale


def too_old(data, meaning, place, figure, day):
    return old(data, meaning, place, last_day(figure), day)


def old(data, meaning, place, before, after):
    """Whether the fighting has grown by more than a third between two days; where no phases are
    stated, whether ``speaks_for`` days have passed.
    """
    if meaning.speaks_for is None:
        return False
    phases = [
        phase
        for phase in data.codebook.activity
        if meaning.kind == "cumulative"
        and (not phase.metrics or meaning.key in phase.metrics)
        and (not phase.places or place in phase.places)
    ]
    if not any(phase.intensity for phase in phases):
        return (after - before).days > meaning.speaks_for
    return fought(phases, after) > fought(phases, before) * 4 / 3 * (1 + 1e-9)


def fought(phases, until):
    """Days fought, each weighted by its intensity."""
    return sum(
        phase.intensity * max(0, (min(until, phase.end) - phase.start).days + 1) for phase in phases
    )


def joined(data, used):
    """A home for each affiliation: those that rest on one assessment share it."""
    origin = {figure.estimate: figure.shares_origin for figure in data.all_figures}
    homes = {figure.affiliation: figure.affiliation for figure in used}
    rests = {}
    for figure in used:
        name, seen = figure.estimate, set()
        while origin.get(name) and name not in seen:
            seen.add(name)
            name = origin[name]
        rests.setdefault(name, set()).add(figure.affiliation)
    changed = True
    while changed:
        changed = False
        for together in rests.values():
            names = {homes[affiliation] for affiliation in together}
            if len(names) > 1:
                changed, first = True, min(names)
                homes = {key: first if home in names else home for key, home in homes.items()}
    return homes


def counted(data, metric, place, on, known_on):
    """The highest count of what is confirmed one by one within this metric and place."""
    book, beneath = data.codebook, {metric}
    while True:
        more = {key for key, other in book.metrics.items() if other.at_most in beneath}
        more |= {part for whole in beneath for part in book.metrics[whole].parts}
        if more <= beneath:
            break
        beneath |= more
    found = []
    for key in beneath - {metric}:
        one = book.metrics[key]
        if not one.tally:
            continue
        within = place if book.metrics[metric].by_place else None
        there = {figure.place for figure in data.all_figures if figure.metric == key}
        for where in there if one.by_place else [book.default_place]:
            voices, bounds, _ = speakers(data, key, where, on, known_on, within=within)
            found += [one for one in voices + bounds if one.low and one.qualifier != "vague"]
    return max(found, key=lambda figure: figure.low, default=None)


def inside(book, inner, outer):
    while inner is not None and inner != outer:
        inner = book.places[inner].within
    return inner == outer


def days(data, metric):
    """Days on which something may change, and the day after each."""
    marks = set()
    for figure in data.all_figures:
        if figure.metric == metric:
            marks |= {last_day(figure), figure.stated.last}
            marks |= {figure.withdrawn} if figure.withdrawn else set()
    return sorted(marks | {day + timedelta(1) for day in marks})
