#!/usr/bin/env python3
"""Two nodes on one PostgreSQL with nginx before them, while people read, write and listen: what one does
shows on the other, one is killed, and both are replaced one after the other.

Usage: nodes.py PROGRAM DATABASE_URL. The database is empty. Prints how many checks passed and failed."""
import http.client
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

HERE = Path(__file__).resolve().parent
SCALING = HERE.parents[1] / "docs/scaling.md"
sys.path.insert(0, str(HERE.parents[1] / "benches/load"))
import listen  # noqa: E402
import people  # noqa: E402

PEOPLE = 120
AT_ONCE = 5
POSTS_A_SECOND = 15
PATIENCE_S = 30
EPISODE = {"site": "show", "key": "pilot"}
THREAD = "{ episode(site: \"show\", key: \"pilot\") { comments(first: 100%s) { nodes { bodyMarkdown } pageInfo { endCursor hasNextPage } } } }"
POST = "mutation($input: PostCommentInput!) { postComment(input: $input) { comment { bodyMarkdown } } }"
EVENTS = """subscription($after: String) { commentEvents(site: "show", key: "pilot", after: $after) {
  cursor comments { bodyMarkdown } } }"""


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def until(what, done, patience_s=PATIENCE_S):
    deadline = time.monotonic() + patience_s
    while not done():
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        time.sleep(0.02)


def status_of(port, path):
    try:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        line.request("GET", path)
        return line.getresponse().status
    except OSError:
        return None


class Node:
    def __init__(self, place, name):
        self.place, self.port = place, free_port()
        self.log = open(place.folder / f"{name}.log", "ab")
        self.start()

    def start(self):
        environment = {**self.place.environment, "REJOINDER_LISTEN": f"127.0.0.1:{self.port}"}
        self.process = subprocess.Popen(
            [self.place.program, "serve"], env=environment, cwd=self.place.folder,
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
        )
        until("a node is ready", lambda: status_of(self.port, "/readyz") == 200)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)


class Place:
    """The folder, the nodes and nginx."""

    def __init__(self, program, database, folder):
        self.program, self.folder, self.port = program, Path(folder), free_port()
        self.secret = secrets.token_urlsafe(32)
        self.environment = {
            "PATH": os.environ["PATH"],
            "REJOINDER_DATABASE_URL": database,
            "REJOINDER_PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "REJOINDER_TRUSTED_PROXIES": "127.0.0.1",
        }
        self.begin_at_once()
        self.rejoinder("site", "create", "show", "--name", "The Harbour Lamp", "--mode", "POST", "--origin", "https://show.example")
        self.rejoinder("site", "key", "add", "show", "--secret-stdin", given=self.secret)
        self.nodes = [Node(self, name) for name in ("one", "other")]
        self.configure(self.nodes)
        self.nginx = subprocess.Popen(["nginx", "-c", str(self.folder / "nginx.conf")])
        until("nginx answers", lambda: status_of(self.port, "/readyz") == 200)

    def begin_at_once(self):
        """As nodes do that are started together: one makes the tables, the others wait for it."""
        command = [self.program, "migrate", "up"]
        nodes = [
            subprocess.Popen(command, env=self.environment, cwd=self.folder, stdout=subprocess.DEVNULL)
            for _ in range(AT_ONCE)
        ]
        for node in nodes:
            if node.wait(PATIENCE_S) != 0:
                raise subprocess.SubprocessError("a node could not begin")

    def rejoinder(self, *words, given=""):
        subprocess.run(
            [self.program, *words], env=self.environment, cwd=self.folder, input=given.encode(),
            stdout=subprocess.DEVNULL, check=True,
        )

    def configure(self, nodes):
        """As docs/scaling.md has it, but for addresses and TLS. Its cache, behind which a reader may be late,
        is only looked at by nginx."""
        cache, site = re.findall(r"```nginx\n(.*?)```", SCALING.read_text(), re.DOTALL)
        servers = "\n".join(f"  server 127.0.0.1:{node.port} fail_timeout=2s;" for node in nodes)
        for documented, value in (
            (r"(  server [0-9.:]+ fail_timeout=2s;\n)+", servers + "\n"),
            (r"  listen 443 .*\n", f"  listen 127.0.0.1:{self.port};\n"),
            (r"(  ssl_certificate.*\n)+", ""),
        ):
            site, found = re.subn(documented, value, site)
            assert found == 1, f"docs/scaling.md has {found} of {documented}"
        store, location = cache.replace("/var/cache/nginx/rejoinder", f"{self.folder}/kept").split("\n\n", 1)
        cached = store + "\n" + site.replace("  location / {", location + "  location / {", 1)
        for name, text in (("cached.conf", cached), ("nginx.conf", site)):
            whole = (HERE / "nginx.conf").read_text().replace("SITE", text).replace("FOLDER", str(self.folder))
            (self.folder / name).write_text(whole)
        subprocess.run(["nginx", "-q", "-t", "-c", str(self.folder / "cached.conf")], check=True)

    def turn_to(self, nodes):
        """nginx asks no others from now on; what it has begun there it finishes."""
        self.configure(nodes)
        self.nginx.send_signal(signal.SIGHUP)
        time.sleep(1)

    def end(self):
        # nginx ends its own worker, where it is asked.
        self.nginx.terminate()
        for node in self.nodes:
            node.kill()
        self.nginx.wait()


