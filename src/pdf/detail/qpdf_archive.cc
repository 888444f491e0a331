// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/detail/qpdf_archive.h"

#include <cmath>
#include <utility>

#include "base/text.h"

namespace vaughn::pdf {

namespace {

using base::Bytes;
using Handle = QPDFObjectHandle;

void put16(Bytes& out, unsigned value) {
  out += static_cast<char>(value >> 8 & 0xFF);
  out += static_cast<char>(value & 0xFF);
}

void put32(Bytes& out, unsigned value) {
  put16(out, value >> 16);
  put16(out, value & 0xFFFF);
}

// s15Fixed16Number.
void put_fixed(Bytes& out, double value) {
  put32(out, static_cast<unsigned>(static_cast<int>(std::lround(value * 65536))));
}

Bytes numbers(const char* type, std::initializer_list<double> values) {
  Bytes out = type;
  put32(out, 0);
  for (const double value : values) {
    put_fixed(out, value);
  }
  return out;
}

// multiLocalizedUnicodeType with one text in English.
Bytes text(const char* words) {
  const std::string_view view = words;
  Bytes out = "mluc";
  put32(out, 0);
  put32(out, 1);   // records
  put32(out, 12);  // bytes of a record
  out += "enUS";
  put32(out, static_cast<unsigned>(2 * view.size()));
  put32(out, 28);
  for (const char letter : view) {
    put16(out, static_cast<unsigned char>(letter));
  }
  return out;
}

// The tone curve of sRGB: (a x + b)^g above d, c x below.
Bytes curve() {
  Bytes out = "para";
  put32(out, 0);
  put16(out, 3);
  put16(out, 0);
  for (const double value : {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045}) {
    put_fixed(out, value);
  }
  return out;
}

}  // namespace

// ICC.1:2004-10 (version 4.2): header, table of tags, data of the tags.
Bytes srgb_profile() {
  const std::pair<const char*, Bytes> tags[] = {
      {"desc", text("sRGB IEC61966-2.1")},
      {"cprt", text("No copyright, use freely")},
      {"wtpt", numbers("XYZ ", {0.9642, 1.0, 0.8249})},
      // Bradford adaptation from D65, in which sRGB is defined, to D50.
      {"chad",
       numbers("sf32",
               {1.04788208,
                0.02291869,
                -0.05021667,
                0.02958679,
                0.99047852,
                -0.01707458,
                -0.00925065,
                0.01507568,
                0.75167847})},
      {"rXYZ", numbers("XYZ ", {0.43606567, 0.22248840, 0.01391602})},
      {"gXYZ", numbers("XYZ ", {0.38514709, 0.71687317, 0.09707642})},
      {"bXYZ", numbers("XYZ ", {0.14306641, 0.06060791, 0.71409607})},
      {"rTRC", curve()},
      {"gTRC", curve()},
      {"bTRC", curve()},
  };
  constexpr unsigned kHeader = 128;
  Bytes table;
  Bytes data;
  put32(table, static_cast<unsigned>(std::size(tags)));
  const auto start = kHeader + 4 + 12 * static_cast<unsigned>(std::size(tags));
  unsigned of_curve = 0;
  for (const auto& [name, value] : tags) {
    const bool is_known_curve = std::string_view(name).substr(1) == "TRC" && of_curve != 0;
    const auto at = is_known_curve ? of_curve : start + static_cast<unsigned>(data.size());
    if (!is_known_curve) {
      data += value;
      data.append((4 - data.size() % 4) % 4, '\0');
    }
    of_curve = std::string_view(name).substr(1) == "TRC" ? at : of_curve;
    table += name;
    put32(table, at);
    put32(table, static_cast<unsigned>(value.size()));
  }
  Bytes out;
  put32(out, start + static_cast<unsigned>(data.size()));
  put32(out, 0);           // no preferred module
  put32(out, 0x04200000);  // version 4.2
  out += "mntrRGB XYZ ";
  for (const unsigned part : {2024U, 1U, 1U, 0U, 0U, 0U}) {
    put16(out, part);
  }
  out += "acsp";
  put32(out, 0);  // no platform
  put32(out, 0);
  put32(out, 0);  // no device
  put32(out, 0);
  put32(out, 0);
  put32(out, 0);
  put32(out, 0);  // perceptual
  put_fixed(out, 0.9642);
  put_fixed(out, 1.0);
  put_fixed(out, 0.8249);
  out.append(kHeader - out.size(), '\0');
  return out + table + data;
}

std::string archive_xmp(std::string_view title) {
  return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
         "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
         "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
         " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
         "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">" +
         base::escape_xml(title) +
         "</rdf:li></rdf:Alt></dc:title>\n"
         "<pdfaid:part>2</pdfaid:part>\n"
         "<pdfaid:conformance>B</pdfaid:conformance>\n"
         "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n";
}

void set_document_keys(QPDF& qpdf, const std::string& title, const std::string& language) {
  Handle root = qpdf.getRoot();
  if (!language.empty()) {
    root.replaceKey("/Lang", Handle::newUnicodeString(language));
  }
  if (!title.empty()) {
    Handle info = Handle::newDictionary();
    info.replaceKey("/Title", Handle::newUnicodeString(title));
    qpdf.getTrailer().replaceKey("/Info", qpdf.makeIndirectObject(info));
    Handle preferences = Handle::newDictionary();
    preferences.replaceKey("/DisplayDocTitle", Handle::newBool(true));
    root.replaceKey("/ViewerPreferences", preferences);
  }
}

std::vector<std::string> set_archive_keys(QPDF& qpdf, const std::string& title) {
  Handle root = qpdf.getRoot();
  for (const char* key : {"/Metadata", "/OutputIntents"}) {
    if (root.hasKey(key)) {
      root.removeKey(key);
    }
  }
  auto faults = archive_faults_of(qpdf);
  if (!faults.empty()) {
    return faults;
  }
  Handle profile = qpdf.newStream(srgb_profile());
  profile.getDict().replaceKey("/N", Handle::newInteger(3));
  Handle intent = Handle::newDictionary();
  intent.replaceKey("/Type", Handle::newName("/OutputIntent"));
  intent.replaceKey("/S", Handle::newName("/GTS_PDFA1"));
  intent.replaceKey("/OutputConditionIdentifier", Handle::newString("sRGB"));
  intent.replaceKey("/DestOutputProfile", profile);
  root.replaceKey("/OutputIntents", Handle::newArray({intent}));
  Handle metadata = qpdf.newStream(archive_xmp(title));
  metadata.getDict().replaceKey("/Type", Handle::newName("/Metadata"));
  metadata.getDict().replaceKey("/Subtype", Handle::newName("/XML"));
  root.replaceKey("/Metadata", metadata);
  return faults;
}

}  // namespace vaughn::pdf
