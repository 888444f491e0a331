// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.h"
#include "base/result.h"
#include "fulltext/detail/dictionary.h"
#include "fulltext/detail/fts5_pages.h"
#include "fulltext/detail/fts5_tokenizer.h"
#include "fulltext/detail/sqlite_handles.h"
#include "fulltext/detail/term_source.h"
#include "fulltext/index.h"
#include "fulltext/manifest.h"

namespace vaughn::fulltext {

// One segment, open for reading.
class SegmentFile final : public TermSource {
 public:
  static base::Result<std::unique_ptr<SegmentFile>> open(const std::filesystem::path& folder,
                                                         const SegmentEntry& entry,
                                                         Verify verify);

  // What filters need beyond the segment; set before a query.
  struct FilterContext {
    const base::TimeZone* zone = nullptr;
    const FindOptions* options = nullptr;
  };
  void set_context(FilterContext context) { context_ = context; }

  base::Result<std::vector<Expansion>> expand(std::string_view pattern) override;
  base::Result<void> read(const Expansion& word,
                          std::uint32_t columns,
                          const Records* wanted,
                          Want want,
                          Places& out) override;
  base::Result<Records> all_records() override;
  base::Result<Records> filter(const Node& node) override;

  // The same postings through SQL: for layouts that Fts5Pages does not know, and to check it.
  base::Result<void> read_by_sql(
      std::string_view word, std::uint32_t columns, const Records* wanted, Want want, Places& out);

  const SegmentEntry& entry() const { return entry_; }
  const std::string& word_rules() const { return word_rules_; }
  base::Result<const Dictionary*> dictionary();

  // Facts by rising record number.
  struct Row {
    std::uint32_t record = 0;
    bool is_dated = false;
    std::int64_t date = 0;  // seconds since 1970 UTC
    std::uint32_t office = 0;
    std::uint32_t custodian = 0;
    std::uint32_t kind = 0;
  };
  base::Result<const std::vector<Row>*> rows();
  const std::string& value(std::uint32_t id) const { return values_[id]; }  // after rows()

 private:
  SegmentFile() = default;
  base::Result<void> read_meta();
  base::Result<Records> filter_by_value(const Node& node, std::uint32_t Row::*member);

  SegmentEntry entry_{};
  WordFeed feed_{};
  ConnectionPtr connection_{};
  std::optional<Fts5Pages> pages_{};
  StatementPtr instances_{};
  std::string word_rules_{};
  std::optional<Dictionary> dictionary_{};
  std::optional<std::vector<Row>> rows_{};
  std::vector<std::string> values_{};
  FilterContext context_{};
};

}  // namespace vaughn::fulltext
