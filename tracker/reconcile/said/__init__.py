"""The sentences about a range, each kind in its module."""
