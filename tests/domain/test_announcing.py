"""Who hears what: exactly those who must, once each, from the fact alone."""

import string
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hub.domain import commands, identity
from hub.domain.announcements import TELL, announce
from hub.domain.catalogue import Catalogue
from hub.domain.context import Context
from hub.domain.decide import decide, evolve, new_subject, subject_of
from hub.domain.facts import FACTS, CardIssued
from hub.domain.inbox import OutboxIncidentReported
from hub.domain.places import Organisation
from hub.domain.refusals import (
    RULES,
    THEMES,
    IrregularityRule,
    MessageRule,
    PaperRule,
    PublishingRule,
    Refused,
)
from hub.domain.subjects import CatalogueRegister, OrganisationRecord, PartitionRecord
from hub.domain.vocabulary import (
    CardColour,
    Decision,
    OrganisationKind,
    OutboxIncident,
    ReturnReason,
)
from tests.domain.scenes import (
    ASSISTED,
    DECIDER,
    EMPOWERED,
    INSTANT,
    POST,
    REASONS,
    RELAYED,
    STREET,
    Story,
    accepted,
    at_once,
    decided,
    delivered,
    forwarded,
    issued,
    received,
    submission,
)

BODY = DECIDER[ASSISTED]
NOW = datetime(2026, 9, 14, 2, tzinfo=UTC)


LED = replace(
    Catalogue.empty(),
    organisations={
        "admin": Organisation(code="admin", name="a", kind=OrganisationKind.ADMINISTRATION)
    },
)


def told(story: Story) -> list[tuple[str, str]]:
    """Whom the last facts tell, and which message."""
    return [
        (said.to, type(said.message).__name__)
        for fact in story.last
        for said in announce(story.subject, fact)
    ]


def relayed() -> Story:
    """A case that the post office received for its street."""
    return Story().when("op-post", submission(RELAYED, place=POST))


def test_the_department_gets_the_work() -> None:
    """Forwarding assigns the work to the deciding body and tells nobody else."""
    assert told(received()) == []
    assert told(forwarded()) == [(BODY, "WorkAssigned")]


def test_the_street_hears_of_progress() -> None:
    """Acknowledged, accepted, sent back: the street is told, once."""
    assert told(forwarded().say(BODY, commands.AcknowledgeWork)) == [(STREET, "ProgressReported")]
    assert told(accepted()) == [(STREET, "ProgressReported")]
    back = forwarded().say(BODY, commands.ReturnWork, reason=ReturnReason.OTHER)
    assert told(back) == [(STREET, "WorkSentBack")]


@pytest.mark.parametrize("decision", list(Decision))
def test_a_decision_of_an_assisted_case_goes_to_its_street_once(decision: Decision) -> None:
    """The decision comes back to the street, with word whether a document follows (plan 3(1)2)."""
    story = decided(decision=decision)
    (said,) = announce(story.subject, story.last[0])
    assert said.to == STREET
    assert said.message.document_follows is (decision is Decision.APPROVED)


def test_rejections_and_steps_come_back_to_the_street() -> None:
    """Not taken, with reasons, and each step of the review: the street hears, to show it."""
    rejection = {"reasons": REASONS, "competent_body": "市住建局"}
    story = forwarded().say(BODY, commands.RejectApplication, **rejection)
    (said,) = announce(story.subject, story.last[0])
    assert (said.to, said.message.reasons) == (STREET, REASONS)
    step = {"step": "审核", "department": BODY, "occurred_at": NOW}
    story = accepted().say(BODY, commands.RecordStep, **step)
    (said,) = announce(story.subject, story.last[0])
    assert (said.to, said.message.step) == (STREET, "审核")
    assert told(accepted(EMPOWERED).say(STREET, commands.RecordStep, **step)) == []


def test_the_document_comes_back_to_the_street() -> None:
    """The result document is returned to the street, its receipt to the deciding body."""
    story = issued()
    assert told(story) == [(STREET, "DocumentReturned")]
    digest = story.last[0].document.digest
    confirmed = story.say(STREET, commands.ConfirmReceipt, digest=digest)
    assert told(confirmed) == [(BODY, "ProgressReported")]


