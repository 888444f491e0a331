// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include "base/result.h"

namespace vaughn::pdf {

// Kinds of resource; a content stream refers to each by name.
enum class ResourceKind { font, form_or_image, state, color_space, pattern, shading };

// Copies pages from one document into another key by key: what is on no list stays behind. Contents
// are parsed and written anew without marked content, comments and unknown operators; resources are
// renamed, and those that are not used are left out. Annotations become part of the page.
class PageCopier {
 public:
  PageCopier(std::shared_ptr<QPDF> source, std::shared_ptr<QPDF> target);

  // The new page, not yet in the page tree of the target. Unsupported: something cannot be copied
  // with certainty; the message names it.
  base::Result<QPDFObjectHandle> copy_page(QPDFObjectHandle page);

 private:
  friend class ContentRewriter;
  using Copy = QPDFObjectHandle (PageCopier::*)(QPDFObjectHandle);
  struct Rule {
    const char* key;
    Copy copy;
  };
  // Names used by a content stream: kind -> name in the source -> name in the copy.
  using Used = std::map<ResourceKind, std::map<std::string, std::string>>;

  void refuse(const char* why);
  QPDFObjectHandle by_rules(QPDFObjectHandle source, std::span<const Rule> rules);
  void fill(QPDFObjectHandle target, QPDFObjectHandle source, std::span<const Rule> rules);
  // The copy of an indirect object if there is one already.
  std::optional<QPDFObjectHandle> known(const QPDFObjectHandle& source) const;
  void remember(const QPDFObjectHandle& source, const QPDFObjectHandle& copy);

  QPDFObjectHandle plain(QPDFObjectHandle value);  // no streams
  QPDFObjectHandle plain_at(QPDFObjectHandle value, int depth);
  QPDFObjectHandle indirect_dictionary(QPDFObjectHandle source, std::span<const Rule> rules);
  QPDFObjectHandle raw_stream(QPDFObjectHandle source, std::span<const Rule> rules);
  QPDFObjectHandle content_stream(QPDFObjectHandle source, std::span<const Rule> rules);

  QPDFObjectHandle font(QPDFObjectHandle source);
  QPDFObjectHandle font_array(QPDFObjectHandle source);
  QPDFObjectHandle descriptor(QPDFObjectHandle source);
  QPDFObjectHandle font_file(QPDFObjectHandle source);
  QPDFObjectHandle encoding(QPDFObjectHandle source);
  QPDFObjectHandle cmap(QPDFObjectHandle source);
  QPDFObjectHandle data_stream(QPDFObjectHandle source);
  QPDFObjectHandle form_or_image(QPDFObjectHandle source);
  QPDFObjectHandle image(QPDFObjectHandle source);
  QPDFObjectHandle image_mask(QPDFObjectHandle source);
  QPDFObjectHandle decode_parameters(QPDFObjectHandle source);
  QPDFObjectHandle group(QPDFObjectHandle source);
  QPDFObjectHandle state(QPDFObjectHandle source);
  QPDFObjectHandle state_font(QPDFObjectHandle source);
  QPDFObjectHandle soft_mask(QPDFObjectHandle source);
  QPDFObjectHandle transfer(QPDFObjectHandle source);
  QPDFObjectHandle pattern(QPDFObjectHandle source);
  QPDFObjectHandle shading(QPDFObjectHandle source);
  QPDFObjectHandle function(QPDFObjectHandle source);
  QPDFObjectHandle color_space(QPDFObjectHandle source);

  QPDFObjectHandle copy_resource(ResourceKind kind, QPDFObjectHandle source);
  // Rewritten content; `used` collects the names it refers to.
  std::string rewrite(QPDFObjectHandle contents, bool is_page, Used& used);
  QPDFObjectHandle resources(const Used& used, QPDFObjectHandle source);
  std::string annotations(QPDFObjectHandle page, Used& used, QPDFObjectHandle target_resources);
  bool is_visible(QPDFObjectHandle optional_content);

  std::shared_ptr<QPDF> source_;
  std::shared_ptr<QPDF> target_;
  std::map<QPDFObjGen, QPDFObjectHandle> copies_;
  std::vector<QPDFObjectHandle> resource_scopes_;  // innermost last
  std::set<QPDFObjGen> hidden_layers_;
  bool are_layers_simple_ = true;
  bool needs_appearances_ = false;
  int depth_ = 0;
  std::optional<base::Error> refusal_;
};

}  // namespace vaughn::pdf
