"""The shell of the report: what every page is told, and how a page is made from its template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from tracker import __version__
from tracker.reconcile.numbers import format_day
from tracker.reconcile.question import asked_places
from tracker.reconcile.ranges import MetricRange, assess

if TYPE_CHECKING:
    from tracker.curate.dataset import Dataset
    from tracker.curate.model import Figure

Pages = dict[str, bytes]  # path inside the report -> content
COPIED = ("site.css", "site.js")


@dataclass(frozen=True)
class Site:
    """A report on a record on a day, as known on a day; ``nav`` holds the label and address of each
    main page.
    """

    dataset: Dataset
    on: date
    known_on: date
    nav: tuple[tuple[str, str], ...]
    version: str = __version__

    @property
    def title(self) -> str:
        """The record's title."""
        return self.dataset.codebook.title

    @property
    def on_words(self) -> str:
        """The day asked about, in words."""
        return format_day(self.on)

    @property
    def known_words(self) -> str:
        """The known-on day, in words."""
        return format_day(self.known_on)

    @property
    def days(self) -> dict[str, date]:
        """The days as the package's functions take them."""
        return {"on": self.on, "known_on": self.known_on}

    @property
    def newest(self) -> bool:
        """Whether the report shows the record as it is, on the last day anything was stated."""
        return self.on == self.known_on == self.dataset.last_stated

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures known by the day."""
        return tuple(
            figure for figure in self.dataset.all_figures if figure.stated.last <= self.known_on
        )

    @property
    def metrics(self) -> tuple[str, ...]:
        """Metrics with a figure known by the day, in the codebook's order."""
        used = {figure.metric for figure in self.figures}
        return tuple(key for key in self.dataset.codebook.metrics if key in used)

    def ranges(self, metric: str) -> list[MetricRange]:
        """The range of a metric at each of its places, the default place first."""
        found = [
            assess(self.dataset, metric, place=place, **self.days)
            for place in asked_places(self.dataset, metric, None)
        ]
        return sorted(found, key=lambda item: item.place != self.dataset.codebook.default_place)

    def page(self, template: str, path: str, title: str, **told) -> Pages:
        """One page; ``told`` is what its template needs."""
        text = (
            _environment()
            .get_template(template)
            .render(site=self, path=path, title=title, root="../" * path.count("/"), **told)
        )
        return {path: text.encode("utf-8")}


def metric_address(metric: str) -> str:
    """The page of a metric."""
    return f"count-{metric}.html"


def figure_address(key: str) -> str:
    """Where a figure stands in the report."""
    return f"figures.html#{key}"


def counted(number: int, word: str, plural: str | None = None) -> str:
    """A number with its word.

    Examples
    --------
    >>> counted(1, "figure"), counted(1200, "party", "parties")
    ('1 figure', '1,200 parties')

    """
    return f"{number:,} {word if number == 1 else plural or word + 's'}"


def copied() -> Pages:
    """The style sheet and the script."""
    return {
        name: (files("tracker.publish.report") / "templates" / name).read_bytes() for name in COPIED
    }


@lru_cache(maxsize=1)
def _environment():
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("tracker.publish.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
