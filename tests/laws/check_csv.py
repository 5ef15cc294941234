#!/usr/bin/env python3
"""Checks the laws of a schedule from outside: reads the CSV files of `fusewright-cli schedule --csv DIR` and nothing else.

    check_csv.py [--physical] DIR    exit status 1 and one line per broken law

The laws: each core runs one tile at a time; no tile starts before its inputs are there; nothing moves before it is made;
every memory stays within its capacity; at its peak, what a memory holds is what resides in it; on every core, busy and
idle times make up the makespan; off-chip traffic by cause is what transfers and streams move; no schedule beats the
longest chain of its tiles. With --physical, times are whole and compared exactly, every link stays within its bandwidth at
every instant (under the `paper` assumptions bookings may exceed it), inputs stay while they are read, outputs of the
model go off chip whether or not they are read, and no schedule beats its operations at full use of all units.
"""
import csv
import sys
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

TOLERANCE = 0 if "--physical" in sys.argv[1:] else 1e-6  # cycles; under the `paper` assumptions times have fractions
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
EXTRA = {  # columns and tables beyond the contract: what they say is checked where they are
    "memories": ["core"],
    "tiles": ["output_bits"],
    "layers": ["model_output"],
    "cores": None,
    "peaks": None,
    "traffic": None,
}
TEXT = {"bound_by", "cause", "name", "op", "operand", "kind", "streamed_operands", "direction"}


def number(text):
    try:
        return int(text)
    except ValueError:
        return float(text)


