"""Git repositories made for one test."""

import subprocess

AUTHOR = ("-c", "user.name=A", "-c", "user.email=a@example.org")


def git(folder, *words):
    """Run git in a folder as its user would; what it printed."""
    run = subprocess.run(
        ["git", "-C", str(folder), *AUTHOR, *words], check=True, capture_output=True, text=True
    )
    return run.stdout


def begun(folder):
    """Begin a repository in a folder and keep all that lies there."""
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "first")


def keep(folder, what="next"):
    """Keep all changes of the repository that a folder is in."""
    git(folder, "add", "-A", ":/")
    git(folder, "commit", "-q", "-m", what)


def rewrite(path, old, new):
    """Replace words in a file, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
