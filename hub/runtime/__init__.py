"""The runtime all lanes share: partitions, fencing, transactions, restore, faults."""
