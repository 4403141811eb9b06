"""Running a whole hub on one machine: broker, topics, first catalogue, workers."""

from hub.up.hub import Hub

__all__ = ["Hub"]
