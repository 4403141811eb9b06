"""Several items at once (一件事): opened as listed, followed case by case, done when all ended."""

from collections import Counter

from hub.domain.bundle import (
    ENDED,
    MOST_CASES,
    Bundle,
    BundledCase,
    have_ended,
    is_further,
    standing_at,
)
from hub.domain.catalogue import Catalogue
from hub.domain.commands.bundles import LeaveBundle, NoteBundledCase, OpenBundle
from hub.domain.context import Context
from hub.domain.facts import (
    BundleCompleted,
    BundledCaseLeftOut,
    BundledCaseNoted,
    BundleOpened,
    Fact,
)
from hub.domain.guards import must_be_sound, must_have_documents
from hub.domain.identity import case_id
from hub.domain.refusals import BundlesRule, MessageRule, Refused
from hub.domain.rules.receiving import must_be_yours
from hub.domain.rules.tables import OpeningRules
from hub.domain.speech import ACTS
from hub.domain.subjects import State
from hub.domain.vocabulary import BundledStanding

FEWEST_ITEMS = 2


def open_bundle(
    command: OpenBundle, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Open a listed bundle at the sender's own place; each item must be on a list there.

    Raises Refused: number used, bundle not listed, too few items, an item twice or of another
    bundle or not on a list here, not the sender's place, unsound documents.
    """
    early = _early(command, state, context)
    lead = _must_be_listed(command, book)
    for each in command.items:
        book.mode_at(each.item_code, command.street, command.place)
    must_be_yours(command.place, context, book)
    must_be_sound(command.form)
    must_have_documents(command.materials)
    cases = tuple(
        [
            _as_heard(early, case_id(context.sender, each.business_number), each.item_code)
            for each in command.items
        ]
    )
    opened = BundleOpened(
        number=command.number,
        code=command.code,
        submitter=context.sender,
        street=command.street,
        lead=lead,
        place=command.place,
        applicant=command.applicant,
        form=command.form,
        materials=command.materials,
        cases=cases,
        at=context.at,
        actor=command.actor,
    )
    return opened, *_completed(opened, cases, context)


def leave(
    command: LeaveBundle, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Leave out what was not handed in yet; what was is withdrawn instead (退出一件事).

    Raises Refused: no such bundle, neither submitter nor street, not its case, handed in, left out.
    """
    bundle = _must_be_open(state, context)
    if context.sender not in (bundle.submitter, bundle.street):
        raise Refused(
            BundlesRule.NOT_YOURS,
            submitter=book.name_of(bundle.submitter),
            sender=book.name_of(context.sender),
            act=ACTS[LeaveBundle],
        )
    known = bundle.case(command.case_id)
    if known is None:
        raise Refused(BundlesRule.NOT_ITS_CASE, case=command.case_id)
    if known.standing is not BundledStanding.AWAITED:
        handed_in = known.standing is not BundledStanding.LEFT_OUT
        rule = BundlesRule.HANDED_IN if handed_in else BundlesRule.NOTHING_NEW
        raise Refused(rule, case=command.case_id)
    left = BundledCase(
        case_id=known.case_id, item_code=known.item_code, standing=BundledStanding.LEFT_OUT
    )
    fact = BundledCaseLeftOut(case=left, at=context.at, actor=command.actor)
    return fact, *_completed(bundle, standing_at(bundle.cases, left), context)


def note(
    command: NoteBundledCase, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Note how far a case is; heard before the bundle was opened, it is remembered for that.

    Repeated or overtaken word changes nothing, so that any order of it leads to the same bundle.

    Raises Refused: not this bundle, not its case, nothing new, too many before it was opened.
    """
    del book
    bundle = Bundle() if state is None else state
    if context.subject != command.bundle_id or not isinstance(bundle, Bundle):
        raise Refused(MessageRule.WRONG_SUBJECT, subject=context.subject)
    known = bundle.case(command.case_id)
    if known is None or known.item_code != command.item_code:
        if bundle.opened or known is not None:
            raise Refused(BundlesRule.NOT_ITS_CASE, case=command.case_id)
        if len(bundle.cases) >= MOST_CASES:
            raise Refused(BundlesRule.TOO_MANY, most=MOST_CASES)
    elif not is_further(command.standing, known.standing):
        raise Refused(BundlesRule.NOTHING_NEW, case=command.case_id)
    case = BundledCase(
        case_id=command.case_id, item_code=command.item_code, standing=command.standing
    )
    fact = BundledCaseNoted(case=case, at=context.at)
    if not bundle.opened:
        return (fact,)
    return fact, *_completed(bundle, standing_at(bundle.cases, case), context)


def _early(command: OpenBundle, state: State | None, context: Context) -> Bundle:
    """Return what was heard of the bundle's cases before it was opened."""
    if state is None:
        return Bundle()
    if not isinstance(state, Bundle):
        raise Refused(MessageRule.WRONG_SUBJECT, subject=context.subject)
    if state.opened:
        raise Refused(BundlesRule.NUMBER_USED, number=command.number)
    return state


def _as_heard(early: Bundle, case: str, item_code: str) -> BundledCase:
    known = early.case(case)
    if known is not None and known.item_code == item_code:
        return known
    return BundledCase(case_id=case, item_code=item_code)


def _must_be_listed(command: OpenBundle, book: Catalogue) -> str:
    """Return who leads the bundle; refuse what its row of the list does not have."""
    row = book.bundles.get(command.code)
    if row is None:
        raise Refused(BundlesRule.NOT_LISTED, code=command.code)
    if len(command.items) < FEWEST_ITEMS:
        raise Refused(BundlesRule.TOO_FEW, bundle=row.name)
    if len(command.items) > MOST_CASES:
        raise Refused(BundlesRule.TOO_MANY, most=MOST_CASES)
    for each in command.items:
        if each.item_code not in row.items:
            raise Refused(
                BundlesRule.NOT_IN_THIS_BUNDLE, item=book.item(each.item_code).name, bundle=row.name
            )
    _must_be_once(command)
    return row.lead


def _must_be_once(command: OpenBundle) -> None:
    for codes in (
        [each.item_code for each in command.items],
        [each.business_number for each in command.items],
    ):
        twice = [code for code, count in Counter(codes).items() if count > 1]
        if twice:
            raise Refused(BundlesRule.TWICE, twice="、".join(twice))


def _must_be_open(state: State | None, context: Context) -> Bundle:
    if state is None or (isinstance(state, Bundle) and not state.opened):
        raise Refused(BundlesRule.UNKNOWN, subject=context.subject)
    if not isinstance(state, Bundle):
        raise Refused(MessageRule.WRONG_SUBJECT, subject=context.subject)
    return state


def _completed(
    bundle: Bundle | BundleOpened, cases: tuple[BundledCase, ...], context: Context
) -> tuple[BundleCompleted, ...]:
    """Return that every case ended, and in which ways; nothing as long as one is under way."""
    if not have_ended(cases):
        return ()
    ways = Counter(each.standing for each in cases)
    completed = BundleCompleted(
        number=bundle.number,
        code=bundle.code,
        submitter=bundle.submitter,
        street=bundle.street,
        lead=bundle.lead,
        cases=cases,
        **{way.value.lower(): ways[way] for way in ENDED},
        at=context.at,
    )
    return (completed,)


OPENING: OpeningRules = {OpenBundle: open_bundle, LeaveBundle: leave, NoteBundledCase: note}
