"""The closed sets of words that messages and rules use; every value is its own Avro symbol."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    """What an organisation (单位) is to the hub."""

    DEPARTMENT = "DEPARTMENT"
    STREET = "STREET"
    OPERATOR = "OPERATOR"
    ADMINISTRATION = "ADMINISTRATION"
    AUDITOR = "AUDITOR"


class Mode(StrEnum):
    """How a case is handled where it was received; follows from the lists (plan, part 3)."""

    OWN = "OWN"
    """街道本级事项: the street's own powers."""
    EMPOWERED = "EMPOWERED"
    """依法赋权实施: the street itself accepts, reviews and decides."""
    ASSISTED = "ASSISTED"
    """帮办代办: the street receives and hands over, the department accepts and decides."""
    OUTLET = "OUTLET"
    """社区随身办: received, or done on the spot, at an outlet."""


class Status(StrEnum):
    """Where a case stands."""

    TURNED_AWAY = "TURNED_AWAY"
    RECEIVED = "RECEIVED"
    AWAITING_MATERIALS = "AWAITING_MATERIALS"
    FORWARDED = "FORWARDED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    ACCEPTED = "ACCEPTED"
    DECIDED = "DECIDED"
    ISSUED = "ISSUED"
    RETURNED = "RETURNED"
    DELIVERED = "DELIVERED"
    ARCHIVED = "ARCHIVED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"
    TERMINATED = "TERMINATED"
    REQUESTED = "REQUESTED"
    TO_VERIFY = "TO_VERIFY"
    FAILED = "FAILED"
    REVERSED = "REVERSED"
    MIRRORED = "MIRRORED"


class Decision(StrEnum):
    """What the deciding body said: 准予 or 不予."""

    APPROVED = "APPROVED"
    DENIED = "DENIED"


class QuestionKind(StrEnum):
    """What is asked without applying for anything (咨询)."""

    MENTOR = "MENTOR"
    """业务指导: a street asks a department's mentor."""
    CONSULTATION = "CONSULTATION"
    """政策咨询: somebody asks without a case."""


class ServiceOutcome(StrEnum):
    """What an operator's system says became of a service (执行结果)."""

    EXECUTED = "EXECUTED"
    FAILED = "FAILED"
    UNKNOWN = "UNKNOWN"
    """待核: nobody knows whether it was executed."""
    REVERSED = "REVERSED"
    """冲正或退费: it was executed and undone."""


class BundledStanding(StrEnum):
    """How far one case of a bundle (一件事) is."""

    AWAITED = "AWAITED"
    """未提交: the bundle names it, nobody handed it in yet."""
    RECEIVED = "RECEIVED"
    ACCEPTED = "ACCEPTED"
    DECIDED = "DECIDED"
    """办结, and not with the applicant yet."""
    APPROVED = "APPROVED"
    """准予, and with the applicant; the rest are ends too."""
    DENIED = "DENIED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"
    TERMINATED = "TERMINATED"
    FAILED = "FAILED"
    LEFT_OUT = "LEFT_OUT"
    """退出: it was never handed in."""


class MaterialForm(StrEnum):
    """In which form a material was handed in."""

    ORIGINAL = "ORIGINAL"
    COPY = "COPY"
    ELECTRONIC = "ELECTRONIC"
    COMMITMENT = "COMMITMENT"
    """A written commitment (告知承诺) stands in for the material."""


class Opinion(StrEnum):
    """What a review or a joint department thinks of an application."""

    FAVOURABLE = "FAVOURABLE"
    UNFAVOURABLE = "UNFAVOURABLE"
    NO_COMMENT = "NO_COMMENT"


class ApproverRole(StrEnum):
    """Which head gives more time (Licensing Law, Art. 42)."""

    BODY_HEAD = "BODY_HEAD"
    """行政机关负责人: of the deciding body."""
    GOVERNMENT_HEAD = "GOVERNMENT_HEAD"
    """本级人民政府负责人: where several bodies handle it together."""


