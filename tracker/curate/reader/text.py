"""From bytes to text in UTF-8 with plain spaces; what is not is reported and replaced, so that
reading goes on.
"""

from __future__ import annotations

import codecs
import re

from tracker.curate.reader.nodes import Fault

_BOMS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
# What YAML forbids or takes for a line end, and what cannot be seen: it comes along when text is
# copied from a page.
_STRANGE = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u200a\u200c-\u2027\u202f-\u205f\u2070-\ud7ff\ue000-\ufefe\uff00-\ufffd"
    "\U00010000-\U0010ffff]"
)
_TAB = re.compile("\t")
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
    if _STRANGE.search(text):
        faults += _in_lines(
            text, _STRANGE, "encoding", "the invisible character U+{:04X} stands here; delete it"
        )
        text = _STRANGE.sub(" ", text)
    if "\t" in text:
        faults += _in_lines(text, _TAB, "tab", "a tab stands here; write spaces")
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


def _in_lines(text: str, sign: re.Pattern[str], rule: str, message: str) -> list[Fault]:
    """The first such sign in each line, of the first few lines; a tab in a remark does no harm."""
    faults: list[Fault] = []
    for number, line in enumerate(text.split("\n"), 1):
        match = sign.search(line)
        if not match or (rule == "tab" and _REMARK.match(line[: match.start()])):
            continue
        if len(faults) == _MOST:
            faults[-1].message += " (and in further lines)"
            break
        faults.append(Fault(rule, number, match.start() + 1, message.format(ord(match[0]))))
    return faults
