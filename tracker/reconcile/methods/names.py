"""The names of the methods and what they have in common."""

METHODS = ("envelope", "agreement", "pool", "random_effects", "model")
LEVELS = {"pool": 0.9, "random_effects": 0.95, "model": 0.9}
"""What share of the probability the ends of a computed range hold."""
FEWEST = 3
"""Random effects need this many affiliations: with two, the ends say nothing (3,000 and 4,000 give
600 to 20,000).
"""
