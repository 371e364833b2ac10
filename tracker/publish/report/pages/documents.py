"""Documents in the report: notebooks that were run, and pages written in Markdown."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from markupsafe import Markup

from tracker.publish.charts.gallery import build
from tracker.publish.report.site import Pages, Site

if TYPE_CHECKING:
    from nbformat import NotebookNode

# what stands in docs/ -> title of its page
DOCUMENTS = {"methods.md": "Methods", "gallery.md": "Gallery"}


def notebook_pages(site: Site, notebooks: dict[Path, NotebookNode], lacking: str = "") -> Pages:
    """A page for each notebook, and one that lists them, or says what is lacking to run them."""
    pages: Pages = {}
    entries = []
    for path, notebook in notebooks.items():
        title, words = opening(notebook)
        address = f"notebooks/{path.stem}.html"
        pages |= site.page(
            "document.html", address, title, body=Markup(notebook_body(notebook)), notebook=True
        )
        entries.append({"title": title, "words": words, "address": address})
    return pages | site.page(
        "notebooks.html", "notebooks.html", "Notebooks", notebooks=entries, lacking=lacking
    )


def opening(notebook: NotebookNode) -> tuple[str, str]:
    """A notebook's question and the text below it, from its first cell, without marks of code."""
    lines = (
        notebook.cells[0].source.replace("`", "").strip().splitlines() if notebook.cells else [""]
    )
    return lines[0].lstrip("# ").strip(), " ".join(line for line in lines[1:] if line.strip())


def notebook_body(notebook: NotebookNode) -> str:
    """A notebook as HTML to stand inside a page; text alternatives of its pictures are kept."""
    from nbconvert import HTMLExporter

    with warnings.catch_warnings():
        # nbconvert remarks on pictures without a text, which a test of ours forbids
        warnings.simplefilter("ignore")
        exporter = HTMLExporter(  # type: ignore[no-untyped-call]
            template_name="basic",
            exclude_input_prompt=True,
            exclude_output_prompt=True,
            exclude_anchor_links=True,
        )
        body, _ = exporter.from_notebook_node(notebook)
    return scrolling(
        re.sub(
            r'<div class="output_html rendered_html output_subarea [^"]*">(?=\s*<(?!figure|p))',
            lambda match: match[0][:-1] + ' tabindex="0" role="region" aria-label="Output">',
            body,
        )
    )


def scrolling(html: str) -> str:
    """Tables written in Markdown, in regions that scroll sideways and can be reached with the
    keyboard.
    """
    return re.sub(
        r"<table>\n<thead>.*?</table>",
        r'<div class="scroll" tabindex="0" role="region" aria-label="Table">\g<0></div>',
        html,
        flags=re.S,
    )


def document_page(site: Site, path: Path) -> Pages:
    """A Markdown page of the project with the pictures that stand beside it; HTML in it is shown as
    it is written, and does nothing.
    """
    import pypandoc

    pages: Pages = {}

    def leading(match: re.Match[str]) -> str:
        """Links to pages and pictures of the report and to other sites; those to files of the
        project become text.
        """
        link, target, words = match[0], match[1], match[2]
        address, hash_sign, anchor = target.partition("#")
        beside = (path.parent / address).resolve()
        if address in DOCUMENTS and beside.exists():
            return str(link.replace(target, f"{beside.stem}.html{hash_sign}{anchor}", 1))
        stays = not address or address.startswith(("http://", "https://"))
        return str(link if stays or _taken(address, path.parent, pages) else words)

    text = re.sub(r"^(```)\w+$", r"\1", path.read_text(encoding="utf-8"), flags=re.M)
    made = pypandoc.convert_text(
        text, "html", format="gfm-raw_html", extra_args=["--wrap=none"], verify_format=False
    )
    html = re.sub(r"</?figure>|<figcaption.*?</figcaption>", "", made, flags=re.S)
    html = re.sub(r'<a href="([^"]*)"[^>]*>(.*?)</a>', leading, html, flags=re.S)
    for address in re.findall(r'<img [^>]*src="([^":]+)"', html):
        _taken(address, path.parent, pages)
    return pages | site.page(
        "document.html",
        f"{path.stem}.html",
        DOCUMENTS[path.name],
        body=Markup(scrolling(html)),
        notebook=False,
    )


def _taken(address: str, folder: Path, pages: Pages) -> bool:
    """Take a picture of the folder into the report, to the place it has here; false for anything
    else.
    """
    picture = (folder / address).resolve()
    there = (
        picture.suffix in (".svg", ".png")
        and ".." not in Path(address).parts
        and not Path(address).is_absolute()
        and picture.is_relative_to(folder.resolve())
        and picture.exists()
    )
    if there:
        pages[address] = picture.read_bytes()
    return there


def gallery_page(site: Site) -> Pages:
    """Every chart, drawn anew from the record."""
    with TemporaryDirectory() as folder:
        build(site.dataset, folder)
        return document_page(site, Path(folder) / "gallery.md")
