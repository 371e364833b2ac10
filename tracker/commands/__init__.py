"""The commands of the command line: each module has an ``add_COMMAND`` for its commands' options."""
