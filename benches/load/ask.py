#!/usr/bin/env python3
"""Prints what asks for a document, for script/bench: one of the widget's by the name of its operation,
or one in a file.

Usage: ask.py address SERVICE OPERATION VARIABLES: where it is answered by its hash
       ask.py body OPERATION VARIABLES: a body with its text"""
import json
import re
import sys
from pathlib import Path
from urllib.parse import urlencode

KNOWN = Path(__file__).resolve().parents[2] / "web/documents.json"


def known(operation):
    """Hash and text."""
    for identity, text in json.loads(KNOWN.read_text()).items():
        if re.match(rf"(query|mutation|subscription) {operation}\b", text):
            return identity, text
    sys.exit(f"web/documents.json has no {operation}")


def main():
    if sys.argv[1] == "address":
        service, operation, variables = sys.argv[2:]
        query = {"documentId": f"sha256:{known(operation)[0]}", "variables": variables}
        print(f"{service}/graphql?{urlencode(query)}")
    else:
        operation, variables = sys.argv[2:]
        text = Path(operation).read_text() if "/" in operation else known(operation)[1]
        print(json.dumps({"query": text, "variables": json.loads(variables)}))


if __name__ == "__main__":
    main()
