"""The commands of the command line: each module declares its own, and holds what runs them."""
