// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/uri.h>
#include <libxml/xmlIO.h>
#include <libxml/xmlschemas.h>

#include <climits>
#include <memory>

#include "annual/xml_tree.h"
#include "base/freed_by.h"
#include "base/text.h"

namespace vaughn::annual {

using base::BytesView;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr int kParseOptions =
    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA;
constexpr std::size_t kMostErrors = 100;
constexpr std::size_t kLongestMessage = 300;
constexpr int kDeepest = 256;
// Schema files have addresses of their own, so that the loader can tell them from anything else.
constexpr std::string_view kSchemaBase = "vaughn://schema/";

using DocPtr = std::unique_ptr<xmlDoc, base::FreedBy<xmlFreeDoc>>;
using ParserPtr = std::unique_ptr<xmlParserCtxt, base::FreedBy<xmlFreeParserCtxt>>;
using SchemaParserPtr =
    std::unique_ptr<xmlSchemaParserCtxt, base::FreedBy<xmlSchemaFreeParserCtxt>>;
using SchemaPtr = std::unique_ptr<xmlSchema, base::FreedBy<xmlSchemaFree>>;
using ValidatorPtr = std::unique_ptr<xmlSchemaValidCtxt, base::FreedBy<xmlSchemaFreeValidCtxt>>;

std::string text_of(const xmlChar* text) {
  return text == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(text));
}

Result<DocPtr> parse(BytesView xml, const char* address) {
  if (xml.size() > INT_MAX) {
    return Error{ErrorCode::limit, "the file is too large for XML", ""};
  }
  const ParserPtr parser(xmlNewParserCtxt());
  if (parser == nullptr) {
    return Error{ErrorCode::limit, "out of memory", ""};
  }
  DocPtr doc(xmlCtxtReadMemory(
      parser.get(), xml.data(), static_cast<int>(xml.size()), address, nullptr, kParseOptions));
  if (doc == nullptr || parser->wellFormed == 0) {
    return Error{ErrorCode::damaged,
                 fmt::format("not well-formed XML (line {})", parser->lastError.line),
                 ""};
  }
  return doc;
}

Result<Element> tree_of(const xmlNode* node, int depth) {
  if (depth > kDeepest) {
    return Error{ErrorCode::damaged, "the XML is nested too deeply", ""};
  }
  Element out;
  out.name = text_of(node->name);
  out.space = node->ns == nullptr ? "" : text_of(node->ns->href);
  out.line = static_cast<int>(xmlGetLineNo(const_cast<xmlNode*>(node)));
  for (const auto* attribute = node->properties; attribute != nullptr;
       attribute = attribute->next) {
    std::string value;
    for (const auto* part = attribute->children; part != nullptr; part = part->next) {
      value += text_of(part->content);
    }
    out.attributes.push_back({.space = attribute->ns == nullptr ? "" : text_of(attribute->ns->href),
                              .name = text_of(attribute->name),
                              .value = std::move(value)});
  }
  for (const auto* child = node->children; child != nullptr; child = child->next) {
    if (child->type == XML_ELEMENT_NODE) {
      auto element = TRY(tree_of(child, depth + 1));
      out.children.push_back(std::move(element));
    } else if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
      out.text += text_of(child->content);
    }
  }
  return out;
}

// --- schema ---

// The loader has no argument of its own; the library calls it from within parse_xml only.
const SchemaFiles* schema_at_hand = nullptr;

xmlParserInputPtr load_schema_file(const char* address, const char*, xmlParserCtxtPtr parser) {
  const std::string_view wanted = address == nullptr ? "" : address;
  if (schema_at_hand == nullptr || !wanted.starts_with(kSchemaBase)) {
    return nullptr;
  }
  const auto path = wanted.substr(kSchemaBase.size());
  for (const auto& file : *schema_at_hand) {
    if (file.path != path || file.bytes.size() > INT_MAX) {
      continue;
    }
    auto* buffer = xmlParserInputBufferCreateMem(
        file.bytes.data(), static_cast<int>(file.bytes.size()), XML_CHAR_ENCODING_NONE);
    if (buffer == nullptr) {
      return nullptr;
    }
    auto* input = xmlNewIOInputStream(parser, buffer, XML_CHAR_ENCODING_NONE);
    if (input != nullptr) {
      input->filename =
          reinterpret_cast<const char*>(xmlStrdup(reinterpret_cast<const xmlChar*>(address)));
    }
    return input;
  }
  return nullptr;
}

// Puts the loader in place for the time of a validation.
class Loader {
 public:
  explicit Loader(const SchemaFiles& files) : before_(xmlGetExternalEntityLoader()) {
    schema_at_hand = &files;
    xmlSetExternalEntityLoader(load_schema_file);
  }
  Loader(const Loader&) = delete;
  Loader& operator=(const Loader&) = delete;
  ~Loader() {
    xmlSetExternalEntityLoader(before_);
    schema_at_hand = nullptr;
  }

 private:
  xmlExternalEntityLoader before_;
};

void collect(void* errors, xmlErrorPtr error) {
  auto& list = *static_cast<std::vector<SchemaError>*>(errors);
  if (list.size() < kMostErrors && error != nullptr) {
    auto message = base::collapse_white_space(
        base::repair_utf8(error->message == nullptr ? "" : error->message));
    message = std::string(base::trim(message.substr(0, kLongestMessage)));
    list.push_back({.line = error->line, .message = base::repair_utf8(message)});
  }
}

Result<std::vector<SchemaError>> validate(xmlDoc* doc, const SchemaFiles& files) {
  const Loader loader(files);
  const auto address = std::string(kSchemaBase) + files.front().path;
  const auto start = TRY(parse(files.front().bytes, address.c_str()));
  const SchemaParserPtr parser(xmlSchemaNewDocParserCtxt(start.get()));
  std::vector<SchemaError> problems;
  if (parser != nullptr) {
    xmlSchemaSetParserStructuredErrors(parser.get(), collect, &problems);
  }
  const SchemaPtr schema(parser == nullptr ? nullptr : xmlSchemaParse(parser.get()));
  if (schema == nullptr) {
    return Error{ErrorCode::invalid_argument,
                 problems.empty() ? "the schema does not compile"
                                  : "the schema does not compile: " + problems.front().message,
                 "give the folder that holds exchange/FoiaAnnualReport.xsd and what it includes"};
  }
  const ValidatorPtr validator(xmlSchemaNewValidCtxt(schema.get()));
  if (validator == nullptr) {
    return Error{ErrorCode::limit, "out of memory", ""};
  }
  std::vector<SchemaError> errors;
  xmlSchemaSetValidStructuredErrors(validator.get(), collect, &errors);
  const int verdict = xmlSchemaValidateDoc(validator.get(), doc);
  if (verdict != 0 && errors.empty()) {
    errors.push_back({.line = 0, .message = "the schema library gave no reason"});
  }
  return errors;
}

}  // namespace

Result<XmlFile> parse_xml(BytesView xml, const SchemaFiles& schema) {
  const auto doc = TRY(parse(xml, nullptr));
  if (doc->intSubset != nullptr || doc->extSubset != nullptr) {
    return Error{ErrorCode::damaged,
                 "the file declares a document type",
                 "an annual report has none; it could define entities"};
  }
  const auto* root = xmlDocGetRootElement(doc.get());
  if (root == nullptr) {
    return Error{ErrorCode::damaged, "the XML has no element", ""};
  }
  XmlFile out;
  out.root = TRY(tree_of(root, 0));
  if (!schema.empty()) {
    out.schema_errors = TRY(validate(doc.get(), schema));
    out.is_validated = true;
  }
  return out;
}

}  // namespace vaughn::annual
