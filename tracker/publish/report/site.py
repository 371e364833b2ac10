"""The shell of the report: what every page is told, and how a page is made from its template."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tracker import __version__
from tracker.curate.dataset import Dataset
from tracker.curate.model import Figure
from tracker.publish.formats.html import whole
from tracker.publish.metadata import schema_org
from tracker.reconcile.numbers import format_day
from tracker.reconcile.question import NothingToShow, Question

Pages = dict[str, bytes]  # path inside the report -> content
Navigation = tuple[tuple[str, str], ...]  # label and address of each page
Context = dict[str, object]  # what a template reads of one thing
T = TypeVar("T")


@dataclass(frozen=True)
class Site:
    """A report on a record on a day, as known on a day; ``nav`` holds the main pages."""

    question: Question
    nav: Navigation
    version: str = __version__

    @property
    def dataset(self) -> Dataset:
        """The record."""
        return self.question.dataset

    @property
    def title(self) -> str:
        """The record's title."""
        return self.dataset.codebook.title

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures known by the day."""
        return self.question.figures

    @property
    def metrics(self) -> tuple[str, ...]:
        """Metrics with a figure known by the day, in the codebook's order."""
        used = {figure.metric for figure in self.figures}
        return tuple(key for key in self.dataset.codebook.metrics if key in used)

    @property
    def described(self) -> Markup:
        """The record as a data set of schema.org, for search engines."""
        told = json.dumps(schema_org(self.dataset, {}), ensure_ascii=False)
        return Markup(told.replace("<", "\\u003c"))

    def series(self, metric: str) -> list[Question]:
        """The question about a metric at each of its places, the default place first."""
        default = self.question.book.default_place
        return sorted(self.question.about(metric).series, key=lambda one: one.place != default)

    def address(self, series: Question) -> str:
        """The page of a series."""
        first = self.series(series.key)[0].place == series.place
        return metric_address(series.key, None if first else series.place)

    def page(self, template: str, path: str, title: str, **told: object) -> Pages:
        """One page; ``told`` is what its template needs."""
        root = "../" * path.count("/")
        return page(template, path, site=self, path=path, title=title, root=root, **told)


def page(template: str, address: str, /, **told: object) -> Pages:
    """One page from its template."""
    return {address: _environment().get_template(template).render(told).encode("utf-8")}


def file_name(*keys: str) -> str:
    """Keys as a part of a file's name that no others have, even where a capital is a small letter:
    two hyphens, or a dot before which letters are capitals, stand in no key.

    Examples
    --------
    >>> file_name("killed-front"), file_name("killed", "front"), file_name("KIA")
    ('killed-front', 'killed--front', 'KIA.7')

    """
    bits = [sum(1 << at for at, sign in enumerate(key) if sign.isupper()) for key in keys]
    return "--".join(
        f"{key}.{capitals:x}" if capitals else key for key, capitals in zip(keys, bits)
    )


def metric_address(metric: str, place: str | None = None) -> str:
    """The page of a metric at its default place, or at another."""
    return f"count-{file_name(metric, *filter(None, [place]))}.html"


def tables_address(metric: str) -> str:
    """The page of a metric's tables."""
    return f"tables-of-{file_name(metric)}.html"


def figures_address(metric: str) -> str:
    """The page of a metric's figures."""
    return f"figures-{file_name(metric)}.html"


def figure_address(key: str) -> str:
    """Where a figure stands in the report: on the page of its count's figures."""
    return f"{figures_address(key.rpartition('.')[2])}#{key}"


def if_any(made: Callable[[], tuple[T, Pages]]) -> tuple[T | None, Pages]:
    """What is made for a page with its files; ``None`` where there is nothing to show."""
    try:
        return made()
    except NothingToShow:
        return None, {}


def copied() -> Pages:
    """The style sheet and the script."""
    home = files("tracker.publish.report") / "templates"
    return {name: (home / name).read_bytes() for name in ("site.css", "site.js")}


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("tracker.publish.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["whole"] = lambda words: Markup(whole(words))
    made.filters["day"] = format_day
    return made
