"""Acts that concern no case: catalogues, the border, what a partition goes by."""

from hub.domain.catalogue import Catalogue
from hub.domain.commands import (
    AdoptTopic,
    ParkErrorClass,
    PublishCatalogue,
    RaiseLevel,
    RecordOutboxIncident,
    RejectMessage,
    SwitchCatalogue,
    TakeUpOutbox,
)
from hub.domain.context import Context
from hub.domain.facts import (
    CataloguePublished,
    CatalogueSwitched,
    ErrorClassParked,
    Fact,
    LevelRaised,
    MessageRejected,
    OutboxIncidentRecorded,
    OutboxTakenUp,
    TopicAdopted,
)
from hub.domain.guards import DIGEST_BYTES
from hub.domain.identity import (
    CATALOGUE_REGISTER,
    PARTITION_PREFIX,
    organisation_subject,
)
from hub.domain.leading import administration_of
from hub.domain.outboxes import next_generation, outbox_of
from hub.domain.refusals import MessageRule, PaperRule, PublishingRule, Refused
from hub.domain.rules.tables import OpeningRules
from hub.domain.subjects import CatalogueRegister, State
from hub.domain.vocabulary import OutboxIncident


def publish(
    command: PublishCatalogue, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Publish a catalogue snapshot; who approves is not who publishes (plan 4(1)1).

    Those it concerns are told, as far as the catalogue in force knows them.

    Raises Refused: not the register, no digest, nobody or one person answers for it, already so.
    """
    if context.subject != CATALOGUE_REGISTER:
        raise Refused(MessageRule.WRONG_SUBJECT, subject=context.subject)
    _must_be_a_snapshot(command.snapshot, command.size_bytes)
    publisher, approver = two_people(command.publisher, command.approver)
    if isinstance(state, CatalogueRegister) and (state.snapshot, state.valid_from) == (
        command.snapshot,
        command.valid_from,
    ):
        raise Refused(PublishingRule.SNAPSHOT_IN_FORCE)
    fact = CataloguePublished(
        snapshot=command.snapshot,
        size_bytes=command.size_bytes,
        valid_from=command.valid_from,
        publisher=publisher,
        approver=approver,
        concerned=tuple(
            [code for code in dict.fromkeys(command.concerned) if code in book.organisations]
        ),
    )
    return (fact,)


def two_people(publisher: str, approver: str) -> tuple[str, str]:
    """Return who publishes and who approves, without blanks; raises Refused (plan 4(1)1)."""
    publisher, approver = publisher.strip(), approver.strip()
    if not publisher or not approver:
        raise Refused(PublishingRule.PERSON_MISSING)
    if publisher == approver:
        raise Refused(PublishingRule.SAME_PERSON)
    return publisher, approver


def switch(
    command: SwitchCatalogue, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Let a partition go by a published snapshot from here on."""
    del state, book
    _must_be_partition(context)
    _must_be_a_snapshot(command.snapshot, command.size_bytes)
    fact = CatalogueSwitched(
        snapshot=command.snapshot,
        size_bytes=command.size_bytes,
        valid_from=command.valid_from,
    )
    return (fact,)


def turn_away(
    command: RejectMessage, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Journal, on the organisation's subject, that a message was turned away at the border."""
    del state, book
    _must_be_of(command.organisation, context)
    fact = MessageRejected(
        organisation=command.organisation,
        source=command.source,
        message_id=command.message_id,
        rule=command.rule,
        sentence=command.sentence,
        remedy=command.remedy,
        digest=command.digest,
        size_bytes=command.size_bytes,
    )
    return (fact,)


def take_up_outbox(
    command: TakeUpOutbox, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Journal which topic is read as an organisation's outbox from here on.

    Where it takes the place of another one, whatever that held unread is gone: its owner is told.
    """
    _must_be_of(command.organisation, context)
    former, generation = outbox_of(state)
    taken = OutboxTakenUp(
        organisation=command.organisation,
        topic_id=command.topic_id,
        generation=next_generation(command.topic_id, former, generation),
    )
    if former in ("", command.topic_id):
        return (taken,)
    gone = OutboxIncidentRecorded(
        organisation=command.organisation,
        incident=OutboxIncident.MADE_AGAIN,
        topic_id=former,
        from_offset=None,
        until_offset=None,
        administration=administration_of(book),
    )
    return (gone, taken)


def note_outbox_incident(
    command: RecordOutboxIncident, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Journal, on the organisation's subject, what befell its outbox."""
    del state
    _must_be_of(command.organisation, context)
    fact = OutboxIncidentRecorded(
        organisation=command.organisation,
        incident=command.incident,
        topic_id=command.topic_id,
        from_offset=command.from_offset,
        until_offset=command.until_offset,
        administration=administration_of(book),
    )
    return (fact,)


def adopt_topic(
    command: AdoptTopic, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Record that an operator lets the lane go on with a commands topic of another id."""
    del state, book
    _must_be_partition(context)
    return (TopicAdopted(topic_id=command.topic_id, previous_topic_id=command.previous_topic_id),)


def park_errors(
    command: ParkErrorClass, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Record that an operator lets the lane park what fails with one class of error."""
    del state, book
    _must_be_partition(context)
    return (ErrorClassParked(error_class=command.error_class),)


def raise_level(
    command: RaiseLevel, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Record that facts up to a level may be written: all releases at work can read them."""
    del state, book
    _must_be_partition(context)
    return (LevelRaised(level=command.level),)


def _must_be_of(organisation: str, context: Context) -> None:
    if context.subject != organisation_subject(organisation):
        raise Refused(MessageRule.WRONG_SUBJECT, subject=context.subject)


def _must_be_partition(context: Context) -> None:
    if not context.subject.startswith(PARTITION_PREFIX):
        raise Refused(MessageRule.WRONG_SUBJECT, subject=context.subject)


def _must_be_a_snapshot(snapshot: bytes, size_bytes: int) -> None:
    if len(snapshot) != DIGEST_BYTES or not any(snapshot) or size_bytes <= 0:
        raise Refused(PaperRule.DOCUMENT_WITHOUT_DIGEST, document="目录快照")


OPENING: OpeningRules = {
    PublishCatalogue: publish,
    SwitchCatalogue: switch,
    RejectMessage: turn_away,
    TakeUpOutbox: take_up_outbox,
    RecordOutboxIncident: note_outbox_incident,
    AdoptTopic: adopt_topic,
    ParkErrorClass: park_errors,
    RaiseLevel: raise_level,
}
