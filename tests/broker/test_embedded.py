"""The embedded broker on a real Kafka."""

from aiokafka import AIOKafkaProducer


async def test_shared_broker_serves(kafka: str) -> None:
    """A client reaches the broker that the session shares."""
    producer = AIOKafkaProducer(bootstrap_servers=kafka)
    await producer.start()
    try:
        assert len(producer.client.cluster.brokers()) == 1
    finally:
        await producer.stop()
