// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/docx.h"

#include <fmt/format.h>

#include "base/text.h"
#include "paper/detail/docx_body.h"
#include "paper/detail/docx_styles.h"
#include "paper/detail/zip.h"

namespace vaughn::paper {
namespace {

using base::escape_xml;
using base::repair_utf8;
using detail::DocxBody;

constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kPackage = "http://schemas.openxmlformats.org/package/2006";
constexpr std::string_view kOffice =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kType = "application/vnd.openxmlformats-officedocument.wordprocessingml";

std::string content_types(std::size_t sections) {
  std::string out = fmt::format(
      "{0}<Types xmlns=\"{1}/content-types\"><Default Extension=\"rels\" "
      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
      "<Override PartName=\"/word/document.xml\" ContentType=\"{2}.document.main+xml\"/>"
      "<Override PartName=\"/word/styles.xml\" ContentType=\"{2}.styles+xml\"/>"
      "<Override PartName=\"/word/settings.xml\" ContentType=\"{2}.settings+xml\"/>"
      "<Override PartName=\"/word/footnotes.xml\" ContentType=\"{2}.footnotes+xml\"/>"
      "<Override PartName=\"/docProps/core.xml\" "
      "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>",
      kXml,
      kPackage,
      kType);
  for (std::size_t i = 1; i <= sections; ++i) {
    out += fmt::format(
        "<Override PartName=\"/word/header{0}.xml\" ContentType=\"{1}.header+xml\"/>"
        "<Override PartName=\"/word/footer{0}.xml\" ContentType=\"{1}.footer+xml\"/>",
        i,
        kType);
  }
  return out + "</Types>";
}

std::string document_relations(std::size_t sections) {
  std::string out = fmt::format(
      "{0}<Relationships xmlns=\"{1}/relationships\">"
      "<Relationship Id=\"rIdStyles\" Type=\"{2}/styles\" Target=\"styles.xml\"/>"
      "<Relationship Id=\"rIdSettings\" Type=\"{2}/settings\" Target=\"settings.xml\"/>"
      "<Relationship Id=\"rIdFootnotes\" Type=\"{2}/footnotes\" Target=\"footnotes.xml\"/>",
      kXml,
      kPackage,
      kOffice);
  for (std::size_t i = 1; i <= sections; ++i) {
    out += fmt::format(
        "<Relationship Id=\"rIdHeader{0}\" Type=\"{1}/header\" Target=\"header{0}.xml\"/>"
        "<Relationship Id=\"rIdFooter{0}\" Type=\"{1}/footer\" Target=\"footer{0}.xml\"/>",
        i,
        kOffice);
  }
  return out + "</Relationships>";
}

std::string settings(std::string_view language) {
  return fmt::format(
      "{}<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
      "<w:defaultTabStop w:val=\"720\"/><w:characterSpacingControl w:val=\"doNotCompress\"/>"
      "<w:footnotePr><w:footnote w:id=\"0\"/><w:footnote w:id=\"1\"/></w:footnotePr>"
      "<w:compat><w:compatSetting w:name=\"compatibilityMode\" "
      "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>"
      "<w:themeFontLang w:val=\"{}\"/></w:settings>",
      kXml,
      escape_xml(language));
}

}  // namespace

base::Result<base::Bytes> to_docx(const Document& document, FigureControls controls) {
  const DocxBody body(document, controls);
  const auto& sections = body.sections();
  std::vector<detail::ZipPart> parts;
  parts.push_back({"[Content_Types].xml", content_types(sections.size())});
  parts.push_back(
      {"_rels/.rels",
       fmt::format("{0}<Relationships xmlns=\"{1}/relationships\"><Relationship Id=\"rId1\" "
                   "Type=\"{2}/officeDocument\" Target=\"word/document.xml\"/><Relationship "
                   "Id=\"rId2\" Type=\"{1}/relationships/metadata/core-properties\" "
                   "Target=\"docProps/core.xml\"/></Relationships>",
                   kXml,
                   kPackage,
                   kOffice)});
  parts.push_back(
      {"docProps/core.xml",
       fmt::format("{}<cp:coreProperties xmlns:cp=\"{}/metadata/core-properties\" "
                   "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title>"
                   "<dc:creator>{}</dc:creator><dc:language>{}</dc:language>"
                   "</cp:coreProperties>",
                   kXml,
                   kPackage,
                   escape_xml(repair_utf8(document.title)),
                   escape_xml(repair_utf8(document.author)),
                   escape_xml(document.language))});
  parts.push_back({"word/document.xml", body.document_part()});
  parts.push_back({"word/_rels/document.xml.rels", document_relations(sections.size())});
  parts.push_back({"word/styles.xml", detail::styles_xml(document.language)});
  parts.push_back({"word/settings.xml", settings(document.language)});
  parts.push_back({"word/footnotes.xml", body.footnotes_part()});
  for (std::size_t i = 0; i < sections.size(); ++i) {
    parts.push_back({fmt::format("word/header{}.xml", i + 1),
                     detail::header_part(sections[i].page, sections[i].header, i + 1)});
    parts.push_back({fmt::format("word/footer{}.xml", i + 1),
                     detail::footer_part(sections[i].footer, sections[i].footer_title_lines)});
  }
  return detail::zip(parts);
}

}  // namespace vaughn::paper
