#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Measures vaughn beside other programs on the same input, and prints tables with ratios.

    bench/run.py [BIN] [--only NAME] [--mails N] [--scale K] [--limit SECONDS] [--keep DIR]

BIN holds the programs (build/release/bin). NAME is clock, add, find, text, produce, detect or report; it may be
repeated.
Nothing here passes or fails: docs/benchmarks.md says what is measured and how to read it.
"""

import argparse
import json
import mailbox
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from xml.etree import ElementTree

ROOT = pathlib.Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
MEGABYTE = 1e6


class Skipped(Exception):
    """One program or one input that is not there, took too long or failed."""


class Run:
    """What one finished command cost, its children included as far as they were waited for."""

    def __init__(self, cpu, wall, biggest, together, status, out):
        self.cpu = cpu              # seconds, user and system
        self.wall = wall            # seconds
        self.biggest = biggest      # bytes: peak of the biggest process
        self.together = together    # bytes: peak of all at one time, shared pages counted once
        self.status = status
        self.out = out


def process_tree(root):
    """The process and its descendants, as far as /proc shows them."""
    found, todo = [], [root]
    while todo:
        process = todo.pop()
        found.append(process)
        try:
            for thread in os.listdir(f"/proc/{process}/task"):
                with open(f"/proc/{process}/task/{thread}/children") as children:
                    todo += [int(child) for child in children.read().split()]
        except OSError:
            pass
    return found


def memory_of(process):
    """Proportional share in bytes; pages shared by forked processes are counted once in a sum."""
    try:
        with open(f"/proc/{process}/smaps_rollup") as rollup:
            for line in rollup:
                if line.startswith("Pss:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


class Bench:
    def __init__(self, programs, work, options):
        self.programs = programs
        self.work = work
        self.options = options
        self.count = 0
        self.end = time.monotonic() + options.limit

    def run(self, *command, env=None, accept=(0,), out=None):
        """Runs a command to its end or the time limit, and measures it."""
        command = [str(word) for word in command]
        self.count += 1
        if time.monotonic() > self.end:
            raise Skipped(f"{command[0]}: the {self.options.limit:.0f} s of --limit are over")
        log = out or self.work / f"{self.count:03d}.out"
        errors = self.work / f"{self.count:03d}.err"
        with open(log, "wb") as to, open(errors, "wb") as err:
            start = time.monotonic()
            child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=to, stderr=err,
                                     env={**os.environ, **(env or {})}, start_new_session=True)
            done, peak, late = threading.Event(), [0], [False]

            def watch():
                while not done.wait(0.1):
                    peak[0] = max(peak[0], sum(map(memory_of, process_tree(child.pid))))
                    if time.monotonic() > self.end and not late[0]:
                        late[0] = True
                        os.killpg(child.pid, signal.SIGKILL)

            watcher = threading.Thread(target=watch)
            watcher.start()
            _, status, usage = os.wait4(child.pid, 0)
            wall = time.monotonic() - start
            done.set()
            watcher.join()
            child.returncode = os.waitstatus_to_exitcode(status)
        name = " ".join([pathlib.Path(command[0]).name] + command[1:2])
        if late[0]:
            raise Skipped(f"{name}: stopped after {wall:.0f} s: --limit is over")
        if child.returncode not in accept:
            last = errors.read_text(errors="replace").strip().splitlines()[-1:] or [""]
            raise Skipped(f"{name}: exit {child.returncode}: {last[0][:200]}")
        return Run(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024, peak[0],
                   child.returncode, log)

    def vaughn(self, matter, *words):
        return self.run(self.program("vaughn"), *words, "-C", matter, "--json", "-q", "--no-input",
                        "--author", "bench", accept=(0, 3))

    def program(self, name):
        path = self.programs / name
        if not path.exists():
            raise Skipped(f"{name}: not in {self.programs}")
        return path

    def sample(self, scale):
        folder = self.work / f"sample-{scale}"
        if not folder.exists():
            self.run(self.program("vaughn-sample"), folder, "--scale", scale)
        return folder

    def new_matter(self, name, scale):
        matter = self.work / name
        self.run(self.program("vaughn"), "init", matter, "--from",
                 self.sample(scale) / "matter.toml", "--author", "bench")
        return matter


def installed(program, package):
    found = shutil.which(program)
    if not found:
        raise Skipped(f"{program}: not installed (package {package})")
    return found


def attempt(action, *arguments):
    try:
        return action(*arguments)
    except Skipped as why:
        print(f"  skipped: {why}")
        return None


def table(head, rows):
    """The first column to the left, figures to the right."""
    rows = [head] + [["-" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    for row in rows:
        cells = [row[0].ljust(widths[0])] + [c.rjust(w) for c, w in zip(row[1:], widths[1:])]
        print("  " + "  ".join(cells).rstrip())


def megabytes(size):
    return f"{size / MEGABYTE:,.0f}"


def ratio(ours, theirs):
    return f"{ours / theirs:.2f}" if theirs else "-"


def json_of(run):
    try:
        return json.loads(run.out.read_text())
    except (OSError, ValueError):
        return {}


# add -----------------------------------------------------------------------------------------


def one_message(data):
    """Without the line that mbox puts before a message, so that every program sees the same."""
    return data.partition(b"\n")[2] if data.startswith(b"From ") else data


def messages_of_sample(folder):
    for path in sorted((folder / "records").rglob("*")):
        if path.suffix == ".eml":
            yield path.read_bytes()
        elif path.suffix == ".mbox":
            box = mailbox.mbox(path, create=False)
            for key in box.keys():
                yield box.get_bytes(key)


def messages_of_corpus(folder):
    for path in sorted((folder / "data").rglob("*.txt")):
        yield one_message(path.read_bytes())


def write_maildir(folder, messages, at_most):
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True)
    count = size = 0
    for data in messages:
        if at_most and count == at_most:
            break
        count += 1
        size += len(data)
        (folder / "cur" / f"{count:06d}.eml").write_bytes(data)
    return count, size


def add_with_vaughn(bench, mails, name):
    matter = bench.new_matter(f"matter-{name}", bench.options.scale)
    run = bench.vaughn(matter, "add", mails / "cur", "--office", "program")
    facts = json_of(run)
    print("  vaughn add: {records:,} records in {families:,} families, {duplicates:,} copies, "
          "{exceptions:,} exceptions".format_map(facts))
    return run


def index_with_mu(bench, mails, name):
    mu = installed("mu", "maildir-utils")
    home = bench.work / f"mu-{name}"
    bench.run(mu, "init", f"--muhome={home}", f"--maildir={mails}")
    run = bench.run(mu, "index", f"--muhome={home}", "--nocolor", "--quiet")
    facts = bench.run(mu, "info", f"--muhome={home}", "--nocolor").out.read_text()
    held = re.search(r"messages in store\s*\|\s*(\d+)", facts)
    print(f"  mu index: {int(held[1]) if held else 0:,} messages in its store")
    return run


def index_with_recoll(bench, mails, name):
    recoll = installed("recollindex", "recollcmd")
    config = bench.work / f"recoll-{name}"
    config.mkdir()
    # thrQSizes: one thread, so that CPU seconds are the work and not the waiting.
    (config / "recoll.conf").write_text(f"topdirs = {mails}\nthrQSizes = -1 -1 -1\n")
    run = bench.run(recoll, "-c", config, env={"RECOLL_CONFDIR": str(config)})
    query = shutil.which("recollq")
    if query:
        asked = bench.run(query, "-c", config, "-n", "1", "mime:message/rfc822", accept=(0, 1))
        held = re.search(r"^(\d+) results", asked.out.read_text(), re.M)
        print(f"  recollindex: {int(held[1]) if held else 0:,} messages found")
    return run


def bench_add_on(bench, title, name, messages):
    mails = bench.work / f"mails-{name}"
    count, size = write_maildir(mails, messages, bench.options.mails)
    print(f"\nadd: {title}: {count:,} messages, {megabytes(size)} MB")
    if not count:
        return
    runs = {
        "vaughn add": attempt(add_with_vaughn, bench, mails, name),
        "mu index": attempt(index_with_mu, bench, mails, name),
        "recollindex": attempt(index_with_recoll, bench, mails, name),
    }
    ours = runs["vaughn add"]
    rows = []
    for program, run in runs.items():
        if run:
            is_peer = ours and run is not ours
            rows.append([program, f"{count / run.cpu:,.0f}", f"{run.cpu:.1f}", f"{run.wall:.1f}",
                         megabytes(run.biggest), megabytes(run.together),
                         ratio(run.cpu, ours.cpu) if is_peer else "",
                         {"mu index": ">= 1", "recollindex": ">= 4"}.get(program, "< 500 MB")])
    table(["", "messages/CPU s", "CPU s", "wall s", "biggest MB", "together MB", "vaughn is x",
           "aim"], rows)


def bench_add(bench):
    attempt(lambda: bench_add_on(
        bench, f"mail of the sample matter, scale {bench.options.scale}", "sample",
        messages_of_sample(bench.sample(bench.options.scale))))
    spamassassin = CORPUS / "mail" / "spamassassin"
    if spamassassin.exists():
        attempt(bench_add_on, bench, "shared corpus, spamassassin", "spamassassin",
                messages_of_corpus(spamassassin))
    else:
        print("\nadd: skipped: ../shared/corpus/mail/spamassassin is not there")


# text ----------------------------------------------------------------------------------------


def page_count(path):
    shown = subprocess.run(["qpdf", "--show-npages", str(path)], capture_output=True, text=True)
    return int(shown.stdout) if shown.returncode in (0, 3) and shown.stdout.strip() else 0


def merge(bench, files, out, pages_wanted):
    """Repeats the files until there are enough pages."""
    inputs, pages = [], 0
    counted = [(path, page_count(path)) for path in files]
    counted = [(path, pages_of) for path, pages_of in counted if 0 < pages_of <= pages_wanted]
    while counted and pages < pages_wanted:
        for path, pages_of in counted:
            inputs.append(path)
            pages += pages_of
            if pages >= pages_wanted:
                break
    if not inputs:
        raise Skipped(f"{out.name}: no PDF to make it of")
    bench.run(installed("qpdf", "qpdf"), "--empty", "--pages", *inputs, "--", out, accept=(0, 3))
    return out


def large_pdfs(bench):
    sample = sorted((bench.sample(1) / "records").rglob("*.pdf"))
    yield "sample matter", merge(bench, sample[:40], bench.work / "sample.pdf", 2000)
    foia = CORPUS / "production" / "rooney"
    if foia.exists():
        files = [p for p in sorted(foia.rglob("*.pdf")) if p.stat().st_size < 3_000_000]
        yield "released FOIA records", merge(bench, files[:60], bench.work / "foia.pdf", 1000)
    else:
        print("  skipped: ../shared/corpus/production/rooney is not there")


def bench_text(bench):
    for title, pdf in large_pdfs(bench):
        pages = page_count(pdf)
        print(f"\ntext: {title}: {pages:,} pages, {megabytes(pdf.stat().st_size)} MB")
        text = bench.work / "text.out"

        def ours():
            return bench.run(bench.program("pdf_text_bench"), pdf, out=text)

        def pdftotext():
            return bench.run(installed("pdftotext", "poppler-utils"), pdf, "-", out=text)

        def pdftotext_bbox():
            return bench.run(installed("pdftotext", "poppler-utils"), "-bbox", pdf, "-", out=text)

        def mutool():
            return bench.run(installed("mutool", "mupdf-tools"), "draw", "-q", "-F", "txt", "-o",
                             "-", pdf, out=text)

        # In turn, three times; the best of each counts, because the runs are short.
        runs, sizes, failed = {}, {}, set()
        for _ in range(3):
            for name, action in (("vaughn", ours), ("pdftotext", pdftotext),
                                 ("pdftotext -bbox", pdftotext_bbox), ("mutool draw", mutool)):
                run = None if name in failed else attempt(action)
                if not run:
                    failed.add(name)
                elif name not in runs or run.cpu < runs[name].cpu:
                    runs[name] = run
                    sizes[name] = text.stat().st_size
        mine = runs.get("vaughn")
        # We have positions, which pdftotext gives with -bbox only.
        aims = {"pdftotext -bbox": ">= 2", "mutool draw": ">= 1"}
        rows = []
        for name, run in runs.items():
            rows.append([name, f"{pages / run.cpu:,.0f}", f"{run.cpu:.2f}", f"{sizes[name]:,}",
                         megabytes(run.biggest),
                         ratio(run.cpu, mine.cpu) if mine and run is not mine else "",
                         aims.get(name, "")])
        table(["", "pages/CPU s", "CPU s", "bytes of text", "MB", "vaughn is x", "aim"], rows)


# produce -------------------------------------------------------------------------------------


def matter_ready_to_produce(bench):
    sample = bench.sample(1)
    matter = bench.new_matter("matter-produce", 1)
    steps = []
    for office in sorted((sample / "records").iterdir()):
        steps.append(("add", bench.vaughn(matter, "add", office, "--office", office.name)))
    rules = sample / "rules.toml"
    for words in (("code", "--rules", rules), ("render",), ("redact", "add", "--rules", rules),
                  ("decide", "--rules", rules)):
        steps.append((" ".join(words[:2] if words[0] == "redact" else words[:1]),
                      bench.vaughn(matter, *words)))
    return matter, steps


def stamp_with_qpdf_and_mutool(bench, files):
    """The numbers alone: one stamp PDF per record, laid over the record's pages. The stamps' page
    texts are written before, so that only the two programs are measured."""
    qpdf, mutool = installed("qpdf", "qpdf"), installed("mutool", "mupdf-tools")
    folder = bench.work / "stamped"
    folder.mkdir()
    script, number = ["set -e"], 0
    for i, (path, pages) in enumerate(files):
        texts = []
        for _ in range(pages):
            number += 1
            text = folder / f"{number:06d}.txt"
            text.write_text("%%MediaBox 0 0 612 792\n%%Font F Helvetica\n"
                            f"BT /F 9 Tf 450 18 Td (BENCH-{number:06d}) Tj ET\n")
            texts.append(str(text))
        stamp = folder / f"{i:06d}-stamp.pdf"
        script.append(f"{mutool} create -o '{stamp}' {' '.join(texts)}")
        script.append(f"{qpdf} --deterministic-id '{path}' --overlay '{stamp}' -- "
                      f"'{folder}/{i:06d}.pdf' || [ $? = 3 ]")
    (folder / "stamp.sh").write_text("\n".join(script) + "\n")
    return bench.run("sh", folder / "stamp.sh")


PAGES_TO_BURN = 100


def pipeline(bench):
    """One PDF with a box on every page: burnt alone, and redacted, burnt, checked and proven."""
    _, pdf = next(large_pdfs(bench))
    few = bench.work / "to-burn.pdf"
    bench.run(installed("qpdf", "qpdf"), pdf, "--pages", ".", f"1-{PAGES_TO_BURN}", "--", few,
              accept=(0, 3))
    pages = page_count(few)
    print(f"\nproduce: {pages} pages of the sample matter, a box on each")
    burn = bench.run(bench.program("burn_bench"), "burn", few)
    stamp = bench.run(bench.program("burn_bench"), "stamp", few)
    boxes = [word for page in range(1, pages + 1)
             for word in ("--box", f"{page}:200,600,280,614")]
    whole = bench.run(bench.program("vaughn"), "redact-file", few, bench.work / "burnt.pdf", *boxes,
                      "--exemption", "(b)(6)", "-q", accept=(0, 3))
    rows = [[name, f"{pages / run.cpu:,.1f}", f"{run.cpu:.2f}", f"{run.wall:.2f}",
             ratio(run.cpu, burn.cpu), aim]
            for name, run, aim in (("burn alone", burn, ""), ("burn and stamp", stamp, ""),
                                   ("redact, burn, check, prove (vaughn redact-file)", whole,
                                    "<= 3, >= 8 pages/CPU s"))]
    table(["", "pages/CPU s", "CPU s", "wall s", "x burn", "aim"], rows)


def bench_produce(bench):
    attempt(pipeline, bench)
    print("\nproduce: the sample matter, scale 1")
    made = attempt(matter_ready_to_produce, bench)
    if not made:
        return
    matter, steps = made
    run = attempt(lambda: bench.vaughn(matter, "produce", "run", "--dated", "2024-08-01"))
    for name in dict.fromkeys(name for name, _ in steps):
        parts = [step for step_name, step in steps if step_name == name]
        print(f"  before it, {name}: {sum(p.cpu for p in parts):.1f} CPU s")
    if not run:
        return
    files = [(path, page_count(path)) for path in sorted((matter / "volumes").rglob("*.pdf"))
             if path.parent.name == "PDF"]
    pages = sum(count for _, count in files)
    rows = [["vaughn produce run", f"{pages:,}", f"{pages / run.cpu:,.1f}", f"{run.cpu:.1f}",
             f"{run.wall:.1f}", megabytes(run.together), ""]]
    verified = attempt(lambda: bench.run(
        bench.program("vaughn"), "verify", next((matter / "volumes").iterdir()), "-q",
        accept=(0, 1, 3, 5)))
    if verified:
        rows.append(["  of it: its check (vaughn verify)", f"{pages:,}",
                     f"{pages / verified.cpu:,.1f}", f"{verified.cpu:.1f}",
                     f"{verified.wall:.1f}", megabytes(verified.together), ""])
    peer = attempt(stamp_with_qpdf_and_mutool, bench, files)
    if peer:
        rows.append(["qpdf + mutool, stamps only", f"{pages:,}", f"{pages / peer.cpu:,.1f}",
                     f"{peer.cpu:.1f}", f"{peer.wall:.1f}", megabytes(peer.together),
                     ratio(peer.cpu, run.cpu)])
    table(["", "pages", "pages/CPU s", "CPU s", "wall s", "MB", "vaughn is x"], rows)


# detect --------------------------------------------------------------------------------------


def finds_of(run):
    """File name -> number of finds; -1 if it could not be read."""
    rows = [line.split("\t") for line in run.out.read_text(errors="replace").splitlines()]
    return {pathlib.Path(row[0]).name: int(row[1]) for row in rows if len(row) > 1}


def with_covered_text(bench, files):
    """x-ray's rules in a script of ours: x-ray itself is in no Debian package."""
    python = "/usr/bin/python3"
    if subprocess.run([python, "-c", "import fitz"], capture_output=True).returncode:
        raise Skipped("covered_text.py: not installed (package python3-fitz)")
    return bench.run(python, ROOT / "bench" / "covered_text.py", *files)


