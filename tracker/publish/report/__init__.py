"""The report: a web site of pages, charts, tables and notebooks."""
