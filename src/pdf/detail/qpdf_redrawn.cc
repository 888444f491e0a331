// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/detail/qpdf_redrawn.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string_view>

#include <qpdf/QPDFPageObjectHelper.hh>

#include "pdf/detail/qpdf_guard.h"
#include "pdf/transform.h"

namespace vaughn::pdf {

namespace {

using base::Rect;
using Handle = QPDFObjectHandle;

constexpr std::size_t kMaxEdges = 100'000;
constexpr Rect kPlane{-1e9, -1e9, 1e9, 1e9};

std::string name_of(Handle value) {
  return value.isName() ? value.getName() : "";
}

class Contents : public Handle::ParserCallbacks {
 public:
  Contents(Handle resources, std::function<void(Handle, const std::string&)> show)
      : resources_(resources), show_(std::move(show)) {}

  void handleObject(Handle object) override {
    if (!object.isOperator()) {
      operands_.push_back(object);
      return;
    }
    on_operator(object.getOperatorValue());
    operands_.clear();
  }
  void handleEOF() override {}

  RedrawnReader::Places places{};

 private:
  Handle resource(const char* kind, const std::string& name) {
    Handle all = resources_.isDictionary() ? resources_.getKey(kind) : Handle::newNull();
    return all.isDictionary() ? all.getKey(name) : Handle::newNull();
  }

  double operand(std::size_t index) {
    const bool is_there = index < operands_.size() && operands_[index].isNumber();
    return is_there ? operands_[index].getNumericValue() : 0;
  }
  Point point(std::size_t index) {
    return matrix_.apply(Point{operand(index), operand(index + 1)});
  }

  void add_edge(std::initializer_list<Point> points) {
    Rect around{at_.x, at_.y, at_.x, at_.y};
    for (const Point& point : points) {
      around = {std::min(around.x0, point.x),
                std::min(around.y0, point.y),
                std::max(around.x1, point.x),
                std::max(around.y1, point.y)};
      at_ = point;
    }
    if (places.edges.size() < kMaxEdges) {
      places.edges.push_back(around);
    } else {
      places.edges.back() = kPlane;
    }
  }

  // True if it is an operator that makes a path.
  bool on_path(const std::string& name) {
    if (name == "m") {
      at_ = start_ = point(0);
    } else if (name == "l") {
      add_edge({point(0)});
    } else if (name == "c") {
      add_edge({point(0), point(2), point(4)});
    } else if (name == "v" || name == "y") {
      add_edge({point(0), point(2)});
    } else if (name == "h") {
      add_edge({start_});
    } else if (name == "re") {
      const double x = operand(0);
      const double y = operand(1);
      const double right = x + operand(2);
      const double top = y + operand(3);
      at_ = start_ = matrix_.apply(Point{x, y});
      add_edge({matrix_.apply(Point{right, y})});
      add_edge({matrix_.apply(Point{right, top})});
      add_edge({matrix_.apply(Point{x, top})});
      add_edge({start_});
    } else {
      return false;
    }
    return true;
  }

  void on_operator(const std::string& name) {
    if (on_path(name)) {
      return;
    }
    if (name == "q") {
      saved_.push_back(matrix_);
    } else if (name == "Q" && !saved_.empty()) {
      matrix_ = saved_.back();
      saved_.pop_back();
    } else if (name == "cm" && operands_.size() == 6) {
      matrix_ =
          Transform{operand(0), operand(1), operand(2), operand(3), operand(4), operand(5)}.then(
              matrix_);
    } else if (name == "BI" || name == "sh") {
      places.images.push_back(kPlane);
    } else if (name == "Do" && !operands_.empty()) {
      Handle painted = resource("/XObject", name_of(operands_[0]));
      const bool is_image =
          painted.isStream() && name_of(painted.getDict().getKey("/Subtype")) == "/Image";
      places.images.push_back(is_image ? matrix_.apply(Rect{0, 0, 1, 1}) : kPlane);
    } else if (name == "Tf" && !operands_.empty()) {
      font_ = resource("/Font", name_of(operands_[0]));
    } else if (name == "Tj" || name == "'" || name == "\"" || name == "TJ") {
      for (Handle& operand : operands_) {
        if (operand.isString()) {
          show_(font_, operand.getStringValue());
        } else if (operand.isArray()) {
          for (Handle& item : operand.getArrayAsVector()) {
            if (item.isString()) {
              show_(font_, item.getStringValue());
            }
          }
        }
      }
    }
  }