def detect_on(bench, title, files):
    pages = sum(map(page_count, files))
    print(f"\ndetect: {title}: {len(files):,} files, {pages:,} pages")
    runs = {"vaughn": attempt(lambda: bench.run(bench.program("detect_bench"), *files)),
            "x-ray's rules, PyMuPDF": attempt(with_covered_text, bench, files)}
    mine = runs["vaughn"]
    rows = []
    for name, run in runs.items():
        if run:
            found = finds_of(run)
            bad = [file for file in found if found[file] > 0 and not file.startswith("good")]
            good = [file for file in found if found[file] > 0 and file.startswith("good")]
            rows.append([name, f"{pages / run.cpu:,.0f}", f"{run.cpu:.2f}", len(bad), len(good),
                         sum(1 for count in found.values() if count < 0),
                         ratio(run.cpu, mine.cpu) if mine and run is not mine else "",
                         "> 1" if run is not mine else ""])
    table(["", "pages/CPU s", "CPU s", "files found", "good ones", "unread", "vaughn is x", "aim"],
          rows)
    if all(runs.values()):
        ours, theirs = (finds_of(run) for run in runs.values())
        missed = [file for file in theirs if theirs[file] > 0 and ours.get(file, 0) <= 0]
        print(f"  found by x-ray's rules alone: {', '.join(missed) or 'nothing'}")


