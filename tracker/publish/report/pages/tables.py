"""Tables in the report: shown with links to their figures, each with its citation and its
downloads.
"""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from tracker.curate.references.writing import write_bibtex
from tracker.publish.citing.citations import own_entry, titled
from tracker.publish.formats.html import table_html
from tracker.publish.formats.records import resource
from tracker.publish.formats.write import RESOURCE, written
from tracker.publish.report.site import Context, Pages, Site, figure_address, file_name, if_any
from tracker.publish.tables.build import table_of
from tracker.publish.tables.table import Table

_FORMS = {"csv": "CSV", "xlsx": "Excel", "docx": "Word", "tex": "LaTeX", "md": "Markdown"}
CITED = {"bib": ("bibtex", "BibTeX"), "json": ("csl-json", "CSL-JSON"), "ris": ("ris", "RIS")}
OF_THE_RECORD = (
    "summary",
    "hints",
    "parties",
    "disagreements",
    "revisions",
    "track-record",
    "sources",
)
# each table -> its name on a page, and the columns that a telephone shows (none named: all)
ON_A_PAGE = {
    "summary": ("Ranges", ("metric", "place", "low", "high")),
    "hints": ("What only hints", ("metric", "low", "high")),
    "parties": ("Parties", ("metric", "party", "said")),
    "disagreements": ("Disagreements", ("metric", "lower", "higher")),
    "revisions": ("Revisions and growth", ("metric", "party", "before", "after")),
    "track-record": ("Track record", ("by", "name", "method", "inside")),
    "sources": ("Sources", ("issued", "reference")),
    "events": ("Events", ()),
    "figures": ("Figures", ("party", "as_of", "said")),
    "timeline": ("Timeline", ("on", "low", "high")),
}


def record_table(site: Site, name: str, metric: str | None = None) -> tuple[Context | None, Pages]:
    """A table of the record as the report sees it, with its files; ``None`` where there is nothing
    to show.
    """
    return if_any(lambda: with_downloads(table_of(replace(site.question, metric=metric), name)))


def with_downloads(made: Table) -> tuple[Context, Pages]:
    """A table for a page (its HTML, how to cite it, the label and address of each download, which
    columns, counted from 1, a telephone does not show), and the files it offers.
    """
    name, _, metric = made.id.partition(":")
    file = "-".join(filter(None, (name, file_name(metric))))
    stem = f"tables/{file}"
    offered = {f"{stem}.{form}": (label, written(made, form)) for form, label in _FORMS.items()}
    for ending, (form, label) in CITED.items():
        offered[f"{stem}-sources.{ending}"] = label, made.cite(form)
    files = {
        **{path: content for path, (_, content) in offered.items()},
        f"{stem}{RESOURCE}": resource(made, f"{file}.csv"),
    }
    own, (short, phone) = own_entry(made), ON_A_PAGE[name]
    columns = made.printed.columns
    kept = {key for key in phone if key != "metric" or not metric}
    at = next((n for n, one in enumerate(columns) if one.key == "place"), None)
    if kept and at is not None and len({row[at].text for row in made.printed.rows}) > 1:
        kept.add("place")  # else figures of several stand as if they were of one
    about: Context = {
        "slug": made.slug,
        "title": made.title,
        "short": short,
        "rows": len(made.rows),
        "html": Markup(table_html(made, link=figure_address)),
        "citation": titled(own),
        "bibtex": write_bibtex([own]).strip(),
        "provenance": made.provenance,
        "downloads": [(label, path) for path, (label, _) in offered.items()],
        "beyond": [n for n, one in enumerate(columns, 1) if kept and one.key not in kept],
    }
    return about, {
        path: content.encode("utf-8") if isinstance(content, str) else content
        for path, content in files.items()
    }


def tables_pages(site: Site) -> Pages:
    """A page for each table of the whole record, and one that lists them."""
    pages: Pages = {}
    entries = []
    for name in OF_THE_RECORD:
        item, files = record_table(site, name)
        if item:
            address = f"tables-{name}.html"
            entries.append((item, address))
            pages |= files | site.page("table.html", address, str(item["short"]), shown=item)
    return pages | site.page("tables.html", "tables.html", "Tables to cite", tables=entries)
