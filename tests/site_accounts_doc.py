"""Runs docs/site-accounts.md: writes its programs to files, each under the name in its first line,
pastes its shell blocks into one shell and compares each answer with the JSON that follows it, in
which an ellipsis stands for anything. Usage: site_accounts_doc.py ENDPOINT"""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

MARK = "-- end of block --"
PROGRAM = re.compile(r"(?://|<\?php //|#) ([\w.-]+)\n")
page = Path(__file__).resolve().parent.parent / "docs" / "site-accounts.md"
blocks = re.findall(r"```(\w+)\n(.*?)```", page.read_text(), re.S)
shell = "".join(f"{text}\necho '{MARK}'\n" for kind, text in blocks if kind == "sh")

with tempfile.TemporaryDirectory() as folder:
    for kind, text in blocks:
        if kind in ("js", "php", "python"):
            name = PROGRAM.match(text)
            assert name, f"a program without a name: {text[:40]}"
            (Path(folder) / name[1]).write_text(text)
    run = subprocess.run(
        ["bash"], input=shell, text=True, capture_output=True, cwd=folder, timeout=60,
        env={**os.environ, "API": sys.argv[1]}, check=False,
    )
answers = iter(run.stdout.split(f"{MARK}\n"))

passed = failed = 0
answer = ""
for kind, text in blocks:
    if kind == "sh":
        answer = next(answers, "").strip()
    elif kind == "json":
        expected = ".+?".join(re.escape(part) for part in text.strip().split("…"))
        if re.fullmatch(expected, answer, re.S):
            passed += 1
        else:
            failed += 1
            print(f"expected {text.strip()}\n     got {answer}")
print(run.stderr, end="", file=sys.stderr)
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed or not passed else 0)
