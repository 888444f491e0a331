// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "paper/document.h"

namespace vaughn::paper {

// A status report as parties of a FOIA case file it, with invented parties: caption, text with a
// footnote, a quotation, a table, two signature blocks, an attestation and a proposed order.
Document a_status_report();

// A declaration with many pages of numbered paragraphs, and a landscape index as its exhibit.
Document a_long_declaration(int paragraphs);

}  // namespace vaughn::paper
