"""Stories of outlets: executed, failed, unknown, given back, reconciled."""

from dataclasses import replace

from hub.domain import commands
from hub.domain.vocabulary import ServiceOutcome
from hub.sample.stories.scenes import (
    ARCHIVED,
    BANK,
    FORM,
    ICBC,
    INSTANT,
    REPORT,
    STREET,
    handed,
    say,
)
from hub.sample.stories.story import Line, Part, Story, Until, Written, together

_ASKED = Line(
    by=ICBC,
    command=commands.RequestService,
    fields={
        "item_code": INSTANT,
        "street": STREET,
        "place": BANK,
        "form": FORM,
        "materials": handed(INSTANT),
    },
)
_LONG_AGO = Line(by=ICBC, command=commands.RequestService, fields=_ASKED.fields, days_ago=20)


def _reported(outcome: ServiceOutcome, **fields: object) -> tuple[Part, ...]:
    return together(_ASKED, say(ICBC, commands.ReportExecution, outcome=outcome, **fields))


_EXECUTED = _reported(ServiceOutcome.EXECUTED, receipt_number="R-1")
_STATEMENT = Written("statement", "对账单")

STORIES = (
    Story("executed", "随身办即办", together(_EXECUTED, ARCHIVED)),
    Story(
        "failed",
        "随身办未办成",
        together(_reported(ServiceOutcome.FAILED, reason="NO-FUNDS"), ARCHIVED),
    ),
    Story(
        "verified",
        "待核,核实已办成",
        together(
            _reported(ServiceOutcome.UNKNOWN),
            replace(_ASKED, answer="EXECUTE-002"),
            say(
                ICBC,
                commands.ResolveVerification,
                executed=True,
                receipt_number="R-1",
                evidence=REPORT,
            ),
            ARCHIVED,
        ),
    ),
    Story(
        "never-reported",
        "无回报,待核,核实未办成",
        together(
            _LONG_AGO,
            Until(organisation=ICBC, message="CardReported"),
            say(ICBC, commands.ResolveVerification, executed=False, evidence=REPORT),
            ARCHIVED,
        ),
    ),
    Story(
        "reversed",
        "冲正",
        together(
            _EXECUTED,
            say(ICBC, commands.ReverseService, number="Z-1", reason="WRONG-PERSON"),
            ARCHIVED,
        ),
    ),
    Story(
        "paid-back",
        "退费到账",
        together(
            _EXECUTED,
            say(ICBC, commands.RefundService, number="Z-1", reason="PAID-TWICE"),
            say(STREET, commands.ArchiveCase, "SETTLE-004"),
            say(ICBC, commands.ConfirmRefund, receipt_number="T-1"),
            ARCHIVED,
        ),
    ),
    Story(
        "statement-matched",
        "对账相符",
        together(
            _EXECUTED,
            say(
                ICBC,
                commands.ReportStatement,
                statement=_STATEMENT,
                outcome=ServiceOutcome.EXECUTED,
                receipt_number="R-1",
            ),
            ARCHIVED,
        ),
    ),
    Story(
        "statement-differs",
        "对账不符,核实",
        together(
            _EXECUTED,
            say(
                ICBC,
                commands.ReportStatement,
                statement=_STATEMENT,
                outcome=ServiceOutcome.FAILED,
            ),
            say(
                ICBC,
                commands.ResolveVerification,
                executed=True,
                receipt_number="R-1",
                evidence=REPORT,
            ),
            ARCHIVED,
        ),
    ),
)
