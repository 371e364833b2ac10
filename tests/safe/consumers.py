"""What each kind of file is opened with, and what it must not hold then."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import html5lib
import openpyxl
import pypandoc
import yaml
from lxml import etree

from safe.payloads import RAN

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ACTIVE = {"iframe", "object", "embed", "base", "textarea", "foreignObject", "set", "animate"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def markup(root) -> list[str]:
    """What of a parsed page or picture would run, or ask another place for something."""
    found = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = element.tag.rpartition("}")[2]
        if name in ACTIVE:
            found.append(f"<{name}>")
        if (
            name == "script"
            and (RAN in (element.text or ""))
            and element.get("type")
            not in (
                "application/json",
                "application/ld+json",
            )
        ):
            found.append(f"<script>{element.text[:60]}")
        if name == "style" and RAN in (element.text or ""):
            found.append("<style>")
        for key, value in element.attrib.items():
            key, plain = key.rpartition("}")[2].lower(), re.sub(r"\s", "", value).lower()
            if key.startswith("on") or key in ("srcdoc", "action", "formaction"):
                found.append(f"<{name} {key}={value[:60]}>")
            if key in ("href", "src", "srcset", "data", "poster", "xlink:href"):
                fetched = name not in ("a", "{http://www.w3.org/2000/svg}a") and "//" in plain
                if plain.startswith(("javascript:", "vbscript:", "data:text")) or (
                    fetched and not plain.startswith("data:image/") and name != "link"
                ):
                    found.append(f"<{name} {key}={value[:60]}>")
    return found


def html(path: Path) -> list[str]:
    """As HTML, by the parser that browsers follow."""
    return markup(html5lib.parse(path.read_text(encoding="utf-8")))


def xml(path: Path) -> list[str]:
    """As XML: well formed, without a document type that could name other files."""
    raw = path.read_bytes()
    if path.suffix != ".svg":
        assert b"<!ENTITY" not in raw
    return markup(etree.fromstring(raw, etree.XMLParser(resolve_entities=False)))


def markdown(path: Path, forms: Sequence[str] = ("markdown", "gfm")) -> list[str]:
    """By pandoc, in its own and in GitHub's Markdown."""
    found = []
    for form in forms:
        tree = json.loads(pypandoc.convert_file(str(path), "json", format=form))
        found += [f"{form}: {what}" for what in _run(tree["blocks"])]
    return found


def _run(node) -> list[str]:
    if isinstance(node, list):
        return [what for one in node for what in _run(one)]
    if not isinstance(node, dict):
        return []
    kind, inside = node.get("t"), node.get("c")
    if kind in ("RawBlock", "RawInline"):
        return [] if re.fullmatch(OWN_HTML, inside[1].strip()) else [f"raw {inside[1][:80]}"]
    if kind == "Math":
        return [f"mathematics {inside[1][:80]}"]
    found = _run(inside)
    if kind in ("Link", "Image"):
        target = inside[-1][0]
        if (kind == "Image" and "//" in target) or re.match(
            r"\s*(javascript|data|vbscript):", target
        ):
            found.append(f"{kind} {target[:80]}")
    return found


OWN_HTML = r'<a id="[\w.-]+"></a>|<a id="[\w.-]+">|</a>|<!-- [\w ,.:`/-]+ -->|<br>|</?sup>'


def cells(path: Path) -> list[str]:
    """As a spreadsheet takes a text file: a cell that begins like a formula is one."""
    rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    return [
        cell[:60]
        for row in rows
        for cell in row
        if cell.startswith(FORMULA) and not re.fullmatch(r"-[\d.,]+", cell)
    ]


def workbook(path: Path) -> list[str]:
    """By openpyxl: no formula; and no part that leads elsewhere."""
    book = openpyxl.load_workbook(path)
    found = [
        str(cell.value)[:60]
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    return found + package(path)


def package(path: Path) -> list[str]:
    """Each part of an office file is XML; none is a field, and links lead to pages alone."""
    found = []
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            root = etree.fromstring(parts.read(name))
            for element in root.iter():
                tag = str(element.tag).rpartition("}")[2]
                if tag in ("fldSimple", "instrText", "oleObject", "ddeLink", "altChunk"):
                    found.append(f"{name}: {tag}")
                if element.get("TargetMode") == "External" and (
                    not element.get("Type", "").endswith("/hyperlink")
                    or not element.get("Target", "").startswith(("https://", "http://"))
                ):
                    found.append(f"{name}: {element.get('Target')[:80]}")
    return found


def data(path: Path) -> list[str]:
    """As JSON, whatever else it is."""
    json.loads(path.read_text(encoding="utf-8"))
    return []


def settings(path: Path) -> list[str]:
    """As YAML, by another reader than the project's own."""
    yaml.safe_load(path.read_text(encoding="utf-8"))
    return []


def signs(path: Path) -> list[str]:
    """As text: no sign that a terminal obeys."""
    return sorted(set(CONTROL.findall(path.read_text(encoding="utf-8"))))


OPENED = {
    ".html": html,
    ".svg": xml,
    ".xml": xml,
    ".md": markdown,
    ".csv": cells,
    ".xlsx": workbook,
    ".docx": package,
    ".json": data,
    ".jsonld": data,
    ".webmanifest": data,
    ".yaml": settings,
    ".yml": settings,
    ".cff": settings,
    ".tex": signs,
    ".txt": signs,
    ".bib": signs,
    ".ris": signs,
}
ONLY_OWN = {".css", ".js", ".png", ".pdf", ".parquet", ".tracker-report", ".zip", ""}


def trouble(folder: Path, **how: Sequence[str]) -> dict[str, list[str]]:
    """Every file of a folder opened by what it is made for; gives what was found, by name.

    ``forms`` may say in which of pandoc's forms Markdown is read.
    """
    found = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.suffix in ONLY_OWN:
            continue
        given = how if path.suffix == ".md" else {}
        if opened := OPENED[path.suffix](path, **given):
            found[str(path.relative_to(folder))] = opened[:5]
    return found