def bench_detect(bench):
    made = bench.work / "bad-redactions"
    bench.run(bench.program("detect_bench"), "--make", made)
    detect_on(bench, "one bad redaction each, and good ones", sorted(made.glob("*.pdf")))
    for title, pdf in large_pdfs(bench):
        detect_on(bench, title, [pdf])


# find ----------------------------------------------------------------------------------------


def percentile(times, share):
    return times[min(len(times) - 1, int(len(times) * share))]


def find_row(name, times, found):
    return [name, f"{len(times):,}", "" if found is None else f"{found:,}",
            f"{percentile(times, 0.5):.2f}", f"{percentile(times, 0.99):.2f}", f"{times[-1]:.2f}"]


def bench_find(bench):
    matter = bench.work / "matter-sample"
    print(f"\nfind: mail of the sample matter, scale {bench.options.scale}")
    if not matter.exists():
        mails = bench.work / "mails-find"
        count, _ = write_maildir(mails, messages_of_sample(bench.sample(bench.options.scale)),
                                 bench.options.mails)
        matter = bench.new_matter("matter-find", bench.options.scale)
        bench.vaughn(matter, "add", mails / "cur", "--office", "program")
        print(f"  {count:,} messages")
    query_file = ROOT / "bench" / "queries.txt"
    rows = []

    def inside():
        run = bench.run(bench.program("find_bench"), matter, query_file, 20)
        for line in run.out.read_text().splitlines():
            name, _, found, times = line.split("\t")
            rows.append(find_row(f"in one process, {name}", [float(t) for t in times.split()],
                                 int(found)))

    def whole():
        queries = [q for q in query_file.read_text().splitlines() if q and q[0] != "#"]
        end = time.monotonic() + 60
        times = []
        for query in queries * 3:
            if time.monotonic() > end:
                break
            run = bench.run(bench.program("vaughn"), "find", query, "-C", matter, "-q",
                            accept=(0, 1))
            times.append(1000 * run.wall)
        rows.append(find_row("vaughn find, whole command", sorted(times), None))

    attempt(inside)
    attempt(whole)
    table(["", "questions", "records found", "p50 ms", "p99 ms", "most ms"], rows)


