"""The door of the domain: one table from what is asked to the rule that answers."""

from dataclasses import replace
from datetime import timedelta

from hub.domain.addresses import new_subject, subject_of
from hub.domain.bundling import with_moves
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands import INTERNAL, Command
from hub.domain.context import Context
from hub.domain.deadlines import due_at, elapse
from hub.domain.evolution import evolve
from hub.domain.facts import Fact
from hub.domain.refusals import MessageRule, Refused
from hub.domain.rules import (
    administration,
    answering,
    appraising,
    bundles,
    charging,
    consulting,
    conveying,
    correcting,
    custody,
    deciding,
    delivering,
    door,
    executing,
    forwarding,
    instant,
    judging,
    keeping,
    mandates,
    members,
    numbering,
    overseeing,
    permits,
    persons,
    publicity,
    questions,
    receiving,
    recounting,
    renewing,
    reviewing,
    settling,
    supervising,
    suspending,
)
from hub.domain.rules.receiving import Application
from hub.domain.rules.stationed import acting_for, in_its_name
from hub.domain.rules.tables import CaseRules, OpeningRules
from hub.domain.subjects import State

__all__ = ["State", "decide", "due_at", "elapse", "evolve", "new_subject", "subject_of"]

FIRST_YEAR, LAST_YEAR = 1990, 2200
"""Instants outside these years are a broken clock; day arithmetic stays within what days allow."""

_OPENING: OpeningRules = {
    **receiving.OPENING,
    **door.OPENING,
    **instant.OPENING,
    **executing.OPENING,
    **administration.OPENING,
    **conveying.OPENING,
    **numbering.OPENING,
    **questions.OPENING,
    **appraising.OPENING,
    **recounting.OPENING,
    **bundles.OPENING,
}

_OF_CASE: CaseRules = {
    **door.RULES,
    **forwarding.RULES,
    **reviewing.RULES,
    **deciding.RULES,
    **delivering.RULES,
    **keeping.RULES,
    **mandates.RULES,
    **custody.RULES,
    **persons.RULES,
    **supervising.RULES,
    **recounting.RULES,
    **overseeing.RULES,
    **charging.RULES,
    **answering.RULES,
    **permits.RULES,
    **publicity.RULES,
    **renewing.RULES,
    **judging.RULES,
    **consulting.RULES,
    **suspending.RULES,
    **correcting.RULES,
    **numbering.RULES,
    **executing.RULES,
    **settling.RULES,
}


def decide(
    command: Command,
    state: State | None,
    context: Context,
    book: Catalogue,
    in_force: Catalogue | None = None,
) -> tuple[Fact, ...]:
    """Return the facts that follow from a command; `book` is the snapshot the case came under.

    Who is a member of which office the snapshot `in_force` says, `book` if none is given.

    Total: for every well-typed command in every state there are facts, or Refused is raised, and
    nothing else. What the lane handles itself (ticks, parked commands) is refused here.
    """
    if not FIRST_YEAR <= context.at.year <= LAST_YEAR:
        raise Refused(MessageRule.TIME_UNREASONABLE, instant=context.at.isoformat())
    kind = type(command)
    if kind not in INTERNAL:
        _must_be_timely(context, book)
    facts = _facts(command, state, context, book)
    if _is_bundled(command, state):
        facts = with_moves(state, facts, context.subject, context.at)
    people = book if in_force is None else in_force
    if (actor := members.stranger(command, context, people)) is not None:
        return (*facts, *members.noted(actor, state, facts, context, people))
    return facts


def _facts(
    command: Command, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    rule = _OF_CASE.get(type(command))
    if rule is not None:
        case = _case(state, context)
        keeping.must_exist(command, case)
        stationed = acting_for(command, case, context, book)
        if stationed is None:
            return rule(command, case, context, book)
        facts = rule(command, case, replace(context, sender=stationed.department), book)
        return (*facts, in_its_name(command, case, context, stationed))
    opening = _OPENING.get(type(command))
    if opening is None:
        raise Refused(MessageRule.WRONG_SUBJECT, subject=context.subject)
    return opening(command, state, context, book)


def _is_bundled(command: Command, state: State | None) -> bool:
    """Return whether a command is about a case of a bundle, or brings one in (一件事)."""
    if isinstance(state, Case):
        return state.bundle_id is not None
    return isinstance(command, Application) and command.bundle is not None


def _must_be_timely(context: Context, book: Catalogue) -> None:
    """Refuse what is older than a terminal may be offline; younger messages keep their own time."""
    if context.made_at >= context.received_at:
        return
    hours = book.thresholds.offline_hours
    if context.received_at - context.made_at > timedelta(hours=hours):
        made = context.made_at.isoformat(timespec="seconds")
        raise Refused(MessageRule.TIME_TOO_OLD, instant=made, hours=hours)


def _case(state: State | None, context: Context) -> Case:
    if isinstance(state, Case):
        return state
    if state is None:
        raise Refused(MessageRule.CASE_UNKNOWN, subject=context.subject)
    raise Refused(MessageRule.WRONG_SUBJECT, subject=context.subject)
