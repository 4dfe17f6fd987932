"""PostgreSQL is restarted, and fails over to a standby, while people write and listen."""
import signal
import tempfile
import time

from crowd import Crowd, Verdict
from databases import Postgres
from forwarder import Forwarder
from kills import tell_answers, until_written
from listener import Listener
from nodes import until
from service import Service
from trial import ended, in_seconds, seconds

AGAIN_S = 5
LONGEST_S = 5.5
KEY = "episode-0"


def suffer(trial):
    place = Cluster()
    try:
        with tempfile.TemporaryDirectory() as folder:
            service = Service(trial.program, place, folder, url=place.url)
            other = service.another()
            with ended(service), ended(other):
                service.start()
                other.start()
                crowd = Crowd(service)
                restarts(trial, place, crowd, other)
                failovers(trial, place, crowd, other)
                crowd.stop()
                tell_answers(trial, place.name, crowd)
                longest = crowd.slowest()
                trial.tell(place.name, "the longest that anybody waited for an answer", f"{longest:.1f} s", f"at most {LONGEST_S} s", longest <= LONGEST_S)
                Verdict(crowd, service).tell(trial, place.name)
                panics = service.panics() + other.panics()
                trial.tell(place.name, "panics", panics, "0", panics == 0)
    finally:
        place.end()


class Cluster:
    """A primary and a standby without which nothing is committed, behind one address."""

    name = Postgres.name

    def __init__(self):
        self.primary, self.standby = Postgres(), None
        self.forwarder = Forwarder(self.primary.port)
        self.url = self.primary.url_by(self.forwarder.port)

    def add_standby(self):
        self.standby = Postgres(copy_of=self.primary)
        self.primary.run("ALTER SYSTEM SET synchronous_standby_names = '*'")
        self.primary.run("SELECT to_json(pg_reload_conf())")
        states = "SELECT sync_state FROM pg_stat_replication"
        until("the standby follows", lambda: self.primary.rows(states) == [("sync",)])

    def fail_over(self, too_early):
        """The primary dies at once, with all that it has not sent. Whoever connects may come to the
        standby too early, when it only reads."""
        self.primary.signal(signal.SIGKILL)
        self.forwarder.lead_to(self.standby.port if too_early else None)
        time.sleep(1 if too_early else 0)
        self.standby.promote()
        until("the standby takes writes", lambda: not self.standby.rows("SELECT pg_is_in_recovery()")[0][0])
        back = time.monotonic()
        old, self.primary, self.standby = self.primary, self.standby, None
        if not too_early:
            self.forwarder.lead_to(self.primary.port)
        old.end()
        return back

    def restart(self):
        self.primary.stop("fast")
        self.primary.start()
        return time.monotonic()

    def rows(self, sql):
        return self.primary.rows(sql)

    def is_whole(self):
        return self.primary.is_whole()

    def end(self):
        self.forwarder.end()
        for one in (self.primary, self.standby):
            if one:
                one.end()


def restarts(trial, place, crowd, other):
    times = trial.size(1, 50)
    trial.say(f"{times} restarts")
    again, told = [], []
    for _ in range(times):
        time.sleep(0.5)
        back = place.restart()
        again.append(until_written(crowd, back))
        told.append(until_told(crowd, other))
    tell(trial, place.name, "restarts of PostgreSQL", times, again, told)


def failovers(trial, place, crowd, other):
    times = trial.size(2, 10)
    trial.say(f"{times} failovers")
    again, told = [], []
    for number in range(times):
        place.add_standby()
        time.sleep(0.5)
        listener = Listener(other.port, KEY)
        back = place.fail_over(too_early=number % 2 == 1)
        again.append(until_written(crowd, back))
        told.append(until_told(crowd, other, listener))
    tell(trial, place.name, "failovers to the standby", times, again, told)


def tell(trial, on, what, times, again, told):
    trial.tell(on, what, times, "", True)
    trial.tell(on, f"… first write after it ({what}): median; longest", in_seconds(again), f"at most {AGAIN_S} s", max(again) <= AGAIN_S)
    trial.tell(on, f"… a comment posted after it told by a stream of the other node ({what}): median; longest",
               in_seconds(told), "at most 10 s", max(told) <= 10)


def until_told(crowd, node, listener=None):
    """From when a comment is acknowledged until whoever listens to another node has it."""
    before = len(crowd.acknowledged)
    listener = listener or Listener(node.port, KEY)

    def posted():
        return [one.text for one in crowd.acknowledged[before:] if f"episode-{one.thread}" == KEY and not one.parent]

    until("somebody posts to the thread", posted)
    began, text = time.monotonic(), posted()[0]
    until("it is told", lambda: text in listener.texts or listener.ended)
    if listener.ended:
        raise OSError(f"a stream {listener.ended}")
    listener.close()
    return seconds(began)
