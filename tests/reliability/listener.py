"""Somebody who listens to a thread."""
import http.client
import json
import threading
import time

from nodes import until
from service import SITE, Refused, ask

EVENTS = """subscription($key: String!, $after: String) {
  commentEvents(site: "%s", key: $key, after: $after) { cursor comments { bodyMarkdown } } }""" % SITE
NEWEST = """query($key: String!) { episode(site: "%s", key: $key) {
  comments(first: 100, orderBy: NEWEST) { nodes { bodyMarkdown } } } }""" % SITE


class Listener:
    """One stream, until it ends: `texts` are the comments that were told."""

    def __init__(self, port, key, after="0"):
        self.port, self.key, self.texts, self.ended, self.cursor = port, key, set(), None, after
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=40)
        body = {"query": EVENTS, "variables": {"key": key, "after": after}}
        headers = {"content-type": "application/json", "accept": "text/event-stream"}
        self.line.request("POST", "/graphql", json.dumps(body), headers)
        self.faults = []
        self.response = self.line.getresponse()
        if self.response.status != 200:
            raise OSError(f"a stream is answered {self.response.status}")
        self.thread = threading.Thread(target=self.listen, daemon=True)
        self.thread.start()

    def listen(self):
        is_complete = False
        try:
            for raw in iter(self.response.readline, b""):
                is_complete = is_complete or raw.startswith(b"event: complete")
                if raw.startswith(b"data: {"):
                    self.take(json.loads(raw[6:]))
            self.ended = "ended" if is_complete else "ended without a word"
        except (OSError, http.client.HTTPException, AttributeError) as fault:
            # The last, where it was closed meanwhile.
            self.ended = repr(fault)

    def take(self, told):
        if told.get("errors"):
            self.faults.append(told["errors"][0]["extensions"]["code"])
            return
        event = told["data"]["commentEvents"]
        self.cursor, comments = event["cursor"], event["comments"]
        if comments is None:
            comments = self.read_anew()
        self.texts |= {comment["bodyMarkdown"] for comment in comments}

    def read_anew(self):
        """As whoever listens does where it cannot be told what has changed."""
        while True:
            try:
                told = ask(self.port, {"query": NEWEST, "variables": {"key": self.key}})
                return told["episode"]["comments"]["nodes"]
            except Refused as refused:
                if refused.status != 503:
                    raise
                time.sleep(0.2)

    def close(self):
        self.response.close()
        self.line.close()

    def outcome(self):
        self.thread.join(20)
        self.line.close()
        return ", ".join([*self.faults, self.ended or "did not end"])


def until_told(crowd, node, listener=None):
    """From when a comment is acknowledged until whoever listens to another node has it."""
    before, key = len(crowd.acknowledged), "episode-0"
    listener = listener or Listener(node.port, key)

    def posted():
        return [one.text for one in crowd.acknowledged[before:] if f"episode-{one.thread}" == key and not one.parent]

    until("somebody posts to the thread", posted)
    began, text = time.monotonic(), posted()[0]

    def is_told():
        nonlocal listener
        if listener.ended:
            # As pages do: from where it was.
            listener = again(listener)
        return text in listener.texts

    until("it is told", is_told)
    listener.close()
    return time.monotonic() - began


def again(listener):
    try:
        return Listener(listener.port, listener.key, listener.cursor)
    except OSError:
        return listener
