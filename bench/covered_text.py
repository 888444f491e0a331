#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds text under rectangles as x-ray (Free Law Project) is described to do. It is not x-ray: the
same library (PyMuPDF) and the same rules, written here from their published description.

    covered_text.py FILE...

A filled, opaque rectangle of more than 4 by 4 points, not in the top 43 points, is a redaction if
letters drawn before it, or of its own colour, lie under more than four fifths of it, unless they
are one repeated letter, a label, or the rendered place is not of one colour; a document of which
only dates are found is dropped. Prints each file with the number of finds, pages to standard error.
"""

import re
import sys

import fitz

LABELS = {"redacted", "confidential", "privileged"}
DATE = re.compile(r"[\d\s/.,:-]*((jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)?[\d\s/.,:-]*",
                  re.I)


def same(a, b):
    return a is not None and b is not None and all(abs(x - y) < 0.01 for x, y in zip(a, b))


def rectangles(page):
    for number, drawing in enumerate(page.get_drawings()):
        if not drawing.get("fill") or drawing.get("fill_opacity", 1) != 1:
            continue
        for item in drawing["items"]:
            if item[0] == "re":
                rect = fitz.Rect(item[1])
                if rect.width > 4 and rect.height > 4 and rect.y0 > 43:
                    yield rect, drawing["fill"], drawing.get("seqno", number)


def letters(page):
    for span in page.get_texttrace():
        colour = tuple(span.get("color") or ())
        for char in span["chars"]:
            yield chr(char[0]), fitz.Rect(char[3]), colour, span.get("seqno", 0)


def is_one_colour(page, rect):
    return page.get_pixmap(clip=rect, alpha=False).is_unicolor


def finds(page):
    boxes = list(rectangles(page))
    if not boxes:
        return []
    chars = list(letters(page))
    out = []
    for rect, fill, order in boxes:
        under = ""
        for char, box, colour, drawn in chars:
            shared = (box & rect).get_area() if box.intersects(rect) else 0
            if box.get_area() > 0 and shared > 0.8 * box.get_area() and (
                    drawn < order or same(colour, fill)):
                under += char
        words = under.strip()
        if (not re.search(r"[^\W_]", words) or len(set(words.lower())) == 1
                or words.lower() in LABELS or not is_one_colour(page, rect)):
            continue
        out.append(words)
    return out


def main():
    pages = 0
    for path in sys.argv[1:]:
        found = []
        try:
            with fitz.open(path) as document:
                for page in document:
                    pages += 1
                    found += finds(page)
        except Exception as problem:  # whatever the library makes of a broken file
            print(f"{path}\t-1\t{type(problem).__name__}")
            continue
        if all(DATE.fullmatch(words) for words in found):
            found = []
        print(f"{path}\t{len(found)}")
    print(pages, file=sys.stderr)


if __name__ == "__main__":
    main()
