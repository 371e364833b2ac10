"""Texts made harmless, sign by sign."""

import pytest

from tracker.publish.formats.escape import latex, markdown, one_line, spreadsheet

LATEX = {
    "\\ { } $ & # % _": r"\textbackslash{} \{ \} \$ \& \# \% \_",
    "^ ~ < > | ` \"": r"\textasciicircum{} \textasciitilde{} \textless{} \textgreater{} \textbar{} \textasciigrave{} {\char34}",
    "– — ‘a’ “b” …": r"-- --- `a' ``b'' \ldots{}",
    "≥ ≤ × −": r"$\geq$ $\leq$ $\times$ $-$",
    # signs that TeX would join stay apart
    "- -- --- –- —–": "- -{}- -{}-{}- --{}- ---{}--",
    "' '' it's ’’": "' '{}' it's '{}'",
    "“he said ‘no’”": "``he said `no'{}''",
    "‘“no” he said’": "`{}``no'' he said'",
    "a,, b": "a,{}, b",
    "why?“a” no!‘b’": "why?{}``a'' no!{}`b'",
    "why?` no!`": r"why?\textasciigrave{} no!\textasciigrave{}",
    # Latin letters, and what is beyond them
    "Ångström Łódź Ḁ ỿ €": "Ångström Łódź Ḁ ỿ €",
    "中国 army": r"\otherscript{中国}{Zhong\allowbreak{}Guo} army",
    "in Київ, Київ": r"in \otherscript{Київ}{Kiiv}, \otherscript{Київ}{Kiiv}",
    "北2": r"\otherscript{北}{Bei}2",
    "№5": r"\otherscript{№}{No}5",
    "ɐ": r"\otherscript{ɐ}{a}",
    "Ἀ": r"\otherscript{Ἀ}{A}",
    "℅": r"\otherscript{℅}{c/o}",
    "＆": r"\otherscript{＆}{\&}",
    "a\x00b\x1f c\n": "ab c",
}  # fmt: skip


@pytest.mark.parametrize("text", LATEX)
def test_latex_sets_what_is_written(text):
    """Signs that it acts upon, dashes and quotes that it would join, letters of any script."""
    assert latex(text) == LATEX[text]


def test_markdown_shows_each_sign():
    """Whatever begins something there has a stroke before it; others have none."""
    shown = r"\\ \` \* \_ \[ \] \< \> \| \# \~ \$ ( ) + - . ! { } & ' " + '"'
    assert markdown("\\ ` * _ [ ] < > | # ~ $ ( ) + - . ! { } & ' \"") == shown
    assert markdown("a\n b") == "a b"


@pytest.mark.parametrize("code", [0, 1, 8, 0x0E, 0x1B, 0x1F, 0x7F])
def test_a_control_character_is_left_out(code):
    """No office file holds one; blanks of any kind, line ends among them, are one blank."""
    assert one_line(f" a{chr(code)}b\t\n\x0b\x0c\r\x1c c\u00a0d\u2028e ") == "ab c d e"


FORMULAS = {
    "=1": "'=1",
    "+1": "'+1",
    "@x": "'@x",
    "\tx": "'\tx",
    "\rx": "'\rx",
    "-x": "'-x",
    "-5-3": "'-5-3",
    "-": "'-",
    "-,5": "'-,5",
    "-5": "-5",
    "-1,234.5": "-1,234.5",
    "5": "5",
    "about =1": "about =1",
    "": "",
}


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula(text):
    """An apostrophe stands before what a spreadsheet would compute; a negative number stays one."""
    assert spreadsheet(text) == FORMULAS[text]
