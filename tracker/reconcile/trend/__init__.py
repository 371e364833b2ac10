"""A metric's path through all figures: its model, house effects, coherence with related metrics."""
