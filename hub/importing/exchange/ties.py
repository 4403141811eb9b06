"""What a row lacks and another row of the same delivery says: a licence's case, a paper's day."""

from collections.abc import Iterable
from dataclasses import replace

from hub.importing.exchange.feedback import Feedback, Quality
from hub.importing.exchange.rows import ExchangeRow
from hub.importing.exchange.tables import ACCEPT, CASE, LICENCE, MATERIAL, RESULT


class Ties:
    """Which result names which licence, and when each case was accepted."""

    def __init__(self, rows: Iterable[ExchangeRow]) -> None:
        self._cases: dict[str, str] = {}
        self._accepted: dict[str, ExchangeRow] = {}
        for row in rows:
            if row.table is RESULT and row.texts["result_cetr_no"]:
                self._cases[row.texts["result_cetr_no"]] = row.texts[CASE]
            elif row.table is ACCEPT:
                self._accepted[row.texts[CASE]] = row

    def tie(self, row: ExchangeRow) -> tuple[ExchangeRow, str] | Feedback:
        """Return the row, at an instant that stays the same, and its case's number.

        The table of materials has no time but that of its synchronisation, which is another one
        when it is pushed again: a material is taken with the acceptance.
        """
        if row.table is LICENCE:
            number = self._cases.get(row.key)
            return row.wrong(Quality.UNTIED, LICENCE.key) if number is None else (row, number)
        number = row.texts[CASE]
        if row.table is not MATERIAL:
            return row, number
        accepted = self._accepted.get(number)
        if accepted is None:
            return row.wrong(Quality.UNDATED, CASE)
        return replace(row, times={**row.times, MATERIAL.moment: accepted.at}), number
