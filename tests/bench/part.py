"""One measurement in a process of its own: `python -m tests.bench.part NAME BOOTSTRAP NAMESPACE …`.

A fresh process has no warm caches and no foreign memory. The last line on standard output is the
figures as JSON.
"""

import asyncio
import json
import os
import sys

from avro import registry
from hub.runtime import logging
from hub.runtime.garbage import calm
from tests.bench import bare, lanes, memory, micro, restore, shard
from tests.bench.arena import settings_of

PARTS = {
    "bare": bare.measure,
    "case": lanes.measure_case,
    "dispatch": lanes.measure_dispatch,
    "ingress": shard.measure,
    "memory": memory.measure,
    "restore": restore.measure,
    "micro": micro.measure,
}


def main() -> None:
    """Run one part as the arguments say."""
    name, bootstrap, namespace, folder, events = sys.argv[1:6]
    logging.configure("WARNING")
    calm()
    registry.writers()  # what a process does once is not what a record costs
    settings = settings_of(bootstrap, namespace, folder)
    figures = asyncio.run(PARTS[name](settings, int(events)))
    print(json.dumps(figures), flush=True)  # noqa: T201 - read by the parent
    os._exit(0)  # connections in the background are not what is measured


if __name__ == "__main__":
    main()
