"""Far more people read than the service can answer: what it can do it goes on doing, and afterwards it is as
quick as before."""
import asyncio
import json
import multiprocessing
import time
from collections import Counter

from crowd import Verdict
from full_disk import READ
from nodes import status_of
from trial import postgres_service, seconds, sqlite_service

FEW, MANY = 16, 600
GOODPUT = 0.8
# Until all are connected; not counted.
WARM_S = 1
GROWTH_MB = 128
RECOVERED_S = 5


def suffer(trial):
    for begin in (sqlite_service, postgres_service):
        with begin(trial) as service:
            overload(trial, service)


def overload(trial, service):
    on, span_s = service.database.name, trial.size(2, 30)
    service.start()
    crowd = trial.crowd(service, writers=4, pause_s=0.05)
    time.sleep(2)
    before = service.memory_mb()
    peak, _, _ = measured(service, FEW, span_s)
    posted = len(crowd.acknowledged)
    goodput, outcomes, lives = measured(service, MANY, span_s)
    posted = len(crowd.acknowledged) - posted
    began = time.monotonic()
    recovered = until_quick(service, began)
    crowd.stop()
    told = ", ".join(f"{count} {what}" for what, count in sorted(outcomes.items()))
    grown = service.memory_mb("VmHWM") - before
    trial.tell(on, f"pages read a second by {FEW}", f"{peak:.0f}", "", peak > 0)
    trial.tell(on, f"… by {MANY} at once", f"{goodput:.0f}", f"at least {GOODPUT:.0%} of that", goodput >= GOODPUT * peak)
    trial.tell(on, "… answers to these", told, "200, or 503 with Retry-After", set(outcomes) <= {"200", "503"})
    trial.tell(on, "… comments posted meanwhile", posted, "some", posted > 0)
    trial.tell(on, "… `/healthz` meanwhile, the slowest", f"{max(lives) * 1000:.0f} ms", "at most 1 s", max(lives) <= 1)
    trial.tell(on, "… memory grown by", f"{grown:.0f} MB", f"at most {GROWTH_MB} MB", grown <= GROWTH_MB)
    trial.tell(on, "a page in 0.2 s again, after", f"{recovered:.1f} s", f"at most {RECOVERED_S} s", recovered <= RECOVERED_S)
    Verdict(crowd, service).tell(trial, on)


def measured(service, clients, span_s):
    """Pages a second, how requests ended, and what `/healthz` took meanwhile. The readers are a process of
    their own."""
    results, lives = multiprocessing.Queue(), []
    readers = multiprocessing.Process(target=read_all, args=(service.port, clients, span_s, results))
    readers.start()
    began = time.monotonic()
    while seconds(began) < WARM_S + span_s:
        asked = time.monotonic()
        status_of(service.port, "/healthz")
        lives.append(seconds(asked))
        time.sleep(0.1)
    outcomes = results.get(timeout=span_s + 60)
    readers.join()
    return outcomes["200"] / span_s, outcomes, lives


def read_all(port, clients, span_s, results):
    outcomes = Counter()

    async def all_of_them():
        begin = time.monotonic() + WARM_S
        await asyncio.gather(*(read(port, begin, begin + span_s, outcomes) for _ in range(clients)))

    asyncio.run(all_of_them())
    results.put(outcomes)


async def read(port, begin, end, outcomes):
    body = json.dumps({"query": READ})
    request = (f"POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
               f"content-length: {len(body)}\r\n\r\n{body}").encode()
    line = None
    while time.monotonic() < end:
        try:
            line = line or await asyncio.open_connection("127.0.0.1", port)
            line[1].write(request)
            head = (await line[0].readuntil(b"\r\n\r\n")).decode()
            length = next(part for part in head.split("\r\n") if part.lower().startswith("content-length"))
            await line[0].readexactly(int(length.split(":")[1]))
            status = head.split()[1]
            is_mute = status == "503" and "retry-after" not in head.lower()
            outcome = "503 without Retry-After" if is_mute else status
        except (OSError, asyncio.IncompleteReadError) as fault:
            outcome, line = type(fault).__name__, None
        outcomes[outcome] += begin <= time.monotonic() < end
        if outcome == "503":
            await asyncio.sleep(0.2)


def until_quick(service, began):
    while seconds(began) < 30:
        asked = time.monotonic()
        asyncio.run(read(service.port, asked, asked + 0.01, Counter()))
        if seconds(asked) <= 0.2:
            break
    return seconds(began)
