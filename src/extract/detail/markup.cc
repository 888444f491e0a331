// SPDX-License-Identifier: AGPL-3.0-or-later
#include "extract/detail/markup.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/text.h"

namespace vaughn::extract {
namespace {

constexpr auto kEnd = std::string_view::npos;

struct Entity {
  std::string_view name;
  char32_t code_point;
};

// The entities of HTML 4 in byte order, so that they can be searched by halves.
constexpr std::array kEntities{
    Entity{"AElig", 198},   Entity{"Aacute", 193},   Entity{"Acirc", 194},
    Entity{"Agrave", 192},  Entity{"Alpha", 913},    Entity{"Aring", 197},
    Entity{"Atilde", 195},  Entity{"Auml", 196},     Entity{"Beta", 914},
    Entity{"Ccedil", 199},  Entity{"Chi", 935},      Entity{"Dagger", 8225},
    Entity{"Delta", 916},   Entity{"ETH", 208},      Entity{"Eacute", 201},
    Entity{"Ecirc", 202},   Entity{"Egrave", 200},   Entity{"Epsilon", 917},
    Entity{"Eta", 919},     Entity{"Euml", 203},     Entity{"Gamma", 915},
    Entity{"Iacute", 205},  Entity{"Icirc", 206},    Entity{"Igrave", 204},
    Entity{"Iota", 921},    Entity{"Iuml", 207},     Entity{"Kappa", 922},
    Entity{"Lambda", 923},  Entity{"Mu", 924},       Entity{"Ntilde", 209},
    Entity{"Nu", 925},      Entity{"OElig", 338},    Entity{"Oacute", 211},
    Entity{"Ocirc", 212},   Entity{"Ograve", 210},   Entity{"Omega", 937},
    Entity{"Omicron", 927}, Entity{"Oslash", 216},   Entity{"Otilde", 213},
    Entity{"Ouml", 214},    Entity{"Phi", 934},      Entity{"Pi", 928},
    Entity{"Prime", 8243},  Entity{"Psi", 936},      Entity{"Rho", 929},
    Entity{"Scaron", 352},  Entity{"Sigma", 931},    Entity{"THORN", 222},
    Entity{"Tau", 932},     Entity{"Theta", 920},    Entity{"Uacute", 218},
    Entity{"Ucirc", 219},   Entity{"Ugrave", 217},   Entity{"Upsilon", 933},
    Entity{"Uuml", 220},    Entity{"Xi", 926},       Entity{"Yacute", 221},
    Entity{"Yuml", 376},    Entity{"Zeta", 918},     Entity{"aacute", 225},
    Entity{"acirc", 226},   Entity{"acute", 180},    Entity{"aelig", 230},
    Entity{"agrave", 224},  Entity{"alefsym", 8501}, Entity{"alpha", 945},
    Entity{"amp", 38},      Entity{"and", 8743},     Entity{"ang", 8736},
    Entity{"apos", 39},     Entity{"aring", 229},    Entity{"asymp", 8776},
    Entity{"atilde", 227},  Entity{"auml", 228},     Entity{"bdquo", 8222},
    Entity{"beta", 946},    Entity{"brvbar", 166},   Entity{"bull", 8226},
    Entity{"cap", 8745},    Entity{"ccedil", 231},   Entity{"cedil", 184},
    Entity{"cent", 162},    Entity{"chi", 967},      Entity{"circ", 710},
    Entity{"clubs", 9827},  Entity{"cong", 8773},    Entity{"copy", 169},
    Entity{"crarr", 8629},  Entity{"cup", 8746},     Entity{"curren", 164},
    Entity{"dArr", 8659},   Entity{"dagger", 8224},  Entity{"darr", 8595},
    Entity{"deg", 176},     Entity{"delta", 948},    Entity{"diams", 9830},
    Entity{"divide", 247},  Entity{"eacute", 233},   Entity{"ecirc", 234},
    Entity{"egrave", 232},  Entity{"empty", 8709},   Entity{"emsp", 8195},
    Entity{"ensp", 8194},   Entity{"epsilon", 949},  Entity{"equiv", 8801},
    Entity{"eta", 951},     Entity{"eth", 240},      Entity{"euml", 235},
    Entity{"euro", 8364},   Entity{"exist", 8707},   Entity{"fnof", 402},
    Entity{"forall", 8704}, Entity{"frac12", 189},   Entity{"frac14", 188},
    Entity{"frac34", 190},  Entity{"frasl", 8260},   Entity{"gamma", 947},
    Entity{"ge", 8805},     Entity{"gt", 62},        Entity{"hArr", 8660},
    Entity{"harr", 8596},   Entity{"hearts", 9829},  Entity{"hellip", 8230},
    Entity{"iacute", 237},  Entity{"icirc", 238},    Entity{"iexcl", 161},
    Entity{"igrave", 236},  Entity{"image", 8465},   Entity{"infin", 8734},
    Entity{"int", 8747},    Entity{"iota", 953},     Entity{"iquest", 191},
    Entity{"isin", 8712},   Entity{"iuml", 239},     Entity{"kappa", 954},
    Entity{"lArr", 8656},   Entity{"lambda", 955},   Entity{"lang", 9001},
    Entity{"laquo", 171},   Entity{"larr", 8592},    Entity{"lceil", 8968},
    Entity{"ldquo", 8220},  Entity{"le", 8804},      Entity{"lfloor", 8970},
    Entity{"lowast", 8727}, Entity{"loz", 9674},     Entity{"lrm", 8206},
    Entity{"lsaquo", 8249}, Entity{"lsquo", 8216},   Entity{"lt", 60},
    Entity{"macr", 175},    Entity{"mdash", 8212},   Entity{"micro", 181},
    Entity{"middot", 183},  Entity{"minus", 8722},   Entity{"mu", 956},
    Entity{"nabla", 8711},  Entity{"nbsp", 160},     Entity{"ndash", 8211},
    Entity{"ne", 8800},     Entity{"ni", 8715},      Entity{"not", 172},
    Entity{"notin", 8713},  Entity{"nsub", 8836},    Entity{"ntilde", 241},
    Entity{"nu", 957},      Entity{"oacute", 243},   Entity{"ocirc", 244},
    Entity{"oelig", 339},   Entity{"ograve", 242},   Entity{"oline", 8254},
    Entity{"omega", 969},   Entity{"omicron", 959},  Entity{"oplus", 8853},
    Entity{"or", 8744},     Entity{"ordf", 170},     Entity{"ordm", 186},
    Entity{"oslash", 248},  Entity{"otilde", 245},   Entity{"otimes", 8855},
    Entity{"ouml", 246},    Entity{"para", 182},     Entity{"part", 8706},
    Entity{"permil", 8240}, Entity{"perp", 8869},    Entity{"phi", 966},
    Entity{"pi", 960},      Entity{"piv", 982},      Entity{"plusmn", 177},
    Entity{"pound", 163},   Entity{"prime", 8242},   Entity{"prod", 8719},
    Entity{"prop", 8733},   Entity{"psi", 968},      Entity{"quot", 34},
    Entity{"rArr", 8658},   Entity{"radic", 8730},   Entity{"rang", 9002},
    Entity{"raquo", 187},   Entity{"rarr", 8594},    Entity{"rceil", 8969},
    Entity{"rdquo", 8221},  Entity{"real", 8476},    Entity{"reg", 174},
    Entity{"rfloor", 8971}, Entity{"rho", 961},      Entity{"rlm", 8207},
    Entity{"rsaquo", 8250}, Entity{"rsquo", 8217},   Entity{"sbquo", 8218},
    Entity{"scaron", 353},  Entity{"sdot", 8901},    Entity{"sect", 167},
    Entity{"shy", 173},     Entity{"sigma", 963},    Entity{"sigmaf", 962},
    Entity{"sim", 8764},    Entity{"spades", 9824},  Entity{"sub", 8834},
    Entity{"sube", 8838},   Entity{"sum", 8721},     Entity{"sup", 8835},
    Entity{"sup1", 185},    Entity{"sup2", 178},     Entity{"sup3", 179},
    Entity{"supe", 8839},   Entity{"szlig", 223},    Entity{"tau", 964},
    Entity{"there4", 8756}, Entity{"theta", 952},    Entity{"thetasym", 977},
    Entity{"thinsp", 8201}, Entity{"thorn", 254},    Entity{"tilde", 732},
    Entity{"times", 215},   Entity{"trade", 8482},   Entity{"uArr", 8657},
    Entity{"uacute", 250},  Entity{"uarr", 8593},    Entity{"ucirc", 251},
    Entity{"ugrave", 249},  Entity{"uml", 168},      Entity{"upsih", 978},
    Entity{"upsilon", 965}, Entity{"uuml", 252},     Entity{"weierp", 8472},
    Entity{"xi", 958},      Entity{"yacute", 253},   Entity{"yen", 165},
    Entity{"yuml", 255},    Entity{"zeta", 950},     Entity{"zwj", 8205},
    Entity{"zwnj", 8204}};

constexpr bool entities_are_in_order() {
  for (std::size_t i = 1; i < kEntities.size(); ++i) {
    if (!(kEntities[i - 1].name < kEntities[i].name)) {
      return false;
    }
  }
  return true;
}
static_assert(entities_are_in_order());

// What browsers show for &#128; to &#159;, which people write meaning windows-1252.
constexpr std::array<char32_t, 32> kWindows1252{
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
}

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::string local_name(std::string_view name, Markup markup) {
  if (markup == Markup::html) {
    return base::ascii_lower(name);
  }
  const auto colon = name.rfind(':');
  return std::string(colon == kEnd ? name : name.substr(colon + 1));
}

// Position of "</name" in any case, from `from` on.
std::size_t find_end_tag(std::string_view bytes, std::string_view name, std::size_t from) {
  for (auto i = bytes.find("</", from); i != kEnd; i = bytes.find("</", i + 2)) {
    if (base::starts_with_no_case(bytes.substr(i + 2), name)) {
      return i;
    }
  }
  return kEnd;
}

// The number between "&#" and ";", or 0.
char32_t numeric_entity(std::string_view digits) {
  int radix = 10;
  if (digits.starts_with('x') || digits.starts_with('X')) {
    digits.remove_prefix(1);
    radix = 16;
  }
  std::uint32_t value = 0;
  const auto [end, status] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, radix);
  if (status != std::errc{} || end != digits.data() + digits.size()) {
    return 0;
  }
  if (value >= 0x80 && value < 0xA0) {
    return kWindows1252.at(value - 0x80);
  }
  const bool is_character = value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
  return is_character ? value : 0xFFFD;
}

}  // namespace

