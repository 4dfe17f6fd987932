#!/usr/bin/env python3
"""Signs people in by a site's own tokens, for script/bench: each from an address of their own, as
readers are.

Usage: people.py PORT COUNT, with the site's secret in the variable SITE_SECRET. Prints a line for
each: an access token and the address, with a tab between."""
import base64
import hashlib
import hmac
import http.client
import json
import os
import sys
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

SITE = "show"
AT_ONCE = 4
SIGN_IN = "mutation($input: SignInWithSiteTokenInput!) { signInWithSiteToken(input: $input) { accessToken } }"

here = threading.local()


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def site_token(port, number):
    now = int(time.time())
    header = {"alg": "HS256", "typ": "JWT"}
    claims = {
        "iss": SITE, "aud": f"http://127.0.0.1:{port}", "sub": f"reader-{number}",
        "name": f"Reader {number}", "jti": str(uuid.uuid4()), "iat": now, "exp": now + 60,
    }
    message = ".".join(base64url(json.dumps(part).encode()) for part in (header, claims))
    secret = os.environ["SITE_SECRET"].encode()
    signature = hmac.new(secret, message.encode(), hashlib.sha256).digest()
    return f"{message}.{base64url(signature)}"


def sign_in(port, number):
    if not hasattr(here, "connection"):
        here.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    body = {"query": SIGN_IN, "variables": {"input": {"site": SITE, "token": site_token(port, number)}}}
    headers = {"content-type": "application/json", "x-forwarded-for": address}
    here.connection.request("POST", "/graphql", json.dumps(body), headers)
    answer = json.load(here.connection.getresponse())
    if answer.get("errors"):
        sys.exit(f"Somebody could not sign in: {answer['errors'][0]['message']}")
    return f"{answer['data']['signInWithSiteToken']['accessToken']}\t{address}"


def main():
    port, count = int(sys.argv[1]), int(sys.argv[2])
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for line in pool.map(lambda number: sign_in(port, number), range(1, count + 1)):
            print(line)


if __name__ == "__main__":
    main()
