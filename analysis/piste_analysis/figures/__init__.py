"""Figures of the corridor: each function takes numbers and a width in pixels and returns a Drawing."""
