// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/detail/pdf_file.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <numeric>
#include <utility>

#include "base/hash.h"
#include "base/text.h"
#include "sample/detail/deflate.h"
#include "sample/detail/win_ansi.h"

namespace vaughn::sample {
namespace {

// ISO 32000-1, 7.6.3.3, algorithm 2, step a.
constexpr std::string_view kPadding(
    "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08"
    "\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A",
    32);
constexpr std::size_t kKeyBytes = 5;
constexpr std::int32_t kPermissions = -44;  // print and copy

base::Bytes md5(base::BytesView bytes) {
  auto digest = base::from_hex(base::md5_hex(bytes));
  base::check(digest.has_value(), "MD5 in hex is hex");
  return *digest;
}

base::Bytes rc4(base::BytesView key, base::BytesView bytes) {
  std::array<std::uint8_t, 256> s{};
  std::iota(s.begin(), s.end(), std::uint8_t{0});
  std::size_t j = 0;
  for (std::size_t i = 0; i < 256; ++i) {
    j = (j + s[i] + static_cast<unsigned char>(key[i % key.size()])) % 256;
    std::swap(s[i], s[j]);
  }
  base::Bytes out;
  std::size_t i = 0;
  j = 0;
  for (const char c : bytes) {
    i = (i + 1) % 256;
    j = (j + s[i]) % 256;
    std::swap(s[i], s[j]);
    const std::size_t at = static_cast<std::size_t>(s[i] + s[j]) % 256;
    out += static_cast<char>(static_cast<unsigned char>(c) ^ s[at]);
  }
  return out;
}

base::Bytes little_endian(std::uint32_t value, std::size_t count) {
  base::Bytes out;
  for (std::size_t i = 0; i < count; ++i) {
    out += static_cast<char>((value >> (8 * i)) & 0xFF);
  }
  return out;
}

std::string hex_string(base::BytesView bytes) {
  return "<" + base::to_hex(bytes) + ">";
}

std::string literal(base::BytesView bytes) {
  std::string out = "(";
  for (const char c : bytes) {
    if (c == '(' || c == ')' || c == '\\') {
      out += '\\';
    }
    out += c;
  }
  return out + ")";
}

// "D:20221014093000Z"
std::string pdf_date(base::Instant instant) {
  std::string digits;
  for (const char c : base::to_string(instant)) {
    if (c >= '0' && c <= '9') {
      digits += c;
    }
  }
  return "D:" + digits + "Z";
}

class Writer {
 public:
  Writer(base::BytesView identity, const std::string& password) {
    id_ = md5(identity);
    if (!password.empty()) {
      const auto padded = [](std::string_view text) {
        return (base::Bytes(text) + base::Bytes(kPadding)).substr(0, 32);
      };
      owner_ = rc4(md5(padded(password + "-owner")).substr(0, kKeyBytes), padded(password));
      key_ = md5(padded(password) + owner_ +
                 little_endian(static_cast<std::uint32_t>(kPermissions), 4) + id_)
                 .substr(0, kKeyBytes);
      user_ = rc4(key_, kPadding);
    }
  }

  int reserve() {
    bodies_.emplace_back();
    return static_cast<int>(bodies_.size());
  }
  void set(int number, base::Bytes body) {
    bodies_[static_cast<std::size_t>(number - 1)] = std::move(body);
  }
  int add(base::Bytes body) {
    const int number = reserve();
    set(number, std::move(body));
    return number;
  }
  int add_stream(const std::string& entries, base::BytesView data) {
    const int number = reserve();
    const base::Bytes packed = encrypted(number, zlib_compress(data));
    set(number,
        fmt::format("<<{} /Filter /FlateDecode /Length {}>>\nstream\n", entries, packed.size()) +
            packed + "\nendstream");
    return number;
  }
  // A text string within object `number`.
  std::string text(int number, std::string_view utf8) const {
    return key_.empty() ? literal(to_win_ansi(utf8))
                        : hex_string(encrypted(number, to_win_ansi(utf8)));
  }

  base::Bytes finish(int catalog, int info) {
    int encrypt = 0;
    if (!key_.empty()) {
      encrypt = add(fmt::format("<</Filter /Standard /V 1 /R 2 /Length 40 /P {} /O {} /U {}>>",
                                kPermissions,
                                hex_string(owner_),
                                hex_string(user_)));
    }
    base::Bytes out = "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n";
    std::string table = fmt::format("xref\n0 {}\n0000000000 65535 f \n", bodies_.size() + 1);
    for (std::size_t i = 0; i < bodies_.size(); ++i) {
      table += fmt::format("{:010} 00000 n \n", out.size());
      out += fmt::format("{} 0 obj\n", i + 1) + bodies_[i] + "\nendobj\n";
    }
    const std::size_t start = out.size();
    out += table +
           fmt::format(
               "trailer\n<</Size {} /Root {} 0 R /Info {} 0 R", bodies_.size() + 1, catalog, info);
    if (encrypt != 0) {
      out += fmt::format(" /Encrypt {} 0 R", encrypt);
    }
    const std::string id = hex_string(id_);
    return out + fmt::format(" /ID [{} {}]>>\nstartxref\n{}\n%%EOF\n", id, id, start);
  }

