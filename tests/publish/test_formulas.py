"""Formulas: taken out of Markdown, set as pictures, put back, and code left alone."""

import re
import xml.etree.ElementTree as tree

import pytest

from tracker.publish.formulas import formula, put_back, taken_out


def test_formulas_are_found_in_all_their_forms():
    """Within a line, in a block, in GitHub's fence, and between ticked dollars."""
    text, made = taken_out("Let $x$ be\n\n$$y^2$$\n\n```math\nz_1\n```\n\nand $`w`$.")
    assert re.findall(r"formula\dhere", text) == ["formula0here", "formula1here", "formula2here", "formula3here"]
    assert [re.search('aria-label="([^"]*)"', item)[1] for item in made] == ["x", "y^2", "z_1", "w"]
    assert [("block" in item) for item in made] == [False, True, True, False]


@pytest.mark.parametrize("text", ["`$x$` is code", "```\n$x$\n```", "costs $5 and $6", "a \\$x\\$ b", "US$5, US$6"])
def test_code_and_money_are_left_alone(text):
    """A dollar sign is not always mathematics."""
    assert taken_out(text) == (text, [])


def test_a_formula_is_a_picture_in_the_colour_of_the_text():
    """It can be read in the dark, and its TeX is its text."""
    made = formula(r"\frac{a}{b} \geq 1")
    drawn = tree.fromstring(re.search("<svg.*</svg>", made, re.S)[0])
    assert drawn.get("aria-label") == r"\frac{a}{b} \geq 1" and "#000000" not in made
    assert " id=" not in re.sub(r' id="[^"]*-[0-9a-f]+"', "", made)


def test_what_cannot_be_set_is_shown_as_code():
    """TeX beyond matplotlib's is read as it was written."""
    assert formula(r"\nosuchcommand{<x>}") == r'<code class="math">\nosuchcommand{&lt;x&gt;}</code>'


def test_lines_of_an_aligned_block_are_set_one_by_one():
    """Two lines, one text alternative."""
    made = formula(r"\begin{aligned} a &= b \\ c &= d \end{aligned}", block=True)
    assert made.count("<svg") == 2 and made.count("aria-label") == 1


def test_the_same_formula_gives_the_same_bytes():
    """No clock and no counter in it."""
    assert formula(r"\sum_i y_i") == formula(r"\sum_i y_i")


def test_a_block_stands_outside_paragraphs():
    """A picture as wide as the page is no part of a sentence."""
    assert put_back("<p>formula0here</p><p>see formula1here</p>", ["<b>A</b>", "<i>B</i>"]) == "<b>A</b><p>see <i>B</i></p>"