class ProcedureKind(StrEnum):
    """What stops the clock of a decision: a closed list (Licensing Law, Art. 45)."""

    HEARING = "HEARING"
    """听证."""
    TENDER = "TENDER"
    """招标."""
    AUCTION = "AUCTION"
    """拍卖."""
    INSPECTION = "INSPECTION"
    """检验."""
    TESTING = "TESTING"
    """检测."""
    QUARANTINE = "QUARANTINE"
    """检疫."""
    APPRAISAL = "APPRAISAL"
    """鉴定."""
    EXPERT_REVIEW = "EXPERT_REVIEW"
    """专家评审."""
    OTHER_BY_LAW = "OTHER_BY_LAW"
    """What another law names."""


class PermitStanding(StrEnum):
    """Whether an approval is in force."""

    VALID = "VALID"
    REVOKED = "REVOKED"
    """撤销: it should not have been given (Licensing Law, Art. 69)."""
    RECALLED = "RECALLED"
    """撤回: law or circumstances changed (Art. 8)."""
    CANCELLED = "CANCELLED"
    """注销: struck off (Art. 70)."""
    EXPIRED = "EXPIRED"
    """Its last day has passed."""


class RevocationGround(StrEnum):
    """Why an approval should not have been given (Licensing Law, Art. 69)."""

    MISUSE = "MISUSE"
    """滥用职权、玩忽职守."""
    BEYOND_AUTHORITY = "BEYOND_AUTHORITY"
    """超越法定职权."""
    PROCEDURE = "PROCEDURE"
    """违反法定程序."""
    NOT_QUALIFIED = "NOT_QUALIFIED"
    """申请人不具备资格或者不符合条件."""
    FRAUD = "FRAUD"
    """欺骗、贿赂: what was gained by it is not protected."""
    OTHER_BY_LAW = "OTHER_BY_LAW"


class RecallGround(StrEnum):
    """Why a lawful approval is taken back for the public interest (Licensing Law, Art. 8)."""

    LAW_CHANGED = "LAW_CHANGED"
    """所依据的法律、法规、规章修改或者废止."""
    CIRCUMSTANCES_CHANGED = "CIRCUMSTANCES_CHANGED"
    """所依据的客观情况发生重大变化."""


class CancellationGround(StrEnum):
    """Why a permit is struck off: a closed list (Licensing Law, Art. 70)."""

    EXPIRED = "EXPIRED"
    INCAPACITY = "INCAPACITY"
    """The natural person died or lost the capacity."""
    DISSOLVED = "DISSOLVED"
    """The legal person ended."""
    TAKEN_BACK = "TAKEN_BACK"
    """Revoked or recalled, or the licence was withdrawn as a penalty."""
    FORCE_MAJEURE = "FORCE_MAJEURE"
    OTHER_BY_LAW = "OTHER_BY_LAW"


class ReviewForum(StrEnum):
    """Who looked at a decision again."""

    RECONSIDERATION = "RECONSIDERATION"
    """行政复议."""
    LAWSUIT = "LAWSUIT"
    """行政诉讼."""


class ReviewOutcome(StrEnum):
    """What a reconsideration or a court said of a decision."""

    UPHELD = "UPHELD"
    REVOKED = "REVOKED"
    ALTERED = "ALTERED"
    REDO = "REDO"
    """责令重新作出决定."""


class ChargeStanding(StrEnum):
    """How it stands with a fee."""

    DEMANDED = "DEMANDED"
    WITHDRAWN = "WITHDRAWN"
    PAID = "PAID"
    REFUNDED = "REFUNDED"


class RatingScale(StrEnum):
    """On which scale a rating was given: the two national ones run against each other."""

    NATIONAL_CODE = "NATIONAL_CODE"
    """GB/T 39046: 1 very satisfied … 5 very dissatisfied."""
    RATING_DEVICE = "RATING_DEVICE"
    """Rating devices: 5 very satisfied … 1 very dissatisfied."""


