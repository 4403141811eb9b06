"""Mentors (业务指导员): who of a department answers the streets' questions, and how soon."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentor:
    """A named person of a department (plan, part 3(1)2); `code` is a staff reference, no name.

    `items` are the items answered for, all of the department's if empty; `subject` says in words
    what else; `answer_days` is a limit of working days of the mentor's own.
    """

    code: str
    department: str
    items: tuple[str, ...] = ()
    subject: str = ""
    answer_days: int | None = None
    phone: str = ""

    def answers(self, item_code: str | None) -> bool:
        """Return whether the mentor answers about an item; None is a question about none."""
        return not self.items or item_code in self.items
