"""The commands of the command line: each module has an ``add_COMMAND`` for each of its own."""
