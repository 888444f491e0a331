// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/geometry.h"
#include "base/result.h"

// Reads the words of page pictures, with Tesseract.
namespace vaughn::ocr {

// Row 0 is the top; one byte for each pixel, 0 is black; no padding between rows.
struct GrayPicture {
  int width = 0;
  int height = 0;
  double dpi = 0;
  base::BytesView samples{};
};

// Boxes are in points from the lower left of the picture, as it lies. They hold the full height of
// the writing, not only the ink of the word.
struct Word {
  std::string text{};  // UTF-8, without white space
  base::Rect box{};
  int confidence = 0;     // 0 to 100, as the reader sees it
  int line = 0;           // from 0, in reading order
  int paragraph = 0;      // from 0
  int quarter_turns = 0;  // of the writing direction, counter-clockwise
  bool operator==(const Word&) const = default;
};

struct ReadPicture {
  std::vector<Word> words{};  // in reading order
  // Mean over the letters; 0 without words.
  int confidence = 0;
  bool is_blank = false;  // too little ink to be writing; it was not read
  bool operator==(const ReadPicture&) const = default;
};

// Words joined by one space, lines ended by "\n", an empty line between paragraphs.
std::string text_of(const ReadPicture& read);

// Loads its model once. Used by one thread at a time; starts no thread. The same picture gives the
// same words.
class Reader {
 public:
  // `languages` as Tesseract names them: "eng", "eng+spa". Not installed: not_found.
  static base::Result<Reader> open(std::string_view languages = "eng");
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

  // A picture that reads badly is tried in the three other directions, and the best one counts.
  base::Result<ReadPicture> read(const GrayPicture& picture);
  const std::string& version() const;  // "tesseract 5.3.0 eng"

 private:
  struct Impl;
  explicit Reader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace vaughn::ocr
