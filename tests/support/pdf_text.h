// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace vaughn::test {

// Writes a small PDF out of the text of its objects, with a correct cross-reference table.
//
//   PdfText pdf;
//   pdf.page("BT /F 12 Tf 72 700 Td (Hello) Tj ET");
//   pdf.bytes();
class PdfText {
 public:
  PdfText() {
    objects_.resize(3);  // 1 catalog, 2 page tree, 3 Helvetica
    objects_[2] = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";
  }

  // The number of the new object.
  int object(std::string text) {
    objects_.push_back(std::move(text));
    return static_cast<int>(objects_.size());
  }

  int stream(std::string_view dictionary, std::string_view data) {
    return object(
        fmt::format("<<{} /Length {}>>\nstream\n{}\nendstream", dictionary, data.size(), data));
  }

  // `resources` goes into the resource dictionary beside the font /F; `keys` into the page.
  int page(std::string_view content,
           std::string_view resources = "",
           std::string_view keys = "",
           std::string_view media_box = "0 0 612 792") {
    const int contents = stream("", content);
    const int number =
        object(fmt::format("<</Type/Page/Parent 2 0 R/MediaBox[{}]/Contents {} 0 R"
                           "/Resources<</Font<</F 3 0 R>>{}>>{}>>",
                           media_box,
                           contents,
                           resources,
                           keys));
    pages_.push_back(number);
    return number;
  }

  void add_page_object(int number) { pages_.push_back(number); }
  void catalog(std::string_view keys) { catalog_ += keys; }
  void page_tree(std::string_view keys) { tree_ += keys; }
  void trailer(std::string_view keys) { trailer_ += keys; }

  std::string bytes() const {
    std::vector<std::string> objects = objects_;
    objects[0] = "<</Type/Catalog/Pages 2 0 R" + catalog_ + ">>";
    std::string kids;
    for (const int page : pages_) {
      kids += fmt::format("{} 0 R ", page);
    }
    objects[1] = fmt::format("<</Type/Pages/Count {}/Kids[{}]{}>>", pages_.size(), kids, tree_);
    std::string out = "%PDF-1.7\n";
    std::vector<std::size_t> offsets;
    for (std::size_t i = 0; i < objects.size(); ++i) {
      offsets.push_back(out.size());
      out += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
    }
    const std::size_t table = out.size();
    out += fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
    for (const std::size_t offset : offsets) {
      out += fmt::format("{:010} 00000 n \n", offset);
    }
    out += fmt::format("trailer\n<</Size {}/Root 1 0 R{}>>\nstartxref\n{}\n%%EOF\n",
                       objects.size() + 1,
                       trailer_,
                       table);
    return out;
  }

 private:
  std::vector<std::string> objects_;
  std::vector<int> pages_;
  std::string catalog_;
  std::string tree_;
  std::string trailer_;
};

}  // namespace vaughn::test
