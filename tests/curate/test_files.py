"""Files are written whole or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.curate import files
from tracker.curate.files import whole_folder, write_whole


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


def test_a_link_is_followed(tmp_path):
    """The file that it leads to is written, also one that is not there yet; the link stays."""
    for name in ("there", "not-yet"):
        (tmp_path / "there").write_text("old")
        (tmp_path / "link").unlink(missing_ok=True)
        (tmp_path / "link").symlink_to(name)
        write_whole(tmp_path / "link", "new")
        assert (tmp_path / "link").is_symlink() and (tmp_path / name).read_text() == "new"


def test_a_pipe_or_a_circle_of_links_is_never_replaced(tmp_path):
    """What is no plain file stays what it is, and is named."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to("circle")
    for name, words in (("pipe", "no file"), ("circle", "links")):
        with pytest.raises(OSError, match=words) as error:
            write_whole(tmp_path / name, "new")
        assert error.value.filename == str(tmp_path / name)
    assert (tmp_path / "pipe").is_fifo() and (tmp_path / "circle").is_symlink()


def test_the_content_is_on_the_disk_before_it_takes_the_name(tmp_path, monkeypatch):
    """A machine that stops between the two leaves the old file or the new one, never an empty one."""
    done = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: done.append("disk") or fsync(handle))
    monkeypatch.setattr(os, "replace", lambda *names: done.append("name") or replace(*names))
    write_whole(tmp_path / "x", "new")
    assert done == ["disk", "name"]


def filled(path, content):
    """Put a folder of two files in its place; what stands in it then, and what beside it."""
    with whole_folder(path, sign="sign", refusal="not mine") as home:
        (home / "sign").write_text("")
        (home / "page").write_text(content)
    return {p.name for p in path.iterdir()}, {p.name for p in path.parent.iterdir()}


def test_a_folder_takes_the_place_of_the_one_before(tmp_path):
    """Nothing of the old one stays in it or beside it, and everybody may read what may be read."""
    path = tmp_path / "new" / "out"
    filled(path, "first")
    (path / "left-over").write_text("old")
    assert filled(path, "second") == ({"sign", "page"}, {"out"})
    assert (path / "page").read_text() == "second"
    assert path.stat().st_mode & 0o777 == (tmp_path / "new").stat().st_mode & 0o777


def test_a_link_to_a_folder_goes_on_leading_there(tmp_path):
    """The folder it leads to is replaced, not the link."""
    filled(tmp_path / "real", "first")
    (tmp_path / "link").symlink_to("real")
    assert filled(tmp_path / "link", "second")[1] == {"real", "link"}
    assert (tmp_path / "link").is_symlink() and (tmp_path / "real/page").read_text() == "second"


@pytest.mark.parametrize("name", ["file", "folder"])
def test_other_things_are_left_alone(tmp_path, name):
    """A file, or a folder without the sign, stays as it is; the caller's sentence says so."""
    (tmp_path / "folder").mkdir()
    for path in ("file", "folder/thesis"):
        (tmp_path / path).write_text("years")
    with pytest.raises(ValueError, match="not mine"):
        filled(tmp_path / name, "x")
    assert [(tmp_path / path).read_text() for path in ("file", "folder/thesis")] == ["years"] * 2


@pytest.mark.parametrize("failing", [1, 2])
def test_a_rename_that_fails_leaves_the_old_folder(tmp_path, monkeypatch, failing):
    """Whichever of the two renames fails, the old folder stands in its place and nothing beside."""
    path = tmp_path / "out"
    filled(path, "old")
    rename, calls = os.replace, []

    def broken(*paths):
        calls.append(paths)
        if len(calls) == failing:
            raise OSError(28, "No space left on device", str(paths[0]))
        rename(*paths)

    monkeypatch.setattr(files, "_exchanged", lambda one, other: False)  # not on every system
    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(OSError, match="No space left") as error:
        filled(path, "new")
    assert error.value.filename == str(path)
    assert (path / "page").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("done", [1, 2])