class SecrecyGround(StrEnum):
    """Why a decision is not made public (Licensing Law, Art. 5)."""

    STATE = "STATE"
    """国家秘密."""
    TRADE = "TRADE"
    """商业秘密."""
    PRIVACY = "PRIVACY"
    """个人隐私."""


class DeliveryMethod(StrEnum):
    """How the outcome reached the applicant (送达)."""

    COUNTER = "COUNTER"
    POST = "POST"
    ELECTRONIC = "ELECTRONIC"
    PUBLIC_NOTICE = "PUBLIC_NOTICE"
    OUTLET = "OUTLET"


class DeliveryObstacle(StrEnum):
    """Why an attempt to serve the outcome reached nobody (未能送达)."""

    NOBODY_THERE = "NOBODY_THERE"
    """无人签收."""
    REFUSED = "REFUSED"
    """拒收."""
    ADDRESS_UNKNOWN = "ADDRESS_UNKNOWN"
    """地址不详、迁移."""
    OTHER = "OTHER"


class ReturnReason(StrEnum):
    """Why a department sent work back to the street (退回)."""

    INCOMPLETE = "INCOMPLETE"
    WRONG_DEPARTMENT = "WRONG_DEPARTMENT"
    ILLEGIBLE = "ILLEGIBLE"
    OTHER = "OTHER"


class RejectionGround(StrEnum):
    """Why an application was not taken (不予受理)."""

    NOT_COMPETENT = "NOT_COMPETENT"
    """不属于职权范围: another body would take it."""
    NOT_NEEDED = "NOT_NEEDED"
    """依法不需要许可."""
    INCOMPLETE = "INCOMPLETE"
    """材料不齐: what the law lets be told, never be a ground (Licensing Law, Art. 32(4))."""
    OTHER = "OTHER"


class Leg(StrEnum):
    """The stretch of a case, or the duty beside it, that has a limit of its own (期限)."""

    FORWARDING = "FORWARDING"
    """转报: by the street that received."""
    ACKNOWLEDGEMENT = "ACKNOWLEDGEMENT"
    """签收: by the body that was given the work."""
    PRELIMINARY_REVIEW = "PRELIMINARY_REVIEW"
    """初审."""
    ACCEPTANCE = "ACCEPTANCE"
    """受理: a word within five working days (Licensing Law, Art. 32)."""
    CORRECTION = "CORRECTION"
    """补正: by the applicant."""
    TOLERANCE = "TOLERANCE"
    """容缺: what the applicant promised to bring later."""
    TERMINATION = "TERMINATION"
    """终止: to be decided since the applicant let a promise or a correction pass."""
    STEP = "STEP"
    """环节: one step of the guide."""
    OPINION = "OPINION"
    """会签: a joint department's opinion."""
    HEARING_REQUEST = "HEARING_REQUEST"
    """Five days for interested parties to ask for a hearing (Art. 47)."""
    HEARING = "HEARING"
    """Twenty days to organise it (Art. 47)."""
    DECISION = "DECISION"
    """办结, by law (法定)."""
    PROMISE = "PROMISE"
    """办结, as promised (承诺)."""
    ISSUE = "ISSUE"
    """批件: the result document of an approval."""
    RECEIPT = "RECEIPT"
    """签收回执: of what was returned to the street."""
    DELIVERY = "DELIVERY"
    """送达: ten days from the decision (Art. 44)."""
    COMMITMENT = "COMMITMENT"
    """告知承诺: to be verified after the decision."""
    RENEWAL = "RENEWAL"
    """延续: to be decided before the permit expires (Art. 50)."""
    EXPIRY = "EXPIRY"
    """有效期: the permit runs out; nobody owes anything."""
    REDO = "REDO"
    """重作: after a reconsideration or a lawsuit."""
    URGE = "URGE"
    """督办: to be answered."""
    OVERSIGHT = "OVERSIGHT"
    """审管联动: to be confirmed by the supervising body."""
    APPEAL = "APPEAL"
    """申诉: of a card or a rating, to be decided."""
    COMPLAINT = "COMPLAINT"
    """投诉: to be answered."""
    RATING = "RATING"
    """差评: a bad rating, to be answered."""
    WRITTEN_ANSWER = "WRITTEN_ANSWER"
    """坚持申请: a written answer to who insists at the door."""
    QUESTION = "QUESTION"
    """咨询: a question to a mentor, or without a case."""
    VERIFICATION = "VERIFICATION"
    """待核: an outlet's service whose outcome is unknown."""
    REFUND = "REFUND"
    """退费."""
    CUSTODY = "CUSTODY"
    """物料: originals to be signed for, and given back."""


