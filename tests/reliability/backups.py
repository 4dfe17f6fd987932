"""Copies are made while people write, and each is brought back: what was acknowledged before a copy was
begun is in it, and a service on it goes on."""
import subprocess
import tempfile
import time
from pathlib import Path

from crowd import Verdict
from databases import Sqlite
from trial import postgres_service, sqlite_service

TEXTS = "SELECT body_markdown FROM comment"


def suffer(trial):
    with sqlite_service(trial) as service:
        rounds(trial, service, copy_of_file)
    with postgres_service(trial) as service:
        rounds(trial, service, copy_by_dump)


def rounds(trial, service, make_copy):
    on, times = service.database.name, trial.size(1, 20)
    service.start()
    crowd = trial.crowd(service)
    lacking = broken = mute = 0
    for number in range(times):
        time.sleep(0.5)
        before = {one.text for one in list(crowd.acknowledged)}
        with tempfile.TemporaryDirectory() as folder:
            copy = make_copy(service, Path(folder), number)
            there = [text for text, in copy.rows(TEXTS)]
            lacking += len(before - set(there)) + len(there) - len(set(there))
            broken += not copy.is_whole()
            mute += not goes_on(service, copy)
    crowd.stop()
    trial.tell(on, "copies made while people wrote, and brought back", times, "", True)
    trial.tell(on, "comments acknowledged before, and not in the copy", lacking, "0", not lacking)
    trial.tell(on, "copies that the database’s own check finds wrong", broken, "0", not broken)
    trial.tell(on, "copies on which a service does not go on, or `rejoinder doctor` finds something", mute, "0", not mute)
    Verdict(crowd, service).tell(trial, on)


def goes_on(service, copy):
    """A service on the copy takes a comment, by the keys that are in it."""
    restored = service.another()
    restored.database = copy
    restored.environment["REJOINDER_DATABASE_URL"] = copy.url
    try:
        restored.start()
        before = len(copy.rows(TEXTS))
        person = restored.sign_in(9_000_000)
        restored.post(person, "It goes on.")
        return len(copy.rows(TEXTS)) == before + 1 and restored.rejoinder("doctor", check=False).returncode == 0
    finally:
        restored.end()


def copy_of_file(service, folder, _):
    """By the program itself, and back into an empty place."""
    copy, kept = Sqlite(folder), folder / "kept.db"
    service.rejoinder("backup", str(kept))
    restored = service.another()
    restored.environment["REJOINDER_DATABASE_URL"] = copy.url
    restored.rejoinder("restore", str(kept))
    return copy


def copy_by_dump(service, folder, number):
    database = service.database
    copy = database.named(f"copy_{number}")
    database.ask("postgres", f"CREATE DATABASE {copy.database}")
    dump = folder / "dump"
    for command in (
        ["pg_dump", "--format=custom", f"--file={dump}", database.url],
        ["pg_restore", "--exit-on-error", f"--dbname={copy.url}", dump],
    ):
        subprocess.run([database.bin / command[0], *command[1:]], check=True)
    return copy
