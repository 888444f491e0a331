// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <map>
#include <set>

#include <qpdf/QPDFPageDocumentHelper.hh>

#include "base/text.h"
#include "pdf/conformance.h"
#include "pdf/detail/qpdf_archive.h"
#include "pdf/detail/qpdf_guard.h"

namespace vaughn::pdf {

namespace {

using base::Result;
using Handle = QPDFObjectHandle;

// Forms in forms in forms: a file made to hurt.
constexpr int kMaxForms = 8;

bool has_font_file(Handle descriptor) {
  return descriptor.isDictionary() &&
         (descriptor.hasKey("/FontFile") || descriptor.hasKey("/FontFile2") ||
          descriptor.hasKey("/FontFile3"));
}

std::string name_of(Handle value) {
  return value.isName() ? value.getName().substr(1) : std::string();
}

std::string without_subset_tag(std::string name) {
  const bool has_tag =
      name.size() > 7 && name[6] == '+' &&
      std::all_of(name.begin(), name.begin() + 6, [](char c) { return c >= 'A' && c <= 'Z'; });
  return has_tag ? name.substr(7) : name;
}

class Reader {
 public:
  void read_page(Handle page, int number) {
    images_ = false;
    seen_.clear();
    read_resources(page.getKey("/Resources"), number, 0);
    out.has_images.push_back(images_);
  }

  Conformance out{};

  void finish() {
    for (auto& [key, font] : fonts_) {
      out.fonts.push_back(std::move(font));
    }
  }

 private:
  void read_resources(Handle resources, int page, int depth) {
    if (!resources.isDictionary() || depth > kMaxForms) {
      return;
    }
    Handle fonts = resources.getKey("/Font");
    if (fonts.isDictionary()) {
      for (const std::string& key : fonts.getKeys()) {
        read_font(fonts.getKey(key), page);
      }
    }
    Handle objects = resources.getKey("/XObject");
    if (!objects.isDictionary()) {
      return;
    }
    for (const std::string& key : objects.getKeys()) {
      Handle object = objects.getKey(key);
      if (!object.isStream() || !seen_.insert(object.getObjGen()).second) {
        continue;
      }
      const auto kind = name_of(object.getDict().getKey("/Subtype"));
      images_ = images_ || kind == "Image";
      if (kind == "Form") {
        read_resources(object.getDict().getKey("/Resources"), page, depth + 1);
      }
    }
  }

  void read_font(Handle font, int page) {
    if (!font.isDictionary()) {
      return;
    }
    FontFacts facts;
    facts.kind = name_of(font.getKey("/Subtype"));
    facts.name = without_subset_tag(name_of(font.getKey("/BaseFont")));
    if (facts.kind == "Type3") {
      facts.is_embedded = true;  // its glyphs are in the file
    } else if (facts.kind == "Type0") {
      Handle below = font.getKey("/DescendantFonts");
      facts.is_embedded = below.isArray() && below.getArrayNItems() > 0 &&
                          below.getArrayItem(0).isDictionary() &&
                          has_font_file(below.getArrayItem(0).getKey("/FontDescriptor"));
    } else {
      facts.is_embedded = has_font_file(font.getKey("/FontDescriptor"));
    }
    auto& known = fonts_[facts.name + "\n" + facts.kind + (facts.is_embedded ? "1" : "0")];
    if (known.pages.empty()) {
      known = facts;
    }
    if (known.pages.empty() || known.pages.back() != page) {
      known.pages.push_back(page);
    }
  }

