#!/usr/bin/env python3
"""Checks the laws of a schedule from outside: reads the CSV files of `fusewright-cli schedule --csv DIR` and nothing else.

    check_csv.py DIR    exit status 1 and one line per broken law

The laws: each core runs one tile at a time; no tile starts before its inputs are there; every memory stays within its
capacity; at its peak, what a memory holds is what resides in it; on every core, busy and idle times make up the makespan.
Links are not checked against their bandwidth: under the `paper` assumptions bookings may exceed it.
"""
import csv
import sys
from collections import defaultdict
from pathlib import Path

TOLERANCE = 1e-6  # cycles; under the `paper` assumptions times have fractions
MOST_LINES = 5  # of one law
TABLES = {
    "tiles": "tile,layer,group,core,start,end,bound_by,bound_id",
    "dependencies": "producer,consumer,bits",
    "transfers": "transfer,tensor,from,to,link,start,end,bits,cause",
    "streams": "tile,operand,link,start,end,bits",
    "residencies": "memory,tensor,from,to,bits,producer,last_user",
    "memory": "memory,time,bits",
    "layers": "layer,name,op,macs,tiles,busy,first_start,last_end",
    "idle": "core,from,to,cause,blame",
    "memories": "memory,capacity",
    "links": "link,bandwidth",
}
TEXT = {"bound_by", "cause", "name", "op", "operand", "kind", "streamed_operands"}


def number(text):
    try:
        return int(text)
    except ValueError:
        return float(text)


