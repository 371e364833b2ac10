"""A stranger's repository runs nothing: not its configuration, hooks, filters, remotes or
variables.
"""

import os
import subprocess

import pytest

import tracker as tk
from publish.citing.repositories import begun, git, keep, rewrite
from publish.conftest import ESTIMATES, SOURCES
from tracker.cli import main
from tracker.publish.citing.git import NoHistory, blob_names, run_git
from tracker.publish.citing.git_history import has_uncommitted, history

COMMANDS = {  # every setting by which a repository can name a program
    "core.fsmonitor": "{}",
    "core.pager": "{}",
    "core.editor": "{}",
    "core.sshCommand": "{}",
    "core.gitProxy": "{}",
    "core.askPass": "{}",
    "core.alternateRefsCommand": "{}",
    "sequence.editor": "{}",
    "pager.status": "{}",
    "pager.log": "{}",
    "pager.diff": "{}",
    "diff.external": "{}",
    "diff.evil.textconv": "{}",
    "diff.evil.command": "{}",
    "merge.evil.driver": "{}",
    "filter.evil.clean": "{}",
    "filter.evil.smudge": "{}",
    "filter.evil.process": "{}",
    "filter.evil.required": "true",
    "gpg.program": "{}",
    "log.showSignature": "true",
    "credential.helper": "!{}",
    "alias.status": "!{}",
    "alias.rev-parse": "!{}",
    "alias.rev-list": "!{}",
    "alias.cat-file": "!{}",
    "interactive.diffFilter": "{}",
    "uploadpack.packObjectsHook": "{}",
    "protocol.allow": "always",
    "protocol.ext.allow": "always",
    "protocol.file.allow": "always",
    "remote.origin.url": "ext::{} %S",
    "remote.origin.promisor": "true",
    "remote.origin.partialclonefilter": "blob:none",
    "remote.origin.uploadpack": "{}",
    "extensions.partialClone": "origin",
    "core.repositoryformatversion": "1",
}
HOOKS = [
    "applypatch-msg",
    "fsmonitor-watchman",
    "p4-pre-submit",
    "post-applypatch",
    "post-checkout",
    "post-commit",
    "post-index-change",
    "post-merge",
    "post-rewrite",
    "pre-auto-gc",
    "pre-commit",
    "reference-transaction",
    "update",
]


@pytest.fixture
def armed(write_record, tmp_path):
    """A repository whose every setting and hook writes to a file when run, with two states of the
    small record, the first of them promised by a remote; the data folder and that file.
    """
    home = write_record(ESTIMATES, sources=SOURCES)
    (tmp_path / ".gitattributes").write_text("*.yaml filter=evil diff=evil merge=evil\n")
    begun(tmp_path)
    rewrite(home / "estimates.yaml", "about 900", "about 950")
    keep(tmp_path)
    ran = tmp_path / "ran"
    script = tmp_path / "script"
    script.write_text(f'#!/bin/sh\necho "$0 $*" >> "{ran}"\n')
    script.chmod(0o755)
    for name in HOOKS:
        hook = tmp_path / ".git" / "hooks" / name
        hook.write_text(f'#!/bin/sh\necho "hook {name}" >> "{ran}"\n')
        hook.chmod(0o755)
    gone = git(tmp_path, "rev-parse", "HEAD~1:data/estimates.yaml").strip()
    (tmp_path / ".git" / "objects" / gone[:2] / gone[2:]).unlink()
    for name, value in COMMANDS.items():
        git(tmp_path, "config", name, value.format(script))
    return home, ran


def plain_git(folder, *words):
    """What anybody's git does there, whether it fails or not."""
    subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=False)


def test_plain_git_runs_what_the_repository_names(armed):
    """The traps are real: its file system monitor, and what fetches an object it promised."""
    home, ran = armed
    plain_git(home, "ls-files", "--others")
    plain_git(home, "cat-file", "blob", "HEAD~1:data/estimates.yaml")
    assert len(ran.read_text().splitlines()) >= 2


