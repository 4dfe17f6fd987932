"""People who post, answer and vote while the service has a hard time, each comment until it is
acknowledged and under the same key; and a judgement of what is there afterwards."""
import http.client
import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from service import ORIGIN, POST, SITE, Refused, ask

VOTE = "mutation($input: VoteCommentInput!) { voteComment(input: $input) { comment { id } } }"
THREADS = 6
ANSWERS = 0.4
VOTES = 0.3
AGAIN_S = 0.2
ASIDE = 8
SYLLABLES = "lan tern har bour keel salt bell fog rope tide".split()


def text_of(number):
    """Of 30 to 6,000 letters, always the same for a number."""
    chance = random.Random(number)
    words = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(int(3 * 200 ** chance.random()))]
    return f"Remark {number}: {' '.join(words)}, said {number}."


def episode(number):
    key = f"episode-{number % THREADS}"
    return {"site": SITE, "key": key, "title": key, "url": f"{ORIGIN}/{key}"}


class Sent:
    """A comment, from when it was first sent."""

    def __init__(self, number, person, parent, text=None):
        self.number, self.person, self.parent, self.text = number, person, parent, text or text_of(number)
        self.thread = parent.thread if parent else number % THREADS
        self.id = None


def ending(fault):
    """Of a request that got no answer."""
    match fault:
        case TimeoutError():
            return "hang"
        case ConnectionRefusedError():
            return "no connection"
        case http.client.IncompleteRead():
            return "half an answer"
        case _:
            return "cut"


class Crowd:
    """Writers that each have some people, so that no limit on one of them holds the writer up."""

    def __init__(self, service, writers, people_each, pause_s):
        self.service, self.pause_s, self.stopped = service, pause_s, threading.Event()
        self.chance, self.lock, self.number = random.Random(1), threading.Lock(), 0
        self.signed_in, self.acknowledged, self.voted, self.tried_votes = {}, [], set(), set()
        # Comments whose authors have used up their tries.
        self.aside = []
        # When each request began, what it took, and how it ended: "ok", a status, or an `ending`.
        self.answers = []
        # By writer, the one that is not answered yet.
        self.begun = {}
        count = writers * people_each
        with ThreadPoolExecutor(8) as pool:
            for number, headers in enumerate(pool.map(service.sign_in, range(count))):
                self.signed_in[number] = headers
        self.threads = [
            threading.Thread(target=self.write, args=(range(first, count, writers),), daemon=True)
            for first in range(writers)
        ]
        for thread in self.threads:
            thread.start()

    def request(self, person, body):
        """Its data, None where it was not answered with any; and how it ended."""
        began, outcome = time.monotonic(), "ok"
        self.begun[threading.get_ident()] = began
        try:
            return ask(self.service.port, body, self.signed_in[person]), outcome
        except Refused as refused:
            outcome = refused.told()
            if refused.status == 401:
                self.sign_in_again(person)
        except (OSError, http.client.HTTPException) as fault:
            outcome = ending(fault)
        finally:
            del self.begun[threading.get_ident()]
            self.answers.append((began, time.monotonic() - began, outcome))
        return None, outcome

    def sign_in_again(self, person):
        try:
            self.signed_in[person] = self.service.sign_in(person)
        except (OSError, http.client.HTTPException):
            pass

    def write(self, people):
        turn = 0
        while not self.stopped.is_set():
            person = people[turn % len(people)]
            turn += 1
            with self.lock:
                sent = self.aside.pop(0) if len(self.aside) > ASIDE else self.following(person)
            self.post_until_acknowledged(sent)
            if self.chance.random() < VOTES and not self.stopped.is_set():
                self.vote(person)
            time.sleep(self.pause_s)

    def following(self, person):
        self.number += 1
        parent = None
        if self.acknowledged and self.chance.random() < ANSWERS:
            parent = self.chance.choice(self.acknowledged[-200:])
        return Sent(self.number, person, parent)

    def post_until_acknowledged(self, sent):
        while (outcome := self.post(sent)) not in ("ok", "429"):
            time.sleep(AGAIN_S)
        if outcome == "429":
            self.aside.append(sent)
            time.sleep(AGAIN_S)

    def post(self, sent):
        """How it ended."""
        given = {"episode": episode(sent.thread), "body": sent.text, "clientMutationId": f"post-{sent.number}"}
        if sent.parent:
            given["parentId"] = sent.parent.id
        told, outcome = self.request(sent.person, {"query": POST, "variables": {"input": given}})
        if told is not None:
            sent.id = told["postComment"]["comment"]["id"]
            self.acknowledged.append(sent)
        return outcome

    def vote(self, person):
        target = self.chance.choice(self.acknowledged[-200:])
        if target.person == person:
            return
        self.tried_votes.add((person, target.id))
        body = {"query": VOTE, "variables": {"input": {"commentId": target.id, "vote": "UP"}}}
        if self.request(person, body)[1] == "ok":
            self.voted.add((person, target.id))

    def stop(self, patience_s=120):
        """Once everybody's last comment has been acknowledged."""
        self.stopped.set()
        deadline = time.monotonic() + patience_s
        for thread in self.threads:
            thread.join(max(0.1, deadline - time.monotonic()))
        while self.aside and time.monotonic() < deadline:
            self.post_until_acknowledged(self.aside.pop(0))
        if self.aside or any(thread.is_alive() for thread in self.threads):
            raise TimeoutError("somebody's comment is never acknowledged")

    def outcomes(self, since=0.0):
        return Counter(outcome for began, _, outcome in self.answers if began >= since)

    def slowest(self, since=0.0):
        return max((taken for began, taken, _ in self.answers if began >= since), default=0.0)

    def first_success(self, since):
        """After a moment, of a request that began after it."""
        ends = [began + taken for began, taken, outcome in list(self.answers) if outcome == "ok" and began >= since]
        return min(ends, default=None)