# clock ---------------------------------------------------------------------------------------

NUMPY = """
import time, numpy
holidays = numpy.array({holidays}, dtype="datetime64[D]")
dates = numpy.datetime64("2008-01-02") + 2 * numpy.arange(1000000) % 8192
start = time.process_time()
numpy.busday_offset(dates, 20, roll="backward", holidays=holidays)
print(time.process_time() - start)
"""


def pending_items(reports):
    """(agency, kind, component, receipt, days) of the old pending items of annual reports."""
    niem = "{http://niem.gov/niem/niem-core/2.0}"
    structures = "{http://niem.gov/niem/structures/2.0}"
    foia = "{http://leisp.usdoj.gov/niem/FoiaAnnualReport/extension/1.03}"
    with zipfile.ZipFile(reports) as archive:
        for name in sorted(archive.namelist()):
            try:
                root = ElementTree.fromstring(archive.read(name))
            except ElementTree.ParseError:
                continue
            offices = {}
            for office in root.iter():
                if office.tag in (niem + "Organization", niem + "OrganizationSubUnit"):
                    offices[office.get(structures + "id")] = office.findtext(
                        niem + "OrganizationAbbreviationText") or "?"
            for kind in ("Request", "Appeal", "Consultation"):
                for section in root.iter(f"{foia}OldestPending{kind}Section"):
                    owners = {
                        link.find(foia + "ComponentDataReference").get(structures + "ref"):
                            offices.get(link.find(niem + "OrganizationReference")
                                        .get(structures + "ref"), "?")
                        for link in section.iter(foia + "OldestPendingItemsOrganizationAssociation")}
                    for items in section.iter(foia + "OldestPendingItems"):
                        owner = owners.get(items.get(structures + "id"), "?")
                        for item in items.iter(foia + "OldItem"):
                            yield (pathlib.Path(name).stem.lower(), kind, owner,
                                   item.findtext(foia + "OldItemReceiptDate") or "",
                                   item.findtext(foia + "OldItemPendingDaysQuantity") or "")


