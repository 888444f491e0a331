// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include "base/text.h"
#include "pdf/detail/pdf_number.h"
#include "pdf/detail/qpdf_guard.h"
#include "pdf/remarks.h"

namespace vaughn::pdf {
namespace {

using base::Error;
using base::ErrorCode;
using base::Rect;
using base::Result;
using Handle = QPDFObjectHandle;

constexpr std::size_t kMaxRemarks = 100'000;
constexpr std::size_t kMaxComment = 20'000;
constexpr int kMaxFieldDepth = 32;

// Annotations that are no remark of a reader. Sorted.
constexpr std::array<std::string_view, 8> kIgnored{
    "/Link", "/Movie", "/Popup", "/PrinterMark", "/Screen", "/TrapNet", "/Watermark", "/Widget"};
static_assert(std::ranges::is_sorted(kIgnored));

std::string text_of(Handle value) {
  if (!value.isString()) {
    return {};
  }
  auto text = base::collapse_white_space(base::repair_utf8(value.getUTF8Value()));
  if (text.size() > kMaxComment) {
    text.resize(kMaxComment);
    text = base::repair_utf8(text);
  }
  return text;
}

// The words of rich text, without its tags.
std::string plain_of(Handle rich) {
  std::string out;
  bool is_tag = false;
  for (const char c : text_of(rich)) {
    if (c == '<') {
      is_tag = true;
      out += ' ';
    } else if (c == '>') {
      is_tag = false;
    } else if (!is_tag) {
      out += c;
    }
  }
  return base::collapse_white_space(out);
}

std::string comment_of(Handle annotation) {
  auto text = text_of(annotation.getKey("/Contents"));
  return text.empty() ? plain_of(annotation.getKey("/RC")) : text;
}

Rect upright(double x0, double y0, double x1, double y1) {
  return {std::min(x0, x1), std::min(y0, y1), std::max(x0, x1), std::max(y0, y1)};
}

std::vector<double> numbers_of(Handle array) {
  std::vector<double> out;
  if (!array.isArray()) {
    return out;
  }
  for (int i = 0; i < array.getArrayNItems(); ++i) {
    Handle item = array.getArrayItem(i);
    if (!item.isNumber()) {
      return {};
    }
    out.push_back(item.getNumericValue());
  }
  return out;
}

// Four corners each; viewers disagree about their order.
std::vector<Rect> quads_of(Handle annotation) {
  const auto numbers = numbers_of(annotation.getKey("/QuadPoints"));
  std::vector<Rect> out;
  for (std::size_t i = 0; i + 8 <= numbers.size(); i += 8) {
    const auto [x0, x1] = std::minmax({numbers[i], numbers[i + 2], numbers[i + 4], numbers[i + 6]});
    const auto [y0, y1] =
        std::minmax({numbers[i + 1], numbers[i + 3], numbers[i + 5], numbers[i + 7]});
    if (const Rect box{x0, y0, x1, y1}; !box.is_empty()) {
      out.push_back(box);
    }
  }
  return out;
}

Remark remark_of(Handle annotation, const std::string& subtype, int page) {
  Remark out;
  out.page = page;
  out.kind = subtype.substr(1);
  out.comment = comment_of(annotation);
  out.author = text_of(annotation.getKey("/T"));
  out.boxes = quads_of(annotation);
  out.marks_text = !out.boxes.empty();
  if (out.boxes.empty()) {
    const auto numbers = numbers_of(annotation.getKey("/Rect"));
    if (numbers.size() == 4) {
      auto box = upright(numbers[0], numbers[1], numbers[2], numbers[3]);
      // The rectangle of a drawn shape may be wider than the shape by /RD.
      const auto room = numbers_of(annotation.getKey("/RD"));
      if (room.size() == 4) {
        const Rect shape{box.x0 + room[0], box.y0 + room[1], box.x1 - room[2], box.y1 - room[3]};
        box = shape.is_empty() ? box : shape;
      }
      if (!box.is_empty()) {
        out.boxes.push_back(box);
      }
    }
  }
  return out;
}

void add_remarks(Handle page, int number, Remarks& out) {
  Handle annotations = page.getKey("/Annots");
  if (!annotations.isArray()) {
    return;
  }
  std::map<QPDFObjGen, std::size_t> places;  // object -> index
  std::vector<Handle> replies;
  for (int i = 0; i < annotations.getArrayNItems(); ++i) {
    Handle annotation = annotations.getArrayItem(i);
    Handle subtype = annotation.isDictionary() ? annotation.getKey("/Subtype") : Handle();
    if (!annotation.isDictionary() || !subtype.isName() ||
        std::ranges::binary_search(kIgnored, std::string_view(subtype.getName()))) {
      continue;
    }
    if (annotation.getKey("/IRT").isDictionary()) {
      replies.push_back(annotation);
      continue;
    }
    if (out.remarks.size() >= kMaxRemarks) {
      return;
    }
    places[annotation.getObjGen()] = out.remarks.size();
    out.remarks.push_back(remark_of(annotation, subtype.getName(), number));
  }
  for (Handle& reply : replies) {
    const auto place = places.find(reply.getKey("/IRT").getObjGen());
    const auto text = comment_of(reply);
    if (place == places.end() || text.empty()) {
      continue;
    }
    auto& comment = out.remarks[place->second].comment;
    comment += comment.empty() ? text : "\n" + text;
  }
}

std::string value_of(Handle value) {
  if (value.isName()) {
    return value.getName().substr(1);
  }
  return text_of(value);
}

void add_fields(Handle field,
                const std::string& above,
                int depth,
                std::map<std::string, std::string>& out) {
  if (!field.isDictionary() || depth > kMaxFieldDepth || out.size() >= kMaxRemarks) {
    return;
  }
  auto name = text_of(field.getKey("/T"));
  name = above.empty() || name.empty() ? above + name : above + "." + name;
  Handle kids = field.getKey("/Kids");
  if (field.hasKey("/V") && !name.empty()) {
    out[name] = value_of(field.getKey("/V"));
  }
  if (kids.isArray()) {
    for (int i = 0; i < kids.getArrayNItems(); ++i) {
      add_fields(kids.getArrayItem(i), name, depth + 1, out);
    }
  }
}

Remarks read(QPDF& qpdf) {
  Remarks out;
  auto pages = QPDFPageDocumentHelper(qpdf).getAllPages();
  out.page_count = static_cast<int>(pages.size());
  int number = 0;
  for (auto& page : pages) {
    add_remarks(page.getObjectHandle(), ++number, out);
  }
  Handle form = qpdf.getRoot().getKey("/AcroForm");
  Handle fields = form.isDictionary() ? form.getKey("/Fields") : Handle();
  std::map<std::string, std::string> filled;
  if (form.isDictionary() && fields.isArray()) {
    for (int i = 0; i < fields.getArrayNItems(); ++i) {
      add_fields(fields.getArrayItem(i), "", 0, filled);
    }
  }
  for (auto& [name, value] : filled) {
    out.fields.push_back({name, value});
  }
  return out;
}

Handle number_array(const Rect& box) {
  Handle out = Handle::newArray();
  for (const double value : {box.x0, box.y0, box.x1, box.y1}) {
    out.appendItem(Handle::newReal(pdf_number(value)));
  }
  return out;
}

Handle appearance(QPDF& qpdf, const Rect& box, const std::string& content, Handle fonts) {
  Handle stream = Handle::newStream(&qpdf, content);
  Handle dictionary = stream.getDict();
  dictionary.replaceKey("/Type", Handle::newName("/XObject"));
  dictionary.replaceKey("/Subtype", Handle::newName("/Form"));
  dictionary.replaceKey("/BBox", number_array({0, 0, box.width(), box.height()}));
  Handle resources = Handle::newDictionary();
  resources.replaceKey("/Font", fonts);
  dictionary.replaceKey("/Resources", resources);
  return stream;
}

Handle standard_font(QPDF& qpdf, const char* name) {
  Handle font = Handle::newDictionary();
  font.replaceKey("/Type", Handle::newName("/Font"));
  font.replaceKey("/Subtype", Handle::newName("/Type1"));
  font.replaceKey("/BaseFont", Handle::newName(name));
  return qpdf.makeIndirectObject(font);
}

std::string frame(const Rect& box) {
  return fmt::format("q 0.4 G 0.75 w 0.5 0.5 {} {} re S Q\n",
                     pdf_number(box.width() - 1),
                     pdf_number(box.height() - 1));
}

constexpr int kReadOnly = 1;
constexpr int kMultiline = 1 << 12;

Handle widget_of(QPDF& qpdf, const Field& field, Handle page, Handle fonts) {
  Handle widget = Handle::newDictionary();
  widget.replaceKey("/Type", Handle::newName("/Annot"));
  widget.replaceKey("/Subtype", Handle::newName("/Widget"));
  widget.replaceKey("/Rect", number_array(field.box));
  widget.replaceKey("/P", page);
  widget.replaceKey("/F", Handle::newInteger(4));  // printed
  widget.replaceKey("/T", Handle::newUnicodeString(field.name));
  widget.replaceKey("/TU", Handle::newUnicodeString(field.label));
  if (field.kind != FieldKind::fixed) {
    // For viewers that draw fields anew: the frame of our own appearance.
    Handle characteristics = Handle::newDictionary();
    Handle grey = Handle::newArray();
    grey.appendItem(Handle::newReal("0.4"));
    characteristics.replaceKey("/BC", grey);
    widget.replaceKey("/MK", characteristics);
    Handle border = Handle::newDictionary();
    border.replaceKey("/W", Handle::newReal("0.75"));
    border.replaceKey("/S", Handle::newName("/S"));
    widget.replaceKey("/BS", border);
  }
  Handle looks = Handle::newDictionary();
  if (field.kind == FieldKind::check_box) {
    widget.getKey("/MK").replaceKey("/CA", Handle::newString("4"));
    widget.replaceKey("/FT", Handle::newName("/Btn"));
    const bool is_on = field.value == "Yes";
    widget.replaceKey("/V", Handle::newName(is_on ? "/Yes" : "/Off"));
    widget.replaceKey("/AS", Handle::newName(is_on ? "/Yes" : "/Off"));
    const auto tick =
        fmt::format("q BT /ZaDb {} Tf 2 3 Td (4) Tj ET Q\n", pdf_number(field.box.height() - 3));
    Handle states = Handle::newDictionary();
    states.replaceKey("/Yes", appearance(qpdf, field.box, frame(field.box) + tick, fonts));
    states.replaceKey("/Off", appearance(qpdf, field.box, frame(field.box), fonts));
    looks.replaceKey("/N", states);
    widget.replaceKey("/DA", Handle::newString("/ZaDb 0 Tf 0 g"));
  } else {
    widget.replaceKey("/FT", Handle::newName("/Tx"));
    widget.replaceKey("/V", Handle::newUnicodeString(field.value));
    const int flags = (field.kind == FieldKind::fixed ? kReadOnly : 0) |
                      (field.kind == FieldKind::lines ? kMultiline : 0);
    widget.replaceKey("/Ff", Handle::newInteger(flags));
    widget.replaceKey("/DA", Handle::newString("/Helv 10 Tf 0 g"));
    // Viewers draw what is filled in anew; this one is for those that only print. It shows ASCII.
    std::string shown;
    for (const char c : field.value) {
      shown += c >= ' ' && c <= '~' ? c : '?';
    }
    const auto text = shown.empty()
                          ? std::string()
                          : fmt::format("/Tx BMC q BT /Helv 10 Tf 3 5 Td {} Tj ET Q EMC\n",
                                        Handle::newString(shown).unparse());
    looks.replaceKey("/N", appearance(qpdf, field.box, frame(field.box) + text, fonts));
  }
  widget.replaceKey("/AP", looks);
  return qpdf.makeIndirectObject(widget);
}

}  // namespace

Result<Remarks> read_remarks(base::BytesView pdf) {
  return guard_qpdf("cannot read the annotations of the PDF", [&]() -> Result<Remarks> {
    const auto qpdf = open_qpdf(pdf, "");
    return read(*qpdf);
  });
}

Result<base::Bytes> without_remarks(base::BytesView pdf) {
  return guard_qpdf("cannot read the pages of the PDF", [&]() -> Result<base::Bytes> {
    const auto qpdf = open_qpdf(pdf, "");
    for (auto& page : QPDFPageDocumentHelper(*qpdf).getAllPages()) {
      page.getObjectHandle().removeKey("/Annots");
    }
    qpdf->getRoot().removeKey("/AcroForm");
    return write_qpdf(*qpdf);
  });
}

Result<base::Bytes> with_form(base::BytesView pdf, std::span<const Field> fields) {
  return guard_qpdf("cannot add a form to the PDF", [&]() -> Result<base::Bytes> {
    const auto qpdf = open_qpdf(pdf, "");
    auto pages = QPDFPageDocumentHelper(*qpdf).getAllPages();
    Handle fonts = Handle::newDictionary();
    fonts.replaceKey("/Helv", standard_font(*qpdf, "/Helvetica"));
    fonts.replaceKey("/ZaDb", standard_font(*qpdf, "/ZapfDingbats"));
    Handle list = Handle::newArray();
    for (const auto& field : fields) {
      if (field.page < 1 || field.page > static_cast<int>(pages.size()) || field.box.is_empty()) {
        return Error{ErrorCode::invalid_argument, "a field has no place in the document", ""};
      }
      Handle page = pages[static_cast<std::size_t>(field.page - 1)].getObjectHandle();
      Handle widget = widget_of(*qpdf, field, page, fonts);
      if (!page.getKey("/Annots").isArray()) {
        page.replaceKey("/Annots", Handle::newArray());
      }
      page.getKey("/Annots").appendItem(widget);
      page.replaceKey("/Tabs", Handle::newName("/S"));
      list.appendItem(widget);
    }
    Handle resources = Handle::newDictionary();
    resources.replaceKey("/Font", fonts);
    Handle form = Handle::newDictionary();
    form.replaceKey("/Fields", list);
    form.replaceKey("/DR", resources);
    form.replaceKey("/DA", Handle::newString("/Helv 10 Tf 0 g"));
    form.replaceKey("/NeedAppearances", Handle::newBool(true));
    qpdf->getRoot().replaceKey("/AcroForm", qpdf->makeIndirectObject(form));
    return write_qpdf(*qpdf);
  });
}

}  // namespace vaughn::pdf
