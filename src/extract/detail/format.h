// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "extract/extraction.h"
#include "extract/rendition.h"
#include "foia/finding.h"

namespace vaughn::extract {

// What a format is given to read.
struct Input {
  base::BytesView bytes{};
  std::string_view name{};
  const Options& options;
};

// Something found inside an input: an attachment, a member, an embedded object.
struct Child {
  std::string name{};  // as found: any bytes
  base::Bytes bytes{};
  bool is_inline = false;
  std::optional<foia::Finding> failure{};  // it could not be taken out: it becomes an exception
};

// Takes the members of a container one by one.
class Members {
 public:
  Members() = default;
  Members(const Members&) = delete;
  Members& operator=(const Members&) = delete;
  virtual ~Members() = default;
  // How many the container says it has; call it before the first add(), if it is known.
  virtual void expect(std::int64_t count) = 0;
  // False: a budget has ended; stop.
  virtual bool add(Child child) = 0;
  // Bytes one more member may unpack to.
  virtual std::int64_t room() const = 0;
};

// One file format. Either read() or open() is set.
struct Format {
  std::string_view name{};  // Part::format
  foia::RecordKind kind = foia::RecordKind::other;
  // Fills metadata, text and findings; lists what is inside. A part it cannot read it makes an
  // exception with fail().
  void (*read)(const Input& input, Part& part, std::vector<Child>& children) = nullptr;
  // Gives the members of a container. An error before the first member makes the container an
  // exception, a later one an exception beside its members.
  base::Result<void> (*open)(const Input& input, Members& members) = nullptr;
  // What it shows on paper, if that is not a matter of other programs.
  void (*print)(const Input& input, const PrintOptions& options, Printable& printable) = nullptr;
};

void fail(Part& part, foia::FindingCode code, std::string message);
void note(Part& part, foia::FindingCode code, std::string message);
foia::FindingCode finding_code(base::ErrorCode code);

// Repairs, and cuts at the budget with a finding. Line ends become LF.
void store_text(Part& part, std::string text, const Options& options);

}  // namespace vaughn::extract
