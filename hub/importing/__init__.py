"""What others keep, brought in: item lists into a catalogue folder, event logs as mirrored cases.

Every row of a file becomes something or is reported with its row, column and reason.
"""
