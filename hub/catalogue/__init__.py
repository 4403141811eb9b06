"""Catalogues outside the domain: folders of spreadsheets people keep, snapshots the hub goes by."""