def test_the_operator_hears_of_the_cases_its_outlets_took() -> None:
    """Street and operator each hear once of a case relayed from an outlet (plan 3(2))."""
    assert told(relayed()) == [(STREET, "CaseRegistered")]
    story = relayed().say(STREET, commands.ForwardCase)
    story.say("dept-yibao", commands.AcceptCase)
    assert told(story) == [(STREET, "ProgressReported"), ("op-post", "ProgressReported")]
    story.say("dept-yibao", commands.DecideCase, decision=Decision.APPROVED)
    assert told(story) == [(STREET, "DecisionReturned"), ("op-post", "DecisionReturned")]


def test_what_a_street_does_itself_is_announced_to_nobody_but_who_supervises_it() -> None:
    """Nobody is told what it did itself; the supervising body hears of the approval."""
    story = delivered(EMPOWERED)
    said = [each.to for fact in story.facts for each in announce(story.subject, fact)]
    assert said == ["dept-chengguan"]


def test_the_street_hears_once_what_its_outlet_did_at_once() -> None:
    """Of an instant case the street hears that it was done, and who answers for it hears too."""
    story = Story().when("op-post", at_once(INSTANT, place=POST))
    assert told(story) == [("dept-shuiwu", "ServiceReported"), (STREET, "ProgressReported")]


def test_withdrawn_work_is_taken_from_the_department() -> None:
    """The deciding body hears of a withdrawal if it has the work."""
    story = accepted().say(STREET, commands.WithdrawApplication)
    assert told(story) == [(BODY, "WorkWithdrawn")]
    assert told(received().say(STREET, commands.WithdrawApplication)) == []
    both = relayed().say("op-post", commands.WithdrawApplication)
    assert {to for to, _ in told(both)} == {STREET, "op-post"}


def test_red_cards_go_to_their_owner_the_street_and_up_to_the_administration() -> None:
    """Deemed acceptance tells street and deciding body, and the card goes to both, and up."""
    story = forwarded().say(BODY, commands.AcknowledgeWork)
    story.time_passes_to(datetime(2026, 9, 20, 16, tzinfo=UTC))
    assert set(told(story)) == {
        (BODY, "CardReported"),
        (BODY, "ProgressReported"),
        (STREET, "CardReported"),
        (STREET, "ProgressReported"),
        ("admin", "CardReported"),
    }


def test_an_irregularity_goes_up_like_a_leg_that_nobody_kept() -> None:
    """Whoever leads hears of every red card: its owner, the street, and the administration."""
    story = received(EMPOWERED).say(STREET, commands.AcceptCase)
    late = datetime(2026, 11, 20, 2, tzinfo=UTC)
    story.when(
        STREET,
        commands.DecideCase(case_id=story.subject, decision=Decision.APPROVED, actor="x"),
        late,
    )
    (card,) = [each for each in story.last if isinstance(each, CardIssued)]
    assert card.rule == IrregularityRule.DECIDED_LATE.code
    assert {each.to for each in announce(story.subject, card)} == {STREET, "admin"}


def test_a_warning_is_a_matter_between_owner_and_street() -> None:
    """A prompt or yellow card goes to whoever owes and to the street, not up."""
    story = accepted()
    story.time_passes_to(datetime(2026, 9, 22, 2, tzinfo=UTC))
    cards = [each for each in story.last if isinstance(each, CardIssued)]
    warnings = [each for each in cards if each.colour is not CardColour.RED]
    assert CardColour.YELLOW in {each.colour for each in warnings}
    for each in warnings:
        assert {to.to for to in announce(story.subject, each)} == {BODY, STREET}