def ask(port, body, headers=None, line=None):
    line = line or http.client.HTTPConnection("127.0.0.1", port, timeout=15)
    line.request("POST", "/graphql", json.dumps(body), {"content-type": "application/json", **(headers or {})})
    response = line.getresponse()
    text = response.read()
    if response.status != 200:
        raise OSError(f"{response.status}: {text[:200]}")
    answer = json.loads(text)
    if answer.get("errors"):
        raise OSError(f"{answer['errors'][0]}")
    return answer["data"]


def read_all(port):
    """The texts of all comments, in their order."""
    texts, after = [], ""
    while True:
        page = ask(port, {"query": THREAD % after})["episode"]["comments"]
        texts += [node["bodyMarkdown"] for node in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            return texts
        after = f", after: \"{page['pageInfo']['endCursor']}\""


def each(text):
    """What JSON one after the other says."""
    decoder, at = json.JSONDecoder(), 0
    while at < len(text):
        said, at = decoder.raw_decode(text, at)
        yield said


class Crowd:
    """Who reads, writes and listens through nginx, until told to stop."""

    def __init__(self, place):
        self.place, self.stopped = place, threading.Event()
        os.environ["SITE_SECRET"] = place.secret
        signed_in = [people.sign_in(place.port, number).split("\t") for number in range(1, PEOPLE + 1)]
        self.people, self.number = signed_in, 0
        self.acknowledged, self.failed, self.reads = [], [], 0
        self.told = {self.by_stream: [], self.by_websocket: []}
        listening = [lambda way=way: self.listen(way) for way in self.told]
        work = (self.read, self.read, self.write, *listening)
        self.threads = [threading.Thread(target=one, daemon=True) for one in work]
        for thread in self.threads:
            thread.start()

    def forgive(self):
        """What has failed so far."""
        failed, self.failed = self.failed, []
        return failed

    def read(self):
        address = "/graphql?" + urlencode({"query": THREAD % ""})
        while not self.stopped.is_set():
            try:
                line = http.client.HTTPConnection("127.0.0.1", self.place.port, timeout=15)
                line.request("GET", address)
                response = line.getresponse()
                response.read()
                if response.status != 200:
                    raise OSError(str(response.status))
                self.reads += 1
            except (OSError, http.client.HTTPException) as fault:
                self.failed.append(f"read: {fault!r}")
            time.sleep(0.01)

    def write(self):
        """Each until it is acknowledged, under the same key."""
        while not self.stopped.is_set():
            token, address = self.people[self.number % PEOPLE]
            text = f"Lantern {self.number}."
            given = {"episode": {**EPISODE, "title": "Pilot", "url": "https://show.example/pilot"}, "body": text,
                     "clientMutationId": f"post-{self.number}"}
            self.number += 1
            headers = {"authorization": f"Bearer {token}", "x-forwarded-for": address}
            while not self.stopped.is_set():
                try:
                    ask(self.place.port, {"query": POST, "variables": {"input": given}}, headers)
                    self.acknowledged.append(text)
                    break
                except (OSError, http.client.HTTPException) as fault:
                    self.failed.append(f"write: {fault!r}")
                    time.sleep(0.2)
            time.sleep(1 / POSTS_A_SECOND)

    def listen(self, way):
        """Goes on from the last cursor wherever a stream or a socket ends."""
        after = "0"
        while not self.stopped.is_set():
            try:
                for answer in way({"after": after}):
                    event = answer["data"]["commentEvents"]
                    after = event["cursor"]
                    self.told[way] += [comment["bodyMarkdown"] for comment in event["comments"]]
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.1)

    def by_stream(self, variables):
        line = http.client.HTTPConnection("127.0.0.1", self.place.port, timeout=20)
        headers = {"content-type": "application/json", "accept": "text/event-stream"}
        line.request("POST", "/graphql", json.dumps({"query": EVENTS, "variables": variables}), headers)
        for raw in iter(line.getresponse().readline, b""):
            if raw.startswith(b"data: {"):
                yield json.loads(raw[6:])

    def by_websocket(self, variables):
        path = "/graphql?" + urlencode({"query": EVENTS, "variables": json.dumps(variables)})
        with socket.create_connection(("127.0.0.1", self.place.port), timeout=10) as line:
            listener = listen.Socket(line, path, "10.250.0.1")
            while heard := line.recv(65536):
                for message in each(listener.told(heard).decode()):
                    yield message["payload"]

    def stop(self):
        self.stopped.set()
        for thread in self.threads[:-len(self.told)]:
            thread.join()


