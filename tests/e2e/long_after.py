"""A worker long after: for it every retention that ends has ended with the last year."""

from hub.domain import retention
from hub.worker import main


def run() -> None:
    """Let no test wait for ten years."""
    retention.YEARS.update(dict.fromkeys(retention.YEARS, -1))
    main()


if __name__ == "__main__":
    run()
