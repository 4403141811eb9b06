"""What may be done where: the lists, places and numbers (清单)."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import ASSISTED, HUB, LISTS, OUTLET


class PlaceRule(Rule):
    """What may be done where: the lists, places and numbers (清单)."""

    ORGANISATION_UNKNOWN = (
        "MODE-001",
        "目录中没有单位{organisation}。",
        "请核对单位代码,或请区政务服务管理部门更新目录。",
        LISTS,
    )
    ITEM_UNKNOWN = (
        "MODE-002",
        "目录中没有事项{item}。",
        "请核对事项编码,或请区政务服务管理部门更新清单。",
        LISTS,
    )
    STREET_UNKNOWN = (
        "MODE-003",
        "目录中没有街道{street}。",
        "请核对街道代码。",
        LISTS,
    )
    PLACE_UNKNOWN = (
        "MODE-004",
        "{place}不是{street}的窗口或服务点。",
        "请核对窗口或服务点代码。",
        LISTS,
    )
    ITEM_NOT_LISTED = (
        "MODE-005",
        "“{item}”不在{street}的事项清单上,本窗口不能收件。",
        "请引导申请人到区政务服务中心办理,或请街道依程序增列清单。",
        LISTS,
    )
    NOT_ON_OUTLET_LIST = (
        "MODE-006",
        "“{item}”不在{street}的随身办事项清单上,{outlet}不能办理。",
        "请引导申请人到街道便民服务中心办理。",
        OUTLET,
    )
    PLACE_NOT_YOURS = (
        "MODE-007",
        "{place}不由{sender}管理,不能以其名义收件。",
        "请由该窗口所属街道或该服务点运营单位提交。",
        OUTLET,
    )
    NO_DECIDING_BODY = (
        "MODE-008",
        "“{item}”没有载明决定机关。",
        "请区政务服务管理部门补正清单后再收件。",
        ASSISTED,
    )
    HANDLED_AT_ONCE = (
        "MODE-009",
        "“{item}”在服务点即时办结,不收件转办。",
        "请以即办件一次提交办理结果。",
        OUTLET,
    )
    NOT_INSTANT = (
        "MODE-010",
        "“{item}”在此处不是即办件。",
        "请按收件程序提交。",
        OUTLET,
    )
    BUSINESS_NUMBER_USED = (
        "CASE-001",
        "业务号{number}已登记,不能再次收件。",
        "请查询原业务;另一申请请用新的业务号。",
        HUB,
    )
