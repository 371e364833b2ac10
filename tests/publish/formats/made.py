"""Tables made by hand: the cells that a test is about, and nothing else."""

from tracker.publish.tables.table import Cell, Column, Table


def made(columns, rows, data=None, **fields):
    """A table of columns (kind and label) and rows of cells, or of what they print."""
    return Table(
        columns=tuple(Column(f"c{n}", label, kind) for n, (kind, label) in enumerate(columns)),
        rows=tuple(
            tuple(cell if isinstance(cell, Cell) else Cell(cell, cell) for cell in row)
            for row in rows
        ),
        dataset=data,
        **{"id": "made:by-hand", "title": "Made by hand", "provenance": "Table made"} | fields,
    )
