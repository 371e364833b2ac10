"""Nodes to checked entries: every problem at its place, with its remedy."""
