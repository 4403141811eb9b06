"""Acting for somebody (代办)."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import HUB, civil, law, plan


class MandatesRule(Rule):
    """Acting for somebody (代办); helping (帮办) needs no mandate."""

    PRESENCE_REQUIRED = (
        "MANDATE-001",
        "“{item}”依法须由申请人本人到场,不得代办。",
        "请申请人本人到场办理;行动不便的,请预约上门帮办。",
        law("二十九") + ";" + civil("一百六十一"),
    )
    IDENTITY_UNCHECKED = (
        "MANDATE-002",
        "委托人与代理人的身份没有都核验。",
        "请核验委托人和代理人双方的身份后代办。",
        civil("一百六十五"),
    )
    SAME_PERSON = (
        "MANDATE-003",
        "授权委托书没有写明代理人,或代理人即委托人本人。",
        "本人办理的无须委托;代办的请写明代理人。",
        civil("一百六十五"),
    )
    ANOTHER_PRINCIPAL = (
        "MANDATE-004",
        "授权委托书的委托人不是本件的申请人。",
        "请提交申请人本人签署的授权委托书。",
        civil("一百六十二"),
    )
    NOT_IN_FORCE = (
        "MANDATE-005",
        "授权委托书自{start}至{until}有效,{day}不能据以{act}。",
        "请申请人重新签署授权委托书。",
        civil("一百七十三"),
    )
    OUT_OF_SCOPE = (
        "MANDATE-006",
        "授权委托书的委托事项为{scope},不含“{item}”。",
        "请申请人就本事项签署授权委托书。",
        civil("一百六十五"),
    )
    NO_POWERS = (
        "MANDATE-007",
        "授权委托书没有写明委托权限。",
        "请申请人写明代理人可以代为办理什么。",
        civil("一百六十五"),
    )
    NOT_EMPOWERED = (
        "MANDATE-008",
        "授权委托书的权限不含“{power}”。",
        "请由申请人本人办理,或补充授权。",
        civil("一百七十一"),
    )
    CHARGED_FOR = (
        "MANDATE-009",
        "帮办代办不得收费,本次代办收取了费用。",
        "请退还所收费用后代办。",
        plan("三(一)2"),
    )
    REVOKED = (
        "MANDATE-010",
        "申请人已撤销该授权委托。",
        "请由申请人本人办理,或由其重新委托。",
        civil("一百七十三"),
    )
    NO_SUCH_AGENT = (
        "MANDATE-011",
        "本件没有登记该代理人有效的授权委托。",
        "请核对代理人;新的委托请先登记授权委托书。",
        civil("一百七十一"),
    )
    REGISTERED = (
        "MANDATE-012",
        "该授权委托书已经登记。",
        "无需重复登记。",
        HUB,
    )
