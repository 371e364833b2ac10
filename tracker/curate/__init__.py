"""Reading and checking what curators write: YAML with line numbers, words into bounds, the
model.
"""
