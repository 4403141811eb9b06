"""The repertoire of the demo: one story for each way in which a case goes or ends.

A story is told line by line by the organisations that it takes; every line waits for its answer.
What by law takes weeks is told by a terminal that was offline for as long.
"""

PREFIX = "story-"
"""How the business numbers of stories begin: other players leave such cases alone."""
