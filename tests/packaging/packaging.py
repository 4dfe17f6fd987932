#!/usr/bin/env python3
"""Tries what packaging/ holds: the unit as systemd reads it, and the service with the settings of the
package behind each of the proxies, with a certificate of our own.

Usage: packaging.py PROGRAM. Prints how many checks passed and failed."""
import http.client
import json
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
HOST = "comments.example"
PATIENCE_S = 30
# Tenths of what `systemd-analyze security` gives; 100 is no protection at all.
EXPOSURE_MAX = 12
NGINX = """
worker_processes 1;
daemon off;
pid FOLDER/nginx.pid;
error_log FOLDER/nginx.log warn;
events { worker_connections 512; }
http {
  access_log off;
  client_body_temp_path FOLDER/body;
  proxy_temp_path FOLDER/proxy;
  fastcgi_temp_path FOLDER/fastcgi;
  uwsgi_temp_path FOLDER/uwsgi;
  scgi_temp_path FOLDER/scgi;
  include FOLDER/site.conf;
}
"""
CADDY = """{
	admin off
	default_bind 127.0.0.1
	http_port PLAIN
	https_port TLS
	storage file_system FOLDER/caddy
}
"""


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def replaced(text, values):
    for old, new in values.items():
        if old not in text:
            raise LookupError(f"there is no {old!r} in the example any more")
        text = text.replace(old, str(new))
    return text


class Service:
    """With the settings of the package, but for where it listens and keeps its data."""

    def __init__(self, program, folder):
        self.program, self.folder, self.port = program, folder, free_port()
        self.settings = folder / "rejoinder.toml"
        self.settings.write_text((PACKAGING / "rejoinder.toml").read_text())
        self.environment = {
            "PATH": os.environ["PATH"],
            "REJOINDER_PUBLIC_URL": f"https://{HOST}",
            "REJOINDER_LISTEN": f"127.0.0.1:{self.port}",
            "REJOINDER_DATABASE_URL": f"sqlite://{folder}/rejoinder.db?mode=rwc",
        }
        self.log = open(folder / "service.log", "ab")
        self.run("site", "create", "show", "--name", "The Harbour Lamp", "--origin", "https://show.example").wait()
        self.start()

    def run(self, *words):
        return subprocess.Popen(
            [self.program, "--config", self.settings, *words], env=self.environment, cwd=self.folder,
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
        )

    def start(self):
        self.process = self.run("serve")

    def stop(self):
        self.process.terminate()
        return self.process.wait(PATIENCE_S)


class Proxy:
    """One of the examples, at ports and with a certificate of the test's."""

    def __init__(self, folder, service):
        self.folder, self.service = folder, service
        self.plain, self.tls, self.process = free_port(), free_port(), None
        self.trust = ssl.create_default_context(cafile=folder / "certificate.pem")

    def nginx(self):
        site = replaced((PACKAGING / "nginx/rejoinder.conf").read_text(), {
            "listen 80;": f"listen 127.0.0.1:{self.plain};",
            "listen 443 ssl": f"listen 127.0.0.1:{self.tls} ssl",
            "listen [::]:80;": "",
            "listen [::]:443 ssl http2;": "",
            f"/etc/letsencrypt/live/{HOST}/fullchain.pem": self.folder / "certificate.pem",
            f"/etc/letsencrypt/live/{HOST}/privkey.pem": self.folder / "key.pem",
            "127.0.0.1:8080": f"127.0.0.1:{self.service.port}",
        })
        (self.folder / "site.conf").write_text(site)
        (self.folder / "nginx.conf").write_text(replaced(NGINX, {"FOLDER": self.folder}))
        self.run("nginx", "-c", self.folder / "nginx.conf")

    def caddy(self):
        options = replaced(CADDY, {"PLAIN": self.plain, "TLS": self.tls, "FOLDER": self.folder})
        certificate = f"{HOST} {{\n\ttls {self.folder}/certificate.pem {self.folder}/key.pem"
        site = replaced((PACKAGING / "caddy/Caddyfile").read_text(), {
            f"{HOST} {{": certificate,
            "127.0.0.1:8080": f"127.0.0.1:{self.service.port}",
        })
        (self.folder / "Caddyfile").write_text(options + site)
        self.run("caddy", "run", "--config", self.folder / "Caddyfile", "--adapter", "caddyfile")

    def run(self, *command):
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder)}
        log = open(self.folder / "proxy.log", "ab")
        self.process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )
        deadline = time.monotonic() + PATIENCE_S
        while self.status("/readyz") != 200:
            if time.monotonic() > deadline:
                raise TimeoutError((self.folder / "proxy.log").read_text()[-2000:])
            time.sleep(0.02)

    def end(self):
        if self.process:
            self.process.terminate()
            self.process.wait(PATIENCE_S)

    def connect(self, protocols=("http/1.1",)):
        self.trust.set_alpn_protocols(list(protocols))
        plain = socket.create_connection(("127.0.0.1", self.tls), timeout=PATIENCE_S)
        return self.trust.wrap_socket(plain, server_hostname=HOST)

    def ask(self, method, path, body=None, headers=None):
        line = http.client.HTTPSConnection(HOST)
        line.sock = self.connect()
        line.request(method, path, body, headers or {})
        return line.getresponse()

    def status(self, path):
        try:
            return self.ask("GET", path).status
        except OSError:
            return None