def bench_clock(bench):
    print("\nclock: deadlines by calendars that are data")
    run = bench.run(bench.program("clock_bench"), "--benchmark_format=json")
    measured = {row["name"]: row for row in json_of(run).get("benchmarks", [])}
    rows = []
    for name, row in measured.items():
        if "items_per_second" in row:
            rows.append([name, f"{row['items_per_second'] / 1e6:,.2f}", f"{row['cpu_time']:,.0f}"])
        else:
            rows.append([name, None, f"{row['cpu_time'] * 1e6:,.0f}"])
    listed = bench.run(bench.program("clock_bench"), "--holidays")
    holidays = listed.out.read_text().split()
    numpy = attempt(bench.run, "/usr/bin/python3", "-c", NUMPY.format(holidays=holidays))
    if numpy:
        seconds = float(numpy.out.read_text())
        rows.append(["numpy.busday_offset, a million at once", f"{1 / seconds:,.2f}",
                     f"{seconds * 1000:,.0f}"])
    table(["", "million/s", "CPU ns each"], rows)
    for year in (2023, 2024):
        reports = CORPUS / "foia-annual" / f"{year}-FOIASetFull.zip"
        if not reports.exists():
            print(f"  skipped: {reports} is not there")
            continue
        items = bench.work / f"pending-{year}.tsv"
        items.write_text("".join("\t".join(row) + "\n" for row in pending_items(reports)))
        print(bench.run(bench.program("clock_bench"), "--annual", items, year).out.read_text())


