// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "paper/document.h"

namespace vaughn::paper {

// The document as an Office Open XML file that Word and LibreOffice open and counsel can edit:
// styles, a footnotes part, page fields. Equal documents give equal bytes.
//
// On pleading paper everything is set in half lines of 12 points: 56 to a page, two to a number.
// Double-spaced text stands on the numbers; a single-spaced block begins on a number and is
// followed by an empty half line if it has an even number of lines, so that what follows is on the
// numbers again. How many lines a single-spaced paragraph or a table cell takes is measured here
// with the metrics of Times New Roman (Liberation Serif); a program that breaks a line elsewhere
// moves what follows by half a line until the next page.
// Whether numbers of the ledger stand in content controls with their ids. A file for counsel has
// them; one that only becomes a PDF has not, since controls could become form fields there.
enum class FigureControls { no, yes };

base::Result<base::Bytes> to_docx(const Document& document,
                                  FigureControls controls = FigureControls::yes);

}  // namespace vaughn::paper
