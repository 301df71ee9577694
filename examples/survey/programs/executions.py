#!/usr/bin/python3
"""Tells how often each task of a run was executed, in the order of first executions, and how long all of it took.
usage: butler query-datasets REPO '*_metadata' --collections RUN --show-uri --limit 0 --format jsonl | executions.py PIPELINE-STEPS...
Named tasks are shown as the steps; without names all tasks are.
"""
import datetime
import json
import sys
from urllib.parse import unquote, urlparse

steps, tasks, first, last = sys.argv[1:], {}, None, None
for line in sys.stdin:
    row = json.loads(line)
    label = row["type"].removesuffix("_metadata")
    with open(unquote(urlparse(row["URI"]).path)) as file:
        quantum = json.load(file)["metadata"]["quantum"]
    times = {moment: datetime.datetime.fromisoformat(quantum["arrays"][moment][0] if moment in quantum.get("arrays", {}) else quantum["scalars"][moment])
             for moment in ("prepUtc", "endUtc")}
    count, begin = tasks.get(label, (0, times["prepUtc"]))
    tasks[label] = (count + 1, min(begin, times["prepUtc"]))
    first, last = min(first or times["prepUtc"], times["prepUtc"]), max(last or times["endUtc"], times["endUtc"])
print(f"{'init':24} {1:5}")
for label, (count, begin) in sorted(tasks.items(), key=lambda task: task[1][1]):
    if not steps or label in steps:
        print(f"{label:24} {count:5}")
print(f"wall clock {last - first}")
