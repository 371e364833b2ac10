"""Charts of a count's course: what it grew by, and how the ranges printed of it fared."""