void append_utf8(std::string& out, char32_t code_point) {
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | (code_point >> 6));
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | (code_point >> 12));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | (code_point >> 18));
    put(0x80 | ((code_point >> 12) & 0x3F));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

std::string decode_entities(std::string_view raw, Markup markup) {
  std::string out;
  out.reserve(raw.size());
  std::size_t i = 0;
  while (i < raw.size()) {
    const auto start = raw.find('&', i);
    out.append(raw.substr(i, start == kEnd ? kEnd : start - i));
    if (start == kEnd) {
      break;
    }
    std::size_t end = start + 1;
    if (end < raw.size() && raw[end] == '#') {
      ++end;
    }
    while (end < raw.size() && end - start < 12 && is_alphanumeric(raw[end])) {
      ++end;
    }
    const auto name = raw.substr(start + 1, end - start - 1);
    const bool is_ended = end < raw.size() && raw[end] == ';';
    char32_t code_point = 0;
    if (name.starts_with('#')) {
      code_point = numeric_entity(name.substr(1));
    } else if (is_ended ||
               (markup == Markup::html && (name == "nbsp" || name == "amp" || name == "lt" ||
                                           name == "gt" || name == "quot"))) {
      const auto* found = std::ranges::lower_bound(kEntities, name, {}, &Entity::name);
      const bool is_known = found != kEntities.end() && found->name == name;
      const bool is_xml =
          name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos";
      if (is_known && (markup == Markup::html || is_xml)) {
        code_point = found->code_point;
      }
    }
    if (code_point == 0) {
      out.push_back('&');
      i = start + 1;
      continue;
    }
    append_utf8(out, code_point);
    i = is_ended ? end + 1 : end;
  }
  return out;
}

