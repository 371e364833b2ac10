"""What two runs of a notebook say, compared."""

TEXTS = ("text/plain", "text/markdown", "text/html")


def differences(kept, fresh):
    """Where the texts of two runs differ, one line a cell; pictures are compared by their text
    alternatives.
    """
    texts = [
        (number, old.source, _texts(old), _texts(new))
        for number, (old, new) in enumerate(zip(kept.cells, fresh.cells, strict=True), 1)
    ]
    return [
        f"cell {number} ({source.strip().splitlines()[0]}): {_first_difference(was, now)}"
        for number, source, was, now in texts
        if was != now
    ]


def _texts(cell):
    """What a cell's outputs say, line by line, each line with its kind."""
    said = []
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            said.append((output.name, output.text))
        elif output.output_type == "error":
            said.append(("error", f"{output.ename}: {output.evalue}"))
        else:
            said += [(kind, output.data.get(kind, "")) for kind in TEXTS]
            said += [
                (kind, output.metadata.get(kind, {}).get("alt", "") or "(no text)")
                for kind in output.data
                if kind.startswith("image/")
            ]
    return [f"{kind}: {line}" for kind, text in said for line in text.splitlines()]


def _first_difference(was, now):
    for old, new in zip(was, now):
        if old != new:
            return f"kept {old!r}, now {new!r}"
    return f"kept {len(was)} lines of output, now {len(now)}"
