"""Names as BibTeX, BibLaTeX and RIS write them, as names of CSL and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from tracker.curate.references import tex

Name = dict[str, str]
OTHERS: Name = {"literal": "et al."}  # a list that goes on; CSL has no other word for it
_PARTICLES = r"(?:[a-zß-ÿ][\w.]*['’]?(?:\s+|(?<=['’]))|al-)+"
_PREFIXES = ("dropping-particle", "non-dropping-particle")


def tex_names(
    written: str, unread: list[str] | None = None, remarks: list[str] | None = None
) -> list[Name]:
    """Names that ``and`` or a semicolon parts, in every form that BibTeX and BibLaTeX know.

    What stands in braces is an organisation's name; ``others`` is :data:`OTHERS`. ``Smith JA`` is a
    family name with initials where each of several names has that form, and commas may part them.

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
    names = [*_split(written, r"(?:\s+and)+\s+|;\s*|^and\s+|\s+and$")]
    parts = [part for one in names for part in (_split(one, ", *") if "." not in one else [one])]
    loose = [part for part in parts if part and not _fixed(part)]
    told = [] if remarks is None else remarks
    if people := dict(zip(loose, _spelled([*map(tex.decoded, loose)]))):
        told.append(f"'{loose[0]}' {_AS_SHORT}; {_AS_ELSE}")
        names = [people.get(part, part) for part in parts]
    else:
        told += (f"'{one}' {_AS_TEX}" for one in names if not _fixed(one) and _doubtful(one))
    return [name for one in names if (name := _name(one, lost))]


def ris_names(written: str, remarks: list[str]) -> list[Name]:
    """The names in a line of RIS, which should be one."""
    several = written.count(",") > 1 and not _marked(written) and len(written) < 1_000
    names: list[Name] = []
    for part in re.split(r"; ?| and (?=[^,]{1,60},)" if several else "; ", written):
        people = _spelled([*map(str.strip, part.strip(", ").split(","))])
        head = part.partition(",")[0].strip()
        if people:
            remarks.append(f"'{head}' {_AS_SHORT}")
        elif _marked(part) and " " not in head:
            remarks.append(f"'{part}' {_AS_MARKED}")
        elif _doubtful(head) and not _marked(part):
            remarks.append(f"'{part}' {_AS_RIS}")
        names += map(ris_name, people or [part])
    return [name for name in names if name]


def ris_name(written: str) -> Name:
    """A name of RIS: ``Family, Given, Suffix``; an organisation's has no comma but one at its end,
    or two in one place, as in EndNote.

    Examples
    --------
    >>> ris_name("van Gogh, V.")
    {'family': 'Gogh', 'non-dropping-particle': 'van', 'given': 'V.'}
    >>> ris_name("United Nations")
    {'literal': 'United Nations'}

    """
    bare = written.strip(", ")
    if bare.lower() in ("et al.", "et al", "others"):
        return dict(OTHERS)
    if "," not in written or _marked(written):
        return _named(bare.replace(",,", ",", 1))
    family, _, rest = (part.strip() for part in written.partition(","))
    given, _, suffix = (part.strip() for part in rest.partition(","))
    if "," in suffix and not SUFFIX.match(suffix):  # an organisation's, or several names
        return _named(bare)
    if suffix and SUFFIX.fullmatch(given):
        given, suffix = suffix, given
    particle = re.match(_PARTICLES, family)
    found = {
        "family": family[particle.end() :] if particle else family,
        "non-dropping-particle": particle[0].strip() if particle else "",
        "given": given,
        "suffix": suffix.rstrip(","),
    }
    return {part: text for part, text in found.items() if text}


