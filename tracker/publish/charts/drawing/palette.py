"""Who looks how: one colour an affiliation, one shape a party, from the codebook's order and so the
same in every chart.

The first seven affiliations of the codebook have a colour of their own, all others share charcoal;
list first those that speak most often. The colours differ by at least 0.12 in OKLab in normal sight
and in each of the three forms of colour-blindness (Machado, Oliveira & Fernandes 2009), their inks
by 20 in CIELAB without red or green cones, and they step in
lightness. Shapes are dealt so that parties of one affiliation never share one before all are used,
and parties that do share one differ in lightness where possible: the pairs survive greyscale. A
party added at the end of the codebook changes nobody's look.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from tracker.curate.model import Codebook

COLOURS = {
    "#4665dc": "#4665dc",
    "#af0b83": "#af0b83",
    "#87a45c": "#687e47",
    "#1c0054": "#1c0054",
    "#02b2f5": "#017eae",
    "#774800": "#774800",
    "#cddbc4": "#71786c",
}
"""Fills, each with its ink: darkened until text in it is readable on white."""
CHARCOAL = "#32373c"
SHAPES = ("o", "s", "^", "D", "v", "P", "*", "X", "<", ">", "house", "d", "hourglass", "bow")
NEAR = 12.0  # steps of CIE L* below which two greys are hard to tell apart


@dataclass(frozen=True, slots=True)
class Look:
    """How a party is drawn: ``fill`` of its marks, ``ink`` of their outline and of its name, and
    the ``shape``.
    """

    fill: str
    ink: str
    shape: str


def looks(codebook: Codebook) -> dict[str, Look]:
    """The look of every party of the codebook, by its key.

    Examples
    --------
    >>> from tracker.curate.model import Party
    >>> from types import SimpleNamespace
    >>> book = SimpleNamespace(affiliations={"a": 1, "b": 2}, parties={
    ...     key: Party(key, key, home, key) for key, home in [("x", "a"), ("y", "b"), ("z", "a")]})
    >>> [(look.fill, look.shape) for look in looks(book).values()]
    [('#4665dc', 'o'), ('#af0b83', 's'), ('#4665dc', '^')]

    """
    inked = dict(zip(codebook.affiliations, COLOURS.items()))
    made: dict[str, Look] = {}
    for key, party in codebook.parties.items():
        fill, ink = inked.get(party.affiliation, (CHARCOAL, CHARCOAL))
        made[key] = Look(fill, ink, _freest(fill, made.values()))
    return made


def _freest(fill: str, dealt: Collection[Look]) -> str:
    """The shape with the fewest owners that look alike in colour, then in greyscale, then at
    all.
    """

    def crowd(shape: str) -> tuple[int, int, int]:
        """Owners of a shape: of this very fill, fewer than ``NEAR`` steps of CIE L* off, in all."""
        owners = [look.fill for look in dealt if look.shape == shape]
        alike = [other for other in owners if abs(lightness(other) - lightness(fill)) < NEAR]
        return owners.count(fill), len(alike), len(owners)

    return min(SHAPES, key=crowd)  # the first of equals


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour, 0 (black) to 1 (white)."""
    levels = [level / 255 for level in bytes.fromhex(colour[1:])]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in levels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=64)
def lightness(colour: str) -> float:
    """CIE L* of a colour, 0 to 100: what is left of it in greyscale.

    Examples
    --------
    >>> round(lightness("#777777"))
    50

    """
    amount = luminance(colour)
    return 116 * amount ** (1 / 3) - 16 if amount > 0.008856 else 903.3 * amount


def paler(colour: str, part: float) -> str:
    """The colour mixed with white; ``part`` in [0, 1] is how much of it stays.

    Examples
    --------
    >>> paler("#000000", 0.4)
    '#999999'

    """
    levels = (255 - (255 - level) * part for level in bytes.fromhex(colour[1:]))
    return f"#{bytes(map(round, levels)).hex()}"
