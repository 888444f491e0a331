// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "base/charset.h"
#include "base/text.h"
#include "extract/detail/markup.h"
#include "extract/formats/formats.h"

namespace vaughn::extract {
namespace {

using foia::FindingCode;

constexpr std::size_t kMaxGroups = 100'000;
constexpr std::size_t kMaxWord = 32;

// Groups whose content is not text of the document.
constexpr std::array<std::string_view, 22> kSilent{
    "blipuid",    "colortbl",  "datafield", "datastore",    "filetbl",           "fldinst",
    "fonttbl",    "generator", "info",      "latentstyles", "listoverridetable", "listtable",
    "nonshppict", "objdata",   "pict",      "revtbl",       "rsidtbl",           "shppict",
    "stylesheet", "themedata", "xmlnstbl",  "xmlopen"};

std::string charset_of_code_page(int page) {
  switch (page) {
    case 932: return "windows-31j";
    case 936: return "gb18030";
    case 949: return "windows-949";
    case 950: return "windows-950";
    case 437:
    case 850:
    case 852:
    case 866: return "cp" + std::to_string(page);
    case 10000: return "macintosh";
    default:
      return page >= 1250 && page <= 1258 ? "windows-" + std::to_string(page) : "windows-1252";
  }
}

int code_page_of_font_charset(int charset) {
  switch (charset) {
    case 128: return 932;
    case 129: return 949;
    case 134: return 936;
    case 136: return 950;
    case 161: return 1253;
    case 162: return 1254;
    case 163: return 1258;
    case 177: return 1255;
    case 178: return 1256;
    case 186: return 1257;
    case 204: return 1251;
    case 238: return 1250;
    default: return 0;  // of the document
  }
}

struct Group {
  bool is_silent = false;
  bool is_hidden = false;
  bool is_deleted = false;
  int unicode_skip = 1;  // \uc: characters after \u that stand for it in old programs
  int font = -1;
};

class RtfReader {
 public:
  explicit RtfReader(base::BytesView bytes) : bytes_(bytes) {}

  std::string read() {
    while (position_ < bytes_.size()) {
      const char c = bytes_[position_++];
      if (c == '{') {
        flush();
        if (groups_.size() < kMaxGroups) {
          groups_.push_back(groups_.back());
        } else {
          ++overflow_;
        }
        is_group_start_ = true;
        continue;
      }
      if (c == '}') {
        flush();
        if (overflow_ > 0) {
          --overflow_;
        } else if (groups_.size() > 1) {
          groups_.pop_back();
        }
      } else if (c == '\\') {
        control();
        continue;
      } else if (c != '\r' && c != '\n') {
        literal(c);
      }
      is_group_start_ = false;
    }
    flush();
    return std::move(text_);
  }

  bool has_hidden = false;
  bool has_deleted = false;
  bool has_objects = false;

 private:
  Group& group() { return groups_.back(); }

  void literal(char c) {
    if (skip_ > 0) {
      --skip_;
    } else if (!group().is_silent) {
      pending_.push_back(c);
    }
  }

  // Bytes wait until the charset is known to change: two of them may be one character.
  void flush() {
    if (pending_.empty()) {
      return;
    }
    const bool is_ascii = std::ranges::none_of(pending_, [](char c) { return (c & 0x80) != 0; });
    if (is_ascii) {
      text_ += pending_;
    } else {
      const auto font = font_pages_.find(group().font);
      const int page =
          font != font_pages_.end() && font->second != 0 ? font->second : document_page_;
      text_ += base::decode_text(pending_, charset_of_code_page(page)).text;
    }
    pending_.clear();
  }

  void control() {
    if (position_ >= bytes_.size()) {
      return;
    }
    const char c = bytes_[position_];
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!is_letter) {
      ++position_;
      symbol(c);
      return;
    }
    const auto start = position_;
    while (position_ < bytes_.size() && position_ - start < kMaxWord &&
           ((bytes_[position_] >= 'a' && bytes_[position_] <= 'z') ||
            (bytes_[position_] >= 'A' && bytes_[position_] <= 'Z'))) {
      ++position_;
    }
    const auto name = bytes_.substr(start, position_ - start);
    std::optional<int> number;
    int value = 0;
    const auto rest = bytes_.substr(position_, 12);
    const auto [end, status] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (status == std::errc{}) {
      number = value;
      position_ += static_cast<std::size_t>(end - rest.data());
    }
    if (position_ < bytes_.size() && bytes_[position_] == ' ') {
      ++position_;
    }
    word(name, number);
    is_group_start_ = false;
  }

