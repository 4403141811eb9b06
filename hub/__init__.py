"""Lianban: the hub that carries government cases between counters, departments and outlets."""

__version__ = "0.1.0"
