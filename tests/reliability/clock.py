"""The wall clock of the service's machine is set back and forward while people write and page through what
they write. Needs libfaketime."""
import glob
import time
from collections import Counter

from crowd import Sent, Verdict
from kills import tell_answers
from paging import ORDERS, Reader
from trial import postgres_service, sqlite_service

# In seconds from the true time. Sign-ins of this crowd are signed by the true time, and good for ten minutes.
STEPS = (-3600, -5, 300, 0, -86400, 0)
# What src/domain/credentials/limits.rs lets a member post at once, and how often then.
BURST, EACH_S = 8, 6
IDS = "SELECT c.body_markdown, c.id FROM comment c ORDER BY c.id"


def suffer(trial):
    library = next(iter(glob.glob("/usr/lib/*/faketime/libfaketime.so.1")), None)
    if library is None:
        raise FileNotFoundError("libfaketime is not installed")
    for begin in (sqlite_service, postgres_service):
        with begin(trial) as service:
            clock = service.folder / "clock"
            service.environment |= {
                "LD_PRELOAD": library, "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1",
                "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            }
            clock.write_text("+0")
            steps(trial, service, clock)


def steps(trial, service, clock):
    on, times = service.database.name, len(STEPS) * trial.size(1, 5)
    service.start()
    crowd = trial.crowd(service)
    hasty = Hasty(crowd)
    readers = [Reader(crowd, [service], order) for order in ORDERS]
    time.sleep(1)
    for step in STEPS * trial.size(1, 5):
        clock.write_text(f"{step:+d}")
        time.sleep(trial.size(0.5, 4))
        hasty.post()
    for reader in readers:
        reader.stop()
    crowd.stop()
    told = sum((reader.told for reader in readers), Counter())
    trial.tell(on, "steps of the clock", times, "", True)
    trial.tell(on, "times that a thread was paged through meanwhile", told["times"], "", told["times"] > 0)
    trial.tell(on, "comments that came twice", told["twice"], "0", not told["twice"])
    trial.tell(on, "comments that were there throughout, and did not come", told["skipped"], "0", not told["skipped"])
    most = hasty.most()
    trial.tell(on, "comments of one member who posts as fast as they may; as the limits have it",
               f"{hasty.posted}; {most}", "no more", hasty.posted <= most)
    order = {text: place for place, (text, _) in enumerate(service.database.rows(IDS))}
    early = sum(order[one.text] < order[one.parent.text] for one in crowd.acknowledged if one.parent)
    trial.tell(on, "answers that stand before what they answer, by id", early, "0", not early)
    tell_answers(trial, on, crowd)
    Verdict(crowd, service).tell(trial, on)


class Hasty:
    """Somebody who posts until they are refused."""

    NUMBER = 100_000

    def __init__(self, crowd):
        self.crowd, self.posted, self.began = crowd, 0, time.monotonic()
        crowd.signed_in[self.NUMBER] = crowd.service.sign_in(self.NUMBER)

    def post(self):
        for _ in range(2 * BURST):
            sent = Sent(self.NUMBER + self.posted, self.NUMBER, None)
            if self.crowd.post(sent) != "ok":
                return
            self.posted += 1

    def most(self):
        return int(BURST + (time.monotonic() - self.began) / EACH_S) + 1