@pytest.mark.parametrize(
    "words",
    [
        ["table", "summary"],
        ["cite", "summary"],
        ["verify", "Table summary; known on 2025-02-25; data 000000000000; tracker 0.1.0; made by: "
         "tracker table summary"],
        ["diff"],
        ["diff", "HEAD~1"],
        ["diff", "HEAD", "HEAD~1"],
    ],
)  # fmt: skip
def test_no_command_runs_what_the_repository_names(armed, words, capsys):
    """Neither a table nor a comparison with any commit runs one of them, whether it is there or
    left out of the clone.
    """
    home, ran = armed
    main([*words, "--data", str(home)])
    capsys.readouterr()
    assert not ran.exists(), ran.read_text()


def test_what_a_remote_promised_is_named_with_its_remedy(armed, capsys):
    """An object left out of the clone is not fetched behind the reader's back; how is said."""
    home, _ = armed
    assert main(["diff", "HEAD~1", "--data", str(home)]) == 2
    assert "partial clone: run 'git fetch --refetch --no-filter'" in capsys.readouterr().err


def test_a_repository_hidden_in_a_folder_is_none(write_record, tmp_path):
    """A bare repository that came as files of another is not entered: it would bring settings."""
    home = write_record(ESTIMATES, sources=SOURCES)
    git(tmp_path, "init", "-q", "--bare", str(home))
    with pytest.raises(NoHistory):
        history(home).states()


@pytest.mark.parametrize(
    "name",
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE",
     "GIT_CEILING_DIRECTORIES", "GIT_COMMON_DIR", "GIT_CONFIG_COUNT", "GIT_EXTERNAL_DIFF",
     "GIT_TRACE", "GIT_PREFIX", "GIT_LITERAL_PATHSPECS", "GIT_ALTERNATE_OBJECT_DIRECTORIES"],
)  # fmt: skip
def test_variables_of_another_repository_say_nothing(write_record, tmp_path, monkeypatch, name):
    """Git sets these for its hooks; whatever they hold, the record's own history is read."""
    home = write_record(ESTIMATES, sources=SOURCES)
    begun(tmp_path)
    monkeypatch.setenv(name, str(tmp_path / "elsewhere"))
    past = history(home)
    assert past.dataset("HEAD").fingerprint == tk.load(home).fingerprint
    assert len(past.states()) == 1 and not past.uncommitted
    assert not (tmp_path / "elsewhere").exists()


def nothing(top):
    git(top, "init", "-q")


def other_branch(top):
    begun(top)
    git(top, "checkout", "-q", "--orphan", "new")


def of_another(top):
    begun(top)
    for path in (top, *top.rglob("*")):
        os.chown(path, 65534, 65534)


def left_out(top):
    (top / ".gitignore").write_text("data/\n")
    begun(top)


def damaged(top):
    begun(top)
    for path in (top / ".git" / "objects").glob("??/*"):
        path.unlink()


def without_the_record(top):
    (top / "other.txt").write_text("x")
    git(top, "init", "-q")
    git(top, "add", "other.txt")
    git(top, "commit", "-q", "-m", "other")


@pytest.mark.parametrize(
    ("make", "words", "uncommitted"),
    [
        (nothing, "nothing is committed on this branch yet; commit the data first", True),
        (other_branch, "nothing is committed on this branch yet; commit the data first", True),
        pytest.param(
            of_another,
            "git does not read the history of 'data', since the repository belongs to another "
            "user; if you trust it, run 'git config --global --add safe.directory {top}'",
            False,
            marks=pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid(), reason="as root"),
        ),
        (
            left_out,
            "there is no estimates.yaml at 'HEAD': a .gitignore tells git to leave it out; 'git "
            "add -f data' and a commit keep it",
            False,
        ),
        (damaged, "the last commit cannot be read; 'git fsck' finds what is damaged", False),
        (
            without_the_record,
            "there is no estimates.yaml at 'HEAD'; commit the data, or give a revision that holds "
            "them",
            True,
        ),
    ],
)
def test_what_git_cannot_give_is_said_with_its_remedy(
    write_record, tmp_path, capsys, make, words, uncommitted
):
    """One line of our own words; that data are not committed is said only where it is so."""
    home = write_record(ESTIMATES, sources=SOURCES)
    make(tmp_path)
    assert main(["diff", "--data", str(home)]) == 2
    assert capsys.readouterr().err == f"tracker: {words.format(top=tmp_path)}\n"
    assert has_uncommitted(home) is uncommitted


