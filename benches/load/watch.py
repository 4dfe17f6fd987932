#!/usr/bin/env python3
"""Listens to one thread as many readers do, and measures when they are told what is posted, for
script/live.

Usage: watch.py PORT PID COUNT PATH PEOPLE. PID is the service's; PATH is what a listener asks for;
PEOPLE is a file with a token and an address a line. Prints a Markdown table."""
import http.client
import json
import os
import resource
import select
import socket
import statistics
import sys
import threading
import time

SINGLE = 10
PER_MINUTE = 1000
HOT_S = 30
PATIENCE_S = 20
REST_S = 5
EPISODE = {"site": "show", "key": "hot", "title": "Hot", "url": "https://show.example/hot"}
POST = """mutation($input: PostCommentInput!) { postComment(input: $input) { comment { status } } }"""
NEXT = b"event: next\n"


def memory(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS"))


def cpu_s(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Listeners:
    """All at once, each from an address of its own."""

    def __init__(self, port, path):
        self.port, self.path = port, path
        self.poll = select.epoll()
        self.open = {}
        self.ended = 0

    def enter(self, count):
        for number in range(count):
            line = socket.create_connection(("127.0.0.1", self.port))
            address = f"10.{200 + (number >> 16)}.{number >> 8 & 255}.{number & 255}"
            line.sendall(
                f"GET {self.path} HTTP/1.1\r\nhost: 127.0.0.1:{self.port}\r\n"
                f"accept: text/event-stream\r\nx-forwarded-for: {address}\r\n\r\n".encode()
            )
            line.setblocking(False)
            self.open[line.fileno()] = line
            self.poll.register(line, select.EPOLLIN)

    def hear(self, wait_s):
        """(listener, when, what), as it comes."""
        for number, _ in self.poll.poll(wait_s, 1024):
            try:
                heard = self.open[number].recv(65536)
            except BlockingIOError:
                continue
            if not heard:
                self.poll.unregister(number)
                self.open.pop(number).close()
                self.ended += 1
                continue
            yield number, time.monotonic(), heard

    def await_all(self, word, count):
        """When each of them has heard the word first."""
        times = {}
        deadline = time.monotonic() + PATIENCE_S
        while len(times) < count and time.monotonic() < deadline:
            for number, when, heard in self.hear(0.5):
                if word in heard and number not in times:
                    times[number] = when
        return times

    def quiet(self, for_s):
        deadline = time.monotonic() + for_s
        while time.monotonic() < deadline:
            for _ in self.hear(0.2):
                pass


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
    return [statistics.median(column) for column in zip(*rounds)], max(last for *_, last in rounds)


def hot(listeners, poster, pid):
    """Comments at an even rate: when one listener in fifty heard of each, and what it cost."""
    sent, heard = {}, {}
    watched = set(list(listeners.open)[::50])
    stop = threading.Event()

    def write():
        begin = time.monotonic()
        for number in range(PER_MINUTE * HOT_S // 60):
            time.sleep(max(0, begin + number * 60 / PER_MINUTE - time.monotonic()))
            word = f"wave-{number}-breaks"
            sent[word] = time.monotonic()
            poster.post(f"And {word} on the mole.")
        time.sleep(2)
        stop.set()

    before, begin, events = cpu_s(pid), time.monotonic(), 0
    writer = threading.Thread(target=write)
    writer.start()
    while not stop.is_set():
        for number, when, said in listeners.hear(0.2):
            events += said.count(NEXT)
            if number in watched:
                for word in list(sent):
                    if word.encode() in said:
                        heard.setdefault((number, word), when)
    writer.join()
    taken = time.monotonic() - begin
    missed = len(watched) * len(sent) - len(heard)
    late = sorted((when - sent[word]) * 1000 for (_, word), when in heard.items())
    used = (cpu_s(pid) - before) / taken
    return late, missed, events / taken, used


def main():
    port, pid, count, path, people = (
        int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], sys.argv[5]
    )
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    poster = Poster(port, people)
    poster.post("The first of them.")
    listeners = Listeners(port, path)
    listeners.enter(100)
    listeners.await_all(NEXT, 100)
    time.sleep(1)
    before = memory(pid)
    listeners.enter(count - 100)
    if len(listeners.await_all(NEXT, count - 100)) < count - 100:
        sys.exit("Not all could listen.")
    listeners.quiet(REST_S)
    each = (memory(pid) - before) / (count - 100)
    (middle, most, last), worst = one_by_one(listeners, poster, count)
    after = (memory(pid) - before) / (count - 100)
    late, missed, events, used = hot(listeners, poster, pid)
    print(f"| | measured | wanted |\n|---|--:|---|")
    print(f"| memory of an idle listener, of {count} | {each / 1000:.1f} kB | at most 10 kB |")
    print(f"| the same, after {SINGLE} events | {after / 1000:.1f} kB | at most 10 kB |")
    print(f"| one comment, until half of them are told | {middle:.0f} ms | |")
    print(f"| … until 99 of 100 are | {most:.0f} ms | |")
    print(f"| … until all are; the slowest of {SINGLE} comments | {last:.0f} ms; {worst:.0f} ms | at most 500 ms |")
    print(f"| {PER_MINUTE} comments a minute for {HOT_S} s: told after, p50; p99 | "
          f"{late[len(late) // 2]:.0f} ms; {late[int(len(late) * 0.99)]:.0f} ms | |")
    print(f"| … comments that somebody was not told of; streams that ended | {missed}; {listeners.ended} | 0; 0 |")
    print(f"| … events a second, all listeners | {events:,.0f} | |")
    print(f"| … processors that the service used | {used:.2f} | |")


if __name__ == "__main__":
    main()