def test_after_a_crash_between_the_renames_the_next_call_finds_the_old_folder(tmp_path, done):
    """Stopped after one rename the old folder is brought back, after both it is cleared away."""
    path, aside = tmp_path / "out", tmp_path / ".out.replaced-by-tracker"
    filled(path, "old")
    os.replace(path, aside)
    if done == 2:
        filled(tmp_path / "other", "new")
        os.replace(tmp_path / "other", path)
    with (
        pytest.raises(RuntimeError),
        whole_folder(path, sign="sign", refusal="not mine"),
    ):
        raise RuntimeError
    assert (path / "page").read_text() == ("old" if done == 1 else "new")
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_an_error_about_another_file_keeps_its_name(tmp_path):
    """Only trouble with the folder itself is told as trouble with the folder."""
    other = str(tmp_path / "data.yaml")
    with (
        pytest.raises(FileNotFoundError) as error,
        whole_folder(tmp_path / "out", sign="sign", refusal="not mine"),
    ):
        Path(other).read_text()
    assert error.value.filename == other


def test_what_a_stopped_program_had_begun_is_cleared_away(tmp_path):
    """A folder begun long ago by a program that is gone; not one that is being filled, nor one that
    is no such folder.
    """
    names = (".out.begun-by-tracker-abcdefgh", ".out.begun-by-tracker-ijklmnop", ".out.20250101")
    gone, busy, other = (tmp_path / name for name in names)
    for folder in (gone, busy, other):
        folder.mkdir()
        (folder / "x").write_text("x")
        os.utime(folder, (1, 1))
    code = (
        "import sys, pathlib; from tracker.curate.files import _held\n"
        "held = _held(pathlib.Path(sys.argv[1])); print(held is not None, flush=True)\n"
        "sys.stdin.readline()\n"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", code, str(busy)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert run.stdout.readline() == "True\n"
    with whole_folder(tmp_path / "out", sign="sign", refusal="not mine") as home:
        (home / "sign").write_text("mine")
    assert {p.name for p in tmp_path.iterdir()} == {busy.name, other.name, "out"}
    run.communicate("\n")
    with whole_folder(tmp_path / "out", sign="sign", refusal="not mine") as home:
        (home / "sign").write_text("mine")
    assert {p.name for p in tmp_path.iterdir()} == {other.name, "out"}


def test_no_file_of_a_users_is_taken_for_one_that_was_begun(tmp_path):
    """Hidden copies beside a file, a folder or a record stay, however old; what was begun goes."""
    record = tmp_path / "data"
    record.mkdir()
    (record / "codebook.yaml").write_text("")
    names = (
        ".x.csv.20250101",
        ".x.csv.original",
        "data/.estimates.yaml.backup_1",
        ".out.20250101/x",
    )
    begun = (".x.csv.begun-by-tracker-abcdefgh", "data/.estimates.yaml.begun-by-tracker-ab_defg1")
    for name in (*names, *begun, ".out.replaced-by-tracker/thesis"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("years")
        os.utime(tmp_path / name, (1, 1))
        os.utime((tmp_path / name).parent, (1, 1))
    write_whole(tmp_path / "x.csv", "new")
    filled(tmp_path / "out", "new")
    with files.locked(record):
        assert not any((tmp_path / name).exists() for name in begun)
    assert all((tmp_path / name).read_text() == "years" for name in names)
    assert (tmp_path / ".out.replaced-by-tracker" / "thesis").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems may take two renames")
def test_a_folder_takes_anothers_place_in_one_step(tmp_path, monkeypatch):
    """No rename of one folder to a place aside: at every moment there is the old one or the new."""
    path = tmp_path / "out"
    filled(path, "old")
    monkeypatch.setattr(os, "replace", lambda *paths: pytest.fail(f"renamed {paths}"))
    filled(path, "new")
    assert (path / "page").read_text() == "new"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