std::string text_of(const Token& token, Markup markup) {
  return token.is_literal ? std::string(token.raw) : decode_entities(token.raw, markup);
}

std::optional<std::string> attribute(const Token& token, std::string_view name, Markup markup) {
  std::optional<std::string> found;
  for_each_attribute(token.attributes, [&](std::string_view written, std::string_view value) {
    if (found) {
      return;
    }
    if (markup == Markup::xml) {
      const auto colon = written.rfind(':');
      if ((colon == kEnd ? written : written.substr(colon + 1)) != name) {
        return;
      }
    } else if (written.size() != name.size() || !base::starts_with_no_case(written, name)) {
      return;
    }
    found = decode_entities(value, markup);
  });
  return found;
}

void MarkupReader::take_text(Token& token, std::size_t end) {
  token.kind = Token::Kind::text;
  token.raw = bytes_.substr(position_, end == kEnd ? kEnd : end - position_);
  token.is_literal = false;
  position_ = end == kEnd ? bytes_.size() : end;
}

bool MarkupReader::next(Token& token) {
  if (position_ >= bytes_.size()) {
    return false;
  }
  if (!raw_text_element_.empty()) {
    const auto end = find_end_tag(bytes_, std::exchange(raw_text_element_, {}), position_);
    if (end != position_) {
      take_text(token, end);
      token.is_literal = true;
      return true;
    }
  }
  if (bytes_[position_] != '<') {
    take_text(token, bytes_.find('<', position_));
    return true;
  }
  const char after = position_ + 1 < bytes_.size() ? bytes_[position_ + 1] : '\0';
  if (after == '!' || after == '?') {
    return read_declaration(token);
  }
  const char name_start =
      after == '/' && position_ + 2 < bytes_.size() ? bytes_[position_ + 2] : after;
  if (!is_name_start(name_start)) {
    take_text(token, bytes_.find('<', position_ + 1));
    return true;
  }
  return read_tag(token);
}

