// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include "base/bytes.h"

namespace vaughn::pdf {

// Language, title, and that viewers show the title in place of the file's name. Replaces the
// document information.
void set_document_keys(QPDF& qpdf, const std::string& title, const std::string& language);

// Gives the document an output intent of sRGB and, if nothing speaks against it, the metadata that
// say it is PDF/A-2b; replaces those it had. Returns what speaks against it. To be called last,
// before writing by write_qpdf().
std::vector<std::string> set_archive_keys(QPDF& qpdf, const std::string& title);

// What speaks against PDF/A-2b in the objects of a document, as far as our rules see; sorted, each
// once. Metadata and output intent are left out: set_archive_keys() makes them.
std::vector<std::string> archive_faults_of(QPDF& qpdf);

// A profile of sRGB (IEC 61966-2-1), version 4.2.
base::Bytes srgb_profile();

// The metadata of a document of ours: its title, and that it is PDF/A-2b.
std::string archive_xmp(std::string_view title);

}  // namespace vaughn::pdf
