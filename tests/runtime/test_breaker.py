"""A circuit breaker waits longer after each failure, within bounds, and lets one attempt decide."""

from hypothesis import given
from hypothesis import strategies as st

from hub.runtime.breaker import Breaker, Circuit


@given(
    st.integers(1, 200),
    st.floats(0.001, 10),
    st.floats(10, 1000),
    st.floats(0, 1),
)
def test_waits_grow_to_the_bound_and_never_past_it(
    failures: int, first_s: float, last_s: float, share: float
) -> None:
    """After n failures the wait is half to all of first * 2 ** (n - 1), bounded."""
    breaker = Breaker(first_s, last_s, lambda low, high: low + share * (high - low))
    for _ in range(failures):
        breaker.failed(100.0)
    most_s = min(last_s, first_s * 2 ** min(failures - 1, 32))
    assert most_s / 2 * 0.999 <= breaker.wait_s(100.0) <= most_s * 1.001
    assert breaker.state(100.0) is Circuit.OPEN
    assert breaker.state(100.0 + most_s * 1.01) is Circuit.HALF_OPEN


def test_one_success_closes_it() -> None:
    """Half-open after the wait; a success forgets all failures, a failure waits longer."""
    breaker = Breaker(1.0, 60.0, lambda _, high: high)
    assert breaker.state(0.0) is Circuit.CLOSED
    breaker.failed(0.0)
    breaker.failed(1.0)
    assert (breaker.wait_s(1.0), breaker.state(3.0)) == (2.0, Circuit.HALF_OPEN)
    breaker.succeeded()
    assert (breaker.wait_s(3.0), breaker.state(3.0)) == (0.0, Circuit.CLOSED)
