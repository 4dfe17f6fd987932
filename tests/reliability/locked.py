"""Somebody holds what every write needs, for longer than anybody waits: on SQLite the file, on PostgreSQL a
table, so that all connections of the pool are soon in use."""
import sqlite3
import subprocess
import time
from contextlib import contextmanager

from crowd import Verdict
from kills import until_written
from paused import AGAIN_S, GROWTH_MB, Watch, tell_waits
from trial import in_seconds, postgres_service, sqlite_service


# In which nobody waits any more for a statement, and the server has noticed.
GIVEN_UP_S = 8
FORGOTTEN = f"""SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'
  AND query_start < clock_timestamp() - interval '{GIVEN_UP_S} s'"""


def suffer(trial):
    with sqlite_service(trial) as service:
        rounds(trial, service, hold_file, reads_go_on=True)
    with postgres_service(trial) as service:
        rounds(trial, service, hold_table, reads_go_on=False)


def rounds(trial, service, hold, reads_go_on):
    on, (times, held_s) = service.database.name, trial.size((1, 10), (5, 20))
    service.start()
    crowd = trial.crowd(service, writers=20)
    time.sleep(1)
    before, again, held, forgotten, watch = service.memory_mb(), [], [], 0, Watch(service)
    trial.say(f"{on}: locked {times} times for {held_s} s")
    for _ in range(times):
        with hold(service.database):
            began = time.monotonic()
            time.sleep(held_s)
            held.append((began, time.monotonic()))
            forgotten += 0 if reads_go_on else len(service.database.rows(FORGOTTEN))
        again.append(until_written(crowd, time.monotonic()))
        time.sleep(1)
    watch.stop()
    growth = service.memory_mb("VmHWM") - before
    trial.tell(on, "locks", f"{times} of {held_s} s", "", True)
    tell_waits(trial, on, crowd.answers + watch.answers, held)
    if reads_go_on:
        failed = sum(outcome != "ok" for _, _, outcome in watch.answers)
        trial.tell(on, "reads meanwhile that failed", failed, "0 on SQLite", not failed)
    else:
        trial.tell(on, f"statements that wait in the server for more than {GIVEN_UP_S} s", forgotten, "0", not forgotten)
    watch.tell(trial, on, held, "200" if reads_go_on else "200, 503")
    trial.tell(on, "… first write after it: median; longest", in_seconds(again), f"at most {AGAIN_S} s", max(again) <= AGAIN_S)
    trial.tell(on, "memory grown by", f"{growth:.0f} MB", f"at most {GROWTH_MB} MB", growth <= GROWTH_MB)
    crowd.stop()
    Verdict(crowd, service).tell(trial, on)


@contextmanager
def hold_file(database):
    # By a process that asks until it is let.
    other = sqlite3.connect(database.file, isolation_level=None, timeout=30)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def hold_table(database):
    session = subprocess.Popen(
        [database.bin / "psql", "--no-psqlrc", "--quiet", database.url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )
    session.stdin.write("BEGIN; LOCK TABLE comment IN ACCESS EXCLUSIVE MODE;\n\\echo held\n")
    session.stdin.flush()
    session.stdout.readline()
    try:
        yield
    finally:
        session.communicate("ROLLBACK;\n")
