// SPDX-License-Identifier: AGPL-3.0-or-later
#include "extract/extraction.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <new>
#include <utility>

#include "base/charset.h"
#include "base/text.h"
#include "extract/detail/format.h"
#include "extract/detail/identify.h"
#include "extract/detail/mail.h"

namespace vaughn::extract {
namespace {

using foia::FindingCode;

constexpr std::size_t kMaxNameBytes = 1000;

// A name to show and to put into a path: one line, no "//", which is what enters a container.
std::string clean_name(std::string_view raw) {
  auto name = base::collapse_white_space(base::repair_utf8(raw));
  for (auto& c : name) {
    c = c == '\\' ? '/' : c;
  }
  while (name.find("//") != std::string::npos) {
    name = base::replace_all(std::move(name), "//", "/");
  }
  while (name.starts_with('/') || name.starts_with("./")) {
    name.erase(0, name.starts_with('/') ? 1 : 2);
  }
  if (name.size() > kMaxNameBytes) {
    auto end = kMaxNameBytes;
    while (end > 0 && (name[end] & 0xC0) == 0x80) {
      --end;
    }
    name.resize(end);
  }
  return name;
}

std::string last_segment(const std::string& name) {
  const auto slash = name.rfind('/');
  return slash == std::string::npos ? name : name.substr(slash + 1);
}

// What the budgets of one input have left.
struct Budget {
  std::int64_t parts = 0;
  std::int64_t bytes = 0;
};

class Walker {
 public:
  Walker(const Options& options, std::int64_t input_size, const Sink& sink)
      : options_(options), sink_(sink) {
    budget_.parts = options.max_parts;
    budget_.bytes = std::max(options.max_expanded_bytes, options.max_expansion * input_size);
  }

  void visit_input(base::BytesView bytes, std::string_view name) {
    Part part;
    part.name = clean_name(name);
    read(bytes, std::move(part), 0, nullptr);
  }

  std::vector<ContainerCount> take_counts() { return std::move(counts_); }

 private:
  class MembersOf;

  // What became of a node, for the count of its container.
  enum class Outcome { emitted, failed };

  int emit(Part&& part) {
    sink_(std::move(part));
    return next_node_++;
  }

  Outcome visit_child(Child&& child, int parent, int position, std::string suffix, int depth) {
    Part part;
    part.parent = parent;
    part.position = position;
    part.is_inline = child.is_inline;
    part.name = last_segment(clean_name(child.name));
    part.path_suffix = std::move(suffix);
    --budget_.parts;
    budget_.bytes -= static_cast<std::int64_t>(child.bytes.size());
    if (child.failure) {
      fill_identity(part, child.bytes);
      fail(part, child.failure->code, child.failure->message);
      part.bytes = std::move(child.bytes);
      emit(std::move(part));
      return Outcome::failed;
    }
    base::Bytes bytes = std::move(child.bytes);
    return read(bytes, std::move(part), depth, &bytes);
  }

  static void fill_identity(Part& part, base::BytesView bytes) {
    part.size = static_cast<std::int64_t>(bytes.size());
    part.sha256 = base::Sha256::of(bytes);
    part.duplicate_key = part.sha256;
  }

  // `owned` holds the bytes, to be given away with the part; null for the input.
  Outcome read(base::BytesView bytes, Part part, int depth, base::Bytes* owned) {
    fill_identity(part, bytes);
    const auto finish = [&] {
      if (owned != nullptr) {
        part.bytes = std::move(*owned);
      }
      const bool has_failed = part.state == PartState::exception;
      emit(std::move(part));
      return has_failed ? Outcome::failed : Outcome::emitted;
    };
    if (bytes.empty()) {
      fail(part, FindingCode::empty_file, "the file is empty");
      return finish();
    }
    if (std::ranges::find(options_.crashed_nodes, next_node_) != options_.crashed_nodes.end()) {
      fail(part, FindingCode::crashed, "the parser died over this file");
      return finish();
    }
    const auto identified = identify(bytes, part.name);
    part.format = identified.name;
    if (identified.format == nullptr) {
      fail(part, identified.code, identified.reason);
      return finish();
    }
    part.kind = identified.format->kind;
    const Input input{bytes, part.name, options_};
    if (identified.format->open != nullptr) {
      return open(*identified.format, input, std::move(part), depth, owned == nullptr);
    }
    std::vector<Child> children;
    try {
      identified.format->read(input, part, children);
    } catch (const std::bad_alloc&) {
      // Inside a container one greedy member must not take the others with it.
      children.clear();
      part.text.clear();
      fail(part, FindingCode::limit, "the file needs more memory than the budget");
    }
    const int node = next_node_;
    const auto suffix = part.path_suffix;
    const auto outcome = finish();
    visit_children(std::move(children), node, suffix, depth);
    return outcome;
  }