  std::map<std::string, FontFacts> fonts_{};
  std::set<QPDFObjGen> seen_{};
  bool images_ = false;
};

// The value of an attribute or element of the XMP, which is XML of few forms.
std::string xmp_value(const std::string& xmp, const std::string& name) {
  const auto at = xmp.find(name);
  if (at == std::string::npos) {
    return {};
  }
  auto from = xmp.find_first_of("\"'>", at + name.size());
  if (from == std::string::npos) {
    return {};
  }
  const auto to = xmp.find_first_of("\"'<", from + 1);
  return to == std::string::npos ? std::string() : xmp.substr(from + 1, to - from - 1);
}

}  // namespace

Result<Conformance> conformance(base::BytesView pdf) {
  return guard_qpdf("cannot read the objects of the PDF", [&]() -> Result<Conformance> {
    const auto qpdf = open_qpdf(pdf, "");
    Reader reader;
    int number = 0;
    for (auto& page : QPDFPageDocumentHelper(*qpdf).getAllPages()) {
      // Inherited resources count.
      Handle object = page.getObjectHandle();
      Handle resources = page.getAttribute("/Resources", false);
      Handle copy = Handle::newDictionary();
      copy.replaceKey("/Resources", resources);
      reader.read_page(copy, ++number);
    }
    reader.finish();
    auto& out = reader.out;
    out.version = qpdf->getPDFVersion();
    out.is_encrypted = qpdf->isEncrypted();
    Handle root = qpdf->getRoot();
    Handle mark = root.getKey("/MarkInfo");
    out.is_tagged = mark.isDictionary() && mark.getKey("/Marked").isBool() &&
                    mark.getKey("/Marked").getBoolValue() && root.hasKey("/StructTreeRoot");
    out.has_output_intent = root.getKey("/OutputIntents").isArray() &&
                            root.getKey("/OutputIntents").getArrayNItems() > 0;
    Handle names = root.getKey("/Names");
    out.has_javascript = names.isDictionary() && names.hasKey("/JavaScript");
    out.has_embedded_files = names.isDictionary() && names.hasKey("/EmbeddedFiles");
    Handle metadata = root.getKey("/Metadata");
    if (metadata.isStream()) {
      const std::string xmp = stream_data(metadata, qpdf_dl_specialized);
      const auto part = xmp_value(xmp, "pdfaid:part");
      if (!part.empty()) {
        out.pdfa = part + xmp_value(xmp, "pdfaid:conformance");
      }
    }
    return std::move(out);
  });
}

Result<std::vector<std::string>> archive_faults(base::BytesView pdf) {
  return guard_qpdf(
      "cannot read the objects of the PDF", [&]() -> Result<std::vector<std::string>> {
        const auto qpdf = open_qpdf(pdf, "");
        auto out = archive_faults_of(*qpdf);
        const auto require = [&](bool is_so, const char* fault) {
          if (!is_so) {
            out.emplace_back(fault);
          }
        };
        // "%PDF-1.7", then a comment of four bytes that are no ASCII.
        const auto line = pdf.find('\n');
        require(pdf.substr(0, 7) == "%PDF-1." && line == 8 && pdf.substr(9, 1) == "%" &&
                    pdf.size() > 14 &&
                    std::all_of(pdf.begin() + 10,
                                pdf.begin() + 14,
                                [](char c) { return static_cast<unsigned char>(c) > 127; }),
                "a header that is not allowed");
        Handle id = qpdf->getTrailer().getKey("/ID");
        require(id.isArray() && id.getArrayNItems() == 2, "no identifier");
        Handle root = qpdf->getRoot();
        Handle metadata = root.getKey("/Metadata");
        bool is_claimed = false;
        if (metadata.isStream()) {
          const std::string xmp = stream_data(metadata);
          is_claimed =
              xmp_value(xmp, "pdfaid:part") == "2" && xmp_value(xmp, "pdfaid:conformance") == "B";
        }
        require(is_claimed, "no metadata that say so");
        bool has_profile = false;
        Handle intents = root.getKey("/OutputIntents");
        for (int i = 0; intents.isArray() && i < intents.getArrayNItems(); ++i) {
          Handle intent = intents.getArrayItem(i);
          Handle profile = intent.isDictionary() ? intent.getKey("/DestOutputProfile") : intent;
          if (!profile.isStream() || name_of(intent.getKey("/S")) != "GTS_PDFA1") {
            continue;
          }
          const base::Bytes data = stream_data(profile);
          Handle count = profile.getDict().getKey("/N");
          has_profile = data.size() > 128 && data.substr(36, 4) == "acsp" &&
                        data.substr(16, 4) == "RGB " && count.isInteger() &&
                        count.getIntValue() == 3;
        }
        require(has_profile, "no output intent of an RGB profile");
        require(!qpdf->anyWarnings(), "damage");
        std::sort(out.begin(), out.end());
        return out;
      });
}

}  // namespace vaughn::pdf
