"""Three charts against pictures that were looked at; run this file to make the pictures anew, and
look again.
"""

from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from matplotlib.testing.compare import compare_images

from publish.charts.charted import losses, small_war
from tracker import plot_coherence, plot_parties, plot_ranges
from tracker.publish.charts.save import save_chart

BASELINE = Path(__file__).with_name("baseline")
TOLERANCE = 6  # root mean square of 0 to 255: other builds set letters a little differently
CHARTS = {
    "ranges": lambda: plot_ranges(small_war(), "killed"),
    "parties": lambda: plot_parties(small_war(), "killed", size="column"),
    "coherence": lambda: plot_coherence(losses(), size="column"),
}


@pytest.mark.pixels
@pytest.mark.parametrize("name", CHARTS)
def test_the_picture_is_the_one_that_was_looked_at(name, tmp_path):
    """Ranges, parties and coherence of the small war look as they did when an editor passed
    them.
    """
    made = save_chart(CHARTS[name](), tmp_path / f"{name}.png", dpi=120)
    plt.close("all")
    expected = tmp_path / f"{name}-expected.png"
    expected.write_bytes((BASELINE / f"{name}.png").read_bytes())
    assert compare_images(str(expected), str(made), TOLERANCE) is None


if __name__ == "__main__":
    for name, draw in CHARTS.items():
        print("made", save_chart(draw(), BASELINE / f"{name}.png", dpi=120))
