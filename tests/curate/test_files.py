"""Files are written whole or not at all."""

import pytest

from tracker.curate.files import write_whole


def test_a_file_is_written_into_a_folder_that_is_made(tmp_path):
    """Text is UTF-8, bytes stay as they are, and the path is given back."""
    path = write_whole(tmp_path / "new" / "x.txt", "été\n")
    assert path.read_bytes() == "été\n".encode()
    assert write_whole(str(path), b"\xff").read_bytes() == b"\xff"


def test_the_mode_of_a_file_is_kept(tmp_path):
    """A script stays executable, a private file private."""
    path = tmp_path / "x"
    path.write_text("old")
    path.chmod(0o750)
    write_whole(path, "new")
    assert path.stat().st_mode & 0o777 == 0o750


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    """When the disk is full the old content stands, and no half-written file is left beside it."""
    import os

    path = tmp_path / "x"
    path.write_text("old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left") as error:
        write_whole(path, "new")
    assert error.value.filename == str(path)
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("x", "old")]


def test_a_folder_is_never_replaced(tmp_path):
    """Where a folder stands, no file is written."""
    (tmp_path / "x").mkdir()
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path / "x", "new")
