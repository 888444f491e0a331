// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

namespace vaughn::pdf {

// The logical structure of a document that we write ourselves: paragraphs in reading order, with
// the spoken form of the labels in them.
//
//   StructTreeRoot -> Document -> P -> words (MCID)
//                                   -> Span with Alt -> label (MCID)
//                              -> Figure with Alt -> picture of a page without words
class StructureTree {
 public:
  explicit StructureTree(QPDF& target);
  void finish();  // writes the tree into the catalog

 private:
  friend class PageTags;
  QPDFObjectHandle element(const char* role, const QPDFObjectHandle& parent);

  QPDF& target_;
  QPDFObjectHandle root_;
  QPDFObjectHandle document_;
  std::vector<QPDFObjectHandle> paragraphs_{};  // kids of the document
  std::vector<QPDFObjectHandle> by_page_{};     // the parent tree
  QPDFObjectHandle begin_{};                    // streams around the contents of a copied page
  QPDFObjectHandle end_{};
};

// The operators that stand around the contents of a copied page.
inline constexpr const char* kBeginCopied = "/P <</MCID 0>> BDC\n";
inline constexpr const char* kEndCopied = "\nEMC\n";

// What a screen reader says of a page whose picture shows no words that could be read.
inline constexpr const char* kNoWords = "Page shown as a picture without readable text";

// Tags the contents of one page while they are written; without a tree it adds nothing.
class PageTags {
 public:
  PageTags(StructureTree* tree, QPDFObjectHandle page) : tree_(tree), page_(std::move(page)) {}

  // The picture of the page: decoration behind its words, or all there is.
  std::string picture(const std::string& operators, bool is_all);
  std::string artifact(const std::string& operators) const;
  std::string words(const std::string& operators);
  std::string label(const std::string& operators, const std::string& alt);
  void end_paragraph();
  // All contents of a copied page as one paragraph, in their own order.
  void wrap_contents();
  void finish();

 private:
  std::string marked(const char* role,
                     const std::string& operators,
                     const QPDFObjectHandle& element);
  void open_paragraph();

  StructureTree* tree_;
  QPDFObjectHandle page_;
  QPDFObjectHandle paragraph_{};
  std::vector<QPDFObjectHandle> kids_{};      // of the open paragraph
  std::vector<QPDFObjectHandle> elements_{};  // by MCID
};

}  // namespace vaughn::pdf
