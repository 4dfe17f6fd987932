"""Pastes the shell blocks of a page of docs/ into one shell and compares each answer with the JSON
or the text that follows it, in which an ellipsis stands for anything. Usage: api_doc.py ENDPOINT PAGE"""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

MARK = "-- end of block --"
root = Path(__file__).resolve().parent.parent
page = root / "docs" / sys.argv[2]
blocks = re.findall(r"```(sh|json|text)\n(.*?)```", page.read_text(), re.S)
shell = "".join(f"{text}\necho '{MARK}'\n" for kind, text in blocks if kind == "sh")

with tempfile.TemporaryDirectory() as folder:
    run = subprocess.run(
        ["bash"], input=shell, text=True, capture_output=True, cwd=folder, timeout=60,
        env={**os.environ, "API": sys.argv[1], "DOCUMENTS": str(root / "web/documents.json")}, check=False,
    )
answers = iter(run.stdout.split(f"{MARK}\n"))

passed = failed = 0
answer = ""
for kind, text in blocks:
    if kind == "sh":
        answer = next(answers, "").strip()
        continue
    expected = ".+?".join(re.escape(part) for part in text.strip().split("…"))
    if re.fullmatch(expected, answer, re.S):
        passed += 1
    else:
        failed += 1
        print(f"expected {text.strip()}\n     got {answer}")
print(run.stderr, end="", file=sys.stderr)
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed or not passed else 0)
