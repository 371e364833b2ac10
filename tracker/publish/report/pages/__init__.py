"""The pages of the report, each from its template."""
