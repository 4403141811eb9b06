"""Doors of the hub: each connector moves records across one of them and does nothing else.

A connector connects, reads, acknowledges and closes (`connectors.contract`). It never retries,
never sleeps and never decides: it raises what happened (`connectors.errors`) and what to do next.
"""
