// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/detail/qpdf_page_copier.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>
#include <qpdf/Buffer.hh>
#include <qpdf/Pl_Discard.hh>
#include <qpdf/QPDFAnnotationObjectHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include "pdf/detail/jpeg.h"
#include "pdf/detail/pdf_number.h"
#include "pdf/detail/qpdf_guard.h"

namespace vaughn::pdf {

namespace {

using base::Error;
using base::ErrorCode;
using Handle = QPDFObjectHandle;

constexpr int kMaxDepth = 24;
constexpr std::size_t kMaxOperands = 100'000;

// The operators of ISO 32000-1, annex A, without marked content and compatibility sections.
constexpr std::array<std::string_view, 64> kOperators = {
    "\"", "'",  "B",  "B*", "BT",  "CS", "Do",  "ET", "F",  "G",  "J",  "K",  "M",
    "Q",  "RG", "S",  "SC", "SCN", "T*", "TD",  "TJ", "TL", "Tc", "Td", "Tf", "Tj",
    "Tm", "Tr", "Ts", "Tw", "Tz",  "W",  "W*",  "b",  "b*", "c",  "cm", "cs", "d",
    "d0", "d1", "f",  "f*", "g",   "gs", "h",   "i",  "j",  "k",  "l",  "m",  "n",
    "q",  "re", "rg", "ri", "s",   "sc", "scn", "sh", "v",  "w",  "y",  "BI"};

bool is_known_operator(std::string_view name) {
  return std::find(kOperators.begin(), kOperators.end(), name) != kOperators.end();
}

const char* resource_key(ResourceKind kind) {
  switch (kind) {
    case ResourceKind::font: return "/Font";
    case ResourceKind::form_or_image: return "/XObject";
    case ResourceKind::state: return "/ExtGState";
    case ResourceKind::color_space: return "/ColorSpace";
    case ResourceKind::pattern: return "/Pattern";
    case ResourceKind::shading: return "/Shading";
  }
  return "";
}

const char* name_prefix(ResourceKind kind) {
  switch (kind) {
    case ResourceKind::font: return "/F";
    case ResourceKind::form_or_image: return "/X";
    case ResourceKind::state: return "/G";
    case ResourceKind::color_space: return "/C";
    case ResourceKind::pattern: return "/P";
    case ResourceKind::shading: return "/S";
  }
  return "";
}

bool is_device_space(std::string_view name) {
  return name == "/DeviceGray" || name == "/DeviceRGB" || name == "/DeviceCMYK" ||
         name == "/Pattern" || name == "/G" || name == "/RGB" || name == "/CMYK" || name == "/I" ||
         name == "/Indexed";
}

bool is_process_colorant(std::string_view name) {
  return name == "/All" || name == "/None" || name == "/Cyan" || name == "/Magenta" ||
         name == "/Yellow" || name == "/Black";
}

std::string to_string(Buffer& buffer) {
  return {reinterpret_cast<const char*>(buffer.getBuffer()), buffer.getSize()};
}

// The one filter of a stream, or "" for none, or "several".
std::string only_filter(Handle dictionary) {
  Handle filter = dictionary.getKey("/Filter");
  if (filter.isName()) {
    return filter.getName();
  }
  if (filter.isArray()) {
    if (filter.getArrayNItems() == 0) {
      return "";
    }
    Handle first = filter.getArrayItem(0);
    return filter.getArrayNItems() == 1 && first.isName() ? first.getName() : "several";
  }
  return "";
}

bool has_filter(Handle dictionary, std::string_view wanted) {
  Handle filter = dictionary.getKey("/Filter");
  if (filter.isName()) {
    return filter.getName() == wanted;
  }
  for (int i = 0; filter.isArray() && i < filter.getArrayNItems(); ++i) {
    Handle item = filter.getArrayItem(i);
    if (item.isName() && item.getName() == wanted) {
      return true;
    }
  }
  return false;
}

// A viewer blends annotations with the finished page, a copy within the page's own group. Only for
// the usual modes is that the same.
bool blends_unusually(Handle form) {
  Handle resources = form.getDict().getKey("/Resources");
  Handle states = resources.isDictionary() ? resources.getKey("/ExtGState") : Handle::newNull();
  if (!states.isDictionary()) {
    return false;
  }
  for (const std::string& name : states.getKeys()) {
    Handle state = states.getKey(name);
    Handle mode = state.isDictionary() ? state.getKey("/BM") : Handle::newNull();
    if (mode.isArray() || (mode.isName() && mode.getName() != "/Normal" &&
                           mode.getName() != "/Compatible" && mode.getName() != "/Multiply")) {
      return true;
    }
  }
  return false;
}

}  // namespace

// Writes a content stream anew as it is parsed.
class ContentRewriter : public QPDFObjectHandle::ParserCallbacks {
 public:
  ContentRewriter(PageCopier& copier, PageCopier::Used& used) : copier_(copier), used_(used) {}

  void handleObject(Handle object) override {
    if (object.isOperator()) {
      on_operator(object.getOperatorValue());
    } else if (object.isInlineImage()) {
      const std::string data = object.getInlineImageValue();
      if (inline_size_ >= 0 && data.size() != static_cast<std::size_t>(inline_size_)) {
        copier_.refuse("readers differ on where an inline image ends");
      }
      out_ += "ID ";
      out_ += data;
      out_ += "\nEI\n";
      operands_.clear();
    } else if (operands_.size() < kMaxOperands) {
      operands_.push_back(object);
    } else {
      copier_.refuse("an operator has too many operands");
    }
  }
  void handleEOF() override {}

