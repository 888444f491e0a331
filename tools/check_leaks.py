#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Looks for the secrets of the sample matter in what leaves the agency.

    check_leaks.py EXPECTED.json [--ocr PAGES] PATH...

Reads every file below the paths as a stranger would: PDFs with pdftotext, mutool and as decompressed
objects (qpdf --qdf), office files as their XML, everything else as bytes in UTF-8 and UTF-16. Each
secret of EXPECTED.json must be absent, file names included; each of its public words must be there.
--ocr also reads that many rendered pages with Tesseract, redacted ones first. Exit 1 names the file
and the kind of secret, never the secret.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor


def output_of(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return done.stdout.decode("utf-8", "replace")


def pdf_texts(path):
    yield "pdftotext", output_of("pdftotext", "-raw", path, "-")
    yield "pdftotext -layout", output_of("pdftotext", "-layout", path, "-")
    yield "mutool", output_of("mutool", "draw", "-q", "-F", "txt", "-o", "-", path)
    with tempfile.NamedTemporaryFile(suffix=".pdf") as plain:
        # Exit 3 is "with warnings".
        subprocess.run(["qpdf", "--qdf", "--object-streams=disable", path, plain.name],
                       stderr=subprocess.DEVNULL)
        yield "objects", pathlib.Path(plain.name).read_bytes().decode("latin-1")


def texts(path):
    yield "name", path.name
    if path.suffix.lower() == ".pdf":
        yield from pdf_texts(path)
        return
    data = path.read_bytes()
    if data[:2] == b"PK":
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                part = archive.read(name).decode("utf-8", "replace")
                yield name, part
                yield name, re.sub(r"<[^>]*>", "", part)
        return
    yield "bytes", data.decode("utf-8", "replace")
    if b"\0" in data:
        yield "UTF-16", data.decode("utf-16-le", "replace")


def normal(text):
    # A secret in quoted mail goes on after the mark of the next line.
    text = re.sub(r"(?m)^[ \t]*[>|][>| \t]*", " ", text)
    return re.sub(r"\s+", " ", text).casefold()


def ocr_pages(files, count):
    """Pages with the label of a deletion first; they are where something may show through."""
    pages = []
    for path in files:
        if path.suffix.lower() == ".pdf":
            for number, page in enumerate(output_of("pdftotext", path, "-").split("\f")[:-1], 1):
                pages.append((0 if "(b)(" in page else 1, str(path), number))
    return [(path, number) for _, path, number in sorted(pages)][:count]


def ocr(page):
    path, number = page
    with tempfile.TemporaryDirectory() as folder:
        image = f"{folder}/page"
        subprocess.run(["pdftoppm", "-r", "200", "-gray", "-png", "-singlefile",
                        "-f", str(number), "-l", str(number), path, image], check=True)
        return page, output_of("tesseract", image + ".png", "-", "--psm", "3")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("expected", type=pathlib.Path)
    parser.add_argument("--ocr", type=int, default=0, metavar="PAGES")
    parser.add_argument("paths", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    expected = json.loads(options.expected.read_text())
    secrets = [(normal(secret["text"]), secret["kind"]) for secret in expected["secrets"]]
    missing = {normal(word) for word in expected["public_words"]}
    files = sorted(file for path in options.paths
                   for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file())
    leaks, readings = [], 0

    def look(where, text):
        nonlocal readings
        readings += 1
        plain = normal(text)
        missing.difference_update([word for word in missing if word in plain])
        for number, (words, kind) in enumerate(secrets):
            if words in plain:
                leaks.append(f"{where}: {kind} (secret {number})")

    with ThreadPoolExecutor(4) as pool:
        for path, found in zip(files, pool.map(lambda file: list(texts(file)), files)):
            for how, text in found:
                look(f"{path} [{how}]", text)
        pages = ocr_pages(files, options.ocr)
        for (path, number), text in pool.map(ocr, pages):
            look(f"{path} page {number} [OCR]", text)
    for leak in sorted(leaks):
        print(leak)
    for word in sorted(missing):
        print(f"public but not found: {word}")
    print(f"{len(files)} files read {readings} times, {len(pages)} pages of them by OCR: "
          f"{len(secrets)} secrets, {len(leaks)} leaks")
    return 1 if leaks or missing else 0


if __name__ == "__main__":
    sys.exit(main())
