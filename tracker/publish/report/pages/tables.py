"""Tables in the report: shown with links to their figures, each with its citation and its
downloads.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from tracker.curate.references.writing import write_bibtex
from tracker.publish.citing import citations
from tracker.publish.formats.html import html
from tracker.publish.formats.records import resource
from tracker.publish.formats.write import RESOURCE, written
from tracker.publish.report.site import Pages, Site, figure_address
from tracker.publish.tables.build import table_of
from tracker.reconcile.question import NothingToShow

if TYPE_CHECKING:
    from tracker.publish.tables.table import Table

FORMS = {"csv": "CSV", "xlsx": "Excel", "docx": "Word", "tex": "LaTeX", "md": "Markdown"}
CITED = {"bib": ("bibtex", "BibTeX"), "json": ("csl-json", "CSL-JSON"), "ris": ("ris", "RIS")}
WHOLE = (
    "summary",
    "hints",
    "parties",
    "disagreements",
    "revisions",
    "track-record",
    "sources",
)  # tables of the whole record
SHORT = {
    "summary": "Ranges",
    "hints": "What only hints",
    "parties": "Parties",
    "disagreements": "Disagreements",
    "revisions": "Revisions and growth",
    "track-record": "Track record",
    "sources": "Sources",
    "events": "Events",
    "figures": "Figures",
    "timeline": "Timeline",
}
PHONE = {  # the columns that a telephone shows
    "summary": ("metric", "place", "low", "high"),
    "hints": ("metric", "low", "high"),
    "parties": ("metric", "party", "said"),
    "disagreements": ("metric", "on", "lower", "higher"),
    "revisions": ("metric", "party", "before", "after"),
    "sources": ("issued", "reference"),
    "figures": ("party", "as_of", "said"),
    "timeline": ("on", "low", "high"),
}


@dataclass(frozen=True)
class Shown:
    """A table on a page: its HTML, how to cite it, the label and address of each download, and
    which columns, counted from 1, a telephone does not show.
    """

    slug: str
    title: str
    short: str
    html: Markup
    citation: str
    bibtex: str
    provenance: str
    downloads: tuple[tuple[str, str], ...]
    beyond: tuple[int, ...]


def asked(site: Site, name: str, metric: str | None = None) -> Table | None:
    """A table of the record as the report sees it; ``None`` where there is nothing to show."""
    try:
        return table_of(replace(site.question, metric=metric), name)
    except NothingToShow:
        return None


def shown(made: Table) -> tuple[Shown, Pages]:
    """A table for a page, and the files it offers."""
    files = {f"tables/{made.slug}.{form}": _raw(written(made, form)) for form in FORMS}
    files[f"tables/{made.slug}{RESOURCE}"] = _raw(resource(made, f"{made.slug}.csv"))
    files |= {
        f"tables/{made.slug}-sources.{ending}": _raw(made.cite(form))
        for ending, (form, _) in CITED.items()
    }
    labels = FORMS | {ending: label for ending, (_, label) in CITED.items()}
    own = [citations.own_entry(made)]
    name, _, metric = made.id.partition(":")
    kept = {key for key in PHONE.get(name, ()) if key != "metric" or not metric}
    columns = enumerate(made.printed.columns, 1)
    return Shown(
        made.slug,
        made.title,
        SHORT[name],
        Markup(html(made, link=figure_address)),
        citations.own_line(made),
        write_bibtex(own).strip(),
        made.provenance,
        tuple(
            (labels[path.rsplit(".", 1)[1]], path) for path in files if not path.endswith(RESOURCE)
        ),
        tuple(at for at, one in columns if kept and one.key not in kept),
    ), files


def tables_pages(site: Site) -> Pages:
    """A page for each table of the whole record, and one that lists them."""
    pages: Pages = {}
    entries = []
    for name in WHOLE:
        made = asked(site, name)
        if made:
            item, files = shown(made)
            address = f"tables-{name}.html"
            entries.append((item, address, len(made.rows)))
            pages |= files | site.page("table.html", address, item.short, shown=item)
    return pages | site.page("tables.html", "tables.html", "Tables to cite", tables=entries)


def _raw(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content
