// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "received/load_file.h"
#include "received/page_reading.h"
#include "received/seen_page.h"

// A production as somebody else's agency gave it: files in a folder or an archive, perhaps with
// load files.
namespace vaughn::received {

// One file of which pages are made, or one page of it if a load file lists pages one by one.
struct SourcePages {
  std::string path{};      // in the installment, with "/"
  std::string page_key{};  // number of its first page as an image load file has it; may be empty
  int page_of_file = 0;    // only this page, from 1; 0: all, or the next one if it is named again
};

enum class NumberSource { none, load_file, stamp, file_name };
std::string_view to_string(NumberSource source);

struct Page {
  int number = 0;  // in its document, from 1
  std::string path{};
  int page_of_file = 0;  // from 1
  SeenPage seen{};
  PageReading reading{};
  std::string bates{};  // empty: none
  NumberSource bates_from{};
  std::string stamp{};  // as read in the margin; empty: none
};

struct Document {
  int installment = 0;  // from 0
  std::string path{};   // of its first file
  std::vector<SourcePages> sources{};
  std::optional<LoadRow> row{};
  std::string begin{};  // number of its first page; empty: none
  std::string end{};
  std::vector<Page> pages{};
  std::string error{};  // why there are no pages
};

struct Problem {
  int installment = 0;
  std::string path{};
  std::string message{};
  bool operator==(const Problem&) const = default;
};

// What lies in one PATH of the command line.
struct InstallmentPlan {
  std::string name{};
  std::vector<Document> documents{};  // without pages
  std::vector<std::string> others{};  // files that are neither pages nor load files
  std::vector<Problem> problems{};    // load files that cannot be read, rows without a file
  bool has_load_file = false;
};

// `files` with "/" and in any order; `read` gives the bytes of load files. Documents are those of
// the load files in their order, then PDFs and pictures that none names, in the order in which
// people count ("2.pdf" before "10.pdf").
using ReadFile = std::function<base::Result<base::Bytes>(const std::string& path)>;
InstallmentPlan plan_installment(std::string name,
                                 const std::vector<std::string>& files,
                                 const ReadFile& read);
bool is_picture_name(std::string_view path);
bool is_pdf_name(std::string_view path);

struct Installment {
  std::string name{};
  std::vector<std::string> others{};
  bool has_load_file = false;
};

struct Production {
  std::vector<Installment> installments{};
  std::vector<Document> documents{};  // installment by installment
  std::vector<Problem> problems{};
};

// Reads every page that was seen and gives pages their numbers: from load files, else from stamps
// in the margins that count up, else from names of files.
void read_production(Production& production);

// "invoices.pdf page 3", or the number of the page.
std::string name_of(const Page& page);

}  // namespace vaughn::received
