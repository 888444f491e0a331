// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/contents.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "base/text.h"
#include "pdf/detail/qpdf_guard.h"

namespace vaughn::pdf {
namespace {

using Handle = QPDFObjectHandle;

// Annotations in which people say something. Sorted.
constexpr std::array<std::string_view, 14> kComments{"/Caret",
                                                     "/Circle",
                                                     "/FileAttachment",
                                                     "/FreeText",
                                                     "/Highlight",
                                                     "/Ink",
                                                     "/Line",
                                                     "/PolyLine",
                                                     "/Polygon",
                                                     "/Square",
                                                     "/Squiggly",
                                                     "/Stamp",
                                                     "/StrikeOut",
                                                     "/Text"};
static_assert(std::ranges::is_sorted(kComments));

std::string text_in(Handle dictionary, const std::string& key) {
  if (!dictionary.isDictionary()) {
    return {};
  }
  Handle value = dictionary.getKey(key);
  return value.isString() ? base::collapse_white_space(base::repair_utf8(value.getUTF8Value()))
                          : std::string();
}

std::string name_in(Handle dictionary, const std::string& key) {
  Handle value = dictionary.getKey(key);
  return value.isName() ? value.getName() : std::string();
}

bool is_cover(Handle annotation) {
  if (!annotation.isDictionary()) {
    return false;
  }
  const auto subtype = name_in(annotation, "/Subtype");
  return annotation.hasKey("/Rect") && (subtype == "/Redact" || subtype == "/Highlight");
}

// Annotations may stand in the page's own list, too.
bool has_cover(Handle page) {
  Handle list = page.getKey("/Annots");
  for (int i = 0; list.isArray() && i < list.getArrayNItems(); ++i) {
    if (is_cover(list.getArrayItem(i))) {
      return true;
    }
  }
  return false;
}

void read_information(Handle information, Contents& contents) {
  contents.title = text_in(information, "/Title");
  contents.author = text_in(information, "/Author");
  contents.subject = text_in(information, "/Subject");
  contents.producer = text_in(information, "/Producer");
  contents.created = parse_pdf_date(text_in(information, "/CreationDate"));
  contents.modified = parse_pdf_date(text_in(information, "/ModDate"));
}

EmbeddedFile read_file(Handle specification, Handle stream) {
  EmbeddedFile file;
  file.name = text_in(specification, "/UF");
  if (file.name.empty()) {
    file.name = text_in(specification, "/F");
  }
  auto bytes = guard_qpdf("cannot unpack the file",
                          [&]() -> base::Result<base::Bytes> { return stream_data(stream); });
  if (bytes) {
    file.bytes = std::move(*bytes);
  }
  return file;
}

Contents read(QPDF& qpdf) {
  Contents contents;
  read_information(qpdf.getTrailer().getKey("/Info"), contents);
  Handle root = qpdf.getRoot();
  contents.has_layers = root.isDictionary() && root.hasKey("/OCProperties");
  std::set<QPDFObjGen> seen;
  for (Handle object : qpdf.getAllObjects()) {
    Handle dictionary = object.isStream() ? object.getDict() : object;
    if (!dictionary.isDictionary()) {
      continue;
    }
    if (dictionary.hasKey("/JS") || name_in(dictionary, "/S") == "/JavaScript") {
      contents.has_javascript = true;
    }
    const auto subtype = name_in(dictionary, "/Subtype");
    if (dictionary.hasKey("/Rect") && std::ranges::binary_search(kComments, subtype)) {
      ++contents.comments;
    }
    contents.has_covers = contents.has_covers || is_cover(dictionary) || has_cover(dictionary);
    contents.form_fields += subtype == "/Widget" ? 1 : 0;
    Handle embedded = dictionary.getKey("/EF");
    if (embedded.isDictionary()) {
      Handle stream = embedded.hasKey("/UF") ? embedded.getKey("/UF") : embedded.getKey("/F");
      if (stream.isStream() && seen.insert(stream.getObjGen()).second) {
        contents.files.push_back(read_file(dictionary, stream));
      }
    }
  }
  return contents;
}

}  // namespace

base::Result<Contents> read_contents(base::BytesView pdf, std::string_view password) {
  return guard_qpdf("cannot read the objects of the PDF", [&]() -> base::Result<Contents> {
    const auto qpdf = open_qpdf(pdf, password);
    return read(*qpdf);
  });
}

std::optional<base::Instant> parse_pdf_date(std::string_view text) {
  if (text.starts_with("D:")) {
    text.remove_prefix(2);
  }
  // Year, month, day, hour, minute, second: all but the year may be missing from the end on.
  std::array<int, 6> fields{0, 1, 1, 0, 0, 0};
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::size_t width = i == 0 ? 4 : 2;
    const auto digits = text.substr(0, width);
    const auto [end, status] =
        std::from_chars(digits.data(), digits.data() + digits.size(), fields.at(i));
    if (status != std::errc{} || end != digits.data() + width) {
      if (i == 0) {
        return {};
      }
      break;
    }
    text.remove_prefix(width);
  }
  int zone_minutes = 0;
  if (text.starts_with('+') || text.starts_with('-')) {
    int hours = 0;
    int minutes = 0;
    const auto hour_digits = text.substr(1, 2);
    std::from_chars(hour_digits.data(), hour_digits.data() + hour_digits.size(), hours);
    const auto rest = text.substr(std::min<std::size_t>(text.size(), 3));
    const auto minute_digits = rest.substr(rest.starts_with('\'') ? 1 : 0, 2);
    std::from_chars(minute_digits.data(), minute_digits.data() + minute_digits.size(), minutes);
    zone_minutes = (hours * 60 + minutes) * (text.front() == '-' ? -1 : 1);
  }
  const std::chrono::year_month_day date{std::chrono::year{fields[0]},
                                         std::chrono::month{static_cast<unsigned>(fields[1])},
                                         std::chrono::day{static_cast<unsigned>(fields[2])}};
  if (!date.ok() || fields[0] < 1 || fields[3] > 23 || fields[4] > 59 || fields[5] > 59 ||
      fields[3] < 0 || fields[4] < 0 || fields[5] < 0) {
    return {};
  }
  return base::Instant(std::chrono::sys_days(date)) + std::chrono::hours(fields[3]) +
         std::chrono::minutes(fields[4] - zone_minutes) + std::chrono::seconds(fields[5]);
}

}  // namespace vaughn::pdf
