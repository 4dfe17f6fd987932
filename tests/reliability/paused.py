"""PostgreSQL stops answering without a word, as one does whose machine is frozen or whose disk hangs, and
goes on after a while."""
import signal
import threading
import time
from collections import Counter

from crowd import Verdict
from full_disk import CLEAR, READ
from kills import until_written
from nodes import status_of
from service import Refused, ask
from trial import in_seconds, postgres_service, seconds

AGAIN_S = 5
GROWTH_MB = 32
READERS = 20
# Until every connection of the pool waits.
SOON_S = 1


def suffer(trial):
    with postgres_service(trial) as service:
        on = service.database.name
        service.start()
        crowd = trial.crowd(service, writers=20)
        time.sleep(1)
        before, again = service.memory_mb(), []
        watch = Watch(service)
        times, pause_s = trial.size((1, 10), (5, 40))
        trial.say(f"{on}: paused {times} times for {pause_s} s")
        paused = []
        for _ in range(times):
            began = time.monotonic()
            service.database.signal(signal.SIGSTOP)
            time.sleep(pause_s)
            paused.append((began, time.monotonic()))
            service.database.signal(signal.SIGCONT)
            again.append(until_written(crowd, time.monotonic()))
            time.sleep(2)
        watch.stop()
        growth = service.memory_mb("VmHWM") - before
        trial.tell(on, "pauses", f"{times} of {pause_s} s", "", True)
        tell_waits(trial, on, crowd.answers + watch.answers, paused)
        watch.tell(trial, on, paused)
        trial.tell(on, "… first write after it goes on: median; longest", in_seconds(again), f"at most {AGAIN_S} s", max(again) <= AGAIN_S)
        trial.tell(on, "memory grown by", f"{growth:.0f} MB", f"at most {GROWTH_MB} MB", growth <= GROWTH_MB)
        crowd.stop()
        Verdict(crowd, service).tell(trial, on)


def tell_waits(trial, on, answers, paused):
    """Of requests that were begun in a pause, or in hand when it began."""
    touched = [(taken, outcome) for began, taken, outcome in answers
               if any(began < end and began + taken > start + 0.1 for start, end in paused)]
    waits = sorted(taken for taken, _ in touched)
    nearly_all, longest = waits[len(waits) * 99 // 100], waits[-1]
    outcomes = Counter(outcome for _, outcome in touched)
    told = ", ".join(f"{count} {what}" for what, count in outcomes.most_common())
    trial.tell(on, "… answers to what was asked meanwhile", told, "503 with Retry-After", set(outcomes) <= CLEAR | {"ok"})
    most = trial.longest_s
    trial.tell(on, "… waits for one: 99 of 100; the longest", f"{nearly_all:.1f} s; {longest:.1f} s",
               f"99 of 100 at most {most} s", nearly_all <= most)


class Watch:
    """Readers, and whoever asks whether the service lives and is ready."""

    def __init__(self, service):
        self.service, self.answers, self.health, self.stopped = service, [], [], threading.Event()
        work = [self.read] * READERS + [lambda: self.look("/healthz"), lambda: self.look("/readyz")]
        self.threads = [threading.Thread(target=one, daemon=True) for one in work]
        for thread in self.threads:
            thread.start()

    def read(self):
        while not self.stopped.is_set():
            began, outcome = time.monotonic(), "ok"
            try:
                ask(self.service.port, {"query": READ})
            except Refused as refused:
                outcome = refused.told()
            except OSError as fault:
                outcome = "hang" if isinstance(fault, TimeoutError) else "cut"
            self.answers.append((began, time.monotonic() - began, outcome))
            time.sleep(0.2)

    def look(self, path):
        while not self.stopped.is_set():
            began = time.monotonic()
            status = status_of(self.service.port, path)
            self.health.append((path, began, seconds(began), status))
            time.sleep(0.2)

    def stop(self):
        self.stopped.set()
        for thread in self.threads:
            thread.join(60)

    def tell(self, trial, on, paused, expected="503"):
        """Where a connection is given back now and then, `/readyz` may say either."""
        def within(path, after_s):
            return [(taken, status) for what, began, taken, status in self.health
                    if what == path and any(start + after_s <= began and began + taken < end for start, end in paused)]

        lives, ready = within("/healthz", 0), within("/readyz", SOON_S)
        slowest = max(taken for taken, _ in lives)
        trial.tell(on, "`/healthz` meanwhile: status; slowest", f"{statuses(lives)}; {slowest * 1000:.0f} ms", "200",
                   statuses(lives) == "200" and slowest < 1)
        # On a machine that does much else besides it is later.
        slowest, most = max(taken for taken, _ in ready), trial.size(4, 2.5)
        trial.tell(on, "`/readyz` meanwhile: status; slowest", f"{statuses(ready)}; {slowest:.1f} s", f"503 where nothing can be read, at most {most} s",
                   set(statuses(ready).split(", ")) <= set(expected.split(", ")) and slowest <= most)


def statuses(answers):
    return ", ".join(sorted({str(status) for _, status in answers}))
