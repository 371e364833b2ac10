"""Office files without a clock: the same content is the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

FIXED = datetime(2000, 1, 1)
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest day a zip can hold


def timeless(archive: bytes) -> bytes:
    """The same zip with every member dated alike, and the hour at which it was made taken out of
    its properties.
    """
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.infolist():
            content = old.read(item.filename)
            if item.filename == "docProps/core.xml":
                content = re.sub(
                    rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*",
                    rb"\g<1>" + FIXED.strftime("%Y-%m-%dT%H:%M:%SZ").encode(),
                    content,
                )
            new.writestr(zipfile.ZipInfo(item.filename, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
