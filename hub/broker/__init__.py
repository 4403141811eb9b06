"""The embedded broker: a real Apache Kafka as a child process."""

from hub.broker.embedded import Broker
from hub.unfit import Unfit

__all__ = ["Broker", "Unfit"]
