"""What topics there are, how they differ from what should be, and how to make them so.

Names, partitions, retention, sizes, who writes and who reads are said once, here.
Everything else asks.
"""
