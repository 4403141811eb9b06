"""`python -m hub.sample.oracle`: exit status 0 = holds, 1 = violated, 2 = could not be checked."""

import argparse
import asyncio
import json
import logging
import sys
from pathlib import Path

from hub.sample.oracle.check import check
from hub.sample.oracle.verdict import CannotCheckError, as_json, as_text

COULD_NOT_CHECK = 2


def main() -> int:
    """Check what the arguments name and print the result."""
    options = _parser().parse_args()
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    try:
        found = asyncio.run(
            check(options.bootstrap, options.records, options.partitions, options.namespace)
        )
    except (CannotCheckError, FileNotFoundError) as error:
        sys.stderr.write(f"The check could not be made: {error}\n")
        if options.json:
            sys.stdout.write(json.dumps({"passed": False, "could_not_check": str(error)}) + "\n")
        return COULD_NOT_CHECK
    sys.stdout.write((as_json(found) if options.json else as_text(found)) + "\n")
    return 0 if found.passed else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m hub.sample.oracle", description=__doc__)
    parser.add_argument("--bootstrap", required=True, help="a Kafka broker as host:port")
    parser.add_argument(
        "--records", required=True, type=Path, action="append", help="folder of *.jsonl records"
    )
    parser.add_argument("--partitions", required=True, type=int, help="of hub.commands")
    parser.add_argument("--namespace", default="", help="prefix of all topic names")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


if __name__ == "__main__":
    sys.exit(main())