def test_every_rule_can_be_read_out() -> None:
    """Every rule has a code of its own, a sentence, a remedy and a source."""
    codes = [rule.code for theme in THEMES for rule in theme]
    assert len(set(codes)) == len(codes)
    assert set(codes) == set(RULES)
    for rule in RULES.values():
        assert all((rule.sentence.endswith("。"), rule.remedy.endswith("。"), rule.source))
        fields = {name for _, name, _, _ in string.Formatter().parse(rule.remedy) if name}
        assert fields <= {name for _, name, _, _ in string.Formatter().parse(rule.sentence) if name}
    assert Refused(MessageRule.CASE_UNKNOWN).sentence == "没有编号为…的业务。"


def administrative(subject: str) -> Context:
    """The circumstances of a command of the hub itself."""
    return Context(subject=subject, sender="hub", made_at=NOW, received_at=NOW, clock=NOW)


def test_a_catalogue_is_published_by_two_people() -> None:
    """Who approves a catalogue is not who publishes it (plan 4(1)1)."""
    story = Story(book=Catalogue.empty())
    publish = commands.PublishCatalogue(
        snapshot=bytes([3]) * 32,
        size_bytes=100,
        valid_from=date(2026, 9, 14),
        publisher="zhang-1",
        approver="li-2",
    )
    alone = replace(publish, approver=" zhang-1 ")
    story.subject = identity.CATALOGUE_REGISTER
    story.refuses("admin", alone, PublishingRule.SAME_PERSON)
    story.refuses("admin", replace(publish, approver=""), PublishingRule.PERSON_MISSING)
    story.refuses("admin", replace(publish, snapshot=bytes(32)), PaperRule.DOCUMENT_WITHOUT_DIGEST)
    story.when("admin", publish).refuses("admin", publish, PublishingRule.SNAPSHOT_IN_FORCE)
    story.when("admin", replace(publish, valid_from=date(2026, 10, 1), concerned=("nobody",)))
    assert story.last[0].concerned == ()
    assert isinstance(story.state, CatalogueRegister)
    assert story.state.publications == 2


def test_acts_of_the_hub_itself_are_folded() -> None:
    """Rejections, snapshots, topics and parked errors become what is kept of their subject."""
    rejected = commands.RejectMessage(
        organisation="op-icbc",
        source="org.op-icbc.out:7",
        message_id="m",
        rule="BORDER-001",
        sentence="s",
        remedy="r",
        digest=bytes(32),
        size_bytes=5,
    )
    subject = subject_of(rejected, "hub")
    (fact,) = decide(rejected, None, administrative(subject), Catalogue.empty())
    state = evolve(evolve(None, fact, subject), fact, subject)
    assert state == OrganisationRecord(organisation="op-icbc", rejected=2)
    record = None
    for command in (
        commands.SwitchCatalogue(
            snapshot=bytes([3]) * 32, size_bytes=1, valid_from=date(2026, 1, 1)
        ),
        commands.AdoptTopic(topic_id="new", previous_topic_id="old"),
        commands.ParkErrorClass(error_class="KeyError@x.y"),
        commands.RaiseLevel(level=2),
    ):
        context = administrative("partition-0-0")
        for fact in decide(command, record, context, Catalogue.empty()):
            assert announce("partition-0-0", fact) == ()
            record = evolve(record, fact, "partition-0-0")
        with pytest.raises(ValueError, match="addressed to partitions"):
            subject_of(command, "hub")
    assert isinstance(record, PartitionRecord)
    assert (record.topic_id, record.parked_errors) == ("new", ("KeyError@x.y",))
    assert record.level == 2


@pytest.mark.parametrize(
    ("organisation", "told"),
    [("street-xincun", ["street-xincun", "admin"]), ("admin", ["admin"])],
)
def test_what_befell_an_outbox_is_told_to_its_owner_and_to_who_leads(
    organisation: str, told: list[str]
) -> None:
    """Nothing that was said disappears without a word to who said it."""
    lost = commands.RecordOutboxIncident(
        organisation=organisation,
        incident=OutboxIncident.EXPIRED_UNREAD,
        topic_id="id-1",
        from_offset=4,
        until_offset=9,
    )
    subject = subject_of(lost, "hub")
    (fact,) = decide(lost, None, administrative(subject), LED)
    said = announce(subject, fact)
    assert [each.to for each in said] == told
    for each in said:
        assert isinstance(each.message, OutboxIncidentReported)
        assert (each.message.from_offset, each.message.until_offset) == (4, 9)
    assert evolve(None, fact, subject) == OrganisationRecord(organisation=organisation, incidents=1)
    with pytest.raises(Refused) as caught:
        decide(lost, None, administrative("org-somebody-else"), LED)
    assert caught.value.rule is MessageRule.WRONG_SUBJECT


