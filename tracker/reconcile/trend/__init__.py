"""A metric's path through all figures: its model, its house effects, its coherence with related metrics."""
