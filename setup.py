"""What the wheel carries beside its code; each file is kept once, where readers look for it."""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

SHIPPED = ("docs/methods.md", "docs/pictures/trend-calibration.png", "docs/results/*.csv")
SHIPPED += ("notebooks/*.ipynb",)


class BuildWithDocuments(build_py):
    """The package with ``tracker/shipped``; an editable install reads the repository instead."""

    def run(self):
        """Build, then bring the documents and notebooks along."""
        super().run()
        if self.editable_mode:
            return
        for path in (path for pattern in SHIPPED for path in sorted(Path().glob(pattern))):
            target = Path(self.build_lib) / "tracker" / "shipped" / path
            self.mkpath(str(target.parent))
            self.copy_file(str(path), str(target))


setup(cmdclass={"build_py": BuildWithDocuments})
