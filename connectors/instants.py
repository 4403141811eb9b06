"""Times as event logs write them, read as instants in UTC."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

YEAR_FIRST_SLASHES = re.compile(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?=\D|$)")
ZONE_BEHIND_SPACE = re.compile(r"\s+(?=(?:[+-]\d{2}:?\d{2}|Z)$)")
SHORT_HOUR = re.compile(r"^(\d{4}-\d{2}-\d{2})[ T](\d):")


@dataclass(frozen=True, slots=True)
class Clock:
    """How times are read: the zone of those that name none; an strptime pattern or ISO 8601."""

    zone: tzinfo
    pattern: str | None = None

    def read(self, text: str) -> datetime:
        """Return the instant in UTC, to the millisecond.

        ISO 8601 with or without a zone (also with a space for the T, one-digit hours, dates with
        slashes) unless a pattern is given. Raises ValueError saying what is wrong.
        """
        moment = self._parse(text.strip())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=self.zone)
        try:
            instant = moment.astimezone(UTC)
        except OverflowError:
            raise ValueError(f"{text!r} is outside the calendar") from None
        return instant.replace(microsecond=instant.microsecond // 1000 * 1000)

    def _parse(self, text: str) -> datetime:
        if self.pattern is not None:
            return _strptime(text, self.pattern)
        try:
            return datetime.fromisoformat(_as_iso(text))
        except ValueError:
            raise ValueError(f"{text!r} is not a time in ISO 8601") from None


def _strptime(text: str, pattern: str) -> datetime:
    try:
        return datetime.strptime(text, pattern)  # noqa: DTZ007 - the caller adds the zone
    except ValueError:
        raise ValueError(f"{text!r} is not a time of the form {pattern!r}") from None


def _as_iso(text: str) -> str:
    dashed = YEAR_FIRST_SLASHES.sub(_dashes, text)
    joined = ZONE_BEHIND_SPACE.sub("", dashed)
    return SHORT_HOUR.sub(r"\1 0\2:", joined)


def _dashes(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    return f"{year}-{int(month):02}-{int(day):02}"
