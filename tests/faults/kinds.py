"""All kinds of faults, how often and how long: one table."""

from tests.faults import on_brokers, on_inboxes, on_network, on_outsiders, on_workers
from tests.faults.fault import Kind, Victim

WORKER, BROKER = Victim.WORKER, Victim.BROKER
BEYOND_SESSION_S = (8.0, 13.5)
"""Longer than the session timeout of 6 s and a rebalance, shorter than a transaction's 15 s."""
BEYOND_BROKER_S = (8.0, 14.0)
"""Longer than the session of a broker with its controller, 6 s: the others take over."""

_ALL = (
    Kind("worker killed", WORKER, on_workers.killed, (0.0, 3.0), 16),
    Kind("worker frozen", WORKER, on_workers.frozen, BEYOND_SESSION_S, 14, left_alone=True),
    Kind("worker paused", WORKER, on_workers.frozen, (1.0, 4.0), 4),
    Kind("worker restarted", WORKER, on_workers.restarted, (0.0, 3.0), 12),
    Kind("all workers restarted", Victim.ALL_WORKERS, on_workers.rolled, (0.0, 0.0), 2),
    Kind("older release beside", WORKER, on_workers.set_back, (4.0, 10.0), 4),
    Kind("release upgraded", Victim.ALL_WORKERS, on_workers.upgraded, (0.0, 0.0), 0),
    Kind("killed while restoring", WORKER, on_workers.killed_while_restoring, (0.0, 1.0), 6),
    Kind("clock jumped", WORKER, on_workers.clock_jumped, (2.0, 8.0), 5),
    Kind("disk full", WORKER, on_workers.disk_full, (6.0, 12.0), 4),
    Kind("connections cut", WORKER, on_network.cut, (0.0, 0.0), 6),
    Kind("cut in a message", WORKER, on_network.cut_in_a_message, (1.0, 4.0), 8),
    Kind("worker cut off", WORKER, on_network.cut_off, BEYOND_SESSION_S, 8),
    Kind("worker unheard", WORKER, on_network.unheard, BEYOND_SESSION_S, 6),
    Kind("worker deaf", WORKER, on_network.deaf, BEYOND_SESSION_S, 6),
    Kind("refused by one broker", WORKER, on_network.refused_by_one, (3.0, 10.0), 5, brokers=2),
    Kind("worker delayed", WORKER, on_network.delayed, (3.0, 8.0), 5),
    Kind("clients cut", Victim.CLIENTS, on_network.clients_cut, (0.5, 1.0), 4),
    Kind("client killed", Victim.CLIENT, on_outsiders.client_killed, (0.5, 3.0), 4),
    Kind("department killed", Victim.DEPARTMENT, on_outsiders.department_killed, (1.0, 6.0), 4),
    Kind("department frozen", Victim.DEPARTMENT, on_outsiders.department_frozen, (6.0, 12.0), 4),
    Kind("all brokers restarted", Victim.ALL_BROKERS, on_brokers.rolled, (0.0, 0.0), 1, brokers=3),
    Kind("broker killed", BROKER, on_brokers.killed, (0.5, 4.0), 8),
    Kind("broker restarted", BROKER, on_brokers.restarted, (0.0, 3.0), 5),
    Kind("broker frozen", BROKER, on_brokers.frozen, BEYOND_BROKER_S, 6, brokers=3),
    Kind("broker cut off", BROKER, on_network.broker_cut_off, BEYOND_BROKER_S, 5, brokers=3),
    Kind(
        "broker without peers",
        BROKER,
        on_network.broker_without_peers,
        BEYOND_BROKER_S,
        5,
        brokers=3,
    ),
    Kind("inbox refusing", Victim.INBOX, on_inboxes.refusing, (4.0, 10.0), 4),
    Kind("inbox without quorum", BROKER, on_inboxes.without_quorum, (18.0, 24.0), 3, brokers=3),
    Kind("inbox missing", Victim.INBOX, on_inboxes.made_at_last, (0.0, 0.0), 0),
)

KINDS = {kind.name: kind for kind in _ALL}