def systemd_understands_the_unit(program, folder):
    unit = folder / "rejoinder.service"
    text = (PACKAGING / "systemd/rejoinder.service").read_text()
    unit.write_text(replaced(text, {"/usr/bin/rejoinder": program}))
    verified = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True)
    complaints = [line for line in verified.stderr.splitlines() if "rejoinder.service" in line]
    assert (verified.returncode, complaints) == (0, []), verified.stderr


def the_unit_gives_little_away(_, folder):
    command = ["systemd-analyze", "security", "--offline=true", f"--threshold={EXPOSURE_MAX}"]
    rated = subprocess.run([*command, folder / "rejoinder.service"], capture_output=True, text=True)
    assert rated.returncode == 0, rated.stdout[-200:] + rated.stderr


def plain_http_leads_to_https(proxy):
    line = http.client.HTTPConnection("127.0.0.1", proxy.plain, timeout=PATIENCE_S)
    line.request("GET", "/desk", headers={"Host": HOST})
    answer = line.getresponse()
    where = answer.getheader("Location") or ""
    assert answer.status in (301, 308) and where.startswith(f"https://{HOST}"), (answer.status, where)


def pages_come_over_tls_and_stay_there(proxy):
    answer = proxy.ask("GET", "/desk")
    assert "max-age" in (answer.getheader("Strict-Transport-Security") or ""), answer.getheaders()


def browsers_are_offered_http_2(proxy):
    offered = proxy.connect(("h2", "http/1.1")).selected_alpn_protocol()
    assert offered == "h2", offered


def a_large_file_is_for_the_service_to_judge(proxy):
    """It sees the head before the body is there."""
    statuses = []
    for size in (0, 2 << 20):
        line = proxy.connect()
        line.sendall(f"POST /imports/none HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {size}\r\n\r\n".encode())
        statuses.append(line.recv(1024).split()[1])
    assert statuses == [b"405", b"405"], statuses


def a_web_socket_passes(proxy):
    line = proxy.connect()
    line.sendall(
        f"GET /graphql HTTP/1.1\r\nHost: {HOST}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n".encode()
    )
    head = line.recv(1024)
    assert head.startswith(b"HTTP/1.1 101"), head


def a_stream_comes_as_it_is_told(proxy):
    """Its first line comes though the stream goes on."""
    listening = 'subscription { commentEvents(site: "show", key: "pilot") { cursor } }'
    headers = {"Content-Type": "application/json", "Accept": "text/event-stream"}
    answer = proxy.ask("POST", "/graphql", json.dumps({"query": listening}), headers)
    kind, line = answer.getheader("Content-Type") or "", answer.readline()
    assert kind.startswith("text/event-stream") and line, (answer.status, kind, line)


def who_asks_while_the_service_restarts_waits(proxy):
    assert proxy.service.stop() == 0
    answers = []
    asking = threading.Thread(target=lambda: answers.append(proxy.status("/healthz")))
    asking.start()
    time.sleep(0.5)
    assert answers == [], answers
    proxy.service.start()
    asking.join(PATIENCE_S)
    assert answers == [200], answers


BEHIND_ANY_PROXY = [
    plain_http_leads_to_https, pages_come_over_tls_and_stay_there, browsers_are_offered_http_2,
    a_web_socket_passes, a_stream_comes_as_it_is_told,
]
BEHIND_NGINX = [*BEHIND_ANY_PROXY, a_large_file_is_for_the_service_to_judge]
BEHIND_CADDY = [*BEHIND_ANY_PROXY, who_asks_while_the_service_restarts_waits]


class Tally:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, what, *given, where=""):
        try:
            what(*given)
            self.passed += 1
            return True
        except (AssertionError, LookupError, OSError, subprocess.TimeoutExpired) as fault:
            self.failed += 1
            print(f"{where}{what.__name__}: {fault}")
            return False


def behind(name, tally, folder, service, checks):
    proxy = Proxy(folder, service)
    where = f"{name}: "
    try:
        if tally.check(getattr(proxy, name), where=where):
            for check in checks:
                tally.check(check, proxy, where=where)
    finally:
        proxy.end()


def certify(folder):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "1", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}",
         "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"],
        check=True, capture_output=True,
    )


def main():
    program = Path(sys.argv[1]).resolve()
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        tally.check(systemd_understands_the_unit, program, folder)
        tally.check(the_unit_gives_little_away, program, folder)
        certify(folder)
        service = Service(program, folder)
        try:
            behind("nginx", tally, folder, service, BEHIND_NGINX)
            behind("caddy", tally, folder, service, BEHIND_CADDY)
        finally:
            service.stop()
    print(f"{tally.passed} passed, {tally.failed} failed")
    return tally.failed > 0


sys.exit(main())
