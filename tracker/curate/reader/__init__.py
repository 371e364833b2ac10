"""Bytes of a YAML file to nodes that know their line and column, broken files included."""
