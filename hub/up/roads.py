"""The topics of the hub on its broker, made before anybody uses them."""

from collections.abc import Iterable

from hub.settings import Settings
from hub.unfit import Unfit
from topics.apply import apply
from topics.broker import read_all
from topics.declared import declare
from topics.errors import TopicsError
from topics.plan import Plan, difference


async def make_topics(settings: Settings, bootstrap: str, organisations: Iterable[str]) -> None:
    """Make the broker's topics as declared; raises Unfit where that cannot be done unasked.

    Topics beyond the declared ones stay: a later catalogue may have brought them.
    """
    try:
        declared = declare(
            organisations, settings.partitions, settings.replication, settings.namespace
        )
        actual = await read_all(bootstrap, namespace=settings.namespace)
        plan = difference(declared, actual, settings.namespace)
        _require_possible(plan)
        await apply(bootstrap, plan)
    except TopicsError as error:
        raise Unfit(f"{error.sentence}.", f"{error.remedy}.") from error


def _require_possible(plan: Plan) -> None:
    if plan.refused:
        refusal = plan.refused[0]
        raise Unfit(
            f"The topic {refusal.topic} {refusal.sentence.rstrip('.')}.",
            f"{refusal.remedy.rstrip('.')}.",
        )
    if plan.grow:
        change = plan.grow[0]
        raise Unfit(
            f"The topic {change.topic} {change.sentence}.",
            f"Set LIANBAN_PARTITIONS to {change.current}.",
        )
