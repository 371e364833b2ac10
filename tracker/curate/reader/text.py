"""From bytes to text in UTF-8 with plain spaces; what is not is reported and replaced, so that
reading goes on.
"""

from __future__ import annotations

import codecs
import re

from tracker.curate.reader.nodes import Fault
from tracker.curate.words.signs import code_point, invisible

_BOMS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_REMARK = re.compile(r"(?:.*\s)?#\s|\s*#")
_MOST = 20


def decode(raw: bytes) -> tuple[str, list[Fault]]:
    r"""The text of a file with line ends ``\n``, and what is wrong with its characters.

    Tabs and control characters come back as single spaces, so that every column stays where it is.

    Examples
    --------
    >>> decode(b"a:\tb\r\n")[0]
    'a: b\n'

    """
    coding = next(
        (name for bom, name in _BOMS.items() if raw.startswith(bom)), None
    ) or _without_bom(raw)
    if coding:
        return "", [Fault("encoding", 1, 1, f"the file is in {coding}; save it as UTF-8")]
    try:
        text, faults = raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        if b"\0" in raw:
            return "", [Fault("encoding", 1, 1, "the file is no text; put the YAML file there")]
        text, faults = raw.decode("utf-8-sig", "replace"), [_not_utf8(raw, error)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if strange := invisible(text):
        faults += _in_lines(text, strange, "encoding", "{}; delete it")
        signs = list(text)
        for at in strange:
            signs[at] = " "
        text = "".join(signs)
    if "\t" in text:
        tabs = [found.start() for found in re.finditer("\t", text)]
        faults += _in_lines(text, tabs, "tab", "a tab stands here; write spaces")
        text = text.replace("\t", " ")
    return text, faults


def _without_bom(raw: bytes) -> str | None:
    """UTF-16 without its mark shows by every second byte being zero."""
    start = raw[:1000]
    zeros = max(start[::2].count(0), start[1::2].count(0))
    return "UTF-16" if zeros > len(start) // 4 and len(set(start)) > 2 else None


def _not_utf8(raw: bytes, error: UnicodeDecodeError) -> Fault:
    line = raw.count(b"\n", 0, error.start) + 1
    before = raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8-sig", "replace")
    return Fault(
        "encoding",
        line,
        len(before) + 1,
        f"the byte 0x{raw[error.start]:02X} is not UTF-8; save the file as UTF-8 and write the "
        "character again",
    )


def _in_lines(text: str, places: list[int], rule: str, message: str) -> list[Fault]:
    """The first of such signs in each line, of the first few lines; a tab in a remark does no
    harm.
    """
    faults: list[Fault] = []
    number, start, end = 1, 0, -1
    for at in places:
        if at < end:  # in a line of which one has been told
            continue
        number += text.count("\n", start, at)
        start = at
        before = text[text.rfind("\n", 0, at) + 1 : at]
        end = text.find("\n", at) % (len(text) + 1)
        if rule == "tab" and _REMARK.match(before):
            continue
        if len(faults) == _MOST:
            faults[-1].message += " (and in further lines)"
            break
        words = message.format(f"the invisible character {code_point(text[at])} stands here")
        faults.append(Fault(rule, number, len(before) + 1, words))
    return faults