def test_a_commit_that_a_shallow_clone_lacks_is_said_to_be(write_record, tmp_path, capsys):
    """How to get it is in the same line."""
    home = write_record(ESTIMATES, sources=SOURCES)
    begun(tmp_path)
    rewrite(home / "estimates.yaml", "about 900", "about 950")
    keep(tmp_path)
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tmp_path}", str(tmp_path / "clone"))
    assert main(["diff", "HEAD~1", "--data", str(tmp_path / "clone" / "data")]) == 2
    assert capsys.readouterr().err == (
        "tracker: no revision 'HEAD~1' in this shallow clone; check it, or run 'git fetch "
        "--unshallow'\n"
    )


def test_a_day_before_the_clone_is_refused(write_record, tmp_path, capsys):
    """Git would give the first state that the clone saw, and there was no change; a number or a
    day that the clone knows is what git says.
    """
    home = write_record(ESTIMATES, sources=SOURCES)
    begun(tmp_path)
    git(tmp_path, "branch", "-m", "main")
    for words in (["diff", "main@{yesterday}"], ["check", "--against", "main@{2001-01-01}"]):
        assert main([*words, "--data", str(home)]) == 2
        err = capsys.readouterr().err
        assert "tracker: this clone knows where its branches stood only since " in err
        assert err.endswith("; give a commit ('git log --before=DATE' lists earlier ones)\n")
    for known in ("main@{0}", "main@{now}"):
        assert main(["diff", known, "--data", str(home)]) == 0


def test_a_record_among_the_files_of_a_bare_repository_has_no_history(
    write_record, tmp_path, capsys
):
    """Nothing is damaged there, and nothing to repair."""
    home = write_record(ESTIMATES, sources=SOURCES)
    git(tmp_path, "init", "-q", "--bare", ".")
    assert main(["diff", "--data", str(home)]) == 2
    assert "'data' is in no git repository" in capsys.readouterr().err


def test_git_set_aside_is_said(tmp_path, monkeypatch):
    """Where git is not installed, that is the message."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoHistory, match="git is not installed"):
        run_git(tmp_path, "rev-parse")


def test_a_name_is_what_git_gives_the_same_bytes(tmp_path):
    """As they are, and with the line ends that a checkout on another system turned round."""
    (tmp_path / "a").write_bytes(b"one\ntwo\n")
    name = git(tmp_path, "hash-object", "a").strip()
    assert name in blob_names(b"one\ntwo\n", 40) and name in blob_names(b"one\r\ntwo\r\n", 40)
    assert name not in blob_names(b"one\ntwo", 40)


@pytest.mark.parametrize(
    ("old", "new", "expected"), [("about 900", "about 900", False), ("about 900", "about 1", True)]
)
def test_uncommitted_is_seen_without_asking_git_to_look(write_record, tmp_path, old, new, expected):
    """What differs from the last commit is found by content, even where git was told to assume
    that nothing changed.
    """
    home = write_record(ESTIMATES, sources=SOURCES)
    begun(tmp_path)
    git(tmp_path, "update-index", "--assume-unchanged", "data/estimates.yaml")
    rewrite(home / "estimates.yaml", old, new)
    os.utime(home / "estimates.yaml", (0, 0))
    assert has_uncommitted(home) is expected
