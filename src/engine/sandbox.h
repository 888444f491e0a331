// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "extract/rendition.h"
#include "work/sandbox.h"

namespace vaughn::engine {

// What the sandboxed children of vaughn can do. All parsing of strangers' bytes goes through here.
enum class Task : std::size_t {
  extract,        // extract::serve_extract
  print,          // extract::serve_print
  images,         // a picture -> PDF
  page_texts,     // PDF -> words of each page
  burn,           // PDF and boxes -> PDF without what is under them
  page_count,     // PDF -> its number of pages, all of which render
  examine,        // PDF -> what verify::examine() learns of it
  read_pictures,  // PDF and a range of pages -> words that OCR finds on them
  text_layer,     // PDF and such words -> PDF with them as a text layer
  reader_name,    // how the reader of pictures calls itself; empty if there is none
  tables,         // extract::serve_tables
  annual_xml,     // annual::serve_xml
  returned_pdf,   // what left and what came back -> pages, annotations, fields
  open_package,   // package -> its manifest and files
  open_reply,     // sealed reply -> its marks
  court_paper,    // PDF -> what the linter of court papers looks at
  redline,        // two DOCX -> what differs, and a DOCX with tracked changes
  see_pages,      // received::serve_see
  page_picture,   // received::serve_picture
};

struct Call {
  Task task{};
  base::Bytes arguments{};
  base::Bytes input{};
  work::Limits limits{};
};

enum class Skill {
  parse,
  parse_and_read,  // also reads pictures: its zygote holds the model, which costs a tenth of a
                   // second
};

// Start it first of all in a program, before the ledger and the keys are open.
class Sandbox {
 public:
  // `wrap` gets the handler of each task and returns what is to run in its place: for tests in
  // which a child dies.
  using Wrap = std::function<work::Handler(Task, work::Handler)>;
  static base::Result<Sandbox> start(Skill skill = Skill::parse, const Wrap& wrap = {});

  // "tesseract 5.3.0 eng"; empty if this one reads no pictures.
  const std::string& reader() const { return reader_; }
  work::Zygote& zygote() { return zygote_; }
  // One call, its emitted bytes joined.
  base::Result<base::Bytes> run(Call call);
  // Many calls, `width` at a time; results in the order of the calls. `done` is told of each.
  std::vector<base::Result<base::Bytes>> run_all(std::vector<Call> calls,
                                                 const std::function<void(std::size_t)>& done = {});

 private:
  explicit Sandbox(work::Zygote zygote) : zygote_(std::move(zygote)) {}
  work::Zygote zygote_;
  std::string reader_{};
};

}  // namespace vaughn::engine