 private:
  // Algorithm 1.
  base::Bytes encrypted(int number, base::Bytes bytes) const {
    if (key_.empty()) {
      return bytes;
    }
    const auto id = static_cast<std::uint32_t>(number);
    const base::Bytes key = md5(key_ + little_endian(id, 3) + little_endian(0, 2));
    return rc4(key.substr(0, kKeyBytes + 5), bytes);
  }

  std::vector<base::Bytes> bodies_{};
  base::Bytes id_{};
  base::Bytes key_{};
  base::Bytes owner_{};
  base::Bytes user_{};
};

int add_info(Writer& writer, const Doc& doc, std::string_view producer) {
  const int info = writer.reserve();
  writer.set(info,
             fmt::format("<</Title {} /Author {} /CreationDate {} /Producer {}>>",
                         writer.text(info, doc.title),
                         writer.text(info, doc.author),
                         writer.text(info, pdf_date(doc.created)),
                         writer.text(info, producer)));
  return info;
}

base::Bytes page_content(const Layout& layout, int page, const PdfOptions& options) {
  base::Bytes out;
  for (const PlacedRule& rule : layout.rules) {
    if (rule.page == page) {
      out += fmt::format(
          "0.5 w {:.2f} {:.2f} m {:.2f} {:.2f} l S\n", rule.x0, rule.y0, rule.x1, rule.y1);
    }
  }
  for (const PlacedLine& line : layout.lines) {
    if (line.page == page) {
      out += fmt::format("BT /{} {:.1f} Tf {:.2f} {:.2f} Td ",
                         line.is_bold ? "F2" : "F1",
                         line.size,
                         line.x,
                         line.y);
      out += literal(to_win_ansi(line.text)) + " Tj ET\n";
    }
  }
  for (const std::string& words : options.painted_over) {
    for (const FoundBox& found : boxes_of(layout, words)) {
      if (found.page == page) {
        out += fmt::format("0 g {:.2f} {:.2f} {:.2f} {:.2f} re f\n",
                           found.box.x0,
                           found.box.y0,
                           found.box.width(),
                           found.box.height());
      }
    }
  }
  return out;
}

std::string kids(const std::vector<int>& pages) {
  std::string out;
  for (const int page : pages) {
    out += fmt::format("{} 0 R ", page);
  }
  return out;
}

}  // namespace

base::Bytes to_pdf(const Doc& doc, const PdfOptions& options) {
  const Layout layout = lay_out(doc);
  base::Bytes identity = doc.title + doc.author + base::to_string(doc.created);
  for (const PlacedLine& line : layout.lines) {
    identity += line.text;
  }
  Writer writer(identity, options.password);
  const int catalog = writer.reserve();
  const int tree = writer.reserve();
  const int regular =
      writer.add("<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>");
  const int bold = writer.add(
      "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding>>");
  std::vector<int> pages;
  for (int page = 1; page <= layout.page_count; ++page) {
    const int content = writer.add_stream("", page_content(layout, page, options));
    pages.push_back(writer.add(
        fmt::format("<</Type /Page /Parent {} 0 R /MediaBox [0 0 612 792] /Contents {} 0 R "
                    "/Resources <</Font <</F1 {} 0 R /F2 {} 0 R>>>>>>",
                    tree,
                    content,
                    regular,
                    bold)));
  }
  writer.set(tree, fmt::format("<</Type /Pages /Count {} /Kids [{}]>>", pages.size(), kids(pages)));
  writer.set(catalog, fmt::format("<</Type /Catalog /Pages {} 0 R>>", tree));
  return writer.finish(catalog, add_info(writer, doc, "Deskwriter 9.2"));
}

base::Bytes to_scanned_pdf(const std::vector<Bitmap>& bitmaps, int dpi, const Doc& described) {
  Writer writer(described.title + base::to_string(described.created), {});
  const int catalog = writer.reserve();
  const int tree = writer.reserve();
  std::vector<int> pages;
  for (const Bitmap& bitmap : bitmaps) {
    const int image = writer.add_stream(
        fmt::format("/Type /XObject /Subtype /Image /Width {} /Height {} /BitsPerComponent 1 "
                    "/ColorSpace /DeviceGray /Decode [1 0]",
                    bitmap.width,
                    bitmap.height),
        packed_bits(bitmap));
    const double width = bitmap.width * 72.0 / dpi;
    const double height = bitmap.height * 72.0 / dpi;
    const int content =
        writer.add_stream("", fmt::format("q {:.2f} 0 0 {:.2f} 0 0 cm /Im Do Q\n", width, height));
    pages.push_back(writer.add(
        fmt::format("<</Type /Page /Parent {} 0 R /MediaBox [0 0 {:.2f} {:.2f}] /Contents {} 0 R "
                    "/Resources <</XObject <</Im {} 0 R>>>>>>",
                    tree,
                    width,
                    height,
                    content,
                    image)));
  }
  writer.set(tree, fmt::format("<</Type /Pages /Count {} /Kids [{}]>>", pages.size(), kids(pages)));
  writer.set(catalog, fmt::format("<</Type /Catalog /Pages {} 0 R>>", tree));
  Doc device;
  device.title = "Scan";
  device.author = "MFP-3F-WEST";
  device.created = described.created;
  return writer.finish(catalog, add_info(writer, device, "Copier scan-to-file"));
}

}  // namespace vaughn::sample
