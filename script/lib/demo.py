"""A demo of the built service on a free port, for scripts that measure it."""
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time

CHEAP = json.dumps({"query": '{ site(key: "history") { name } }'})


def free_port():
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return place.getsockname()[1]


def start(binary, folder, port):
    """The demo believes this machine about whom requests come from."""
    settings = {
        "REJOINDER_LISTEN": f"127.0.0.1:{port}",
        "REJOINDER_TRUSTED_PROXIES": "127.0.0.1",
        "REJOINDER_LOG": "error",
    }
    others = {name: value for name, value in os.environ.items() if not name.startswith("REJOINDER_")}
    service = subprocess.Popen(
        [binary, "demo"], cwd=folder, env={**others, **settings},
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and service.poll() is None:
        try:
            ask(http.client.HTTPConnection("127.0.0.1", port, timeout=5), CHEAP)
            return service
        except OSError:
            time.sleep(0.1)
    sys.exit("The demo did not become ready.")


def ask(connection, body):
    connection.request("POST", "/graphql", body, {"content-type": "application/json"})
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != 200:
        raise OSError(f"{answer.status} {text}")


def stop(service):
    service.send_signal(signal.SIGTERM)
    service.wait(20)
