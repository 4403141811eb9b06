"""A rule by which something is refused, and the refusal itself."""

from enum import Enum


class Rule(Enum):
    """Code, sentence a clerk can read out, remedy and source; each theme has its own."""

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
