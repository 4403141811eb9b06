"""What a row of calendar.csv or calendar_override.csv says about its day."""

from enum import StrEnum


class DayMark(StrEnum):
    """A working day off, or a Saturday or Sunday at work."""

    HOLIDAY = "HOLIDAY"
    MAKE_UP = "MAKE_UP"
