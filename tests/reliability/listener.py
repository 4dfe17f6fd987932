"""Somebody who listens to a thread."""
import http.client
import json
import threading

from service import SITE

EVENTS = """subscription($key: String!, $after: String) { commentEvents(site: "%s", key: $key, after: $after) {
  cursor comments { bodyMarkdown } } }""" % SITE


class Listener:
    """One stream, until it ends: `texts` are the comments that were told."""

    def __init__(self, port, key, after="0"):
        self.texts, self.ended, self.cursor = set(), None, after
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=40)
        body = {"query": EVENTS, "variables": {"key": key, "after": after}}
        headers = {"content-type": "application/json", "accept": "text/event-stream"}
        self.line.request("POST", "/graphql", json.dumps(body), headers)
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
                    event = json.loads(raw[6:])["data"]["commentEvents"]
                    self.cursor = event["cursor"]
                    self.texts |= {comment["bodyMarkdown"] for comment in event["comments"]}
            self.ended = "ended" if is_complete else "ended without a word"
        except (OSError, http.client.HTTPException) as fault:
            self.ended = repr(fault)

    def outcome(self):
        self.thread.join(20)
        self.line.close()
        return self.ended or "did not end"
