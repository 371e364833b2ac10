"""Charts, tables, citations and the report made from ranges."""