  void symbol(char c) {
    switch (c) {
      case '\'': {
        int byte = 0;
        const auto digits = bytes_.substr(position_, 2);
        std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
        position_ += digits.size();
        literal(static_cast<char>(byte));
        break;
      }
      case '*':
        // What follows is for programs that know it.
        is_optional_ = is_group_start_;
        return;  // still at the start of the group
      case '~': literal(' '); break;
      case '_': literal('-'); break;
      case '\r':
      case '\n': put("\n"); break;
      case '\\':
      case '{':
      case '}': literal(c); break;
      default: break;
    }
    is_group_start_ = false;
  }

  void put(std::string_view text) {
    flush();
    if (!group().is_silent) {
      text_ += text;
    }
  }

  void word(std::string_view name, std::optional<int> number) {
    const bool is_optional = std::exchange(is_optional_, false);
    if (is_group_start_ || is_optional) {
      if (name == "fonttbl") {
        is_font_table_ = true;
      }
      has_objects = has_objects || name == "objdata";
      const bool is_known_text = name == "shptxt" || name == "footnote" || name == "annotation";
      if (std::ranges::find(kSilent, name) != kSilent.end() || (is_optional && !is_known_text)) {
        flush();
        group().is_silent = true;
        return;
      }
    }
    if (name == "u" && number) {
      flush();
      unicode(*number);
    } else if (name == "uc") {
      group().unicode_skip = std::clamp(number.value_or(1), 0, 8);
    } else if (name == "bin") {
      const auto size = static_cast<std::size_t>(std::max(number.value_or(0), 0));
      position_ = std::min(position_ + size, bytes_.size());
    } else if (name == "par" || name == "line" || name == "sect") {
      put("\n");
    } else if (name == "page") {
      put("\f");
    } else if (name == "row") {
      put("\n");
    } else if (name == "tab" || name == "cell") {
      put("\t");
    } else if (name == "emdash") {
      put("\xE2\x80\x94");
    } else if (name == "endash") {
      put("\xE2\x80\x93");
    } else if (name == "lquote") {
      put("\xE2\x80\x98");
    } else if (name == "rquote") {
      put("\xE2\x80\x99");
    } else if (name == "ldblquote") {
      put("\xE2\x80\x9C");
    } else if (name == "rdblquote") {
      put("\xE2\x80\x9D");
    } else if (name == "bullet") {
      put("\xE2\x80\xA2");
    } else if (name == "ansicpg") {
      document_page_ = number.value_or(1252);
    } else if (name == "mac") {
      document_page_ = 10000;
    } else if (name == "pc") {
      document_page_ = 437;
    } else if (name == "f" || name == "deff") {
      flush();
      group().font = number.value_or(0);
    } else if (name == "fcharset" && is_font_table_) {
      font_pages_[group().font] = code_page_of_font_charset(number.value_or(0));
    } else if (name == "v") {
      has_hidden = has_hidden || number.value_or(1) != 0;
    } else if (name == "deleted") {
      has_deleted = has_deleted || number.value_or(1) != 0;
    }
  }

  void unicode(int number) {
    const auto unit = static_cast<char32_t>(number < 0 ? number + 65536 : number) & 0xFFFF;
    if (unit >= 0xD800 && unit < 0xDC00) {
      high_surrogate_ = unit;
    } else if (!group().is_silent) {
      if (unit >= 0xDC00 && unit < 0xE000) {
        append_utf8(text_,
                    high_surrogate_ == 0
                        ? 0xFFFD
                        : 0x10000 + ((high_surrogate_ - 0xD800) << 10) + (unit - 0xDC00));
      } else {
        append_utf8(text_, unit);
      }
      high_surrogate_ = 0;
    }
    skip_ = group().unicode_skip;
  }

  base::BytesView bytes_;
  std::size_t position_ = 0;
  std::string text_{};
  std::string pending_{};
  std::vector<Group> groups_{Group{}};
  std::size_t overflow_ = 0;
  std::map<int, int> font_pages_{};
  int document_page_ = 1252;
  int skip_ = 0;
  char32_t high_surrogate_ = 0;
  bool is_group_start_ = false;
  bool is_optional_ = false;
  bool is_font_table_ = false;
};

void read(const Input& input, Part& part, std::vector<Child>&) {
  RtfReader reader(input.bytes);
  auto text = reader.read();
  if (reader.has_hidden) {
    note(part, FindingCode::hidden_content, "the document has hidden text");
  }
  if (reader.has_deleted) {
    note(part, FindingCode::tracked_changes, "deleted text is still in the document");
  }
  if (reader.has_objects) {
    note(part, FindingCode::hidden_content, "the document has embedded objects, not opened");
  }
  store_text(part, std::move(text), input.options);
}

}  // namespace

const Format& rtf_format() {
  static constexpr Format kFormat{"rtf", foia::RecordKind::word, read, nullptr, nullptr};
  return kFormat;
}

}  // namespace vaughn::extract
