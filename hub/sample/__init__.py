"""The sample district and the outside systems that play in the demo and in tests.

Departments, streets and operators of outlets run as processes of their own. They know their own
inbox and outbox, the document store and the public contracts, and nothing else of the hub.
What each says is a pure reaction to what it reads (`*_script`); Kafka is in `mailbox` and `player`.
"""
