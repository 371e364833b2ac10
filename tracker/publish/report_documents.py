"""Documents in the report: notebooks that were run, and pages written in Markdown."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from tracker.publish.formulas import put_back, taken_out
from tracker.publish.report_site import Pages, Site

if TYPE_CHECKING:
    from nbformat import NotebookNode

# what stands in docs/ -> title of its page
DOCUMENTS = {"methods.md": "Methods", "gallery.md": "Gallery"}


def notebook_pages(site: Site, notebooks: dict[Path, NotebookNode]) -> Pages:
    """A page for each notebook, and one that lists them."""
    pages, entries = {}, []
    for path, notebook in notebooks.items():
        title, words = opening(notebook)
        address = f"notebooks/{path.stem}.html"
        body = Markup(notebook_body(notebook))
        pages |= site.page("document.html", address, title, body=body, notebook=True)
        entries.append({"title": title, "words": words, "address": address})
    return pages | site.page("notebooks.html", "notebooks.html", "Notebooks", notebooks=entries)


def opening(notebook: NotebookNode) -> tuple[str, str]:
    """A notebook's question and the text below it, from its first cell."""
    lines = notebook.cells[0].source.strip().splitlines() if notebook.cells else [""]
    return lines[0].lstrip("# ").strip(), " ".join(line for line in lines[1:] if line.strip())


def notebook_body(notebook: NotebookNode) -> str:
    """A notebook as HTML to stand inside a page; text alternatives of its pictures are kept."""
    from nbconvert import HTMLExporter

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbconvert remarks on pictures without a text, which a test of ours forbids
        body, _ = HTMLExporter(template_name="basic", exclude_input_prompt=True, exclude_output_prompt=True,
                               exclude_anchor_links=True).from_notebook_node(notebook)
    # what may scroll sideways can be reached with the keyboard
    return re.sub(r'<div class="output_html rendered_html output_subarea [^"]*">(?=\s*<(?!figure|p))',
                  lambda match: match[0][:-1] + ' tabindex="0" role="region" aria-label="Output">', body)


def document_page(site: Site, path: Path) -> Pages:
    """A Markdown page of the project, with formulas that need no network and the pictures that stand beside it."""
    from nbconvert.filters import markdown2html

    pages: Pages = {}
    text, made = taken_out(path.read_text(encoding="utf-8"))
    html = put_back(_links_kept(str(markdown2html(text)), path.parent), made)
    for address in sorted(set(re.findall(r'<img [^>]*src="([^":]+)"', html))):
        picture = (path.parent / address).resolve()
        if picture.is_relative_to(path.parent.resolve()) and picture.exists():
            pages[address] = picture.read_bytes()
    return pages | site.page("document.html", f"{path.stem}.html", DOCUMENTS[path.name], body=Markup(html), notebook=False)


def _links_kept(html: str, folder: Path) -> str:
    """Links to pages of the report and to other sites; those to files of the project become text."""

    def kept(match: re.Match) -> str:
        address, _, anchor = match[1].partition("#")
        if not address or address.startswith(("http://", "https://")):
            return match[0]
        if Path(address).name in DOCUMENTS and (folder / Path(address).name).exists():
            return match[0].replace(match[1], Path(address).stem + ".html" + (f"#{anchor}" if anchor else ""))
        return match[2]

    return re.sub(r'<a href="([^"]*)"[^>]*>(.*?)</a>', kept, html, flags=re.S)
