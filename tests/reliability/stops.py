"""The service is asked to stop again and again while people read, write, listen and send slowly."""
import http.client
import json
import signal
import socket
import threading
import time
from collections import Counter
from urllib.parse import urlencode

from crowd import Sent, Verdict, ending, episode
from listener import Listener
from service import POST, SITE
from trial import in_seconds, postgres_service, seconds, sqlite_service

AT_MOST_S = 10
# What the stop itself takes on top.
MARGIN_S = 0.5
READERS = 2
PLAIN = {"ok", "no connection", "cut", "429", "401"}
READ = "/graphql?" + urlencode({"query": f'{{ episode(site: "{SITE}", key: "episode-0") {{ comments(first: 50) {{ nodes {{ bodyHtml }} }} }} }}'})


def suffer(trial):
    with sqlite_service(trial) as service:
        rounds(trial, service, trial.size(5, 50))
    with postgres_service(trial) as service:
        rounds(trial, service, trial.size(3, 50))


def rounds(trial, service, times):
    on = service.database.name
    service.start()
    crowd, readers = trial.crowd(service), Readers(service)
    trial.say(f"{on}: {times} stops")
    taken, statuses, slow, streams = [], Counter(), Counter(), Counter()
    for number in range(times):
        listener, sender = Listener(service.port, "episode-1"), Slow(service, crowd, number)
        time.sleep(0.3)
        began = time.monotonic()
        service.ask_to_stop()
        sender.finish(after_s=0.5)
        statuses[service.process.wait(30)] += 1
        taken.append(seconds(began))
        slow[sender.outcome()] += 1
        streams[listener.outcome()] += 1
        service.start()
    trial.tell(on, "stops", times, "", True)
    trial.tell(on, "… exit status 0", statuses[0], "all", statuses[0] == times)
    trial.tell(on, "… took: median; longest", in_seconds(taken), f"at most {AT_MOST_S} s", max(taken) <= AT_MOST_S)
    trial.tell(on, "comments sent slowly and answered", f"{slow['200']}", "all", slow["200"] == times)
    # One that had hardly begun is told to come back.
    well = streams["ended"] + streams["UNAVAILABLE, ended"]
    trial.tell(on, "streams ended properly", well, "all", well == times)
    readers.stop()
    crowd.stop()
    outcomes = crowd.outcomes() + readers.outcomes
    broken = {what: count for what, count in outcomes.items() if what not in PLAIN}
    trial.tell(on, "requests answered", outcomes["ok"], "", outcomes["ok"] > 0)
    trial.tell(on, "requests answered in half, or not well", sum(broken.values()), "0", not broken)
    # The system takes connections by itself, until the very moment at which the door is shut.
    trial.tell(on, "connections shut before anything was answered", outcomes["cut"], "at most 1 a stop", outcomes["cut"] <= times)
    if broken:
        trial.say(f"{on}: {broken}")
    if on == "SQLite" or not trial.is_short:
        one_that_never_ends(trial, service)
        service.start()
    a_second_signal(trial, service)
    service.start()
    Verdict(crowd, service).tell(trial, on)


class Readers:
    def __init__(self, service):
        self.service, self.outcomes, self.stopped = service, Counter(), threading.Event()
        self.threads = [threading.Thread(target=self.read, daemon=True) for _ in range(READERS)]
        for thread in self.threads:
            thread.start()

    def read(self):
        while not self.stopped.is_set():
            line = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=30)
            try:
                line.request("GET", READ)
                response = line.getresponse()
                json.loads(response.read())
                self.outcomes["ok" if response.status == 200 else str(response.status)] += 1
            except (OSError, http.client.HTTPException) as fault:
                self.outcomes[ending(fault)] += 1
            finally:
                line.close()
            time.sleep(0.005)

    def stop(self):
        self.stopped.set()
        for thread in self.threads:
            thread.join()


class Slow:
    """A comment of which the last part is sent when the service has been asked to stop."""

    def __init__(self, service, crowd, number):
        self.crowd, self.sent = crowd, Sent(number, number % len(crowd.signed_in), None, f"Slowly, slowly, {number}.")
        given = {"episode": episode(self.sent.thread), "body": self.sent.text, "clientMutationId": f"slow-{number}"}
        body = json.dumps({"query": POST, "variables": {"input": given}}).encode()
        self.end = body[-20:]
        headers = {"content-type": "application/json", "host": "127.0.0.1", "content-length": len(body),
                   **crowd.signed_in[self.sent.person]}
        head = "POST /graphql HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self.line = socket.create_connection(("127.0.0.1", service.port), timeout=30)
        self.line.sendall(head.encode() + b"\r\n" + body[:-20])

    def finish(self, after_s):
        time.sleep(after_s)
        self.line.sendall(self.end)

    def outcome(self):
        response = http.client.HTTPResponse(self.line, method="POST")
        try:
            response.begin()
            answer = json.loads(response.read())
            self.sent.id = answer["data"]["postComment"]["comment"]["id"]
            self.crowd.acknowledged.append(self.sent)
            return str(response.status)
        except (OSError, http.client.HTTPException, KeyError, TypeError) as fault:
            return repr(fault)
        finally:
            self.line.close()


def one_that_never_ends(trial, service):
    """A body that never comes keeps nobody from stopping."""
    on = service.database.name
    with socket.create_connection(("127.0.0.1", service.port)) as line:
        line.sendall(b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{")
        time.sleep(0.2)
        began = time.monotonic()
        status = service.stop()
        taken = seconds(began)
    holds = status == 0 and taken <= AT_MOST_S + MARGIN_S
    trial.tell(on, "a stop beside a body that never ends", f"{taken:.1f} s, exit status {status}", f"{AT_MOST_S} s, 0", holds)


def a_second_signal(trial, service):
    on = service.database.name
    with socket.create_connection(("127.0.0.1", service.port)) as line:
        line.sendall(b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{")
        time.sleep(0.2)
        service.ask_to_stop()
        time.sleep(0.5)
        began = time.monotonic()
        service.process.send_signal(signal.SIGTERM)
        status = service.process.wait(20)
        taken = seconds(began)
    trial.tell(on, "a second signal beside it", f"{taken:.1f} s, exit status {status}", "at most 1 s", taken <= 1)