  void visit_children(std::vector<Child> children, int node, const std::string& suffix, int depth) {
    int position = 0;
    for (auto& child : children) {
      ++position;
      auto child_suffix = fmt::format("{}//{} {}", suffix, position, clean_name(child.name));
      if (depth + 1 > options_.max_depth && !child.failure) {
        child.failure =
            foia::Finding{FindingCode::limit, 0, "the file is nested deeper than the budget"};
      } else if (is_used_up(child.bytes.size()) && !child.failure) {
        child.failure = foia::Finding{FindingCode::limit, 0, "the budget of the input is used up"};
      }
      visit_child(std::move(child), node, position, std::move(child_suffix), depth + 1);
    }
  }

  bool is_used_up(std::size_t size) const {
    return budget_.parts <= 0 || budget_.bytes < static_cast<std::int64_t>(size);
  }

  Outcome open(const Format& format, const Input& input, Part part, int depth, bool is_input);

  const Options& options_;
  const Sink& sink_;
  Budget budget_{};
  int next_node_ = 0;
  std::vector<ContainerCount> counts_{};
};

// The members of one container. The container itself is emitted when it is known to open: with its
// first member or at its end.
class Walker::MembersOf : public Members {
 public:
  MembersOf(Walker& walker, Part container, base::BytesView bytes, int depth, bool is_input)
      : walker_(walker),
        container_(std::move(container)),
        bytes_(bytes),
        depth_(depth),
        is_input_(is_input) {}

  void expect(std::int64_t count) override { expected_ = count; }

  std::int64_t room() const override {
    return std::min(walker_.budget_.bytes, walker_.options_.max_member_bytes);
  }

  bool add(Child child) override {
    if (!emit_container()) {
      return false;
    }
    if (walker_.budget_.parts <= 0 || walker_.budget_.bytes <= 0) {
      cut("the budget of the input is used up; further members were not opened");
      return false;
    }
    auto path = clean_name(child.name);
    if (path.empty()) {
      path = fmt::format("member {}", position_ + 1);
    }
    // Two members of one name are two files all the same.
    auto unique_path = path;
    while (!paths_.try_emplace(unique_path, 1).second) {
      unique_path = fmt::format("{} ({})", path, ++paths_[path]);
    }
    ++position_;
    const auto outcome = walker_.visit_child(
        std::move(child), node_, position_, suffix_ + "//" + unique_path, depth_ + 1);
    ++(outcome == Outcome::emitted ? emitted_ : failed_);
    return true;
  }

  Outcome finish(const base::Result<void>& result) {
    if (node_ < 0) {
      if (!result) {
        fail(container_, finding_code(result.error().code), result.error().message);
      } else if (expected_ <= 0) {
        note(container_, FindingCode::no_text, "the container is empty");
      }
      if (!result || expected_ <= 0) {
        // Nothing in it stands for it: it is a record or an exception by itself.
        const auto outcome = result ? Outcome::emitted : Outcome::failed;
        emit_self();
        return outcome;
      }
      if (!emit_container()) {
        return Outcome::failed;
      }
    }
    if (!result) {
      add_failure(finding_code(result.error().code), result.error().message);
    }
    // Formats without a directory promise nothing: what came is what there is.
    const auto expected = expected_ < 0 ? emitted_ + failed_ : expected_ + unread_;
    walker_.counts_.push_back({node_, expected, emitted_, failed_, is_cut_});
    return Outcome::emitted;
  }

 private:
  int emit_self() {
    if (!is_input_) {
      container_.bytes = bytes_;
    }
    return walker_.emit(std::move(container_));
  }

  // False if it lies too deep to be opened.
  bool emit_container() {
    if (node_ >= 0) {
      return true;
    }
    if (depth_ + 1 > walker_.options_.max_depth) {
      if (!is_refused_) {
        fail(container_, FindingCode::limit, "the container is nested deeper than the budget");
        emit_self();
      }
      is_refused_ = true;
      return false;
    }
    container_.state = PartState::container;
    suffix_ = container_.path_suffix;
    node_ = emit_self();
    return true;
  }

