"""A service on a database, and what it is asked."""
import copy
import http.client
import json
import os
import secrets
import signal
import subprocess
import time
from pathlib import Path

import people
from nodes import free_port, status_of, until

SITE, ORIGIN = "show", "https://show.example"
SIGN_IN = people.SIGN_IN
POST = "mutation($input: PostCommentInput!) { postComment(input: $input) { comment { id status } } }"


class Refused(OSError):
    """Answered, but not with what was asked for."""

    def __init__(self, status, code, retry_after, text):
        super().__init__(f"{status} {code}: {text}")
        self.status, self.code, self.retry_after = status, code, retry_after

    def told(self):
        """In a word; a part of a read may be refused, and the rest answered."""
        if self.status == 200:
            return "in part" if self.code == "UNAVAILABLE" else self.code
        is_mute = self.status == 503 and self.retry_after is None
        return f"{self.status}{' without Retry-After' if is_mute else ''}"


def ask(port, body, headers=None, patience_s=30):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=patience_s)
    try:
        line.request("POST", "/graphql", json.dumps(body), {"content-type": "application/json", **(headers or {})})
        response = line.getresponse()
        text = response.read()
    finally:
        line.close()
    try:
        answer = json.loads(text)
    except ValueError:
        answer = {}
    faults = answer.get("errors")
    if response.status == 200 and not faults and "data" in answer:
        return answer["data"]
    code = faults[0].get("extensions", {}).get("code") if faults else None
    raise Refused(response.status, code, response.getheader("retry-after"), text[:200])


class Service:
    """`rejoinder serve` in a folder of its own, with a site that signs people in by its own tokens."""

    def __init__(self, program, database, folder, url=None, **settings):
        self.program, self.database, self.folder = program, database, Path(folder)
        self.port = self.public_port = free_port()
        self.secret, self.process = secrets.token_urlsafe(32), None
        self.environment = {
            "PATH": os.environ["PATH"],
            "REJOINDER_DATABASE_URL": url or database.url,
            "REJOINDER_LISTEN": f"127.0.0.1:{self.port}",
            "REJOINDER_PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "REJOINDER_TRUSTED_PROXIES": "127.0.0.1",
            "REJOINDER_LOG_FORMAT": "json",
            **settings,
        }
        self.log = self.folder / "service.log"
        self.rejoinder("migrate", "up")
        self.rejoinder("site", "create", SITE, "--name", "The Harbour Lamp", "--mode", "POST", "--origin", ORIGIN)
        self.rejoinder("site", "key", "add", SITE, "--secret-stdin", given=self.secret)

    def another(self):
        """Another node on the same database; readers are told the address of this one."""
        other = copy.copy(self)
        other.port, other.log, other.process = free_port(), self.folder / "other.log", None
        other.environment = {**self.environment, "REJOINDER_LISTEN": f"127.0.0.1:{other.port}"}
        return other

    def rejoinder(self, *words, given="", check=True):
        return subprocess.run(
            [self.program, *words], env=self.environment, cwd=self.folder, input=given, text=True,
            capture_output=True, check=check,
        )

    def begin(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [self.program, "serve"], env=self.environment, cwd=self.folder,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )

    def is_ready(self):
        return status_of(self.port, "/readyz") == 200

    def start(self):
        """How many seconds it took until it was ready."""
        began = time.monotonic()
        self.begin()
        until("the service is ready", lambda: self.is_ready() or self.process.poll() is not None)
        if self.process.poll() is not None:
            raise subprocess.SubprocessError(f"the service ended by itself: {self.end_of_log()}")
        return time.monotonic() - began

    def kill(self):
        self.process.kill()
        self.process.wait()

    def ask_to_stop(self):
        self.process.send_signal(signal.SIGTERM)

    def stop(self):
        self.ask_to_stop()
        return self.process.wait(20)

    def end(self):
        if self.process and self.process.poll() is None:
            self.kill()

    def memory_mb(self, field="VmRSS"):
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(field):
                return int(line.split()[1]) / 1024
        raise OSError(field)

    def end_of_log(self):
        return self.log.read_text(errors="replace")[-1500:]

    def panics(self):
        return self.log.read_text(errors="replace").count("panicked")

    def sign_in(self, number):
        """What a reader's requests carry."""
        os.environ["SITE_SECRET"] = self.secret
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        given = {"site": SITE, "token": people.site_token(self.public_port, number)}
        body = {"query": SIGN_IN, "variables": {"input": given}}
        told = ask(self.port, body, {"x-forwarded-for": address})
        token = told["signInWithSiteToken"]["accessToken"]
        return {"authorization": f"Bearer {token}", "x-forwarded-for": address}

    def post(self, person, text):
        """On a thread of its own."""
        key = "by-hand"
        given = {"episode": {"site": SITE, "key": key, "title": key, "url": f"{ORIGIN}/{key}"}, "body": text}
        return ask(self.port, {"query": POST, "variables": {"input": given}}, person)
