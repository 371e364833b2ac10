"""Text of TeX becomes characters, and characters become text that TeX and BibTeX hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.curate.references.tex import decoded, encoded, letters, verbatim


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (r"M{\"u}ller, J{\o}rgen, {\v C}apek", "Müller, Jørgen, Čapek"),
        (r"\'\i, {\'{\i}}, \c{c}, \k{a}, \H{o}, \r{a}, \d{h}", "í, í, ç, ą, ő, å, ḥ"),
        (r"\L{}\'od\'z and \l\ss{}\ae\OE{}", "Łódź and łßæŒ"),
        (r"{\cyrchar\CYRA}", "А"),
        ("Losses of 40% in R&D_x #1 ^", "Losses of 40% in R&D_x #1 ^"),
        (r"50\% of R\&D \$5 \_ \# \{x\}", "50% of R&D $5 _ # {x}"),
        (r"\textbraceleft{}a\textbraceright{} \textbar{} \lbrace{}b", "{a} | {b"),
        ("pages 1--20 --- ``so'' 'x", "pages 1–20 — “so” 'x"),
        (r"\emph{A} \textbf{b} \enquote{c} \href{http://x.example}{d}", "A b “c” d"),
        (r"$\alpha<5$, CO$_2$, 10$^{3}$, $|$", "α<5, CO₂, 10³, |"),
        ("costs $5 and $6", "costs $5 and $6"),
        (r"costs \$5 and \$6", "costs $5 and $6"),
        (r"a~b\,c\ d\\e", "a b c d e"),
        (r"1914\textendash 1918 \textemdash{} x", "1914–1918 — x"),
        (r"{\relax Ch}arles \noopsort{1990}X \char34{}", 'Charles X "'),
    ],
)
def test_what_tex_sets_is_read(written, plain):
    """Accents, letters, signs, formulas and formats; raw signs mean themselves."""
    assert decoded(written) == plain


def test_a_command_that_nobody_knows_stays_and_is_named():
    """Nothing is lost in silence: the command stands in the text and in the list."""
    unread = []
    assert decoded(r"A \foo{bar} \baz{} title", unread) == r"A \foo{bar} \baz{} title"
    assert unread == [r"\foo", r"\baz"]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("https://e.example/a?x=1&y=2#f", "https://e.example/a?x=1&y=2#f"),
        ("https://e.example/%EA%B8/a--b---c", "https://e.example/%EA%B8/a--b---c"),
        ("https://e.example/~a/{1}", "https://e.example/~a/{1}"),
        (r"https://e.example/\%EA\&\_\#{\_}\~{}a", "https://e.example/%EA&_#_~a"),
        (r"https://e.example/{\textasciitilde}a", "https://e.example/~a"),
        (r"{\url{https://e.example/a_b}}", "https://e.example/a_b"),
        (r"10.1002/(SICI)1097\_x<1::AID>3.0.CO;2-\#", "10.1002/(SICI)1097_x<1::AID>3.0.CO;2-#"),
    ],
)
def test_an_address_stays_as_it_is(written, plain):
    """No dash, tilde, percent or ampersand of an address is read as TeX."""
    assert verbatim(written) == plain


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), max_size=40))
def test_every_text_comes_back(plain):
    """What is written into a .bib and read again is the same text, and its braces balance."""
    written = encoded(plain)
    assert decoded(written) == plain
    depth = 0
    for sign in written:  # as BibTeX counts, which knows no escaped brace
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0


@given(st.text(st.characters(max_codepoint=0x24F, categories=["L"]), max_size=20))
def test_letters_of_names_come_back(plain):
    """Each accented letter of Latin script as TeX writes it is the same letter."""
    assert decoded(letters(plain)) == plain


def test_an_accent_over_nothing_is_named():
    """What TeX would set as nothing stays as it is, and is said; with a sign of its own it is that."""
    unread = []
    assert decoded(r"Ragnhei{\d}ur, \~{} \'{}", unread) == r"Ragnhei\d ur, ~ ´"
    assert unread == [r"\d"]


def test_braces_that_mendeley_escapes_are_no_part_of_an_address():
    """It writes ``\\{_\\}`` for an underscore; other braces stay."""
    assert verbatim(r"http://ex.org/e\{_\}057\{\%\}20{\_}a{b}") == "http://ex.org/e_057%20_a{b}"
