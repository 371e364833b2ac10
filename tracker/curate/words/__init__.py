"""The words of a source read as numbers and days."""
