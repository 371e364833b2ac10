"""The text of a published file, so that the provenance line in it can be found again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, is_zipfile
from zlib import error as BadDeflate

from tracker.curate.limits import PUBLISHED, UNPACKED

# of Word, PowerPoint and Excel, by their names without the namespace; elsewhere all text is read
_OFFICE = re.compile("openxmlformats|ooxml")
_UNSEEN = re.compile(r"[^ -~]+")
_RICH = (
    (re.compile(r"\\(?:par|line|cell|row|page|sect)(?![a-z])[ \v]?"), "\n"),
    (re.compile(r"\\tab(?![a-z])[ \v]?|\\~"), " "),
    (re.compile(r"\\(?:endash|u821[0-3]\??)(?![a-z])[ \v]?|\\(?:_|'9[67])"), "-"),
    (re.compile(r"\\[a-z]{1,32}-?[0-9]{0,9}[ \v]?|\\'[0-9a-f]{2}|\\[*-]|[{}]"), ""),
)
_HELD = {"t", "v", *(f"{which}{end}" for which in ("odd", "even", "first")
                     for end in ("Header", "Footer"))}  # fmt: skip
_PARAGRAPHS = {"p", "h", "si", "is", "c", "v", "td", "th", "li", "div", *_HELD} - {"t"}
_LEFT_OUT = {"del", "moveFrom", "Fallback", "tracked-changes", "instrText", "script", "style"}
_SIGNS = {"tab": " ", "s": " ", "br": "\n", "cr": "\n", "line-break": "\n", "noBreakHyphen": "-"}


def text_of(path: Path) -> str:
    """The text of a table, chart or paper: any text format, letters, notebooks, files of Word,
    Excel, PowerPoint, LibreOffice and e-books in all parts; for a csv, its metadata beside it.

    Raises
    ------
    ValueError
        If the file holds no text that can be read; the message says what to do instead.
    OSError
        If it cannot be read at all.

    """
    if path.suffix.lower() == ".csv":
        # beside it, under the name of today or that of version 0.1
        described = (
            path.with_suffix(".resource.json"),
            path.with_name(path.name + "-metadata.json"),
        )
        path = next((beside for beside in described if beside.exists()), path)
    if path.is_dir():
        raise ValueError(f"'{path}' is a folder; name the file that holds the table")
    if path.stat().st_size > PUBLISHED:
        raise ValueError(
            f"'{path}' is larger than {PUBLISHED // 1_000_000} MB; give the provenance line "
            "itself, in quotes"
        )
    try:
        if is_zipfile(path) or path.suffix.lower() in (".docx", ".xlsx"):
            return "\n".join(_packed(path))
        reader = _READERS.get(path.suffix.lower(), _plain)
        return reader(path.read_bytes())
    except (BadZipFile, BadDeflate, EOFError, KeyError, ValueError, RuntimeError):
        raise ValueError(
            f"cannot read text in '{path}'; give the provenance line itself, in quotes"
        ) from None


def _plain(content: bytes) -> str:
    """Text in UTF-8, or UTF-16 where it says so, or else in what Windows wrote before."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    if b"\0" in content or content.startswith(b"%PDF"):
        return _signs(content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _signs(content: bytes) -> str:
    """What stands readable in a picture, a PDF or an older file of Word, as this program's charts
    carry their line; a ValueError where no line does.
    """
    text = _UNSEEN.sub("\n", content.replace(b"\0", b"").decode("latin-1"))
    if "known on" not in text:
        raise ValueError
    return text


def _rtf(content: bytes) -> str:
    """The words of Rich Text: what its control words print, and its own line ends as none."""
    text = content.decode("cp1252", "replace").replace("\r", "").replace("\n", "\v")
    for pattern, instead in _RICH:
        text = pattern.sub(instead, text)
    return text.replace("\v", "")


def _json(content: bytes) -> str:
    """Every text in a JSON file, one a line; what is no JSON as it is."""
    try:
        return "\n".join(_texts(json.loads(_plain(content))))
    except (json.JSONDecodeError, RecursionError):
        return _plain(content)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for child in value.values() if isinstance(value, dict) else value:
            yield from _texts(child)


def _mail(content: bytes) -> str:
    """Every text in a letter, or in a page that a browser kept in one file, as it was written."""
    parts = message_from_bytes(content).walk()
    texts = (
        part.get_payload(decode=True) for part in parts if part.get_content_maintype() == "text"
    )
    return "\n".join(_plain(text) for text in texts if isinstance(text, bytes))


_READERS = {
    **dict.fromkeys((".json", ".ipynb"), _json),
    **dict.fromkeys((".eml", ".mht", ".mhtml"), _mail),
    ".rtf": _rtf,
}


def _packed(path: Path) -> Iterator[str]:
    """The text of every part: the body, tables, headers, notes, comments, boxes, charts."""
    with ZipFile(path) as packed:
        parts = [part for part in packed.infolist() if part.filename.endswith((".xml", "html"))]
        usual = all(part.compress_type in (ZIP_STORED, ZIP_DEFLATED) for part in parts)
        if not usual or sum(part.file_size for part in parts) > UNPACKED:
            raise ValueError
        for part in parts:
            content = packed.read(part)
            try:
                root = ElementTree.fromstring(content)
                told: list[str] = []
                _say(told, root, not _OFFICE.search(root.tag))
                yield "".join(told)
            except (SyntaxError, RecursionError):  # a page of HTML, say
                yield _plain(content)


def _say(told: list[str], element: ElementTree.Element, everything: bool) -> None:
    """Tell the text of an element as a reader sees it, what was inserted with it, what was struck
    out without it; each paragraph in lines of its own.
    """
    name = str(element.tag).rpartition("}")[2]
    if name in _LEFT_OUT:
        return
    end = "\n" if name in _PARAGRAPHS else ""
    told.append(end + _SIGNS.get(name, ""))
    if everything or name in _HELD:
        told.append(element.text or "")
    for child in element:
        _say(told, child, everything)
        if everything:
            told.append(child.tail or "")
    told.append(end)
