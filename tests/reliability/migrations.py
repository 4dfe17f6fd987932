"""A database of the first release, with comments, is brought up to date by a process that is killed at
random moments, until one comes to its end; and a newer database is refused."""
import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter

from trial import postgres_service, seconds, sqlite_service

FIRST = "m20261122_000004_create_log"
FUTURE = "m20991231_000001_of_a_later_release"
COMMENTS = "SELECT id, body_markdown, body_html, status, score, reply_count FROM comment ORDER BY id"
# An index whose building was killed stays, and is of no use to anybody.
AT_ONCE = 5
UNFINISHED = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"


def suffer(trial):
    with sqlite_service(trial) as service:
        suffer_on(trial, service, SqliteCopies(service), trial.size(5, 60))
    with postgres_service(trial) as service:
        suffer_on(trial, service, PostgresCopies(service), trial.size(3, 40))


def suffer_on(trial, service, copies, times):
    rounds(trial, service, copies, times)
    newer(trial, service)
    at_once(trial, service, copies)


def rounds(trial, service, copies, times):
    on, chance = service.database.name, random.Random(4)
    service.start()
    crowd = trial.crowd(service)
    time.sleep(1)
    crowd.stop()
    service.stop()
    step_back(service)
    copies.keep()
    began = time.monotonic()
    service.rejoinder("migrate", "up")
    whole = seconds(began)
    wanted = copies.schema(), service.database.rows(COMMENTS)
    trial.say(f"{on}: {times} databases, of which each is {whole:.1f} s of work")
    kills, wrong = Counter(), Counter()
    for _ in range(times):
        copies.restore()
        kills["all"] += until_up(service, lambda: chance.uniform(0, whole * 1.2), wrong)
        wrong["schema"] += copies.schema() != wanted[0]
        wrong["comments"] += service.database.rows(COMMENTS) != wanted[1]
        wrong["numbers"] += service.rejoinder("doctor", check=False).returncode != 0
        wrong["files"] += not service.database.is_whole()
        wrong["indexes"] += len(copies.unfinished())
    trial.tell(on, "databases brought up to date; comments in each", f"{times}; {len(wanted[1])}", "", bool(wanted[1]))
    trial.tell(on, "… kills on the way", kills["all"], "", kills["all"] > 0)
    for what, told in (
        ("given up", "… that cannot be brought up to date any more"),
        ("schema", "… whose tables differ from those made without a kill"), ("comments", "… whose comments differ"),
        ("numbers", "… in which `rejoinder doctor` finds something wrong"), ("files", "… that the database’s own check finds wrong"),
        ("indexes", "indexes left half built"),
    ):
        trial.tell(on, told, wrong[what], "0", not wrong[what])


def step_back(service):
    while True:
        told = service.rejoinder("migrate", "status").stdout.splitlines()
        done = [line.split()[1] for line in told if line.startswith("done")]
        if done[-1] == FIRST:
            return
        service.rejoinder("migrate", "down", "--steps", "1")


def until_up(service, moment, wrong):
    """How many were killed before one came to its end."""
    kills = 0
    while (status := up(service, moment())) is None:
        kills += 1
    wrong["given up"] += status != 0
    return kills


def up(service, killed_after_s):
    """Its exit status, where it came to its end before."""
    step = subprocess.Popen(
        [service.program, "migrate", "up"], env=service.environment, cwd=service.folder,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )
    try:
        _, fault = step.communicate(timeout=killed_after_s)
    except subprocess.TimeoutExpired:
        step.kill()
        step.communicate()
        return None
    if step.returncode != 0:
        print(fault.decode(), file=sys.stderr)
    return step.returncode


def at_once(trial, service, copies):
    """On an empty database, as nodes do that are started together."""
    on, wrong = service.database.name, 0
    for _ in range(trial.size(2, 20)):
        copies.empty()
        command = [service.program, "migrate", "up"]
        nodes = [subprocess.Popen(command, env=service.environment, cwd=service.folder, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.PIPE) for _ in range(AT_ONCE)]
        for node in nodes:
            _, fault = node.communicate(timeout=60)
            if node.returncode != 0:
                print(fault.decode(), file=sys.stderr)
                wrong += 1
    trial.tell(on, f"of {AT_ONCE} at once on an empty database, those that could not begin", wrong, "0", not wrong)


def newer(trial, service):
    """A step that this program does not know has been taken."""
    on = service.database.name
    service.database.run(f"INSERT INTO seaql_migrations (version, applied_at) VALUES ('{FUTURE}', 0)")
    for words in (["serve"], ["migrate", "up"]):
        told = subprocess.run([service.program, *words], env=service.environment, cwd=service.folder,
                              capture_output=True, text=True, timeout=20)
        is_clear = told.returncode == 1 and "newer rejoinder" in told.stderr and FUTURE in told.stderr
        trial.tell(on, f"`rejoinder {' '.join(words)}` on a newer database", "says so and stops" if is_clear else "goes on or is unclear",
                   "says so and stops", is_clear)


class SqliteCopies:
    def __init__(self, service):
        self.database, self.kept = service.database, None

    def keep(self):
        with sqlite3.connect(self.database.file) as one:
            one.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        one.close()
        self.kept = self.database.file.read_bytes()

    def restore(self):
        self.empty()
        self.database.file.touch(0o600)
        self.database.file.write_bytes(self.kept)

    def empty(self):
        for end in ("", "-wal", "-shm"):
            self.database.file.with_name(self.database.file.name + end).unlink(missing_ok=True)

    def schema(self):
        return sorted(self.database.rows("SELECT type, name, sql FROM sqlite_master"), key=repr)

    def unfinished(self):
        return []


class PostgresCopies:
    def __init__(self, service):
        self.database = service.database

    def keep(self):
        self.copy("kept", self.database.database)

    def restore(self):
        self.copy(self.database.database, "kept")

    def empty(self):
        self.copy(self.database.database, "template0")

    def copy(self, name, template):
        # Also where a connection of somebody who was killed is there still.
        self.database.ask("postgres", f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self.database.ask("postgres", f"CREATE DATABASE {name} TEMPLATE {template}")

    def schema(self):
        return self.database.schema()

    def unfinished(self):
        return self.database.rows(UNFINISHED)