def test_an_outbox_made_again_is_taken_up_anew_and_told() -> None:
    """What its former topic held unread is gone; offsets of the new one are of a generation more.

    The same topic taken up again, as after a restart of the shard, changes nothing.
    """
    subject, state, said = "org-street-xincun", None, []
    for topic_id in ("id-1", "id-1", "id-2", "id-3"):
        take = commands.TakeUpOutbox(organisation="street-xincun", topic_id=topic_id)
        assert subject_of(take, "hub") == subject
        for fact in decide(take, state, administrative(subject), LED):
            said += [(each.to, each.message) for each in announce(subject, fact)]
            state = evolve(state, fact, subject)
    assert state == OrganisationRecord(
        organisation="street-xincun", incidents=2, outbox="id-3", generation=2
    )
    assert [to for to, _ in said] == ["street-xincun", "admin"] * 2
    for _, message in said:
        assert isinstance(message, OutboxIncidentReported)
        assert message.incident is OutboxIncident.MADE_AGAIN
        assert (message.from_offset, message.until_offset) == (None, None)
    assert [message.topic_id for _, message in said] == ["id-1", "id-1", "id-2", "id-2"]


def test_a_command_keeps_to_its_subject() -> None:
    """What belongs to another kind of subject is refused there."""
    tick = commands.Tick(shard=0, instant=NOW)
    with pytest.raises(Refused) as caught:
        decide(tick, None, administrative("partition-0-0"), Catalogue.empty())
    assert caught.value.rule is MessageRule.WRONG_SUBJECT
    release = commands.ReleaseParked(subject="case-x", actor="a")
    assert subject_of(release, "admin") == "case-x"
    assert new_subject(submission())
    assert not new_subject(tick)


def test_case_ids_follow_the_public_rule() -> None:
    """A case id is 26 base32 letters of SHA-256 over organisation and business number."""
    assert identity.case_id("street-xincun", "2026-0001") == subject_of(submission(), STREET)
    assert len(identity.case_id("a", "1")) == 31
    assert identity.command_id("a", "1") == "a/1"
    assert identity.follow_up_id(3, 4, 0) == "follow-up/3-4-0"
    assert (identity.rejection_id("a", 7), identity.tick_id(0, 9)) == ("reject/a/7", "tick/0/9")
    assert identity.rejection_id("a", 7, 2) == "reject/a/7@2"


def test_every_fact_is_announced_or_known_to_concern_nobody() -> None:
    """No kind of fact falls through the table of announcements by an oversight."""
    silent = {
        "OverrideRecorded",
        "RatingAnswered",
        "ComplaintAnswered",
        "DeliveryAttempted",
        "InspectionRecorded",
        "PublicationWithheld",
        "BundledCaseLeftOut",
        "BundledCaseMoved",
        "BundledCaseNoted",
        "NumberRequested",
        "NumberAssigned",
        "NumberVoided",
        "DocumentNumberVoided",
        "NumberRegistered",
        "NumberConflicted",
        "StatementMatched",
        "VerificationResolved",
        "CaseArchived",
        "ApplicantUnmasked",
        "CaseMirrored",
        "MessageRejected",
        "OutboxTakenUp",
        "MessageReceipted",
        "CatalogueSwitched",
        "ClockMoved",
        "TopicAdopted",
        "ErrorClassParked",
        "LevelRaised",
        "ParkedReleased",
        "ParkedDropped",
        "ParkedReplaced",
    }
    assert {kind.__name__ for kind in FACTS} - {kind.__name__ for kind in TELL} == silent
