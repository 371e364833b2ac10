"""Names as BibTeX, BibLaTeX and RIS write them, as names of CSL and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tracker.curate.references import tex

Name = dict[str, str]
OTHERS: Name = {"literal": "et al."}  # a list that goes on; CSL has no other word for it
_PARTICLES = r"(?:[a-zß-ÿ][\w.]*['’]?(?:\s+|(?<=['’]))|al-)+"
_PREFIXES = ("dropping-particle", "non-dropping-particle")


def tex_names(written: str, unread: list[str] | None = None) -> list[Name]:
    """Names that ``and`` or a semicolon parts, in every form that BibTeX and BibLaTeX know.

    What stands in braces is an organisation's name; ``others`` is :data:`OTHERS`.

    Raises
    ------
    ValueError
        If a name has more than two commas.

    Examples
    --------
    >>> tex_names("van der Berg, Jan and {A Bureau} and others")[1:]
    [{'literal': 'A Bureau'}, {'literal': 'et al.'}]
    >>> tex_names("family=Oord, given=Aaron, prefix=van den, useprefix=true")
    [{'family': 'Oord', 'given': 'Aaron', 'non-dropping-particle': 'van den'}]

    """
    lost = [] if unread is None else unread
    written = re.sub(r"[ \t\r\n]+", " ", written)
    written = re.sub(
        r"[,;]?[ ~](?:\\\w+\{)?et\.?[ ~]al\.?\}? ?$", " and others", written, flags=re.I
    )
    # A part in quotes is one in braces.
    written = re.sub(r'=\s*"([^"{}]*)"', r"={\1}", written)
    written = re.sub(r'"((?:family|given|prefix|suffix)\s*=\s*\{[^"]*\})"', r"\1", written)
    names = (_name(one, lost) for one in _split(written, r"(?:\s+and)+\s+|;\s*|^and\s+|\s+and$"))
    return [name for name in names if name]


def ris_name(written: str) -> Name:
    """A name of RIS: ``Family, Given, Suffix``; without a comma it is an organisation's.

    Examples
    --------
    >>> ris_name("van Gogh, V.")
    {'family': 'Gogh', 'non-dropping-particle': 'van', 'given': 'V.'}
    >>> ris_name("United Nations")
    {'literal': 'United Nations'}

    """
    family, comma, rest = (part.strip() for part in written.partition(","))
    if not comma:
        return dict(OTHERS) if family.lower() in ("et al.", "et al", "others") else _named(family)
    given, _, suffix = (part.strip() for part in rest.partition(","))
    if "," in suffix and not _SUFFIX.match(suffix):  # an organisation's, or several names
        return _named(written.strip())
    if suffix and _SUFFIX.fullmatch(given):
        given, suffix = suffix, given
    particle = re.match(_PARTICLES, family)
    found = {
        "family": family[particle.end() :] if particle else family,
        "non-dropping-particle": particle[0].strip() if particle else "",
        "given": given,
        "suffix": suffix,
    }
    return {part: text for part, text in found.items() if text}


_SUFFIX = re.compile(r"(?:[JS]n?r|Esq)\.?|I{2,3}|IV|VI{1,3}|Ph\.? ?D\.?")
_INITIALS = re.compile(r"(?:[A-Z]\.[\s-]*)+")
# A whole name with initials: J. Doe, Doe J. A.
_SIGNED = re.compile(r"(?:[^\W\d_]\.[\s~-]*)+[^\W\d_]{2}\S*|\S+[\s~](?:[^\W\d_]\.[\s~-]*)+")
_WHOLE = re.compile(r"[^\W\d_a-z{][^{\s]*\s+\S.*", re.S)  # a name of two words or more
_NO_PARTICLES = frozenset(["of", "for", "the"])
_SPLITTING = re.compile(r",|;|\band\b|=")  # what ends a part of a name, or a name


def written_name(name: Mapping[str, str], form: str) -> str:
    """A name as ``bibtex``, ``biblatex`` or ``ris`` holds it."""
    if name == OTHERS and form != "ris":
        return "others"
    if literal := name.get("literal"):
        return literal if form == "ris" else f"{{{tex.encoded(literal)}}}"
    prefix = " ".join(filter(None, map(name.get, _PREFIXES)))
    last, given, suffix = (name.get(part, "") for part in ("family", "given", "suffix"))
    if form == "ris":
        space = "" if prefix.endswith(("'", "’", "-")) or not prefix else " "
        return f"{prefix}{space}{last}, {given}" + (f", {suffix}" if suffix else "")
    if form == "biblatex" and prefix and not re.search("[,=]", "".join(name.values())):
        kept = {"family": last, "given": given, "prefix": prefix, "suffix": suffix}
        whole = str("non-dropping-particle" in name).lower()
        parts = [f"{part}={_coded(text, form)}" for part, text in kept.items() if text]
        return ", ".join([*parts, f"useprefix={whole}"])
    guarded = _guarded(last, form)
    before = _guarded(prefix, form) if _SPLITTING.search(prefix) else _coded(prefix, form)
    family = f"{before} {guarded}" if prefix else guarded
    if " " in family and not given and not suffix:
        return f"{family},"
    parts = [family, _guarded(suffix, form), _guarded(given, form)]
    return ", ".join(part for n, part in enumerate(parts) if part or n == 2).removesuffix(", ")


def _coded(text: str, form: str) -> str:
    coded = tex.encoded(text)
    return tex.letters(coded) if form == "bibtex" else coded


def _guarded(text: str, form: str) -> str:
    """A part of a name, in braces where it would be taken for another."""
    coded = _coded(text, form)
    risky = _SPLITTING.search(text) or (text[:1].islower() and " " in text)
    return f"{{{coded}}}" if risky else coded


def _named(text: str) -> Name:
    return {"literal": text} if text else {}


def _split(written: str, between: str) -> Iterator[str]:
    """Pieces between separators that stand in no braces."""
    depth, start, pattern, at = 0, 0, re.compile(between, re.I), 0
    while at < len(written):
        if depth == 0 and (found := pattern.match(written, at)) and found.end() > at:
            yield written[start:at].strip()
            at = start = found.end()
            continue
        depth += {"{": 1, "}": -1}.get(written[at], 0)
        at += 1 + (written[at] == "\\")
    yield written[start:].strip()


def _name(written: str, unread: list[str]) -> Name:
    alone = re.fullmatch(r"[^,]*\s[^,]*,", written.strip())  # a family name of several words
    whole = written.strip().strip(",").strip()
    if whole.lower().rstrip(".") in ("others", "et al", "{others}"):
        return dict(OTHERS)
    if whole.startswith("{") and tex.matching(whole, 0) == len(whole) - 1:
        return _named(tex.decoded(whole, unread))
    parts = [*_split(whole, r"\s*,\s*"), *([""] if alone else [])]
    if all(re.match(r"[A-Za-z-]+\s*=", part) for part in parts):
        return _extended(parts, unread)
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[2]):  # behind the given name, as people write
        parts = [parts[0], parts[2], parts[1]]
    odd = len(parts) == 3 and not _SUFFIX.match(parts[1])
    several = (
        len(parts) > 3
        or (odd and (_INITIALS.fullmatch(parts[1]) or all(map(_WHOLE.fullmatch, parts))))
        or (len(parts) > 1 and all(map(_SIGNED.fullmatch, parts)))
    )
    if several or len([*_split(whole, r"\s\\?&\s")]) > 1:
        raise ValueError(
            f"'{whole}' has {'an &' if '&' in whole else 'too many commas'} for one name; put "
            "'and' between names, and the name of an organisation in braces"
        )
    words = list(_split(parts[0], r"[\s~]+"))
    if len(parts) == 1 and _NO_PARTICLES.intersection(words):
        return _named(tex.decoded(whole, unread))
    ends = len(parts) == 1 and len(words) > 1 and _SUFFIX.fullmatch(words[-1])
    # Of two parts the last is a title, as in Jane Doe, PhD; in capitals it may be initials.
    behind = len(parts) == 3 or (_SUFFIX.fullmatch(parts[-1]) and not parts[-1].isupper())
    suffix = words.pop() if ends else parts.pop(1) if behind and len(parts) > 1 else ""
    if len(parts) > 1:
        given, (von, last) = parts[-1], _von(words)
    else:
        first = next((n for n, word in enumerate(words[:-1]) if _small(word)), len(words) - 1)
        given, (von, last) = " ".join(words[:first]), _von(words[first:])
    found = {"family": last, "given": given, "non-dropping-particle": von, "suffix": suffix}
    return _set(found, unread)


def _set(found: Name, unread: list[str]) -> Name:
    """The parts as TeX would set them, without empty ones; a given name alone is the whole name."""
    made = {part: text for part, raw in found.items() if (text := tex.decoded(raw, unread))}
    return made if "family" in made else _named(made.get("given", ""))


def _von(words: list[str]) -> tuple[str, str]:
    """The particles before a family name, and the name: its last word is never a particle."""
    end = next((n for n, word in enumerate(words[:-1]) if not _small(word)), len(words) - 1)
    return " ".join(words[:end]), " ".join(words[end:])


def _small(word: str) -> bool:
    """Whether BibTeX takes a word for a particle; what stands in braces has no case."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    return tex.decoded(word)[:1].islower()


def _extended(parts: list[str], unread: list[str]) -> Name:
    """BibLaTeX's ``family=..., given=..., prefix=..., useprefix=...``."""
    pairs = (part.partition("=") for part in parts)
    held = {key.strip().lower(): value.strip().strip('"') for key, _, value in pairs}
    found = {
        "family": held.get("family", ""),
        "given": held.get("given", ""),
        _PREFIXES[held.get("useprefix", "").lower() == "true"]: held.get("prefix", ""),
        "suffix": held.get("suffix", ""),
    }
    return _set(found, unread)
