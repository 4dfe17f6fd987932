"""People page through threads while others write there: what was there before comes once."""
import threading
import time
from collections import Counter

from crowd import Verdict
from service import SITE, Refused, ask
from trial import postgres_service, sqlite_service

PAGE = """query($key: String!, $after: String, $order: CommentOrder!) { episode(site: "%s", key: $key) {
  comments(first: 7, after: $after, orderBy: $order) { nodes { id } pageInfo { endCursor hasNextPage } } } }""" % SITE
ORDERS = ("OLDEST", "NEWEST")


def suffer(trial):
    with sqlite_service(trial) as service:
        pages(trial, service, [service])
    with postgres_service(trial) as service:
        other = service.another()
        try:
            pages(trial, service, [service, other])
        finally:
            other.end()


def pages(trial, service, nodes):
    """Of all nodes in turn."""
    on = service.database.name
    for node in nodes:
        node.start()
    crowd = trial.crowd(service)
    time.sleep(2)
    readers = [Reader(crowd, nodes, order) for order in ORDERS for _ in range(2)]
    time.sleep(trial.size(4, 60))
    for reader in readers:
        reader.stop()
    crowd.stop()
    told = sum((reader.told for reader in readers), Counter())
    trial.tell(on, "times that a thread was paged through; comments that came", f"{told['times']}; {told['comments']}", "", told["times"] > 0)
    trial.tell(on, "comments that came twice", told["twice"], "0", not told["twice"])
    trial.tell(on, "comments that were there throughout, and did not come", told["skipped"], "0", not told["skipped"])
    Verdict(crowd, service).tell(trial, on)


class Reader:
    def __init__(self, crowd, nodes, order):
        self.crowd, self.nodes, self.order, self.told, self.stopped = crowd, nodes, order, Counter(), threading.Event()
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.thread.start()

    def read(self):
        turn = 0
        while not self.stopped.is_set():
            thread = turn % 2
            known = {one.id for one in list(self.crowd.acknowledged) if one.thread == thread and not one.parent}
            came = self.page_through(f"episode-{thread}")
            self.told["times"] += 1
            self.told["comments"] += len(came)
            self.told["twice"] += len(came) - len(set(came))
            self.told["skipped"] += len(known - set(came))
            turn += 1

    def page_through(self, key):
        ids, after, number = [], None, 0
        while True:
            given = {"key": key, "after": after, "order": self.order}
            node = self.nodes[number % len(self.nodes)]
            number += 1
            try:
                told = ask(node.port, {"query": PAGE, "variables": given})["episode"]
            except Refused as refused:
                if refused.status != 503:
                    raise
                continue
            page = told["comments"] if told else {"nodes": [], "pageInfo": {"hasNextPage": False}}
            ids += [node["id"] for node in page["nodes"]]
            if not page["pageInfo"]["hasNextPage"]:
                return ids
            after = page["pageInfo"]["endCursor"]

    def stop(self):
        self.stopped.set()
        self.thread.join(30)
