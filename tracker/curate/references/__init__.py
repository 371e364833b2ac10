"""References in the formats of reference managers: one table of fields, and a reader of each."""
