"""Materials and documents."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import HUB, law


class PaperRule(Rule):
    """Materials and documents."""

    MATERIALS_MISSING = (
        "MATERIAL-001",
        "缺少材料:{materials}。",
        "请一次补齐上述全部材料后收件。",
        law("三十二"),
    )
    COMMITMENT_NOT_ALLOWED = (
        "MATERIAL-002",
        "材料{materials}不适用告知承诺。",
        "请提交材料本身。",
        law("三十一"),
    )
    MATERIAL_WITHOUT_DOCUMENT = (
        "MATERIAL-003",
        "材料{materials}为电子件或承诺书,但没有附文书。",
        "请上传文书后提交。",
        HUB,
    )
    DOCUMENT_WITHOUT_DIGEST = (
        "DOCUMENT-001",
        "{document}没有有效的摘要或内容为空。",
        "请先将文书存入文书库,再引用其摘要。",
        HUB,
    )
    DOCUMENT_NOT_FORESEEN = (
        "DOCUMENT-002",
        "“{item}”没有批件,不能出具。",
        "请直接送达决定。",
        HUB,
    )
    DOCUMENT_OF_A_DENIAL = (
        "DOCUMENT-003",
        "本件不予批准,不能出具批件。",
        "请送达书面决定及理由。",
        law("三十八"),
    )
    DOCUMENT_NUMBER_MISSING = (
        "DOCUMENT-004",
        "批件没有文号。",
        "请填写批件文号。",
        law("三十九"),
    )
    DOCUMENT_MISSING = (
        "DOCUMENT-005",
        "“{item}”应有批件,尚未出具,不能{act}。",
        "请先出具批件。",
        law("三十九"),
    )
