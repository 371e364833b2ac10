"""Provenance lines, citations, exports, and what changed between two states of the data."""