class Checks:
    def __init__(self):
        self.passed = self.failed = 0

    def that(self, what, is_so, otherwise=""):
        self.passed += bool(is_so)
        self.failed += not is_so
        if not is_so:
            print(f"not so: {what} {otherwise}")


def one_shows_on_the_other(place, crowd, check):
    one, other = place.nodes
    until("something was posted", lambda: len(crowd.acknowledged) > 5)
    token, address = crowd.people[0]
    given = {"episode": EPISODE, "body": "Seen from afar."}
    headers = {"authorization": f"Bearer {token}", "x-forwarded-for": address}
    ask(one.port, {"query": POST, "variables": {"input": given}}, headers)
    begin = time.monotonic()
    check.that("what one node has acknowledged the other one reads", given["body"] in read_all(other.port))
    until("all are told", lambda: all(given["body"] in told for told in crowd.told.values()))
    taken = time.monotonic() - begin
    check.that("those who listen are told within a second", taken < 1, f"but {taken:.2f} s")


def one_is_killed(place, crowd, check):
    before = len(crowd.acknowledged), crowd.reads
    check.that("nothing failed before", not crowd.forgive(), crowd.failed[:3])
    place.nodes[1].kill()
    time.sleep(5)
    failed = crowd.forgive()
    posted, read = len(crowd.acknowledged) - before[0], crowd.reads - before[1]
    check.that("writers go on", posted > 20, f"but {posted} posts")
    check.that("readers go on", read > 50, f"but {read} reads")
    # What was in its hands: one post at most, and reads are asked of the other node.
    check.that("no read fails", not [one for one in failed if one.startswith("read")], failed[:3])
    check.that("at most the post in hand fails", len(failed) <= 1, failed[:3])
    place.nodes[1].start()
    time.sleep(2.5)
    crowd.forgive()


def both_are_replaced(place, crowd, check):
    for node in place.nodes:
        place.turn_to([other for other in place.nodes if other is not node])
        check.that("a node ends as it should", node.stop() == 0)
        node.start()
        place.turn_to(place.nodes)
    time.sleep(1)
    check.that("no request fails while both are replaced", not crowd.failed, crowd.failed[:3])


def all_is_there(place, crowd, check):
    crowd.stop()
    expected = sorted([*crowd.acknowledged, "Seen from afar."])
    for node in place.nodes:
        there = sorted(text for text in read_all(node.port))
        # One may have been written without its writer hearing of it.
        unheard = [text for text in there if text not in expected]
        check.that("nothing is there twice", len(there) == len(set(there)))
        check.that("all that was acknowledged is there", not set(expected) - set(there))
        check.that("nothing else is", len(unheard) <= 1, unheard[:3])
    for way, told in crowd.told.items():
        name = way.__name__.replace("_", " ")
        until(f"all is told {name}", lambda: set(expected) <= set(told))
        check.that(f"nothing was told twice {name}", len(told) == len(set(told)))
    print(f"{len(expected)} comments, {crowd.reads} reads")


def main():
    check = Checks()
    with tempfile.TemporaryDirectory() as folder:
        place = Place(sys.argv[1], sys.argv[2], folder)
        try:
            crowd = Crowd(place)
            one_shows_on_the_other(place, crowd, check)
            one_is_killed(place, crowd, check)
            both_are_replaced(place, crowd, check)
            all_is_there(place, crowd, check)
        except (TimeoutError, subprocess.SubprocessError) as fault:
            check.that("no wait is in vain", False, repr(fault))
            for log in Path(folder).glob("*.log"):
                print(log.name, log.read_text()[-1500:])
        finally:
            place.end()
    print(f"{check.passed} passed, {check.failed} failed")
    sys.exit(1 if check.failed else 0)


if __name__ == "__main__":
    main()
