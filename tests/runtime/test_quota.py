"""How much an organisation may say in a second."""

from hypothesis import given
from hypothesis import strategies as st

from hub.lanes.quota import BURST_S, Allowance

STEPS = st.lists(
    st.tuples(st.floats(0, 5), st.integers(0, 300), st.integers(0, 5_000)), max_size=60
)


@given(STEPS)
def test_no_more_is_read_than_the_quota_and_one_burst(steps: list[tuple[float, int, int]]) -> None:
    """Over any time the records are at most the rate and a burst; bytes one turn more."""
    allowance = Allowance(100, 10_000, 0.0)
    now_s, records, size_bytes, largest = 0.0, 0, 0, 0
    for passed_s, wanted, each_bytes in steps:
        now_s += passed_s
        read = min(wanted, allowance.left(now_s))
        allowance.charge(read, read * each_bytes)
        records += read
        size_bytes += read * each_bytes
        largest = max(largest, read * each_bytes)
    assert records <= 100 * (now_s + BURST_S) + 1e-6
    assert size_bytes <= 10_000 * (now_s + BURST_S) + largest + 1e-6


def test_what_is_larger_than_the_allowance_is_read_once_and_paid_for() -> None:
    """Nothing is too large ever to be read; the debt is waited for."""
    allowance = Allowance(100, 1_000, 0.0)
    assert allowance.left(0.0) == 100
    allowance.charge(1, 5_000)
    assert allowance.left(3.9) == 0
    assert allowance.left(4.1) == 100


def test_a_clock_that_stands_or_jumps_back_gives_nothing() -> None:
    """Only time that passed fills the bucket."""
    allowance = Allowance(100, 1_000, 10.0)
    allowance.charge(100, 0)
    assert allowance.left(10.0) == 0
    assert allowance.left(5.0) == 0
