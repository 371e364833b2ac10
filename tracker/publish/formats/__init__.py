"""Tables and records written in each format, harmless in each."""
