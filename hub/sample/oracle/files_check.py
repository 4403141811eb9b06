"""Files of archived cases: destroyed only after their time, as agreed, and then nothing more."""

from dataclasses import dataclass, field
from typing import Any

from hub.sample.oracle.verdict import Verdict

FACT = "lianban.fact."
ARCHIVED, AGREED = FACT + "CaseArchived", FACT + "DestructionApproved"
DESTROYED, LOOK = FACT + "FileDestroyed", FACT + "ApplicantUnmasked"
DAY_MS, SHANGHAI_MS = 86_400_000, 8 * 3_600_000


@dataclass(slots=True)
class _File:
    until: int | None
    """Last day of the retention, in days since 1970; None for good."""
    agreed: bool = False
    destroyed: bool = False


@dataclass(slots=True)
class FilesCheck:
    """Follows the files of the cases of one partition."""

    verdict: Verdict
    _files: dict[str, _File] = field(default_factory=dict)

    def entry(self, subject: str, facts: list[tuple[str, dict[str, Any]]], where: str) -> None:
        """Take in an entry."""
        for name, fact in facts:
            file = self._files.get(subject)
            if file is not None and file.destroyed:
                self.verdict.violation("file_destroyed_and_more", where, name)
            if name == ARCHIVED:
                self._files[subject] = _File(fact["kept_until"])
            elif name == AGREED:
                self._agreed(subject, fact, where)
            elif name == DESTROYED:
                self._destroyed(subject, where)
            elif file is not None and name != LOOK:
                file.agreed = False

    def _agreed(self, subject: str, fact: dict[str, Any], where: str) -> None:
        """A retention may have become longer since, but not shorter, and it must be over."""
        file = self._files.setdefault(subject, _File(None))
        today = (fact["at"] + SHANGHAI_MS) // DAY_MS
        if file.until is None or not file.until <= fact["kept_until"] < today:
            self.verdict.violation("file_agreed_too_soon", where, subject)
        file.agreed = True

    def _destroyed(self, subject: str, where: str) -> None:
        file = self._files.setdefault(subject, _File(None))
        if not file.agreed:
            self.verdict.violation("file_destroyed_unagreed", where, subject)
        file.destroyed = True
