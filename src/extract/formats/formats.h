// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "extract/detail/format.h"

// One function per file of this folder, in the order of the registry.
namespace vaughn::extract {

const Format& email_format();
const Format& mbox_format();
const Format& pdf_format();
const Format& docx_format();
const Format& xlsx_format();
const Format& pptx_format();
const Format& odt_format();
const Format& odp_format();
const Format& ods_format();
const Format& rtf_format();
const Format& html_format();
const Format& csv_format();
const Format& text_format();
const Format& image_format();
const Format& zip_format();
const Format& archive_format();  // tar, 7z, rar, cab, cpio, lha through libarchive
const Format& packed_format();   // one packed file: gz, bz2, xz, zst, Z; a tar within is opened

}  // namespace vaughn::extract
