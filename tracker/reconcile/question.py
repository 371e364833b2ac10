"""What a question about the record may name: a metric, its places, a day; a wrong name gets its
remedy.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from tracker.curate.dataset import Dataset
from tracker.curate.model import Metric
from tracker.curate.suggest import nearest
from tracker.curate.words.dates import parse_day

LAST_YEAR = 2999


def known_name(kind: str, name: str, names: Iterable[str]) -> str:
    """The name, if it is one of the names.

    Raises
    ------
    ValueError
        Naming the nearest name, or all of them where none is near.

    """
    names = list(names)
    if name in names:
        return name
    near = nearest(str(name), names)
    raise ValueError(
        f"no {kind} '{name}'; "
        + (f"did you mean '{near}'?" if near else f"there are: {', '.join(names)}")
    )


def metric_of(dataset: Dataset, metric: str) -> Metric:
    """The codebook's definition of a metric; a ValueError offers the nearest name."""
    return dataset.codebook.metrics[known_name("metric", metric, dataset.codebook.metrics)]


def places_of(dataset: Dataset, metric: str) -> tuple[str, ...]:
    """The places of a metric's series.

    A metric that is counted by place has one series for each place with a figure, in the codebook's
    order; an inner place (a district of the country) is a series of its own and never a bound for
    the outer one, since the definitions of places overlap in ways the record does not state. Every
    other metric is one series, kept under the codebook's default place wherever its figures were
    counted.
    """
    book = dataset.codebook
    if not metric_of(dataset, metric).by_place:
        return (book.default_place,)
    used = {figure.place for figure in dataset.all_figures if figure.metric == metric}
    return tuple(place for place in book.places if place in used) or (book.default_place,)


def asked_places(dataset: Dataset, metric: str, place: str | None) -> tuple[str, ...]:
    """The place asked about, or every place of the metric.

    Raises
    ------
    ValueError
        If the place is not in the codebook, or the metric is not counted by place.

    """
    if place is None:
        return places_of(dataset, metric)
    known_name("place", place, dataset.codebook.places)
    default = dataset.codebook.default_place
    if not metric_of(dataset, metric).by_place and place != default:
        raise ValueError(
            f"{metric} is one series for all places, so there is none for '{place}'; leave the "
            "place out"
        )
    return (place,)


def one_place(dataset: Dataset, metric: str, place: str | None) -> str:
    """The place asked about, or the metric's only one; a ValueError asks to choose among
    several.
    """
    places = asked_places(dataset, metric, place)
    if len(places) > 1:
        if dataset.codebook.default_place in places:
            return dataset.codebook.default_place
        raise ValueError(f"{metric} is counted by place; choose one of: {', '.join(places)}")
    return places[0]


def asked_day(dataset: Dataset, day: date | str | None) -> date:
    """The day asked about; by default the last on which anything in the record was stated."""
    if day is None:
        return dataset.last_stated
    if isinstance(day, datetime):  # a pandas Timestamp is one too, and NaT, which equals nothing
        if day != day:
            raise ValueError(
                "the day is missing (NaT); give a day, or None for the last day anything was stated"
            )
        return day.date()
    found = day if isinstance(day, date) else parse_day(day)
    if found.year > LAST_YEAR:
        raise ValueError(f"'{found}' lies too far ahead; give a day up to the year {LAST_YEAR}")
    return found