bool MarkupReader::read_declaration(Token& token) {
  const auto rest = bytes_.substr(position_);
  if (rest.starts_with("<![CDATA[")) {
    const auto end = bytes_.find("]]>", position_);
    token.kind = Token::Kind::text;
    token.is_literal = true;
    token.raw = bytes_.substr(position_ + 9, end == kEnd ? kEnd : end - position_ - 9);
    position_ = end == kEnd ? bytes_.size() : end + 3;
    return true;
  }
  const bool is_comment = rest.starts_with("<!--");
  const std::string_view closing = is_comment ? "-->" : ">";
  // "<!-->" is a whole comment to browsers.
  auto end = bytes_.find(closing, position_ + (is_comment ? 2 : 1));
  if (end == kEnd && is_comment) {
    end = bytes_.find('>', position_);
  }
  token.kind = Token::Kind::declaration;
  token.raw = bytes_.substr(position_ + 1, end == kEnd ? kEnd : end - position_ - 1);
  position_ = end == kEnd ? bytes_.size() : end + closing.size();
  position_ = std::min(position_, bytes_.size());
  return true;
}

bool MarkupReader::read_tag(Token& token) {
  const auto start = position_;
  std::size_t i = start + 1;
  const bool is_end = bytes_[i] == '/';
  i += is_end ? 1 : 0;
  const auto name_start = i;
  while (i < bytes_.size() && bytes_[i] != '>' && bytes_[i] != '/' && !is_markup_space(bytes_[i])) {
    ++i;
  }
  const auto name = bytes_.substr(name_start, i - name_start);
  const auto attributes_start = i;
  char quote = '\0';
  char before = '\0';  // the last character that is not space: only after "=" a quote is one
  for (; i < bytes_.size(); ++i) {
    const char c = bytes_[i];
    if (quote != '\0') {
      quote = c == quote ? '\0' : quote;
    } else if (c == '>') {
      break;
    } else if ((c == '"' || c == '\'') && before == '=') {
      quote = c;
    }
    if (!is_markup_space(c)) {
      before = c;
    }
  }
  if (i >= bytes_.size()) {
    // Never closed: all that is left is text, and is looked at only once.
    take_text(token, kEnd);
    return true;
  }
  token.kind = is_end ? Token::Kind::end : Token::Kind::start;
  token.name = local_name(name, markup_);
  token.attributes = bytes_.substr(attributes_start, i - attributes_start);
  token.is_closed = !is_end && token.attributes.ends_with('/');
  position_ = i + 1;
  if (markup_ == Markup::html && !is_end && (token.name == "script" || token.name == "style")) {
    raw_text_element_ = token.name;
  }
  return true;
}

void MarkupReader::skip_element(const Token& start) {
  if (start.is_closed) {
    return;
  }
  const std::string name = start.name;
  Token token;
  for (int depth = 1; depth > 0 && next(token);) {
    if (token.kind == Token::Kind::start && token.name == name && !token.is_closed) {
      ++depth;
    } else if (token.kind == Token::Kind::end && token.name == name) {
      --depth;
    }
  }
}

}  // namespace vaughn::extract
