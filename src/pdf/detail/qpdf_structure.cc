// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/detail/qpdf_structure.h"

#include <fmt/format.h>

namespace vaughn::pdf {

using Handle = QPDFObjectHandle;

StructureTree::StructureTree(QPDF& target)
    : target_(target),
      root_(target.makeIndirectObject(Handle::newDictionary())),
      document_(element("/Document", root_)) {}

Handle StructureTree::element(const char* role, const Handle& parent) {
  Handle out = Handle::newDictionary();
  out.replaceKey("/Type", Handle::newName("/StructElem"));
  out.replaceKey("/S", Handle::newName(role));
  out.replaceKey("/P", parent);
  return target_.makeIndirectObject(out);
}

void StructureTree::finish() {
  document_.replaceKey("/K", Handle::newArray(paragraphs_));
  Handle numbers = Handle::newArray();
  for (std::size_t i = 0; i < by_page_.size(); ++i) {
    numbers.appendItem(Handle::newInteger(static_cast<long long>(i)));
    numbers.appendItem(by_page_[i]);
  }
  Handle tree = Handle::newDictionary();
  tree.replaceKey("/Nums", numbers);
  root_.replaceKey("/Type", Handle::newName("/StructTreeRoot"));
  root_.replaceKey("/K", document_);
  root_.replaceKey("/ParentTree", tree);
  root_.replaceKey("/ParentTreeNextKey",
                   Handle::newInteger(static_cast<long long>(by_page_.size())));
  Handle mark = Handle::newDictionary();
  mark.replaceKey("/Marked", Handle::newBool(true));
  Handle catalog = target_.getRoot();
  catalog.replaceKey("/StructTreeRoot", root_);
  catalog.replaceKey("/MarkInfo", mark);
}

std::string PageTags::marked(const char* role,
                             const std::string& operators,
                             const Handle& element) {
  const auto number = elements_.size();
  elements_.push_back(element);
  return fmt::format("{} <</MCID {}>> BDC\n{}EMC\n", role, number, operators);
}

void PageTags::open_paragraph() {
  if (!paragraph_.isInitialized()) {
    paragraph_ = tree_->element("/P", tree_->document_);
    paragraph_.replaceKey("/Pg", page_);
  }
}

std::string PageTags::picture(const std::string& operators, bool is_all) {
  if (tree_ == nullptr || !is_all) {
    return artifact(operators);
  }
  Handle figure = tree_->element("/Figure", tree_->document_);
  figure.replaceKey("/Pg", page_);
  figure.replaceKey("/Alt", Handle::newUnicodeString(kNoWords));
  figure.replaceKey("/K", Handle::newInteger(static_cast<long long>(elements_.size())));
  tree_->paragraphs_.push_back(figure);
  return marked("/Figure", operators, figure);
}

std::string PageTags::artifact(const std::string& operators) const {
  return tree_ == nullptr || operators.empty() ? operators
                                               : "/Artifact BMC\n" + operators + "EMC\n";
}

std::string PageTags::words(const std::string& operators) {
  if (tree_ == nullptr) {
    return operators;
  }
  open_paragraph();
  kids_.push_back(Handle::newInteger(static_cast<long long>(elements_.size())));
  return marked("/P", operators, paragraph_);
}

std::string PageTags::label(const std::string& operators, const std::string& alt) {
  if (tree_ == nullptr) {
    return operators;
  }
  open_paragraph();
  Handle span = tree_->element("/Span", paragraph_);
  span.replaceKey("/Pg", page_);
  span.replaceKey("/Alt", Handle::newUnicodeString(alt));
  span.replaceKey("/K", Handle::newInteger(static_cast<long long>(elements_.size())));
  kids_.push_back(span);
  return marked("/Span", operators, span);
}

void PageTags::end_paragraph() {
  if (paragraph_.isInitialized()) {
    paragraph_.replaceKey("/K", Handle::newArray(kids_));
    tree_->paragraphs_.push_back(paragraph_);
    paragraph_ = Handle();
    kids_.clear();
  }
}

void PageTags::wrap_contents() {
  if (tree_ == nullptr) {
    return;
  }
  if (!tree_->begin_.isInitialized()) {
    tree_->begin_ = tree_->target_.newStream(kBeginCopied);
    tree_->end_ = tree_->target_.newStream(kEndCopied);
  }
  open_paragraph();
  kids_.push_back(Handle::newInteger(0));
  elements_.push_back(paragraph_);
  page_.replaceKey("/Contents",
                   Handle::newArray({tree_->begin_, page_.getKey("/Contents"), tree_->end_}));
  end_paragraph();
}

void PageTags::finish() {
  if (tree_ == nullptr) {
    return;
  }
  page_.replaceKey("/StructParents",
                   Handle::newInteger(static_cast<long long>(tree_->by_page_.size())));
  page_.replaceKey("/Tabs", Handle::newName("/S"));
  tree_->by_page_.push_back(tree_->target_.makeIndirectObject(Handle::newArray(elements_)));
}

}  // namespace vaughn::pdf
