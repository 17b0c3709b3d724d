"""Try two assistants behind nginx on PostgreSQL, on this machine alone: `make cluster`.

Everything is on loopback. Ctrl-C stops it all, and nothing of it is left.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from types import FrameType

from assistant import launch, model
from deploy.cluster.cluster import Cluster, DatabaseError, cluster
from deploy.cluster.proxy import ProxyError, program

SERVERS = 2
SECONDS_BETWEEN_LOOKS = 0.5


def keep(running: Cluster) -> None:
    """Start servers again that have ended, for ever."""
    while True:
        time.sleep(SECONDS_BETWEEN_LOOKS)
        for server in running.servers:
            if server.process.poll() is not None:
                print(f"{server.name} has ended and is started again; see {server.log}", flush=True)
                server.restart()


def introduce(running: Cluster) -> None:
    """Say what runs where."""
    print(f"\nThe assistants answer at {running.proxy.url}, whichever is there:")
    for server in running.servers:
        print(f"  {server.name} at http://{server.address}, kill -9 {server.process.pid} ends it")
    print("What is said is kept until the end of this trial. Ctrl-C ends it.\n", flush=True)


def main() -> None:
    """Start everything, and stop it at Ctrl-C. Raises what the parts raise."""
    program()
    port = launch.port_setting("B2M_PORT", launch.DEFAULT_PORT)
    if not launch.is_free(launch.LOOPBACK, port):
        raise launch.LaunchError(
            f"Port {port} is taken. Choose another: B2M_PORT={port + 1} make cluster"
        )
    model.ensure()
    print("Starting PostgreSQL, two assistants and nginx (some seconds) ...", flush=True)
    with cluster(port, SERVERS) as running:
        introduce(running)
        keep(running)


def stop(number: int, frame: FrameType | None) -> None:
    """As Ctrl-C; a second time changes nothing."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    os.umask(0o077)  # what is kept is the patients'
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    try:
        main()
    except (*launch.REASONS, ProxyError, DatabaseError) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        print("Everything is stopped.")
