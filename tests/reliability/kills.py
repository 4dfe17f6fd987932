"""The service, or its database, is killed again and again while people write."""
import os
import random
import signal
import time

from crowd import Verdict
from nodes import until
from trial import in_seconds, postgres_service, seconds, sqlite_service

BACK_S = 3
AGAIN_S = 5
# How a request may end while its service or database dies.
PLAIN = {"ok", "cut", "half an answer", "no connection", "503", "429", "401"}


def suffer(trial):
    with sqlite_service(trial) as service:
        rounds(trial, service, {"the service is killed": (trial.size(10, 200), kill_service)})
    with postgres_service(trial) as service:
        rounds(trial, service, {
            "the service is killed": (trial.size(4, 200), kill_service),
            "a backend is killed": (trial.size(2, 50), kill_backend),
            "PostgreSQL is stopped at once": (trial.size(2, 50), stop_database),
        })


def rounds(trial, service, kinds):
    on, chance = service.database.name, random.Random(2)
    service.start()
    crowd = trial.crowd(service)
    for what, (times, strike) in kinds.items():
        trial.say(f"{on}: {what}, {times} times")
        back, again = [], []
        for _ in range(times):
            time.sleep(chance.uniform(0.1, 0.9))
            back.append(strike(service, chance))
            again.append(until_written(crowd, time.monotonic()))
        trial.tell(on, f"{what}: times", times, "", True)
        if strike is kill_service:
            trial.tell(on, "… ready again: median; longest", in_seconds(back), f"at most {BACK_S} s", max(back) <= BACK_S)
        else:
            trial.tell(on, f"… first write after it is back ({what}): median; longest", in_seconds(again),
                       f"at most {AGAIN_S} s", max(again) <= AGAIN_S)
    crowd.stop()
    tell_answers(trial, on, crowd)
    Verdict(crowd, service).tell(trial, on)
    trial.tell(on, "panics", service.panics(), "0", service.panics() == 0)


def tell_answers(trial, on, crowd):
    """What is said instead of an acknowledgement has to be plain."""
    outcomes = crowd.outcomes()
    told = ", ".join(f"{count} {what}" for what, count in outcomes.most_common())
    trial.tell(on, "answers", told, "no 500, no hang", set(outcomes) <= PLAIN)


def until_written(crowd, since):
    while (first := crowd.first_success(since)) is None:
        if seconds(since) > 30:
            raise TimeoutError("nobody can write any more")
        time.sleep(0.01)
    return first - since


def kill_service(service, _):
    service.kill()
    return service.start()


def kill_backend(service, chance):
    """PostgreSQL then throws all others out as well, and recovers."""
    began, database = time.monotonic(), service.database
    os.kill(chance.choice(database.backends()), signal.SIGKILL)
    until("PostgreSQL has noticed", lambda: not database.answers())
    until("PostgreSQL is back", database.answers)
    return seconds(began)


def stop_database(service, _):
    began = time.monotonic()
    service.database.stop("immediate")
    service.database.start()
    return seconds(began)