# report --------------------------------------------------------------------------------------

REPORT_AIMS = {"status report: numbers and DOCX, ledger just opened": 1000,
               "status report: numbers and DOCX": 1000,
               "status report: numbers and DOCX, compared with a filed one": 1000,
               "status report: with PDF": 3000,
               "index: CSV, XLSX and DOCX": 2000, "index: PDF": 15000}


def bench_report(bench):
    records, entries = 100_000, 2_000
    print(f"\nreport: a matter of {records:,} records; a Vaughn index of {entries:,} entries")
    folder = bench.work / "report"
    folder.mkdir()
    run = bench.run(bench.program("report_bench"), folder, records, entries)
    rows = []
    for line in run.out.read_text().splitlines():
        name, milliseconds = line.split("\t")
        aim = REPORT_AIMS.get(name)
        rows.append([name, f"{int(milliseconds) / 1000:,.2f}", f"< {aim / 1000:g}" if aim else ""])
    table(["", "wall s", "aim"], rows)
    print(f"  together {megabytes(run.together)} MB at most, the office program included")


BENCHES = {"clock": bench_clock, "add": bench_add, "find": bench_find, "text": bench_text,
           "produce": bench_produce, "detect": bench_detect, "report": bench_report}


def machine():
    model = re.search(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    with open("/proc/meminfo") as memory:
        total = int(memory.readline().split()[1]) * 1024
    return (f"{os.cpu_count()} cores ({model[1] if model else 'unknown'}), "
            f"{total / 1e9:.0f} GB; load average {load}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bin", nargs="?", default=ROOT / "build" / "release" / "bin",
                        type=pathlib.Path)
    parser.add_argument("--only", action="append", choices=BENCHES)
    parser.add_argument("--mails", type=int, default=0, help="no more messages than this; 0: all")
    parser.add_argument("--scale", type=int, default=10, help="of the sample matter's mail")
    parser.add_argument("--limit", type=float, default=600,
                        help="seconds for the whole run; then commands are stopped or skipped")
    parser.add_argument("--keep", type=pathlib.Path, help="work in this new folder and keep it")
    options = parser.parse_args()
    print(time.strftime("%Y-%m-%d %H:%M"), machine(), sep="  ")
    sys.stdout.reconfigure(line_buffering=True)
    with tempfile.TemporaryDirectory(prefix="vaughn-bench-") as folder:
        if options.keep:
            options.keep.mkdir(parents=True)
            folder = options.keep
        bench = Bench(options.bin.resolve(), pathlib.Path(folder).resolve(), options)
        for name, measure in BENCHES.items():
            if not options.only or name in options.only:
                attempt(measure, bench)
    print(f"\nload average at the end {', '.join(f'{v:.1f}' for v in os.getloadavg())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
