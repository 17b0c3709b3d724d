"""Measurements: how well the assistant understands, how fast and how large it is."""