SUFFIX = re.compile(r"(?:[JS]n?r|Esq)\.?|I{2,3}|IV|VI{1,3}|Ph\.? ?D\.?")
# Bare initials; those that can be no family name: one letter, letters apart, no vowel (save Ng).
_BARE = r"([^\W\d_]\.?(?:[ -]?[^\W\d_]\.?){0,2})"
_SURE = re.compile(r"\w(?:\W+\w)*\W*|(?!NG)[B-DF-HJ-NP-TV-XZ]+")
_SHORT = re.compile(rf"((?:[a-zß-ÿ]\S* )*[^\W\d_][^\s.,=]+) {_BARE}")
_ENDING = re.compile(rf"[^,]*[^\s,] {_BARE},?")
_AS_SHORT = "is read as family name and initials"
_AS_ELSE = (
    "where it is otherwise, write the family name first, as in 'Doe, Jane'; put an organisation in "
    "braces"
)
_AS_TEX = f"ends with the family name, as it is read; {_AS_ELSE}"
_AS_RIS = "is read as one name; give each name a line, and write initials as in 'Doe, J. A.'"
_AS_MARKED = "is read as an organisation's name, since it has two commas in one place"
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
        return literal.replace(",", ",,", 1) if form == "ris" else f"{{{tex.encoded(literal)}}}"
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


def _spelled(names: Sequence[str]) -> list[str]:
    """``Smith JA`` as ``Smith, J. A.``; none where one name has another form or stands alone, as
    ``Malcolm X`` may, or the capitals of all may be family names: ``Wei LI``.
    """
    found = [one for name in names if (one := _SHORT.fullmatch(name)) and _capitals(one[2])]
    if not 1 < len(found) == len(names) or not any(_SURE.fullmatch(one[2]) for one in found):
        return []
    stopped = (re.sub(r"([^\W\d_])\.? ?", r"\1. ", one[2]).strip() for one in found)
    return [f"{one[1]}, {each.replace('. -', '.-')}" for one, each in zip(found, stopped)]


def _doubtful(name: str) -> bool:
    """Whether the last word may be initials."""
    return bool((found := _ENDING.fullmatch(name)) and _capitals(found[1]))


def _capitals(ending: str) -> bool:
    return ending.isupper() and not SUFFIX.fullmatch(ending)


def _marked(written: str) -> bool:
    """Whether a name of RIS is said to be an organisation's, by two commas in one place or by one
    at its end and no other; behind a given name that one stands for an empty suffix.
    """
    bare = written.strip(", ")
    if "," in bare:
        return ",," in bare and not SUFFIX.fullmatch(bare.rpartition(",")[2].strip())
    return written.rstrip().endswith(",") and " " in bare and not re.match(_PARTICLES, bare)


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


_GOING_ON = ("others", "et al", "{others}")


def _fixed(name: str) -> bool:
    """Whether a name stands in braces as a whole, or says that a list goes on."""
    braced = name.startswith("{") and tex.matching(name, 0) == len(name) - 1
    return braced or name.lower().rstrip(".") in _GOING_ON


def _name(written: str, unread: list[str]) -> Name:
    alone = re.fullmatch(r"[^,]*\s[^,]*,", written.strip())  # a family name of several words
    whole = written.strip().strip(",").strip()
    if whole.lower().rstrip(".") in _GOING_ON:
        return dict(OTHERS)
    if _fixed(whole):
        return _named(tex.decoded(whole, unread))
    parts = [*_split(whole, r"\s*,\s*"), *([""] if alone else [])]
    if all(re.match(r"[A-Za-z-]+\s*=", part) for part in parts):
        return _extended(parts, unread)
    if len(parts) == 3 and SUFFIX.fullmatch(parts[2]):  # behind the given name, as people write
        parts = [parts[0], parts[2], parts[1]]
    odd = len(parts) == 3 and not SUFFIX.match(parts[1])
    several = (
        len(parts) > 3
        or (odd and (_INITIALS.fullmatch(parts[1]) or all(map(_WHOLE.fullmatch, parts))))
        or (len(parts) > 1 and (all(map(_SIGNED.fullmatch, parts)) or all(map(_doubtful, parts))))
    )
    if several or len([*_split(whole, r"\s\\?&\s")]) > 1:
        raise ValueError(
            f"'{whole}' has {'an &' if '&' in whole else 'too many commas'} for one name; put "
            "'and' between names, and the name of an organisation in braces"
        )
    words = list(_split(parts[0], r"[\s~]+"))
    if len(parts) == 1 and _NO_PARTICLES.intersection(words):
        return _named(tex.decoded(whole, unread))
    ends = len(parts) == 1 and len(words) > 1 and SUFFIX.fullmatch(words[-1])
    # Of two parts the last is a title, as in Jane Doe, PhD; in capitals it may be initials.
    behind = len(parts) == 3 or (SUFFIX.fullmatch(parts[-1]) and not parts[-1].isupper())
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
