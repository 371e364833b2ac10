"""The methods on plain arrays: low, best and high in, a range out."""