def read_table(folder, name):
    """The rows of one file as dictionaries: the promised columns, which come first, and those of EXTRA."""
    path = folder / f"{name}.csv"
    if name not in TABLES and not path.exists():
        return []
    with open(path, newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        columns = TABLES.get(name, ",".join(rows.fieldnames)).split(",")
        if rows.fieldnames[: len(columns)] != columns:
            raise SystemExit(f"{file.name}: columns are {rows.fieldnames}, not {columns}")
        columns += [extra for extra in EXTRA.get(name) or [] if extra in rows.fieldnames and extra not in columns]
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
        if abs(total - makespan) > TOLERANCE:
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


def sums(rows, key, value):
    totals = defaultdict(int)
    for row in rows:
        totals[row[key]] += row[value]
    return totals


def cores_add_up(t):
    """cores.csv: busy and idle by cause make up the makespan, and are what tiles.csv and idle.csv say."""
    makespan = max([row["end"] for name in ("tiles", "transfers") for row in t[name]], default=0)
    busy = defaultdict(float)
    for row in t["tiles"]:
        busy[row["core"]] += row["end"] - row["start"]
    idle = defaultdict(float)
    for row in t["idle"]:
        idle[row["core"]] += row["to"] - row["from"]
    for row in t["cores"]:
        core, waits = row["core"], sum(cycles for key, cycles in row.items() if key.startswith("idle_"))
        if row.get("off_chip") or "makespan" not in row:
            continue
        if abs(row["makespan"] - makespan) > TOLERANCE:
            yield f"core {core} has a makespan of {row['makespan']}, the last tile or transfer ends at {makespan}"
        if abs(row["busy"] + waits - row["makespan"]) > TOLERANCE:
            yield f"core {core} is busy {row['busy']} and idle {waits} of {row['makespan']} cycles"
        if abs(row["busy"] - busy[core]) > TOLERANCE:
            yield f"core {core} says {row['busy']} busy cycles, its tiles {busy[core]}"
        if core in idle and abs(waits - idle[core]) > TOLERANCE:
            yield f"core {core} says {waits} idle cycles, idle.csv {idle[core]}"


def peaks_are_listed(t):
    """peaks.csv: the tensors alive at a peak sum to it to the bit, and each is a row of residencies.csv."""
    columns = ("memory", "tensor", "bits", "from", "to", "producer", "last_user")
    stays = {tuple(row[key] for key in columns) for row in t["residencies"]}
    peaks, listed = defaultdict(int), sums(t["peaks"], "memory", "bits")
    for row in t["memory"]:
        peaks[row["memory"]] = max(peaks[row["memory"]], row["bits"])
    for memory, peak in peaks.items() if t["peaks"] else ():
        if listed[memory] != peak:
            yield f"memory {memory} peaks at {peak} bits, peaks.csv lists {listed[memory]}"
    for row in t["peaks"]:
        if row["peak"] != peaks[row["memory"]]:
            yield f"peaks.csv says memory {row['memory']} peaks at {row['peak']} bits, memory.csv {peaks[row['memory']]}"
        if tuple(row[key] for key in columns) not in stays:
            yield f"peaks.csv: tensor {row['tensor']} does not reside in memory {row['memory']} like that"


def traffic_adds_up(t):
    """traffic.csv against what transfers.csv and streams.csv move to and from the off-chip memory."""
    off_chip = {row["core"] for row in t["cores"] if row.get("off_chip")}
    if not off_chip or not t["traffic"]:
        return
    moved, first, streamed = defaultdict(int), set(), {}
    for row in t["transfers"]:
        if row["transfer"] in first:  # a row for each link on the way
            continue
        first.add(row["transfer"])
        moved["read"] += row["bits"] if row["from"] in off_chip else 0
        moved["write"] += row["bits"] if row["to"] in off_chip else 0
    for row in t["streams"]:
        key = (row["tile"], row["operand"])
        streamed[key] = max(streamed.get(key, 0), row["bits"])
    total = sum(moved.values()) + sum(streamed.values())
    stated = sum(row["bits"] for row in t["traffic"])
    if total != stated:
        yield f"transfers and streams move {total} bits off chip, traffic.csv says {stated}"


def no_chain_is_longer(t):
    """The longest chain of dependent tiles, each as long as it ran."""
    makespan = max([row["end"] for name in ("tiles", "transfers") for row in t[name]], default=0)
    length = [row["end"] - row["start"] for row in t["tiles"]]
    chain = list(length)
    for edge in sorted(t["dependencies"], key=lambda row: t["tiles"][row["consumer"]]["start"]):
        consumer = edge["consumer"]
        chain[consumer] = max(chain[consumer], chain[edge["producer"]] + length[consumer])
    if chain and max(chain) > makespan + TOLERANCE * len(chain):
        yield f"a chain of dependent tiles takes {max(chain)} of {makespan} cycles"


def times_are_whole(t):
    for name, rows in t.items():
        for row in rows:
            for key in ("start", "end", "from", "to", "time", "busy", "makespan"):
                if name != "transfers" or key not in ("from", "to"):
                    if isinstance(row.get(key), float):
                        yield f"{name}.csv: {key} is {row[key]}"


def links_carry_what_they_can(t):
    """What moves on a link at any instant, each at its average rate, is no more than the link's bandwidth."""
    steps = defaultdict(list)
    for row in t["transfers"] + t["streams"]:
        if row["bits"] > 0 and row["end"] <= row["start"]:
            yield f"link {row['link']} moves {row['bits']} bits at {row['start']} in no time"
        elif row["bits"] > 0:
            rate = Fraction(row["bits"]) / Fraction(row["end"] - row["start"])
            steps[row["link"]] += [(row["start"], 1, rate), (row["end"], 0, -rate)]
    for link, changes in steps.items():
        carried = 0
        for time, _, change in sorted(changes):
            carried += change
            if carried > t["links"][link]["bandwidth"]:
                yield f"link {link} carries {float(carried)} of {t['links'][link]['bandwidth']} bits a cycle at {time}"
                break


def inputs_stay_while_read(t):
    """What another tile made lies on the consumer's core from its start to its end, unless it is streamed."""
    core_of = {row["memory"]: row["core"] for row in t["memories"] if "core" in row}
    streaming = {row["tile"] for row in t["streams"] if row["operand"] != "O"}
    stays = defaultdict(list)
    for row in t["residencies"] if core_of else ():
        stays[row["producer"], core_of[row["memory"]]].append((row["from"], row["to"]))
    for edge in t["dependencies"] if core_of else ():
        tile = t["tiles"][edge["consumer"]]
        if edge["bits"] == 0 or tile["tile"] in streaming:
            continue
        if not any(start <= tile["start"] and tile["end"] <= end for start, end in stays[edge["producer"], tile["core"]]):
            yield f"tile {tile['tile']} runs without the output of tile {edge['producer']} on its core"


def outputs_are_written(t):
    """What a layer makes as an output of the model goes off chip to the last bit, also if other layers read it."""
    off_chip = {row["core"] for row in t["cores"] if row.get("off_chip")}
    producer_of = {row["tensor"]: row["producer"] for row in t["residencies"]}
    moved, streamed, written = {}, {}, defaultdict(int)
    for row in t["transfers"]:
        if row["to"] in off_chip:  # a row for each link on the way
            moved[row["transfer"]] = (producer_of.get(row["tensor"], -1), row["bits"])
    for row in t["streams"]:
        if row["operand"] == "O":
            streamed[row["tile"]] = max(streamed.get(row["tile"], 0), row["bits"])
    for producer, bits in [*moved.values(), *streamed.items()]:
        written[producer] += bits
    for tile in t["tiles"]:
        missing = tile.get("output_bits", 0) - written[tile["tile"]]
        if t["layers"][tile["layer"]].get("model_output") and missing > 0:
            yield f"{missing} bits of what tile {tile['tile']} leaves as an output of the model are not written off chip"


def units_suffice(t):
    units = sum(row.get("units", 0) for row in t["cores"])
    makespan = max([row["end"] for name in ("tiles", "transfers") for row in t[name]], default=0)
    operations = sum(row["macs"] for row in t["layers"])
    if units and operations > units * makespan:
        yield f"{units} units do {operations} operations in {makespan} cycles"


LAWS = (one_tile_at_a_time, inputs_are_there, transfers_follow_their_producers, memories_hold_what_fits,
        peaks_are_what_resides, occupancy_is_what_resides, times_add_up, layers_add_up, cores_add_up, peaks_are_listed,
        traffic_adds_up, no_chain_is_longer)
PHYSICAL_LAWS = (times_are_whole, links_carry_what_they_can, inputs_stay_while_read, outputs_are_written,
                 units_suffice)


def main(arguments):
    physical = "--physical" in arguments
    folders = [argument for argument in arguments if argument != "--physical"]
    if len(folders) != 1:
        raise SystemExit(__doc__)
    tables = {name: read_table(Path(folders[0]), name) for name in dict.fromkeys([*TABLES, *EXTRA])}
    asked = LAWS + PHYSICAL_LAWS if physical else LAWS
    laws = (tables_are_whole,) if any(tables_are_whole(tables)) else asked  # the others need every id to lead to a row
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