def read_table(folder, name):
    """The rows of one file as dictionaries; columns beyond the promised ones are left out."""
    with open(folder / f"{name}.csv", newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        columns = TABLES[name].split(",")
        if rows.fieldnames[: len(columns)] != columns:
            raise SystemExit(f"{file.name}: columns are {rows.fieldnames}, not {columns}")
        return [{key: row[key] if key in TEXT else number(row[key]) for key in columns} for row in rows]


def tables_are_whole(t):
    """Ids are row numbers, and every id leads to a row."""
    for name, key in (("tiles", "tile"), ("layers", "layer"), ("memories", "memory"), ("links", "link")):
        if [row[key] for row in t[name]] != list(range(len(t[name]))):
            yield f"{name}.csv: {key} does not count from 0"
    limits = {"tile": "tiles", "layer": "layers", "memory": "memories", "link": "links", "producer": "tiles", "consumer": "tiles"}
    for name, rows in t.items():
        for row in rows:
            for key, table in limits.items():
                if key in row and not -1 <= row[key] < len(t[table]):
                    yield f"{name}.csv: {key} {row[key]} is in no row of {table}.csv"


def one_tile_at_a_time(t):
    last = {}
    for tile in sorted(t["tiles"], key=lambda row: (row["core"], row["start"], row["end"])):
        if tile["end"] < tile["start"]:
            yield f"tile {tile['tile']} ends before it starts"
        before = last.get(tile["core"])
        if before and before["end"] > tile["start"] + TOLERANCE:
            yield f"tiles {before['tile']} and {tile['tile']} overlap on core {tile['core']}"
        last[tile["core"]] = tile


def inputs_are_there(t):
    """Producers have ended; what was made on another core has arrived, unless it is streamed while the tile runs."""
    tiles = t["tiles"]
    streaming = {row["tile"] for row in t["streams"] if row["operand"] != "O"}
    producer_of = {row["tensor"]: row["producer"] for row in t["residencies"]}
    arrivals = defaultdict(lambda: float("inf"))  # (producer, core) -> first arrival there
    for row in t["transfers"]:
        key = (producer_of.get(row["tensor"], -1), row["to"])
        arrivals[key] = min(arrivals[key], row["end"])
    for edge in t["dependencies"]:
        producer, consumer = tiles[edge["producer"]], tiles[edge["consumer"]]
        if producer["end"] > consumer["start"] + TOLERANCE:
            yield f"tile {consumer['tile']} starts before tile {producer['tile']}, which it needs, ends"
        elsewhere = edge["bits"] > 0 and producer["core"] != consumer["core"] and consumer["tile"] not in streaming
        if elsewhere and arrivals[producer["tile"], consumer["core"]] > consumer["start"] + TOLERANCE:
            yield f"tile {consumer['tile']} starts before the output of tile {producer['tile']} has arrived on its core"


def transfers_follow_their_producers(t):
    tiles = t["tiles"]
    producer_of = {row["tensor"]: row["producer"] for row in t["residencies"]}
    for row in t["transfers"]:
        producer = producer_of.get(row["tensor"], -1)
        if row["end"] < row["start"]:
            yield f"transfer {row['transfer']} ends before it starts"
        if producer >= 0 and tiles[producer]["end"] > row["start"] + TOLERANCE:
            yield f"transfer {row['transfer']} moves the output of tile {producer} before it is made"


def memories_hold_what_fits(t):
    capacity = {row["memory"]: row["capacity"] for row in t["memories"]}
    for row in t["memory"]:
        if row["bits"] > capacity[row["memory"]]:
            yield f"memory {row['memory']} holds {row['bits']} of {capacity[row['memory']]} bits at {row['time']}"
        if row["bits"] < 0:
            yield f"memory {row['memory']} holds {row['bits']} bits at {row['time']}"


def peaks_are_what_resides(t):
    steps = defaultdict(list)
    for row in t["memory"]:
        steps[row["memory"]].append(row)
    for memory, rows in steps.items():
        peak = max(rows, key=lambda row: (row["bits"], -row["time"]))
        resident = sum(row["bits"] for row in t["residencies"]
                       if row["memory"] == memory and row["from"] <= peak["time"] < row["to"])
        if resident != peak["bits"]:
            yield f"memory {memory} peaks at {peak['bits']} bits at {peak['time']}, but {resident} bits reside there"


def occupancy_is_what_resides(t):
    """The whole step function, from the residencies alone."""
    changes = defaultdict(lambda: defaultdict(int))
    for row in t["residencies"]:
        if row["to"] > row["from"]:
            changes[row["memory"]][row["from"]] += row["bits"]
            changes[row["memory"]][row["to"]] -= row["bits"]
    given = defaultdict(lambda: defaultdict(int))
    last = defaultdict(int)
    for row in t["memory"]:
        given[row["memory"]][row["time"]] += row["bits"] - last[row["memory"]]
        last[row["memory"]] = row["bits"]
    for memory in sorted(set(changes) | set(given)):
        for time in sorted(set(changes[memory]) | set(given[memory])):
            if changes[memory][time] != given[memory][time]:
                yield (f"memory {memory} changes by {given[memory][time]} bits at {time}, "
                       f"its residencies by {changes[memory][time]}")


def times_add_up(t):
    makespan = max([row["end"] for name in ("tiles", "transfers") for row in t[name]], default=0)
    spans = defaultdict(list)
    for row in t["tiles"]:
        spans[row["core"]].append((row["start"], row["end"]))
    for row in t["idle"]:
        spans[row["core"]].append((row["from"], row["to"]))
    for core, pieces in spans.items():
        total = sum(end - start for start, end in pieces)
        if abs(total - makespan) > TOLERANCE * max(1, makespan * 1e-6):
            yield f"core {core} is busy or idle for {total} of {makespan} cycles"
        pieces.sort()
        for (_, end), (start, _) in zip(pieces, pieces[1:]):
            if end > start + TOLERANCE:
                yield f"core {core} is busy and idle at once at {start}"


def layers_add_up(t):
    count, busy = defaultdict(int), defaultdict(float)
    for row in t["tiles"]:
        count[row["layer"]] += 1
        busy[row["layer"]] += row["end"] - row["start"]
    for row in t["layers"]:
        layer = row["layer"]
        if row["tiles"] != count[layer]:
            yield f"layer {layer} says {row['tiles']} tiles, tiles.csv has {count[layer]}"
        if abs(row["busy"] - busy[layer]) > TOLERANCE * max(1, busy[layer]):
            yield f"layer {layer} says {row['busy']} busy cycles, its tiles {busy[layer]}"


LAWS = (one_tile_at_a_time, inputs_are_there, transfers_follow_their_producers, memories_hold_what_fits,
        peaks_are_what_resides, occupancy_is_what_resides, times_add_up, layers_add_up)


def main(arguments):
    if len(arguments) != 1:
        raise SystemExit(__doc__)
    tables = {name: read_table(Path(arguments[0]), name) for name in TABLES}
    laws = (tables_are_whole,) if any(tables_are_whole(tables)) else LAWS  # the others need every id to lead to a row
    broken = 0
    for law in laws:
        lines = list(law(tables))
        broken += len(lines)
        for line in lines[:MOST_LINES]:
            print(f"{law.__name__}: {line}")
        if len(lines) > MOST_LINES:
            print(f"{law.__name__}: and {len(lines) - MOST_LINES} more")
    print(f"{len(tables['tiles'])} tiles, {len(laws)} laws, {broken} violations")
    return 1 if broken or not tables["tiles"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