  std::string take() { return std::move(out_); }

 private:
  std::string renamed(ResourceKind kind, const std::string& name) {
    auto& names = used_[kind];
    auto found = names.find(name);
    if (found == names.end()) {
      found = names.emplace(name, fmt::format("{}{}", name_prefix(kind), names.size() + 1)).first;
    }
    return found->second;
  }

  // Replaces the operand, which must be a name, by its name in the copy.
  void rename_operand(std::size_t index, ResourceKind kind) {
    if (index < operands_.size() && operands_[index].isName()) {
      operands_[index] = Handle::newName(renamed(kind, operands_[index].getName()));
    }
  }

  void write(const std::string& name) {
    for (Handle& operand : operands_) {
      out_ += operand.unparse();
      out_ += ' ';
    }
    out_ += name;
    out_ += '\n';
  }

  // Bytes of the inline image described by the operands; -1 if its filter or color space hides
  // that.
  long long plain_inline_size() {
    long long width = 0;
    long long height = 0;
    long long bits = 8;
    long long components = 1;
    for (std::size_t i = 0; i + 1 < operands_.size(); i += 2) {
      const std::string key = operands_[i].isName() ? operands_[i].getName() : "";
      Handle value = operands_[i + 1];
      if (key == "/F" || key == "/Filter") {
        return -1;
      }
      if ((key == "/W" || key == "/Width") && value.isInteger()) {
        width = value.getIntValue();
      } else if ((key == "/H" || key == "/Height") && value.isInteger()) {
        height = value.getIntValue();
      } else if ((key == "/BPC" || key == "/BitsPerComponent") && value.isInteger()) {
        bits = value.getIntValue();
      } else if ((key == "/IM" || key == "/ImageMask") && value.isBool() && value.getBoolValue()) {
        bits = 1;
      } else if (key == "/CS" || key == "/ColorSpace") {
        const std::string space = value.isName() ? value.getName() : "";
        if (space == "/RGB" || space == "/DeviceRGB") {
          components = 3;
        } else if (space == "/CMYK" || space == "/DeviceCMYK") {
          components = 4;
        } else if (space != "/G" && space != "/DeviceGray" && !value.isArray()) {
          return -1;
        }
      }
    }
    if (width < 0 || height < 0 || width > 100'000 || height > 100'000 || bits < 0 || bits > 16) {
      return -1;
    }
    return (width * components * bits + 7) / 8 * height;
  }

  void write_inline_image_header() {
    inline_size_ = plain_inline_size();
    out_ += "BI\n";
    for (std::size_t i = 0; i + 1 < operands_.size(); i += 2) {
      if (!operands_[i].isName()) {
        copier_.refuse("an inline image is damaged");
        return;
      }
      const std::string key = operands_[i].getName();
      if ((key == "/CS" || key == "/ColorSpace") && operands_[i + 1].isName() &&
          !is_device_space(operands_[i + 1].getName())) {
        rename_operand(i + 1, ResourceKind::color_space);
      }
      if ((key == "/F" || key == "/Filter") &&
          operands_[i + 1].unparse().find("/D") != std::string::npos) {
        copier_.refuse("an inline image is a JPEG");
      }
      out_ += operands_[i].unparse() + " " + operands_[i + 1].unparse() + "\n";
    }
  }

  void on_operator(const std::string& name) {
    if (name == "BI") {
      operands_.clear();
      return;
    }
    if (name == "ID") {
      write_inline_image_header();
      operands_.clear();
      return;
    }
    if (name == "EI") {
      operands_.clear();
      return;
    }
    if (name == "BDC" && operands_.size() == 2 && operands_[0].isName() &&
        operands_[0].getName() == "/OC" && operands_[1].isName()) {
      Handle properties = copier_.resource_scopes_.back().getKey("/Properties");
      Handle layer =
          properties.isDictionary() ? properties.getKey(operands_[1].getName()) : Handle::newNull();
      if (!copier_.is_visible(layer)) {
        copier_.refuse("the page has hidden layers");
      }
    }
    if (is_known_operator(name)) {
      rename_operands(name);
      write(name);
    }
    operands_.clear();
  }

  void rename_operands(const std::string& name) {
    if (name == "Tf") {
      rename_operand(0, ResourceKind::font);
    } else if (name == "Do") {
      rename_operand(0, ResourceKind::form_or_image);
    } else if (name == "gs") {
      rename_operand(0, ResourceKind::state);
    } else if (name == "sh") {
      rename_operand(0, ResourceKind::shading);
    } else if (name == "scn" || name == "SCN") {
      if (!operands_.empty()) {
        rename_operand(operands_.size() - 1, ResourceKind::pattern);
      }
    } else if (name == "cs" || name == "CS") {
      if (!operands_.empty() && operands_[0].isName() && !is_device_space(operands_[0].getName())) {
        rename_operand(0, ResourceKind::color_space);
      }
    }
  }