  void cut(std::string message) {
    is_cut_ = true;
    add_failure(FindingCode::limit, std::move(message));
  }

  // Stands for what could not be taken out. It has no bytes of its own.
  void add_failure(FindingCode code, std::string message) {
    Part part;
    part.parent = node_;
    part.position = ++position_;
    part.kind = foia::RecordKind::other;
    part.path_suffix = suffix_ + "//(unread)";
    fail(part, code, std::move(message));
    walker_.emit(std::move(part));
    ++failed_;
    ++unread_;
  }

  Walker& walker_;
  Part container_;
  base::BytesView bytes_;
  int depth_;
  bool is_input_;
  int node_ = -1;
  bool is_refused_ = false;
  std::string suffix_{};
  std::map<std::string, int> paths_{};  // with the number of files of that name
  int position_ = 0;
  std::int64_t expected_ = -1;  // unknown
  std::int64_t unread_ = 0;     // exceptions beyond those of the members
  std::int64_t emitted_ = 0;
  std::int64_t failed_ = 0;
  bool is_cut_ = false;

  friend class Walker;
};

Walker::Outcome Walker::open(
    const Format& format, const Input& input, Part part, int depth, bool is_input) {
  const std::string name(input.name);  // of the part, which moves away
  MembersOf members(*this, std::move(part), input.bytes, depth, is_input);
  const auto result = format.open({input.bytes, name, input.options}, members);
  if (members.is_refused_) {
    return Outcome::failed;
  }
  return members.finish(result);
}

}  // namespace

void fail(Part& part, FindingCode code, std::string message) {
  part.state = PartState::exception;
  part.findings.insert(part.findings.begin(), {code, 0, std::move(message)});
}

void note(Part& part, FindingCode code, std::string message) {
  foia::Finding finding{code, 0, std::move(message)};
  if (std::ranges::find(part.findings, finding) == part.findings.end()) {
    part.findings.push_back(std::move(finding));
  }
}

FindingCode finding_code(base::ErrorCode code) {
  switch (code) {
    case base::ErrorCode::encrypted: return FindingCode::encrypted;
    case base::ErrorCode::limit: return FindingCode::limit;
    case base::ErrorCode::crashed: return FindingCode::crashed;
    case base::ErrorCode::unsupported: return FindingCode::unsupported;
    case base::ErrorCode::io:
    case base::ErrorCode::locked:
    case base::ErrorCode::not_found: return FindingCode::unreadable;
    case base::ErrorCode::invalid_argument:
    case base::ErrorCode::conflict:
    case base::ErrorCode::damaged: return FindingCode::damaged;
  }
  return FindingCode::damaged;
}

void store_text(Part& part, std::string text, const Options& options) {
  if (static_cast<std::int64_t>(text.size()) > options.max_text_bytes) {
    text.resize(static_cast<std::size_t>(options.max_text_bytes));
    while (!text.empty() && (text.back() & 0x80) != 0) {
      text.pop_back();
    }
    note(part, FindingCode::truncated, "the text is longer than the budget and was cut");
  }
  if (text.find('\r') != std::string::npos) {
    text = base::replace_all(std::move(text), "\r\n", "\n");
    std::ranges::replace(text, '\r', '\n');
  }
  part.text = base::repair_utf8(text);
  if (base::trim(part.text).empty() && part.state == PartState::record) {
    note(part, FindingCode::no_text, "the record has no text");
  }
}

std::vector<ContainerCount> extract(base::BytesView bytes,
                                    std::string_view name,
                                    const Options& options,
                                    const Sink& sink) {
  warm_up();
  Walker walker(options, static_cast<std::int64_t>(bytes.size()), sink);
  walker.visit_input(bytes, name);
  return walker.take_counts();
}

Extraction extract(base::BytesView bytes, std::string_view name, const Options& options) {
  Extraction extraction;
  extraction.containers = extract(
      bytes, name, options, [&](Part&& part) { extraction.parts.push_back(std::move(part)); });
  return extraction;
}

void warm_up() {
  static const bool is_warm = [] {
    warm_up_mail();
    base::warm_up_charsets();
    warm_up_identify();
    return true;
  }();
  static_cast<void>(is_warm);
}

}  // namespace vaughn::extract
