"""The service is killed while mails are on their way: each leaves, and where it leaves twice it is the same
one."""
import email
import http.client
import random
import threading
import time
from collections import Counter

from nodes import until
from service import SITE, ask
from trial import postgres_service, sqlite_service

SIGN_UP = "mutation($input: SignUpInput!) { signUp(input: $input) { next } }"
WRITERS = 2


def suffer(trial):
    for begin in (sqlite_service, postgres_service):
        with begin(trial, REJOINDER_MAIL_FOLDER="mails") as service:
            rounds(trial, service, trial.size(5, 100))


def rounds(trial, service, times):
    on, chance = service.database.name, random.Random(6)
    service.start()
    people = Newcomers(service)
    trial.say(f"{on}: {times} kills")
    for _ in range(times):
        time.sleep(chance.uniform(0.1, 1.2))
        service.kill()
        service.start()
    people.stop()
    # What a process that was killed had in hand is taken up after a minute.
    until("all mails have left", lambda: people.asked <= set(mails(service)), 90)
    left = mails(service)
    twice = [to for to, names in left.items() if len(names) > 1]
    trial.tell(on, "kills; mails asked for and acknowledged", f"{times}; {len(people.asked)}", "", bool(people.asked))
    trial.tell(on, "… lost", len(people.asked - set(left)), "0", people.asked <= set(left))
    trial.tell(on, "… that left twice, under two names", len(twice), "0", not twice)
    panics = service.panics()
    trial.tell(on, "panics", panics, "0", panics == 0)


def mails(service):
    """By whom they are for: the names of the mails, of which each has one."""
    found = {}
    for file in (service.folder / "mails").glob("*.eml"):
        mail = email.message_from_bytes(file.read_bytes())
        found.setdefault(mail["to"], Counter())[mail["message-id"]] += 1
    return found


class Newcomers:
    """Each signs up once, and again only where nobody has answered: then under another address."""

    def __init__(self, service):
        self.service, self.asked, self.number = service, set(), 0
        self.lock, self.stopped = threading.Lock(), threading.Event()
        self.threads = [threading.Thread(target=self.come, daemon=True) for _ in range(WRITERS)]
        for thread in self.threads:
            thread.start()

    def come(self):
        while not self.stopped.is_set():
            with self.lock:
                self.number += 1
                number = self.number
            to = f"newcomer.{number}@example.org"
            given = {"site": SITE, "email": to, "password": f"three quiet herons {number}", "displayName": f"Newcomer {number}"}
            network = {"x-forwarded-for": f"10.{number >> 8 & 255}.{number & 255}.1"}
            try:
                ask(self.service.port, {"query": SIGN_UP, "variables": {"input": given}}, network)
                self.asked.add(to)
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.05)

    def stop(self):
        self.stopped.set()
        for thread in self.threads:
            thread.join()
