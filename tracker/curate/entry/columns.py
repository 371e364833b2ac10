"""What the columns of somebody's table hold: field names as they are, usual headings, and days as
their column writes them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tracker.curate import fields
from tracker.curate.entry.forms import SOURCE_FIELDS, WITHDRAWN_FIELDS, form_names, unknown
from tracker.curate.suggest import Names
from tracker.curate.words.signs import quoted

LEFT_OUT = "-"
DAY = "date"  # a heading that says no more than that it is a day
METRIC_COLUMN, VALUE_COLUMN = "metric", "value"  # of a table with one metric a row
ORIGIN = "source"  # one that may be the party, the page, its address or its outlet
HEADINGS = {
    "party": [
        "party",
        "actor",
        "assessed by",
        "claimed by",
        "according to",
        "attributed to",
        "who",
        "who said",
        "who said it",
        "who says so",
    ],
    "as_of": ["as of", "as of date", "situation on", "state of"],
    "stated": ["stated", "stated on", "date stated", "statement date", "reported", "date reported"],
    DAY: ["date", "day", "datum"],
    ORIGIN: ["source", "origin"],
    METRIC_COLUMN: [
        "metric",
        "measure",
        "indicator",
        "variable",
        "category",
        "type",
        "kind",
        "outcome",
    ],
    VALUE_COLUMN: [
        "value",
        "values",
        "figure",
        "figures",
        "amount",
        "count",
        "estimate",
        "words",
        "said",
    ],
    "place": ["place", "location", "region", "area", "where"],
    "speaker": ["speaker", "official", "spokesperson", "said by"],
    "note": ["note", "notes", "comment", "comments", "remark", "remarks"],
    "sources": ["sources", "source id", "source ids"],
    "source.URL": ["url", "link", "address", "web page", "webpage", "source url", "source link"],
    "source.title": ["title", "headline", "article", "source title"],
    "source.container-title": ["outlet", "newspaper", "publication", "media", "source name"],
    "source.publisher": ["publisher"],
    "source.author": ["author", "authors", "byline"],
    "source.issued": ["published", "date published", "publication date", "published on"],
    "attribution": ["attribution"],
    LEFT_OUT: ["no", "nr", "number", "row", "id", ""],
}
_KNOWN = {heading: field for field, headings in HEADINGS.items() for heading in headings}
END_WORDS = {
    "low": ["low", "lower", "min", "minimum", "lowest"],
    "best": ["best", "mid", "central", "point"],
    "high": ["high", "upper", "max", "maximum", "highest"],
}
_PARTS = ("since", "covers", "original")
_LONG = (METRIC_COLUMN, VALUE_COLUMN, *(f"{VALUE_COLUMN}.{part}" for part in (*END_WORDS, *_PARTS)))
_ENDS = {word: end for end, words in END_WORDS.items() for word in words}
_FILLERS = {"number", "no", "of", "total", "count", "estimate", "estimated", "bound", "figure"}
BOUND_ENDINGS = tuple(f".{end}" for end in END_WORDS)
DAY_FIELDS = frozenset(
    [field.name for field in fields.ESTIMATE if field.kind == "date"]
    + [name for name, field in SOURCE_FIELDS.items() if field.kind == "csl_date"]
    + [name for name in WITHDRAWN_FIELDS if name.endswith("date")]
)
# A footnote's mark: a raised number, [1] or [a], but no scale.
_FOOTNOTE = re.compile(r"[¹²³⁰⁴-⁹]+$|\[(?:[1-9]\d?|[a-jln-su-z])\]$", re.I)
_ID = re.compile(r"(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*")
# A heading whose numbers are no counts as they stand.
_WORDS = r"(?:hundreds?|thousands?|millions?|mio|mln|tausend|tsd|тыс|тис|млн|lakhs?|percent|pct)\b"
_SCALE = rf"\b{_WORDS}|(?<!\d[,. ])\b(?:0{{3}}s?|x ?1[ ,.]?0{{3}}s?|10[³⁶^]\d?)(?!\w)"
_SHORT = r"(?:1[ ,.]?0{3}s?|[kmt])(?!\w)"
_SCALED = re.compile(
    rf"{_SCALE}|[%‰<>≤≥~≈±]|\+(?!\s*\w)|\b{_SHORT}|\b(?:per|rate|units?|scale)\b", re.I
)
# The same in a line above or below the names of the columns, which may tell of anything: alone in
# its cell or in brackets, or at the end behind a word or sign.
_UNIT = rf"{_WORDS}|[%‰]|['’]0{{3}}s?|[x×]? ?1[ ,.]?0{{3}}s?|10[³⁶^]\d?"
_PEOPLE = r"(?:\.? (?:persons|people|soldiers|men|troops|personen))?"
SCALE_BESIDE = re.compile(
    rf"(?:^|[(\[])\W{{0,3}}(?:{_UNIT}|[<>≤≥~≈±]){_PEOPLE}\W{{0,3}}(?:$|[)\]])"
    rf"|(?:\b(?:in|per|are)\W{{1,3}}(?:{_UNIT}|[kmt]\b)(?: of)?{_PEOPLE}"
    rf"|(?:\bx|×) ?1[ ,.]?0{{3}}s?|[:=,–—] ?{_WORDS}{_PEOPLE})"
    r"\W{0,3}(?:$|[)\],;])",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Columns:
    """For each column the fields that it holds (none: left out), and whether any was guessed."""

    fields: dict[str, tuple[str, ...]]
    guessed: bool

    def __str__(self) -> str:
        width = max(map(len, self.fields))
        return "\n".join(
            f"  {name.ljust(width)}  {', '.join(held) or 'left out'}"
            for name, held in self.fields.items()
        )


def recognised(heading: str, called: Mapping[str, Names]) -> str | None:
    """What a column with this heading holds, as far as the heading tells.

    Examples
    --------
    >>> book = {"metrics": Names({"killed": ("Killed",)})}
    >>> [recognised(text, book) for text in ("Killed (low)", "max. killed", "URL", "Weather")]
    ['killed.low', 'killed.high', 'source.URL', None]

    """
    heading = heading.strip()
    if heading in _LONG or heading in form_names(tuple(called["metrics"])):
        return heading
    if metric := called["metrics"].key(heading):
        return metric
    if _SCALED.search(heading):
        return None
    plain = _FOOTNOTE.sub("", heading)
    words = re.sub(r"[^\w]+", " ", plain.casefold().replace("_", " ")).split()
    if (known := _KNOWN.get(" ".join(words))) is not None:
        return known
    if len(words) == 1 and words[0] in _PARTS:
        return f"{VALUE_COLUMN}.{words[0]}"
    ends = [_ENDS[word] for word in words if word in _ENDS]
    rest = [word for word in words if word not in _ENDS]
    meant = [n for n, word in enumerate(rest) if word not in _FILLERS]
    rest = rest[meant[0] : meant[-1] + 1] if meant else []
    metric = called["metrics"].key(" ".join(rest)) if rest else VALUE_COLUMN if ends else None
    if metric is None or len(ends) > 1:
        return None
    return f"{metric}.{ends[0]}" if ends else metric


def mapped(
    columns: Mapping[str, Sequence[str]],
    called: Mapping[str, Names],
    pages: Collection[str],
    given: Mapping[str, str],
) -> Columns:
    """What each column holds.

    Parameters
    ----------
    columns : mapping of str to sequence of str
        The headings, each with its cells.
    called : mapping of str to Names
        What the codebook's metrics, parties and places are called.
    pages : collection of str
        The names of the sources that are there.
    given : mapping of str to str
        Headings and what they hold, as said by the user: fields separated by commas, or ``-``.

    Raises
    ------
    ValueError
        If a heading that is given is not there, a field is unknown or held twice, or a column's
        heading means nothing (all are named).

    """
    held: dict[str, tuple[str, ...]] = {}
    strange = [f"there is no column '{name}'" for name in given if name not in columns]
    meant: list[str] = []
    for name in columns:
        told = given.get(name, "id" if _ids(name, columns[name]) else recognised(name, called))
        parts = [name] if told is None else [part for part in told.split(",") if part != LEFT_OUT]
        held[name] = tuple(map(str.strip, parts))
        meant += held[name] if told is None or name in given else ()
    scaled = [name for name in meant if name not in given and _SCALED.search(name)]
    strange += [
        f"'{name}' seems to hold shares, bounds, or thousands or the like; first write the numbers "
        "of the table in full, with their hedges"
        for name in scaled
    ]
    strange += unknown((name for name in meant if name not in scaled), called["metrics"], _LONG)
    if strange:
        advice = "say with --map 'COLUMN=FIELD' what one holds, or leave it out with 'COLUMN=-'"
        lines = "".join(f"\n  {line}" for line in dict.fromkeys(strange))
        raise ValueError(f"has columns that cannot be used; {advice}:{lines}")
    _settle(held, columns, called, pages)
    _whole(held, called["metrics"])
    taken = [field for own in held.values() for field in own]
    for field in taken:
        if taken.count(field) > 1:
            both = " and ".join(f"'{name}'" for name, own in held.items() if field in own)
            raise ValueError(
                f"has two columns for {field}, {both}; say with --map 'COLUMN=-' which to leave out"
            )
    return Columns(held, any(own != (name,) for name, own in held.items()))


def _settle(
    held: dict[str, tuple[str, ...]],
    columns: Mapping[str, Sequence[str]],
    called: Mapping[str, Names],
    pages: Collection[str],
) -> None:
    """What headings alone leave open: whose or which a source is, and which day a date is."""
    taken = {field for own in held.values() for field in own}
    numbered = [name for name in columns if name.strip().casefold() == "number"]
    if METRIC_COLUMN in taken and len(numbered) == 1 and not any(map(_is_value, taken)):
        held[numbered[0]] = (VALUE_COLUMN,)
    for name, own in held.items():
        if own == (ORIGIN,):
            held[name] = (_origin(columns[name], called["parties"], pages, taken),)
        elif own == (DAY,):
            held[name] = tuple(field for field in ("as_of", "stated") if field not in taken)


def _whole(held: dict[str, tuple[str, ...]], metrics: Names) -> None:
    """Refuse a column of metrics without their values, and values without their metric; ends and
    parts beside one metric are that one's.
    """
    by_field = {field: name for name, own in held.items() for field in own}
    values = {field: name for field, name in by_field.items() if _is_value(field)}
    if METRIC_COLUMN in by_field and not values:
        raise ValueError(
            f"has metrics in '{by_field[METRIC_COLUMN]}' and no column of their values; name it "
            "'value', or say with --map 'COLUMN=value' which it is"
        )
    counted = {field.partition(".")[0] for field in by_field} & {*metrics}
    if METRIC_COLUMN in by_field or not values:
        return
    if len(counted) > 1 or not counted or VALUE_COLUMN in values:
        said = " ".join(
            f"--map '{name}=METRIC{field.removeprefix(VALUE_COLUMN)}'"
            for field, name in values.items()
        )
        raise ValueError(
            f"has values in {', '.join(map(quoted, values.values()))} and no column that names "
            f"their metric; say which it is with {said}, or leave one out with 'COLUMN=-'"
        )
    [metric] = counted
    for name, own in held.items():
        held[name] = tuple(re.sub(rf"^{VALUE_COLUMN}(?=\.)", metric, field) for field in own)


def _ids(name: str, cells: Sequence[str]) -> bool:
    """Whether a column so called holds ids of statements, and not the numbers of its rows."""
    filled = [*filter(None, cells)]
    return name.strip().lower() == "id" and bool(filled) and all(map(_ID.fullmatch, filled))


def _is_value(field: str) -> bool:
    return field.partition(".")[0] == VALUE_COLUMN


def _origin(cells: Sequence[str], parties: Names, pages: Collection[str], taken: set[str]) -> str:
    """The party where most of the cells name one, else the page, its address or its outlet."""
    texts = set(filter(None, cells))
    if sum(text in pages for text in texts) * 2 > len(texts):
        return "sources"
    if texts and all(text.startswith("http") for text in texts):
        return "source.URL"
    known = sum(parties.key(text) is not None for text in texts)
    return "party" if "party" not in taken or known * 2 > len(texts) else "source.container-title"
