"""What a department's own system still puts into the national exchange tables, through the hub.

Six tables come in as files; each row becomes messages or a row of the quality-feedback table.
"""
