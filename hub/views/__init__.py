"""What the journal says, folded for people: a case's timeline, who owes what, the figures."""
