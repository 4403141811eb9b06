"""Refusals: every rule has a code, a sentence a clerk can read out, a remedy and a source."""

from enum import Enum

_LAW = "《行政许可法》第{}条"
_PLAN = "《珠山区“区街联办”“社区随身办”政务服务改革实施方案》"


def _law(article: str) -> str:
    return _LAW.format(article)


def _plan(section: str) -> str:
    return _PLAN + section


_LISTS = _plan("三(一)、(二)")
_ASSISTED = _plan("三(一)2")
_OUTLET = _plan("三(二)")
_HUB = "业务联办规程"


class Rule(Enum):
    """A rule by which something is refused: code, sentence template, remedy, source."""

    # about the message
    CASE_UNKNOWN = (
        "SUBJECT-001",
        "没有编号为{subject}的业务。",
        "请核对业务编号;未登记的请先收件。",
        _HUB,
    )
    WRONG_SUBJECT = (
        "SUBJECT-002",
        "这项指令不能用于{subject}。",
        "请核对指令与对象是否相符。",
        _HUB,
    )
    TIME_UNREASONABLE = (
        "TIME-001",
        "消息所载时间{instant}不合理。",
        "请校准终端时钟后重新发送。",
        _HUB,
    )
    MESSAGE_ID_REUSED = (
        "MESSAGE-001",
        "同一消息编号已用于另一内容。",
        "内容不同的消息请使用新的编号;重发时内容须完全一致。",
        _HUB,
    )
    OUTCOME_TOO_LARGE = (
        "MESSAGE-002",
        "办理结果超过可记录的长度。",
        "请减少材料条目,或将内容合并为文书后提交。",
        _HUB,
    )
    NOTHING_PARKED = (
        "MESSAGE-003",
        "该对象没有搁置的消息。",
        "无需处理。",
        _HUB,
    )

    # what may be done where
    ORGANISATION_UNKNOWN = (
        "MODE-001",
        "目录中没有单位{organisation}。",
        "请核对单位代码,或请区政务服务管理部门更新目录。",
        _LISTS,
    )
    ITEM_UNKNOWN = (
        "MODE-002",
        "目录中没有事项{item}。",
        "请核对事项编码,或请区政务服务管理部门更新清单。",
        _LISTS,
    )
    STREET_UNKNOWN = (
        "MODE-003",
        "目录中没有街道{street}。",
        "请核对街道代码。",
        _LISTS,
    )
    PLACE_UNKNOWN = (
        "MODE-004",
        "{place}不是{street}的窗口或服务点。",
        "请核对窗口或服务点代码。",
        _LISTS,
    )
    ITEM_NOT_LISTED = (
        "MODE-005",
        "“{item}”不在{street}的事项清单上,本窗口不能收件。",
        "请引导申请人到区政务服务中心办理,或请街道依程序增列清单。",
        _LISTS,
    )
    NOT_ON_OUTLET_LIST = (
        "MODE-006",
        "“{item}”不在{street}的随身办事项清单上,{outlet}不能办理。",
        "请引导申请人到街道便民服务中心办理。",
        _OUTLET,
    )
    PLACE_NOT_YOURS = (
        "MODE-007",
        "{place}不由{sender}管理,不能以其名义收件。",
        "请由该窗口所属街道或该服务点运营单位提交。",
        _OUTLET,
    )
    NO_DECIDING_BODY = (
        "MODE-008",
        "“{item}”没有载明决定机关。",
        "请区政务服务管理部门补正清单后再收件。",
        _ASSISTED,
    )
    HANDLED_AT_ONCE = (
        "MODE-009",
        "“{item}”在服务点即时办结,不收件转办。",
        "请以即办件一次提交办理结果。",
        _OUTLET,
    )
    NOT_INSTANT = (
        "MODE-010",
        "“{item}”在此处不是即办件。",
        "请按收件程序提交。",
        _OUTLET,
    )
    BUSINESS_NUMBER_USED = (
        "CASE-001",
        "业务号{number}已登记,不能再次收件。",
        "请查询原业务;另一申请请用新的业务号。",
        _HUB,
    )

    # who may say it
    STREET_NEVER_DECIDES = (
        "ROLE-001",
        "本件为帮办代办,由{decider}审批,{sender}不得作出决定。",
        "请等待{decider}回传结果。",
        _ASSISTED + ";" + _law("二十四"),
    )
    NOT_THE_DECIDER = (
        "ROLE-002",
        "本件由{decider}办理,{sender}无权{act}。",
        "请转{decider}办理。",
        _plan("四(一)4") + ";" + _law("二十二"),
    )
    NOT_THE_STREET = (
        "ROLE-003",
        "本件由{street}收转和送达,{sender}无权{act}。",
        "请转{street}办理。",
        _ASSISTED,
    )
    NOT_THE_SUBMITTER = (
        "ROLE-004",
        "本件由{submitter}提交,{sender}无权{act}。",
        "请由提交单位或所属街道办理。",
        _HUB,
    )

    # what stands in the way
    NOT_IN_THIS_STATUS = (
        "STATUS-001",
        "本件现为“{status}”,不能{act}。",
        "请核对办理进度。",
        _HUB,
    )
    CASE_CLOSED = (
        "STATUS-002",
        "本件已{status},不能{act}。",
        "如需再次申请,请以新的业务号收件。",
        _HUB,
    )
    MIRRORED_ONLY = (
        "STATUS-003",
        "本件由外部系统办理,此处仅作镜像,不能{act}。",
        "请在原系统办理。",
        _HUB,
    )

    # materials and documents
    MATERIALS_MISSING = (
        "MATERIAL-001",
        "缺少材料:{materials}。",
        "请一次补齐上述全部材料后收件。",
        _law("三十二"),
    )
    COMMITMENT_NOT_ALLOWED = (
        "MATERIAL-002",
        "材料{materials}不适用告知承诺。",
        "请提交材料本身。",
        _law("三十一"),
    )
    MATERIAL_WITHOUT_DOCUMENT = (
        "MATERIAL-003",
        "材料{materials}为电子件或承诺书,但没有附文书。",
        "请上传文书后提交。",
        _HUB,
    )
    DOCUMENT_WITHOUT_DIGEST = (
        "DOCUMENT-001",
        "{document}没有有效的摘要或内容为空。",
        "请先将文书存入文书库,再引用其摘要。",
        _HUB,
    )
    DOCUMENT_NOT_FORESEEN = (
        "DOCUMENT-002",
        "“{item}”没有批件,不能出具。",
        "请直接送达决定。",
        _HUB,
    )
    DOCUMENT_OF_A_DENIAL = (
        "DOCUMENT-003",
        "本件不予批准,不能出具批件。",
        "请送达书面决定及理由。",
        _law("三十八"),
    )
    DOCUMENT_NUMBER_MISSING = (
        "DOCUMENT-004",
        "批件没有文号。",
        "请填写批件文号。",
        _law("三十九"),
    )
    DOCUMENT_MISSING = (
        "DOCUMENT-005",
        "“{item}”应有批件,尚未出具,不能{act}。",
        "请先出具批件。",
        _law("三十九"),
    )

    # forwarding and working
    NOTHING_TO_FORWARD = (
        "FORWARD-001",
        "本件由{decider}自行办理,无须转报。",
        "请直接受理。",
        _ASSISTED,
    )
    ALREADY_FORWARDED = (
        "FORWARD-002",
        "本件已转报{decider}。",
        "无需重复转报。",
        _ASSISTED,
    )
    WORK_NOT_HERE = (
        "WORK-001",
        "本件尚未转报或已退回,不在{sender}手中,不能{act}。",
        "请等待街道转报。",
        _ASSISTED,
    )
    ALREADY_ACKNOWLEDGED = (
        "WORK-002",
        "本件已签收。",
        "无需重复签收。",
        _HUB,
    )
    ALREADY_ACCEPTED = (
        "ACCEPT-001",
        "本件已于{day}受理。",
        "无需重复受理,请继续审查。",
        _law("三十二"),
    )
    DEEMED_ACCEPTED = (
        "ACCEPT-002",
        "逾期未告知,本件自{day}收到申请之日起即为受理,不能{act}。",
        "请直接审查并在期限内作出决定。",
        _law("三十二"),
    )
    NOT_YET_ACCEPTED = (
        "ACCEPT-003",
        "本件尚未受理,不能{act}。",
        "请先受理。",
        _law("三十二"),
    )
    COMPETENT_BODY_MISSING = (
        "REJECT-001",
        "不予受理时须告知申请人向何机关申请。",
        "请填写有权机关。",
        _law("三十二"),
    )
    REJECTED_TOO_LATE = (
        "REJECT-002",
        "本件已受理,不能再不予受理。",
        "请审查后作出准予或不予的决定。",
        _law("三十二"),
    )
    STEP_BY_STRANGER = (
        "STEP-001",
        "目录中没有单位{department},不能登记其办理环节。",
        "请填写办理单位的代码。",
        _law("六十一"),
    )

    # deciding and after
    REASONS_MISSING = (
        "DECIDE-001",
        "作出不予决定须说明理由并告知救济途径。",
        "请附载明理由的书面决定。",
        _law("三十八"),
    )
    ALREADY_DECIDED = (
        "DECIDE-002",
        "本件已作出决定,不能{act}。",
        "如决定有误,请依更正、撤销程序办理。",
        _law("三十七"),
    )
    OPERATOR_RECEIPT_MISSING = (
        "INSTANT-001",
        "服务点办结须有运营单位的回单号。",
        "请填写业务系统的回单号。",
        _OUTLET,
    )
    NOTHING_RETURNED = (
        "RECEIPT-001",
        "本件没有回传文书,无须签收。",
        "请直接送达。",
        _ASSISTED,
    )
    DIGEST_DIFFERS = (
        "RECEIPT-002",
        "签收的文书与回传的文书不一致。",
        "请重新获取文书并核对摘要后签收。",
        _ASSISTED,
    )
    NOT_YET_RETURNED = (
        "DELIVER-001",
        "批件尚未签收,不能送达。",
        "请先签收回传的批件。",
        _ASSISTED,
    )
    NOT_YET_DECIDED = (
        "DELIVER-002",
        "本件尚未作出决定,不能{act}。",
        "请等待决定。",
        _law("三十七"),
    )
    NOT_YET_DELIVERED = (
        "ARCHIVE-001",
        "本件尚未送达,不能归档。",
        "请先送达并登记。",
        _law("四十四"),
    )

    # publishing a catalogue
    SAME_PERSON = (
        "CATALOGUE-001",
        "目录的发布人与批准人不能为同一人。",
        "请由另一人批准。",
        _plan("四(一)1"),
    )
    PERSON_MISSING = (
        "CATALOGUE-002",
        "发布目录须有发布人和批准人。",
        "请填写发布人和批准人。",
        _plan("四(一)1"),
    )
    SNAPSHOT_IN_FORCE = (
        "CATALOGUE-003",
        "该目录快照已经发布。",
        "无需重复发布。",
        _HUB,
    )

    def __init__(self, code: str, sentence: str, remedy: str, source: str) -> None:
        """Keep the four parts by name."""
        self.code = code
        self.sentence = sentence
        self.remedy = remedy
        self.source = source


class Refused(Exception):
    """What was asked is refused: `rule`, and `sentence` and `remedy` with the details put in."""

    def __init__(self, rule: Rule, **details: object) -> None:
        """Fill the rule's sentence and remedy; details are names and codes, never personal data."""
        self.rule = rule
        self.details = details
        self.sentence = rule.sentence.format_map(_Details(details))
        self.remedy = rule.remedy.format_map(_Details(details))
        super().__init__(f"{rule.code} {self.sentence}")


class _Details(dict[str, object]):
    """Details of a refusal; one that nobody gave reads as an ellipsis instead of failing."""

    def __missing__(self, key: str) -> str:
        """Return a placeholder for the detail `key`."""
        return "…"
