"""References in the formats of reference managers, read and written by one table of fields."""
