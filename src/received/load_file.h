// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

// Load files as other programs write them. Nothing is taken for granted but that the first row of a
// delimited one names its fields.
namespace vaughn::received {

// Names of fields in capitals without what is no letter or digit: "BEG BATES" is "BEGBATES".
struct LoadTable {
  std::vector<std::string> names{};
  std::vector<std::vector<std::string>> rows{};  // of the same length as `names`
  std::vector<std::string> problems{};           // rows of another length, a charset not sure
};

// Concordance DAT, whatever its delimiters (U+0014 and U+00FE, or ¶ and þ, or others that its first
// line shows), tab-separated text or CSV.
base::Result<LoadTable> read_delimited(base::BytesView bytes);

// One picture of an Opticon or IPRO file.
struct ImageLine {
  std::string key{};  // its number
  std::string volume{};
  std::string path{};  // with "/"
  bool begins_document = false;
  int page_count = 0;    // of the document, or of a file of many pages; 0 if not said
  int page_of_file = 0;  // in a file of many pages, from 1; 0: the file is one page, or not said
  bool operator==(const ImageLine&) const = default;
};
// OPT: number, volume, path, "Y" where a document begins, two that are empty, number of pages.
base::Result<std::vector<ImageLine>> read_opticon(base::BytesView bytes);
// LFP: lines "IM,NUMBER,D,PAGE,@VOLUME;FOLDER;FILE;KIND,TURN", where D begins a document, C one
// that is attached to the one before, and PAGE counts in files of many pages; 0 in files of one.
// Lines of other kinds (full text, volumes, notes) are passed over.
base::Result<std::vector<ImageLine>> read_ipro(base::BytesView bytes);

// What one row of a delimited load file says of a document, whatever its fields are called.
struct LoadRow {
  std::string begin{};
  std::string end{};
  std::string family_begin{};
  std::string family_end{};
  std::string file{};       // path of its PDF or native, with "/"
  std::string text_file{};  // with "/"
  std::string name{};       // the file's name at the agency
  std::string title{};      // or subject
  std::string from{};
  std::string to{};
  std::string date{};
  std::string message_id{};
  std::string in_reply_to{};
  std::vector<std::string> attachments{};  // names
  std::string exemptions{};
  int page_count = 0;
  bool operator==(const LoadRow&) const = default;
};
std::vector<LoadRow> rows_of(const LoadTable& table);
// True if the table names its documents by page number.
bool is_load_table(const LoadTable& table);

}  // namespace vaughn::received