REMARKS = "SELECT c.body_markdown, p.body_markdown AS above FROM comment c LEFT JOIN comment p ON p.id = c.parent_id"
ADRIFT = "SELECT 1 FROM comment c LEFT JOIN comment p ON p.id = c.parent_id WHERE c.parent_id IS NOT NULL AND p.id IS NULL"
UNREVISED = "SELECT 1 FROM comment c LEFT JOIN revision r ON r.id = c.revision_id WHERE r.id IS NULL"
VOTES_KEPT = "SELECT member_id, comment_id FROM vote"


class Verdict:
    """What has become of what the crowd was told is there. The crowd has stopped; the service may run."""

    def __init__(self, crowd, service):
        database, sent = service.database, {one.text: one for one in crowd.acknowledged}
        rows = database.rows(REMARKS)
        there = Counter(text for text, _ in rows)
        self.acknowledged, self.votes = len(crowd.acknowledged), len(crowd.voted)
        self.lost = len(set(sent) - set(there))
        self.twice = sum(count - 1 for count in there.values())
        # Everybody has sent theirs until it was acknowledged: what else is there has been mangled.
        self.torn = len(set(there) - set(sent))
        misplaced = [text for text, above in rows if text in sent and above != (sent[text].parent and sent[text].parent.text)]
        self.orphaned = len(misplaced) + len(database.rows(ADRIFT)) + len(database.rows(UNREVISED))
        kept = len(set(database.rows(VOTES_KEPT)))
        self.votes_lost = max(0, len(crowd.voted) - kept) + max(0, kept - len(crowd.tried_votes))
        doctor = service.rejoinder("doctor", check=False)
        self.drift = 0 if doctor.returncode == 0 else len(doctor.stdout.splitlines())
        self.is_whole = database.is_whole()

    def tell(self, trial, on):
        """As rows of the table."""
        trial.tell(on, "comments acknowledged; votes", f"{self.acknowledged}; {self.votes}", "", self.acknowledged > 0)
        for what, count in (
            ("… lost", self.lost), ("… there twice", self.twice), ("… torn", self.torn),
            ("… orphaned, or under another", self.orphaned), ("votes lost or too many", self.votes_lost),
            ("numbers that `rejoinder doctor` finds wrong", self.drift),
        ):
            trial.tell(on, what, count, "0", count == 0)
        trial.tell(on, "the database’s own check", "ok" if self.is_whole else "wrong", "ok", self.is_whole)
