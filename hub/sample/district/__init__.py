"""The sample: Zhushan district 珠山区 with its lists; names and codes are illustrative."""

from functools import cache
from pathlib import Path

from hub.catalogue.folder import load as load_folder
from hub.domain.catalogue import Catalogue

FOLDER = Path(__file__).parent
"""The spreadsheets of the sample."""


@cache
def load() -> Catalogue:
    """Return the sample catalogue; raises ValueError if its spreadsheets have a fault."""
    catalogue, faults = load_folder(FOLDER)
    if catalogue is None:
        raise ValueError("; ".join(f"{f.file}:{f.row} {f.column} {f.reason}" for f in faults))
    return catalogue
