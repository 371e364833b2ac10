"""How much is read at most, so that no file exhausts memory or patience."""

from __future__ import annotations

FILE = 32 * 2**20  # bytes of a data file, a table or a bibliography
REFERENCES = 20_000  # that are entered at once
FIELD = 100_000  # signs of a field of BibTeX
VALUES = 1_000_000  # in a YAML file (over 30,000 estimates), which bounds the memory it takes
DEPTH = 12  # levels in a YAML file
UNPACKED = 256 * 2**20  # bytes of a workbook, unpacked
TABLE_ROWS = 20_000  # of a table
CELLS = 200_000  # of a workbook
TABLE_COLUMNS = 500
PUBLISHED = 50_000_000  # bytes of a publication whose provenance is looked for
PROBLEMS = 20_000  # that one check lists
PROBLEMS_SHOWN = 10  # problems in a notebook
