"""The town that the benchmark measures in is lawful, or its hub would not start."""

from hub.domain.publishing import errors, validate
from tests.bench.town import town


def test_the_town_of_the_benchmark_may_be_published() -> None:
    """A rule that is added must not stop the measuring."""
    assert errors(validate(town())) == ()
