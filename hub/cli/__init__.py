"""The command line: `lianban`, one module per group of commands."""
