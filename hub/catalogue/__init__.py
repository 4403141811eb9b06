"""Catalogues outside the domain: snapshots in bytes, and folders of lists as people keep them."""
