"""Contracts of the hub: what travels, how it is encoded, and what may change about it."""
