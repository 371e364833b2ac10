"""What Sphinx is told for `docs/build.py`: Markdown by MyST, docstrings in numpy's style, Furo."""

from pygments.lexers.special import TextLexer

import tracker

project = "Estimate tracker"
author = "The estimate-tracker authors"
release = tracker.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_heading_anchors = 4  # the anchors that GitHub gives headings
autodoc_member_order = "bysource"
autodoc_typehints = "none"  # the docstrings say what is taken and given, with shapes and units
napoleon_google_docstring = False
napoleon_use_param = False  # types are words ("array_like, shape (k,)"), not names to look up
napoleon_use_rtype = False
html_theme = "furo"  # light or dark as the reader's system has it; fonts of the system
html_title = project
html_copy_source = False
html_show_copyright = False
html_show_sourcelink = False
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
html_theme_options = {"footer_icons": []}


def setup(app):
    """Tables separated by commas are shown as they are."""
    app.add_lexer("csv", TextLexer)