class CustodyAct(StrEnum):
    """What was done with originals (物料流转凭证)."""

    TAKEN = "TAKEN"
    SIGNED_FOR = "SIGNED_FOR"
    GIVEN_BACK = "GIVEN_BACK"
    LOST = "LOST"


class MandatePower(StrEnum):
    """What an agent may do for the principal (委托权限)."""

    FILE = "FILE"
    """代为提出申请."""
    SUPPLY = "SUPPLY"
    """代为补正."""
    WITHDRAW = "WITHDRAW"
    """代为撤回申请."""
    COLLECT = "COLLECT"
    """代为领取结果."""


class CardColour(StrEnum):
    """Colour of a supervision card (电子监察)."""

    PROMPT = "PROMPT"
    YELLOW = "YELLOW"
    RED = "RED"


class DocumentKind(StrEnum):
    """Kinds of document (文书) that an office numbers and the hub renders."""

    RECEIPT = "RECEIPT"
    """收件凭证."""
    ACCEPTANCE = "ACCEPTANCE"
    """受理通知书."""
    CORRECTION = "CORRECTION"
    """补正告知书."""
    REJECTION = "REJECTION"
    """不予受理通知书."""
    SPECIAL_PROCEDURE = "SPECIAL_PROCEDURE"
    """特殊程序期限告知书."""
    EXTENSION = "EXTENSION"
    """延长办理期限通知书."""
    TERMINATION = "TERMINATION"
    """终止通知书."""
    DELIVERY = "DELIVERY"
    """送达回执."""
    PAYMENT = "PAYMENT"
    """缴费通知书."""
    CUSTODY = "CUSTODY"
    """物料流转凭证."""


class CardStanding(StrEnum):
    """What became of a card."""

    GIVEN = "GIVEN"
    APPEALED = "APPEALED"
    UPHELD = "UPHELD"
    WITHDRAWN = "WITHDRAWN"


class OutcomeKind(StrEnum):
    """What a journal entry says about its command."""

    FACTS = "FACTS"
    REFUSED = "REFUSED"
    REPEATED = "REPEATED"
    PARKED = "PARKED"


class ConveyanceOutcome(StrEnum):
    """How the carrying of a message to an organisation's door ended."""

    RECEIPTED = "RECEIPTED"
    EXPIRED = "EXPIRED"
    MISMATCHED = "MISMATCHED"


class OutboxIncident(StrEnum):
    """What happened to an outbox beyond its owner's messages."""

    EXPIRED_UNREAD = "EXPIRED_UNREAD"
    """Messages were deleted from it before the hub had read them."""
    MADE_AGAIN = "MADE_AGAIN"
    """The topic was deleted and made again; what was not read by then is gone."""
    PASSED_OVER = "PASSED_OVER"
    """It said so much beyond its allowance that the clock no longer waited for the rest."""


class AnswerKind(StrEnum):
    """What the hub answers to one record of an outbox."""

    DONE = "DONE"
    REFUSED = "REFUSED"
    REPEATED = "REPEATED"
    PARKED = "PARKED"
    REJECTED = "REJECTED"
