"""What topics there are on the broker, how they differ from what should be, and how to make them so.

Said once, here: names, partitions, retention, sizes, who writes and who reads. Everything else asks.
"""
