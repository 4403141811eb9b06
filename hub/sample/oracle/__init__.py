"""The independent check: reads topics and outside records, and shares no code with the hub.

Everything it needs (Avro, fingerprints, Kafka's hash) is written here a second time on purpose: a
mistake in the hub's own reader cannot hide itself.
"""