  Handle resources_;
  std::function<void(Handle, const std::string&)> show_;
  std::vector<Handle> operands_{};
  std::vector<Transform> saved_{};
  Transform matrix_{};
  Point at_{};
  Point start_{};
  Handle font_{Handle::newNull()};
};

// The codes of a CMap made of bfchar entries of two bytes.
std::set<unsigned> mapped_codes(const std::string& map) {
  std::set<unsigned> out;
  const auto from = map.find("beginbfchar");
  for (auto at = from == std::string::npos ? from : map.find("\n<", from); at != std::string::npos;
       at = map.find("\n<", at + 1)) {
    out.insert(static_cast<unsigned>(std::strtoul(map.c_str() + at + 2, nullptr, 16)));
  }
  return out;
}

// Of a TrueType file; 0 if it has no such table.
unsigned glyph_count(const std::string& program) {
  const auto byte = [&](std::size_t at) {
    return at < program.size() ? static_cast<unsigned char>(program[at]) : 0U;
  };
  const unsigned tables = byte(4) << 8 | byte(5);
  for (std::size_t i = 0; i < tables; ++i) {
    const std::size_t entry = 12 + 16 * i;
    if (program.compare(std::min(entry, program.size()), 4, "maxp") == 0) {
      const std::size_t at = static_cast<std::size_t>(byte(entry + 8)) << 24 |
                             byte(entry + 9) << 16 | byte(entry + 10) << 8 | byte(entry + 11);
      return byte(at + 4) << 8 | byte(at + 5);
    }
  }
  return 0;
}

}  // namespace

RedrawnReader::Places RedrawnReader::read_page(Handle page) {
  QPDFPageObjectHelper helper(page);
  Contents contents(
      helper.getAttribute("/Resources", false), [this](Handle font, const std::string& codes) {
        if (!font.isDictionary() || !name_of(font.getKey("/BaseFont")).ends_with(kRedrawnFont)) {
          return;
        }
        Font& known = fonts_[font.getObjGen()];
        known.object = font;
        for (std::size_t i = 0; i + 1 < codes.size(); i += 2) {
          known.shown.insert(static_cast<unsigned char>(codes[i]) * 256U +
                             static_cast<unsigned char>(codes[i + 1]));
        }
      });
  helper.parseContents(&contents);
  return std::move(contents.places);
}

int RedrawnReader::spare_letters() const {
  int spare = 0;
  for (const auto& [id, font] : fonts_) {
    const auto shown = static_cast<int>(font.shown.size());
    Handle object = font.object;
    Handle map = object.getKey("/ToUnicode");
    for (const unsigned code :
         map.isStream() ? mapped_codes(stream_data(map)) : std::set<unsigned>{}) {
      spare += font.shown.count(code) == 0 ? 1 : 0;
    }
    Handle below = object.getKey("/DescendantFonts");
    below = below.isArray() && below.getArrayNItems() == 1 ? below.getArrayItem(0) : Handle();
    if (!below.isInitialized() || !below.isDictionary()) {
      ++spare;
      continue;
    }
    int widths = 0;
    Handle list = below.getKey("/W");
    for (int i = 0; list.isArray() && i < list.getArrayNItems(); ++i) {
      Handle item = list.getArrayItem(i);
      widths += item.isArray() ? item.getArrayNItems() : 0;
    }
    Handle descriptor = below.getKey("/FontDescriptor");
    Handle program =
        descriptor.isDictionary() ? descriptor.getKey("/FontFile2") : Handle::newNull();
    const int glyphs = program.isStream() ? static_cast<int>(glyph_count(stream_data(program))) : 0;
    spare += std::abs(widths - shown) + std::abs(glyphs - 1 - shown);
  }
  return spare;
}

}  // namespace vaughn::pdf
