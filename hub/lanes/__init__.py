"""The lanes: what each does with a batch; everything about partitions is the runtime's."""
