"""The tables to cite, one builder each, and the cells and notes they are made of."""
