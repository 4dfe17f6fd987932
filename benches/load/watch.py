#!/usr/bin/env python3
"""Listens to one thread as many readers do, and measures when they are told what is posted, for
script/live.

Usage: watch.py PROTOCOL PORT PID COUNT PATH PEOPLE. PROTOCOL is one of those below; PID is the
service's; PATH is what a listener asks for; PEOPLE is a file with a token and an address a line.
Prints a JSON object, for live_table.py."""
import http.client
import json
import os
import resource
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from listen import MOST, Listeners, Socket, Stream

PROTOCOLS = {"sse": Stream, "websocket": Socket}
# Before memory is looked at: what the first of them bring in is not a listener's.
FIRST = 100
SINGLE = 10
PER_MINUTE = 1000
HOT_S = 30
REST_S = 5
EPISODE = {"site": "show", "key": "hot", "title": "Hot", "url": "https://show.example/hot"}
POST = """mutation($input: PostCommentInput!) { postComment(input: $input) { comment { status } } }"""


def memory(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS"))


def cpu_s(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Poster:
    def __init__(self, port, people):
        self.port = port
        with open(people) as lines:
            self.people = [line.split() for line in lines]
        self.number = 0

    def post(self, text):
        token, address = self.people[self.number % len(self.people)]
        self.number += 1
        given = {"episode": EPISODE, "body": text}
        headers = {
            "content-type": "application/json",
            "authorization": f"Bearer {token}",
            "x-forwarded-for": address,
        }
        body = json.dumps({"query": POST, "variables": {"input": given}})
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.request("POST", "/graphql", body, headers)
        answer = json.load(line.getresponse())
        if answer.get("errors") or answer["data"]["postComment"]["comment"]["status"] != "APPROVED":
            sys.exit(f"A comment was not shown at once: {answer}")


def milliseconds(times, since):
    return sorted((when - since) * 1000 for when in times)


def one_by_one(listeners, poster, count):
    """Of each comment, from before it is sent: when the middle one heard, the 99th of 100, the last."""
    rounds = []
    for number in range(SINGLE):
        word = f"lantern-{number}-is-lit"
        begin = time.monotonic()
        poster.post(f"The {word} tonight.")
        times = listeners.await_all(word.encode(), count)
        if len(times) < count:
            sys.exit(f"{count - len(times)} of {count} listeners heard nothing of a comment.")
        taken = milliseconds(times.values(), begin)
        rounds.append((statistics.median(taken), taken[int(count * 0.99) - 1], taken[-1]))
        listeners.quiet(1)
    half, most, last = (statistics.median(column) for column in zip(*rounds))
    return {"half_ms": half, "most_ms": most, "all_ms": last, "slowest_ms": max(last for *_, last in rounds)}


def hot(listeners, poster, pid):
    """Comments at an even rate: when one listener in fifty heard of each, and what it cost."""
    sent, heard = {}, {}
    watched = set(list(listeners.open)[::50])

    def write():
        begin = time.monotonic()
        for number in range(PER_MINUTE * HOT_S // 60):
            time.sleep(max(0, begin + number * 60 / PER_MINUTE - time.monotonic()))
            word = f"wave-{number}-breaks"
            sent[word] = time.monotonic()
            poster.post(f"And {word} on the mole.")
        time.sleep(2)

    before, begin, events = cpu_s(pid), time.monotonic(), 0
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        while not writing.done():
            for number, when, said in listeners.hear(0.2):
                events += said.count(listeners.protocol.NEXT)
                if number in watched:
                    for word in list(sent):
                        if word.encode() in said:
                            heard.setdefault((number, word), when)
    writing.result()
    taken = time.monotonic() - begin
    late = sorted((when - sent[word]) * 1000 for (_, word), when in heard.items())
    return {
        "hot_p50_ms": late[len(late) // 2],
        "hot_p99_ms": late[int(len(late) * 0.99)],
        "untold": len(watched) * len(sent) - len(heard),
        "events_a_second": events / taken,
        "processors": (cpu_s(pid) - before) / taken,
    }


def enter(listeners, count):
    listeners.enter(count)
    if len(listeners.await_all(listeners.protocol.NEXT, count)) < count:
        sys.exit("Not all could listen.")


def measure(listeners, poster, pid, count):
    poster.post("The first of them.")
    enter(listeners, FIRST)
    time.sleep(1)
    before = memory(pid)
    enter(listeners, count - FIRST)
    listeners.quiet(REST_S)
    idle = memory(pid) - before
    told = one_by_one(listeners, poster, count)
    after = memory(pid) - before
    return {
        "count": count,
        "single": SINGLE,
        "per_minute": PER_MINUTE,
        "hot_s": HOT_S,
        "idle_kb": idle / (count - FIRST) / 1000,
        "told_kb": after / (count - FIRST) / 1000,
        **told,
        **hot(listeners, poster, pid),
        "ended": listeners.ended,
    }


def main():
    protocol, path, people = PROTOCOLS[sys.argv[1]], sys.argv[5], sys.argv[6]
    port, pid, count = map(int, sys.argv[2:5])
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    listeners = Listeners(protocol, port, path)
    json.dump(measure(listeners, Poster(port, people), pid, min(count, MOST)), sys.stdout)


if __name__ == "__main__":
    main()