  PageCopier& copier_;
  PageCopier::Used& used_;
  std::vector<Handle> operands_;
  long long inline_size_ = -1;
  std::string out_;
};

PageCopier::PageCopier(std::shared_ptr<QPDF> source, std::shared_ptr<QPDF> target)
    : source_(std::move(source)), target_(std::move(target)) {
  Handle root = source_->getRoot();
  Handle form = root.getKey("/AcroForm");
  if (form.isDictionary()) {
    Handle wanted = form.getKey("/NeedAppearances");
    needs_appearances_ = wanted.isBool() && wanted.getBoolValue();
  }
  Handle layers = root.getKey("/OCProperties");
  if (!layers.isDictionary()) {
    return;
  }
  Handle defaults = layers.getKey("/D");
  if (!defaults.isDictionary()) {
    are_layers_simple_ = false;
    return;
  }
  Handle base_state = defaults.getKey("/BaseState");
  Handle automatic = defaults.getKey("/AS");
  are_layers_simple_ = (!base_state.isName() || base_state.getName() == "/ON") &&
                       (!automatic.isArray() || automatic.getArrayNItems() == 0);
  Handle off = defaults.getKey("/OFF");
  for (int i = 0; off.isArray() && i < off.getArrayNItems(); ++i) {
    hidden_layers_.insert(off.getArrayItem(i).getObjGen());
  }
}

void PageCopier::refuse(const char* why) {
  if (!refusal_) {
    refusal_ = Error{ErrorCode::unsupported, why};
  }
}

bool PageCopier::is_visible(Handle optional_content) {
  if (!optional_content.isDictionary()) {
    return true;  // names nothing: viewers show it
  }
  if (!are_layers_simple_) {
    return false;
  }
  if (hidden_layers_.empty()) {
    // A membership dictionary can still ask for layers that are off.
    Handle policy = optional_content.getKey("/P");
    const bool is_plain =
        !policy.isName() || policy.getName() == "/AnyOn" || policy.getName() == "/AllOn";
    return is_plain && !optional_content.hasKey("/VE");
  }
  Handle type = optional_content.getKey("/Type");
  const bool is_group = type.isName() && type.getName() == "/OCG";
  return is_group && hidden_layers_.count(optional_content.getObjGen()) == 0;
}

std::optional<Handle> PageCopier::known(const Handle& source) const {
  if (!source.isIndirect()) {
    return std::nullopt;
  }
  const auto found = copies_.find(source.getObjGen());
  return found == copies_.end() ? std::nullopt : std::optional<Handle>(found->second);
}

void PageCopier::remember(const Handle& source, const Handle& copy) {
  if (source.isIndirect()) {
    copies_.emplace(source.getObjGen(), copy);
  }
}

void PageCopier::fill(Handle target, Handle source, std::span<const Rule> rules) {
  if (depth_ > kMaxDepth) {
    refuse("objects are nested too deeply");
    return;
  }
  ++depth_;
  for (const Rule& rule : rules) {
    Handle value = source.getKey(rule.key);
    if (value.isNull()) {
      continue;
    }
    Handle copy = (this->*rule.copy)(value);
    if (!copy.isNull()) {
      target.replaceKey(rule.key, copy);
    }
  }
  --depth_;
}

Handle PageCopier::by_rules(Handle source, std::span<const Rule> rules) {
  Handle copy = Handle::newDictionary();
  if (source.isDictionary()) {
    fill(copy, source, rules);
  }
  return copy;
}

Handle PageCopier::plain(Handle value) {
  return plain_at(value, 0);
}

Handle PageCopier::plain_at(Handle value, int depth) {
  if (depth > kMaxDepth) {
    refuse("values are nested too deeply");
    return Handle::newNull();
  }
  if (value.isArray()) {
    std::vector<Handle> items;
    for (Handle& item : value.getArrayAsVector()) {
      items.push_back(plain_at(item, depth + 1));
    }
    return Handle::newArray(items);
  }
  if (value.isDictionary()) {
    Handle copy = Handle::newDictionary();
    for (const std::string& key : value.getKeys()) {
      copy.replaceKey(key, plain_at(value.getKey(key), depth + 1));
    }
    return copy;
  }
  if (value.isStream()) {
    return Handle::newNull();
  }
  if (value.isBool()) {
    return Handle::newBool(value.getBoolValue());
  }
  if (value.isInteger()) {
    return Handle::newInteger(value.getIntValue());
  }
  if (value.isReal()) {
    return Handle::newReal(value.getRealValue());
  }
  if (value.isName()) {
    return Handle::newName(value.getName());
  }
  if (value.isString()) {
    return Handle::newString(value.getStringValue());
  }
  return Handle::newNull();
}

Handle PageCopier::indirect_dictionary(Handle source, std::span<const Rule> rules) {
  if (!source.isDictionary()) {
    return Handle::newNull();
  }
  if (auto copy = known(source)) {
    return *copy;
  }
  Handle copy = target_->makeIndirectObject(Handle::newDictionary());
  remember(source, copy);
  fill(copy, source, rules);
  return copy;
}

Handle PageCopier::raw_stream(Handle source, std::span<const Rule> rules) {
  if (!source.isStream()) {
    return Handle::newNull();
  }
  if (auto copy = known(source)) {
    return *copy;
  }
  Handle dictionary = source.getDict();
  if (has_filter(dictionary, "/Crypt")) {
    refuse("a stream has a filter of its own for encryption");
    return Handle::newNull();
  }
  Handle copy = target_->newStream();
  copy.setFilterOnWrite(false);
  // What one reader shows of damaged data another does not.
  if (only_filter(dictionary) == "/FlateDecode") {
    Pl_Discard discard;
    if (!source.pipeStreamData(&discard, 0, qpdf_dl_generalized, true, true)) {
      refuse("a stream is damaged");
    }
  }
  remember(source, copy);
  fill(copy.getDict(), dictionary, rules);
  std::shared_ptr<Buffer> raw = source.getRawStreamData();
  copy.replaceStreamData(raw,
                         plain(dictionary.getKey("/Filter")),
                         decode_parameters(dictionary.getKey("/DecodeParms")));
  return copy;
}

Handle PageCopier::decode_parameters(Handle source) {
  if (source.isArray()) {
    std::vector<Handle> items;
    for (Handle& item : source.getArrayAsVector()) {
      items.push_back(decode_parameters(item));
    }
    return Handle::newArray(items);
  }
  if (!source.isDictionary()) {
    return Handle::newNull();
  }
  static constexpr Rule kRules[] = {{"/Predictor", &PageCopier::plain},
                                    {"/Colors", &PageCopier::plain},
                                    {"/BitsPerComponent", &PageCopier::plain},
                                    {"/Columns", &PageCopier::plain},
                                    {"/EarlyChange", &PageCopier::plain},
                                    {"/K", &PageCopier::plain},
                                    {"/EndOfLine", &PageCopier::plain},
                                    {"/EncodedByteAlign", &PageCopier::plain},
                                    {"/Rows", &PageCopier::plain},
                                    {"/EndOfBlock", &PageCopier::plain},
                                    {"/BlackIs1", &PageCopier::plain},
                                    {"/DamagedRowsBeforeError", &PageCopier::plain},
                                    {"/JBIG2Globals", &PageCopier::data_stream},
                                    {"/ColorTransform", &PageCopier::plain}};
  return by_rules(source, kRules);
}

Handle PageCopier::data_stream(Handle source) {
  return raw_stream(source, {});
}

Handle PageCopier::font(Handle source) {
  static constexpr Rule kRules[] = {{"/Type", &PageCopier::plain},
                                    {"/Subtype", &PageCopier::plain},
                                    {"/BaseFont", &PageCopier::plain},
                                    {"/FirstChar", &PageCopier::plain},
                                    {"/LastChar", &PageCopier::plain},
                                    {"/Widths", &PageCopier::plain},
                                    {"/FontDescriptor", &PageCopier::descriptor},
                                    {"/Encoding", &PageCopier::encoding},
                                    {"/ToUnicode", &PageCopier::cmap},
                                    {"/DescendantFonts", &PageCopier::font_array},
                                    {"/CIDSystemInfo", &PageCopier::plain},
                                    {"/DW", &PageCopier::plain},
                                    {"/W", &PageCopier::plain},
                                    {"/DW2", &PageCopier::plain},
                                    {"/W2", &PageCopier::plain},
                                    {"/CIDToGIDMap", &PageCopier::cmap},
                                    {"/FontBBox", &PageCopier::plain},
                                    {"/FontMatrix", &PageCopier::plain}};
  if (!source.isDictionary()) {
    return Handle::newNull();
  }
  if (auto copy = known(source)) {
    return *copy;
  }
  Handle copy = indirect_dictionary(source, kRules);
  Handle subtype = source.getKey("/Subtype");
  if (subtype.isName() && subtype.getName() == "/Type3") {
    Handle own = source.getKey("/Resources");
    resource_scopes_.push_back(own.isDictionary() ? own : resource_scopes_.back());
    Used used;
    Handle procedures = source.getKey("/CharProcs");
    Handle copied = Handle::newDictionary();
    if (procedures.isDictionary()) {
      for (const std::string& name : procedures.getKeys()) {
        Handle procedure = procedures.getKey(name);
        if (procedure.isStream()) {
          copied.replaceKey(name, target_->newStream(rewrite(procedure, false, used)));
        }
      }
    }
    copy.replaceKey("/CharProcs", copied);
    copy.replaceKey("/Resources", resources(used, resource_scopes_.back()));
    resource_scopes_.pop_back();
  }
  return copy;
}

Handle PageCopier::font_array(Handle source) {
  std::vector<Handle> items;
  if (source.isArray()) {
    for (Handle& item : source.getArrayAsVector()) {
      items.push_back(font(item));
    }
  }
  return Handle::newArray(items);
}

Handle PageCopier::descriptor(Handle source) {
  static constexpr Rule kRules[] = {
      {"/Type", &PageCopier::plain},          {"/FontName", &PageCopier::plain},
      {"/Flags", &PageCopier::plain},         {"/FontBBox", &PageCopier::plain},
      {"/ItalicAngle", &PageCopier::plain},   {"/Ascent", &PageCopier::plain},
      {"/Descent", &PageCopier::plain},       {"/Leading", &PageCopier::plain},
      {"/CapHeight", &PageCopier::plain},     {"/XHeight", &PageCopier::plain},
      {"/StemV", &PageCopier::plain},         {"/StemH", &PageCopier::plain},
      {"/AvgWidth", &PageCopier::plain},      {"/MaxWidth", &PageCopier::plain},
      {"/MissingWidth", &PageCopier::plain},  {"/FontStretch", &PageCopier::plain},
      {"/FontWeight", &PageCopier::plain},    {"/FontFile", &PageCopier::font_file},
      {"/FontFile2", &PageCopier::font_file}, {"/FontFile3", &PageCopier::font_file}};
  return indirect_dictionary(source, kRules);
}

Handle PageCopier::font_file(Handle source) {
  static constexpr Rule kRules[] = {{"/Subtype", &PageCopier::plain},
                                    {"/Length1", &PageCopier::plain},
                                    {"/Length2", &PageCopier::plain},
                                    {"/Length3", &PageCopier::plain}};
  return raw_stream(source, kRules);
}

Handle PageCopier::encoding(Handle source) {
  if (source.isStream()) {
    return cmap(source);
  }
  if (source.isDictionary()) {
    static constexpr Rule kRules[] = {{"/Type", &PageCopier::plain},
                                      {"/BaseEncoding", &PageCopier::plain},
                                      {"/Differences", &PageCopier::plain}};
    return by_rules(source, kRules);
  }
  return plain(source);
}

Handle PageCopier::cmap(Handle source) {
  if (!source.isStream()) {
    return plain(source);
  }
  static constexpr Rule kRules[] = {{"/Type", &PageCopier::plain},
                                    {"/CMapName", &PageCopier::plain},
                                    {"/CIDSystemInfo", &PageCopier::plain},
                                    {"/WMode", &PageCopier::plain},
                                    {"/UseCMap", &PageCopier::cmap}};
  return raw_stream(source, kRules);
}

Handle PageCopier::group(Handle source) {
  static constexpr Rule kRules[] = {{"/Type", &PageCopier::plain},
                                    {"/S", &PageCopier::plain},
                                    {"/CS", &PageCopier::color_space},
                                    {"/I", &PageCopier::plain},
                                    {"/K", &PageCopier::plain}};
  return by_rules(source, kRules);
}

Handle PageCopier::form_or_image(Handle source) {
  if (!source.isStream()) {
    return Handle::newNull();
  }
  Handle dictionary = source.getDict();
  if (dictionary.hasKey("/OC") && !is_visible(dictionary.getKey("/OC"))) {
    refuse("the page has hidden layers");
    return Handle::newNull();
  }
  Handle subtype = dictionary.getKey("/Subtype");
  if (subtype.isName() && subtype.getName() == "/Image") {
    return image(source);
  }
  if (!subtype.isName() || subtype.getName() != "/Form") {
    return Handle::newNull();  // PostScript: no viewer shows it
  }
  static constexpr Rule kRules[] = {{"/Type", &PageCopier::plain},
                                    {"/Subtype", &PageCopier::plain},
                                    {"/FormType", &PageCopier::plain},
                                    {"/BBox", &PageCopier::plain},
                                    {"/Matrix", &PageCopier::plain},
                                    {"/Group", &PageCopier::group}};
  return content_stream(source, kRules);
}

// A form, pattern or glyph: contents with resources.
Handle PageCopier::content_stream(Handle source, std::span<const Rule> rules) {
  Handle dictionary = source.getDict();
  Handle own = dictionary.getKey("/Resources");
  // Without resources of its own a form uses those of whoever paints it, so its copy is not shared.
  const bool is_shareable = own.isDictionary();
  if (is_shareable) {
    if (auto copy = known(source)) {
      return *copy;
    }
  }
  if (depth_ > kMaxDepth) {
    refuse("forms are nested too deeply");
    return Handle::newNull();
  }
  Handle copy = target_->newStream();
  if (is_shareable) {
    remember(source, copy);
  }
  fill(copy.getDict(), dictionary, rules);
  ++depth_;
  resource_scopes_.push_back(is_shareable ? own : resource_scopes_.back());
  Used used;
  const std::string content = rewrite(source, false, used);
  Handle copied = resources(used, resource_scopes_.back());
  resource_scopes_.pop_back();
  --depth_;
  copy.getDict().replaceKey("/Resources", copied);
  copy.replaceStreamData(content, Handle::newNull(), Handle::newNull());
  return copy;
}

Handle PageCopier::image(Handle source) {
  static constexpr Rule kRules[] = {{"/Type", &PageCopier::plain},
                                    {"/Subtype", &PageCopier::plain},
                                    {"/Width", &PageCopier::plain},
                                    {"/Height", &PageCopier::plain},
                                    {"/ColorSpace", &PageCopier::color_space},
                                    {"/BitsPerComponent", &PageCopier::plain},
                                    {"/Intent", &PageCopier::plain},
                                    {"/ImageMask", &PageCopier::plain},
                                    {"/Mask", &PageCopier::image_mask},
                                    {"/Decode", &PageCopier::plain},
                                    {"/Interpolate", &PageCopier::plain},
                                    {"/SMask", &PageCopier::image_mask},
                                    {"/SMaskInData", &PageCopier::plain},
                                    {"/Matte", &PageCopier::plain}};
  Handle copy = raw_stream(source, kRules);
  if (!copy.isStream()) {
    return copy;
  }
  Handle dictionary = source.getDict();
  const std::string filter = only_filter(dictionary);
  const bool is_jpeg = has_filter(dictionary, "/DCTDecode") || has_filter(dictionary, "/DCT");
  const bool is_jpeg2000 = has_filter(dictionary, "/JPXDecode");
  if (!is_jpeg && !is_jpeg2000) {
    return copy;
  }
  if (filter == "several") {
    refuse("an image is compressed twice");
    return copy;
  }
  std::shared_ptr<Buffer> raw = source.getRawStreamData();
  const std::string bytes = to_string(*raw);
  auto stripped = is_jpeg ? strip_jpeg(bytes) : strip_jpeg2000(bytes);
  if (!stripped) {
    refuse("an image is damaged");
    return copy;
  }
  copy.replaceStreamData(*stripped,
                         plain(dictionary.getKey("/Filter")),
                         decode_parameters(dictionary.getKey("/DecodeParms")));
  return copy;
}

Handle PageCopier::image_mask(Handle source) {
  return source.isStream() ? image(source) : plain(source);
}

Handle PageCopier::state(Handle source) {
  static constexpr Rule kRules[] = {
      {"/Type", &PageCopier::plain},      {"/LW", &PageCopier::plain},
      {"/LC", &PageCopier::plain},        {"/LJ", &PageCopier::plain},
      {"/ML", &PageCopier::plain},        {"/D", &PageCopier::plain},
      {"/RI", &PageCopier::plain},        {"/OP", &PageCopier::plain},
      {"/op", &PageCopier::plain},        {"/OPM", &PageCopier::plain},
      {"/Font", &PageCopier::state_font}, {"/FL", &PageCopier::plain},
      {"/SM", &PageCopier::plain},        {"/SA", &PageCopier::plain},
      {"/BM", &PageCopier::plain},        {"/SMask", &PageCopier::soft_mask},
      {"/CA", &PageCopier::plain},        {"/ca", &PageCopier::plain},
      {"/AIS", &PageCopier::plain},       {"/TK", &PageCopier::plain},
      {"/TR", &PageCopier::transfer},     {"/TR2", &PageCopier::transfer}};
  return by_rules(source, kRules);
}

Handle PageCopier::state_font(Handle source) {
  if (!source.isArray() || source.getArrayNItems() != 2) {
    return Handle::newNull();
  }
  return Handle::newArray({font(source.getArrayItem(0)), plain(source.getArrayItem(1))});
}

Handle PageCopier::soft_mask(Handle source) {
  if (!source.isDictionary()) {
    return plain(source);
  }
  static constexpr Rule kRules[] = {{"/Type", &PageCopier::plain},
                                    {"/S", &PageCopier::plain},
                                    {"/G", &PageCopier::form_or_image},
                                    {"/BC", &PageCopier::plain},
                                    {"/TR", &PageCopier::transfer}};
  return by_rules(source, kRules);
}

Handle PageCopier::transfer(Handle source) {
  if (source.isArray()) {
    std::vector<Handle> items;
    for (Handle& item : source.getArrayAsVector()) {
      items.push_back(transfer(item));
    }
    return Handle::newArray(items);
  }
  return source.isName() ? plain(source) : function(source);
}

Handle PageCopier::pattern(Handle source) {
  if (source.isStream()) {
    static constexpr Rule kRules[] = {{"/Type", &PageCopier::plain},
                                      {"/PatternType", &PageCopier::plain},
                                      {"/PaintType", &PageCopier::plain},
                                      {"/TilingType", &PageCopier::plain},
                                      {"/BBox", &PageCopier::plain},
                                      {"/XStep", &PageCopier::plain},
                                      {"/YStep", &PageCopier::plain},
                                      {"/Matrix", &PageCopier::plain}};
    return content_stream(source, kRules);
  }
  static constexpr Rule kRules[] = {{"/Type", &PageCopier::plain},
                                    {"/PatternType", &PageCopier::plain},
                                    {"/Shading", &PageCopier::shading},
                                    {"/Matrix", &PageCopier::plain},
                                    {"/ExtGState", &PageCopier::state}};
  return by_rules(source, kRules);
}

Handle PageCopier::shading(Handle source) {
  static constexpr Rule kRules[] = {{"/ShadingType", &PageCopier::plain},
                                    {"/ColorSpace", &PageCopier::color_space},
                                    {"/Background", &PageCopier::plain},
                                    {"/BBox", &PageCopier::plain},
                                    {"/AntiAlias", &PageCopier::plain},
                                    {"/Domain", &PageCopier::plain},
                                    {"/Matrix", &PageCopier::plain},
                                    {"/Function", &PageCopier::function},
                                    {"/Coords", &PageCopier::plain},
                                    {"/Extend", &PageCopier::plain},
                                    {"/BitsPerCoordinate", &PageCopier::plain},
                                    {"/BitsPerComponent", &PageCopier::plain},
                                    {"/BitsPerFlag", &PageCopier::plain},
                                    {"/VerticesPerRow", &PageCopier::plain},
                                    {"/Decode", &PageCopier::plain}};
  return source.isStream() ? raw_stream(source, kRules) : by_rules(source, kRules);
}

Handle PageCopier::function(Handle source) {
  if (source.isArray()) {
    std::vector<Handle> items;
    for (Handle& item : source.getArrayAsVector()) {
      items.push_back(function(item));
    }
    return Handle::newArray(items);
  }
  static constexpr Rule kRules[] = {{"/FunctionType", &PageCopier::plain},
                                    {"/Domain", &PageCopier::plain},
                                    {"/Range", &PageCopier::plain},
                                    {"/Size", &PageCopier::plain},
                                    {"/BitsPerSample", &PageCopier::plain},
                                    {"/Order", &PageCopier::plain},
                                    {"/Encode", &PageCopier::plain},
                                    {"/Decode", &PageCopier::plain},
                                    {"/C0", &PageCopier::plain},
                                    {"/C1", &PageCopier::plain},
                                    {"/N", &PageCopier::plain},
                                    {"/Functions", &PageCopier::function},
                                    {"/Bounds", &PageCopier::plain}};
  if (source.isStream()) {
    return raw_stream(source, kRules);
  }
  return source.isDictionary() ? by_rules(source, kRules) : plain(source);
}

Handle PageCopier::color_space(Handle source) {
  if (source.isName()) {
    return plain(source);
  }
  if (!source.isArray() || source.getArrayNItems() == 0 || !source.getArrayItem(0).isName()) {
    return Handle::newNull();
  }
  if (auto copy = known(source)) {
    return *copy;
  }
  if (depth_ > kMaxDepth) {
    refuse("color spaces are nested too deeply");
    return Handle::newNull();
  }
  ++depth_;
  const std::string family = source.getArrayItem(0).getName();
  const int count = source.getArrayNItems();
  std::vector<Handle> items = {Handle::newName(family)};
  if (family == "/ICCBased" && count >= 2) {
    static constexpr Rule kRules[] = {{"/N", &PageCopier::plain},
                                      {"/Alternate", &PageCopier::color_space},
                                      {"/Range", &PageCopier::plain}};
    items.push_back(raw_stream(source.getArrayItem(1), kRules));
  } else if ((family == "/Indexed" || family == "/I") && count >= 4) {
    items.push_back(color_space(source.getArrayItem(1)));
    items.push_back(plain(source.getArrayItem(2)));
    Handle lookup = source.getArrayItem(3);
    items.push_back(lookup.isStream() ? data_stream(lookup) : plain(lookup));
  } else if ((family == "/Separation" || family == "/DeviceN") && count >= 4) {
    // What a colorant is called may itself be content.
    int spot = 0;
    auto renamed = [&spot](Handle name) {
      const bool is_kept = name.isName() && is_process_colorant(name.getName());
      return is_kept ? Handle::newName(name.getName())
                     : Handle::newName(fmt::format("/Spot{}", ++spot));
    };
    Handle names = source.getArrayItem(1);
    if (names.isArray()) {
      std::vector<Handle> list;
      for (Handle& name : names.getArrayAsVector()) {
        list.push_back(renamed(name));
      }
      items.push_back(Handle::newArray(list));
    } else {
      items.push_back(renamed(names));
    }
    items.push_back(color_space(source.getArrayItem(2)));
    items.push_back(function(source.getArrayItem(3)));
  } else if (family == "/Pattern" && count >= 2) {
    items.push_back(color_space(source.getArrayItem(1)));
  } else {  // CalGray, CalRGB, Lab, or a device space in brackets
    for (int i = 1; i < count; ++i) {
      items.push_back(plain(source.getArrayItem(i)));
    }
  }
  --depth_;
  Handle copy = Handle::newArray(items);
  if (source.isIndirect()) {
    copy = target_->makeIndirectObject(copy);
    remember(source, copy);
  }
  return copy;
}

Handle PageCopier::copy_resource(ResourceKind kind, Handle source) {
  switch (kind) {
    case ResourceKind::font: return font(source);
    case ResourceKind::form_or_image: return form_or_image(source);
    case ResourceKind::state: return state(source);
    case ResourceKind::color_space: return color_space(source);
    case ResourceKind::pattern: return pattern(source);
    case ResourceKind::shading: return shading(source);
  }
  return Handle::newNull();
}

std::string PageCopier::rewrite(Handle contents, bool is_page, Used& used) {
  ContentRewriter rewriter(*this, used);
  if (is_page) {
    contents.parsePageContents(&rewriter);
  } else {
    contents.parseAsContents(&rewriter);
  }
  return rewriter.take();
}

Handle PageCopier::resources(const Used& used, Handle source) {
  Handle copy = Handle::newDictionary();
  if (!source.isDictionary()) {
    return copy;
  }
  for (const auto& [kind, names] : used) {
    Handle from = source.getKey(resource_key(kind));
    Handle to = Handle::newDictionary();
    for (const auto& [old_name, new_name] : names) {
      Handle resource = from.isDictionary() ? from.getKey(old_name) : Handle::newNull();
      Handle copied = resource.isNull() ? resource : copy_resource(kind, resource);
      if (!copied.isNull()) {
        to.replaceKey(new_name, copied);
      } else if (kind == ResourceKind::font) {
        refuse("a font is missing");
      }
    }
    copy.replaceKey(resource_key(kind), to);
  }
  // Used without being named.
  Handle spaces = source.getKey("/ColorSpace");
  for (const char* name : {"/DefaultGray", "/DefaultRGB", "/DefaultCMYK"}) {
    if (spaces.isDictionary() && spaces.hasKey(name)) {
      if (!copy.hasKey("/ColorSpace")) {
        copy.replaceKey("/ColorSpace", Handle::newDictionary());
      }
      copy.getKey("/ColorSpace").replaceKey(name, color_space(spaces.getKey(name)));
    }
  }
  return copy;
}

// What draws the annotations as a viewer shows them, with their appearances among the resources.
std::string PageCopier::annotations(Handle page, Used& used, Handle target_resources) {
  Handle list = page.getKey("/Annots");
  if (!list.isArray()) {
    return "";
  }
  std::string out;
  const QPDFPageObjectHelper helper(page);
  Handle rotate = QPDFPageObjectHelper(page).getAttribute("/Rotate", false);
  const int rotation = rotate.isInteger() ? static_cast<int>(rotate.getIntValue()) : 0;
  for (Handle& item : list.getArrayAsVector()) {
    if (!item.isDictionary()) {
      continue;
    }
    QPDFAnnotationObjectHelper annotation(item);
    const std::string subtype = annotation.getSubtype();
    if (subtype == "/Popup" || (annotation.getFlags() & (an_hidden | an_no_view)) != 0) {
      continue;
    }
    if (item.hasKey("/OC") && !is_visible(item.getKey("/OC"))) {
      continue;
    }
    Handle appearance = annotation.getAppearanceStream("/N");
    const bool is_field = subtype == "/Widget";
    if (!appearance.isStream()) {
      const bool is_empty = subtype == "/Link" || (is_field && !item.hasKey("/V") &&
                                                   !item.hasKey("/MK") && !item.hasKey("/Parent"));
      // A field in a state without an appearance, such as a box that is not ticked.
      const bool is_off = is_field && item.hasKey("/AS") && item.hasKey("/AP");
      if (!is_empty && !is_off) {
        refuse("an annotation has no appearance");
      }
      continue;
    }
    if (is_field && needs_appearances_) {
      refuse("a form field has no current appearance");
      continue;
    }
    if ((annotation.getFlags() & (an_no_rotate | an_no_zoom)) != 0 && rotation != 0) {
      refuse("an annotation does not turn with its page");
      continue;
    }
    if (blends_unusually(appearance)) {
      refuse("an annotation is blended with the page");
      continue;
    }
    auto& forms = used[ResourceKind::form_or_image];
    const std::string name = fmt::format("/A{}", forms.size() + 1);
    const std::string content = annotation.getPageContentForAppearance(name, rotation);
    if (content.empty()) {
      continue;
    }
    Handle copy = form_or_image(appearance);
    if (!copy.isStream()) {
      continue;
    }
    forms.emplace(name, name);
    Handle xobjects = target_resources.getKey("/XObject");
    if (!xobjects.isDictionary()) {
      xobjects = Handle::newDictionary();
      target_resources.replaceKey("/XObject", xobjects);
    }
    xobjects.replaceKey(name, copy);
    out += content;
  }
  return out;
}

base::Result<Handle> PageCopier::copy_page(Handle page) {
  refusal_.reset();
  depth_ = 0;
  QPDFPageObjectHelper helper(page);
  Handle source_resources = helper.getAttribute("/Resources", false);
  if (!source_resources.isDictionary()) {
    source_resources = Handle::newDictionary();
  }
  resource_scopes_.assign(1, source_resources);

  Used used;
  std::string content = rewrite(page, true, used);
  Handle copied = resources(used, source_resources);
  const std::string appearances = annotations(page, used, copied);
  if (!appearances.empty()) {
    content = "q\n" + content + "\nQ\n" + appearances;
  }
  if (refusal_) {
    return *refusal_;
  }

  Handle out = Handle::newDictionary();
  out.replaceKey("/Type", Handle::newName("/Page"));
  const QPDFObjectHandle::Rectangle media =
      helper.getAttribute("/MediaBox", false).getArrayAsRectangle();
  QPDFObjectHandle::Rectangle shown = media;
  Handle crop = helper.getAttribute("/CropBox", false);
  if (crop.isRectangle()) {
    const QPDFObjectHandle::Rectangle box = crop.getArrayAsRectangle();
    shown = {std::max(media.llx, box.llx),
             std::max(media.lly, box.lly),
             std::min(media.urx, box.urx),
             std::min(media.ury, box.ury)};
  }
  if (!(shown.urx > shown.llx) || !(shown.ury > shown.lly)) {
    return Error{ErrorCode::unsupported, "the page has no area"};
  }
  // One box only: what lies outside of it is not shown and must not be found.
  Handle box = Handle::newArray();
  for (const double edge : {shown.llx, shown.lly, shown.urx, shown.ury}) {
    box.appendItem(Handle::newReal(pdf_number(edge)));
  }
  out.replaceKey("/MediaBox", box);
  Handle rotate = helper.getAttribute("/Rotate", false);
  if (rotate.isInteger() && rotate.getIntValue() % 360 != 0) {
    out.replaceKey("/Rotate", Handle::newInteger((rotate.getIntValue() % 360 + 360) % 360));
  }
  Handle unit = page.getKey("/UserUnit");
  if (unit.isNumber()) {
    out.replaceKey("/UserUnit", plain(unit));
  }
  // Blend modes look different against a page that is no group.
  Handle page_group = page.getKey("/Group");
  if (page_group.isDictionary()) {
    out.replaceKey("/Group", group(page_group));
  }
  out.replaceKey("/Resources", copied);
  out.replaceKey("/Contents", target_->newStream(content));
  if (refusal_) {
    return *refusal_;
  }
  return target_->makeIndirectObject(out);
}

}  // namespace vaughn::pdf
