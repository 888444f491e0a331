// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/detail/examination_wire.h"

#include <algorithm>

#include "base/wire.h"

namespace vaughn::engine {

using base::Bytes;
using base::BytesView;
using base::Error;
using base::ErrorCode;
using base::Result;
using base::WireReader;
using base::WireWriter;

namespace {

// One list of members for both directions, so that they cannot differ.
class Put {
 public:
  explicit Put(WireWriter& out) : out_(out) {}
  void number(int& value) { out_.i64(value); }
  void number(std::size_t& value) { out_.u64(value); }
  void number(double& value) { out_.f64(value); }
  void flag(bool& value) { out_.flag(value); }
  void text(std::string& value) { out_.bytes(value); }
  template <typename List, typename Each>
  void list(List& values, Each each) {
    out_.u32(static_cast<std::uint32_t>(values.size()));
    for (auto& value : values) {
      each(value);
    }
  }
  void keys(std::map<std::string, std::set<std::string>>& values) {
    out_.u32(static_cast<std::uint32_t>(values.size()));
    for (const auto& [kind, names] : values) {
      out_.bytes(kind);
      out_.u32(static_cast<std::uint32_t>(names.size()));
      for (const auto& name : names) {
        out_.bytes(name);
      }
    }
  }

 private:
  WireWriter& out_;
};

// Remembers the first error and reads nothing after it.
class Get {
 public:
  explicit Get(WireReader& in) : in_(in) {}
  bool is_good() const { return is_good_; }
  void number(int& value) { value = static_cast<int>(take(in_.i64(), std::int64_t{0})); }
  void number(std::size_t& value) { value = take(in_.u64(), std::uint64_t{0}); }
  void number(double& value) { value = take(in_.f64(), 0.0); }
  void flag(bool& value) { value = take(in_.u8(), std::uint8_t{0}) != 0; }
  void text(std::string& value) { value = std::string(take(in_.bytes(), BytesView{})); }
  template <typename List, typename Each>
  void list(List& values, Each each) {
    values.clear();
    for (auto left = count(); left > 0 && is_good_; --left) {
      values.emplace_back();
      each(values.back());
    }
  }
  void keys(std::map<std::string, std::set<std::string>>& values) {
    for (auto left = count(); left > 0 && is_good_; --left) {
      std::string kind;
      text(kind);
      auto& names = values[kind];
      for (auto inner = count(); inner > 0 && is_good_; --inner) {
        std::string name;
        text(name);
        names.insert(std::move(name));
      }
    }
  }

 private:
  std::uint32_t count() {
    const auto value = take(in_.u32(), std::uint32_t{0});
    is_good_ = is_good_ && value <= in_.remaining();
    return value;
  }
  template <typename T>
  T take(const Result<T>& value, T otherwise) {
    is_good_ = is_good_ && value;
    return is_good_ ? *value : otherwise;
  }
  WireReader& in_;
  bool is_good_ = true;
};

template <typename Way>
void move_rect(Way& way, base::Rect& rect) {
  way.number(rect.x0);
  way.number(rect.y0);
  way.number(rect.x1);
  way.number(rect.y1);
}

template <typename Way>
void move_page(Way& way, pdf::PageFacts& page) {
  const auto text = [&](std::string& value) { way.text(value); };
  way.list(page.keys, text);
  move_rect(way, page.media_box);
  move_rect(way, page.crop_box);
  way.number(page.rotation);
  way.number(page.annotations);
  way.number(page.pending_redactions);
  way.number(page.dark_highlights);
  way.list(page.fonts, text);
  way.number(page.fills);
  way.flag(page.is_layered);
  way.list(page.images, text);
  way.list(page.image_places, [&](base::Rect& place) { move_rect(way, place); });
  way.list(page.edge_places, [&](base::Rect& place) { move_rect(way, place); });
  way.text(page.label);
  way.list(page.spoken, text);
}

template <typename Way>
void move_facts(Way& way, pdf::Facts& facts) {
  const auto text = [&](std::string& value) { way.text(value); };
  way.number(facts.page_count);
  way.list(facts.pages, [&](pdf::PageFacts& page) { move_page(way, page); });
  way.list(facts.catalog_keys, text);
  way.list(facts.info_keys, text);
  way.text(facts.language);
  way.text(facts.title);
  way.flag(facts.has_xmp);
  way.text(facts.xmp);
  way.number(facts.annotations);
  way.number(facts.embedded_files);
  way.flag(facts.has_javascript);
  way.flag(facts.has_open_action);
  way.flag(facts.has_layers);
  way.flag(facts.has_form);
  way.flag(facts.has_structure_tree);
  way.flag(facts.has_outline);
  way.flag(facts.has_alternate_text);
  way.flag(facts.has_replacement_text);
  way.flag(facts.has_odd_structure);
  std::vector<std::string> roles(facts.structure_roles.begin(), facts.structure_roles.end());
  way.list(roles, text);
  facts.structure_roles = {roles.begin(), roles.end()};
  way.flag(facts.has_odd_output_intent);
  way.list(facts.archive_faults, text);
  way.flag(facts.has_thumbnails);
  way.flag(facts.has_private_data);
  way.keys(facts.object_keys);
  way.number(facts.unclean_images);
  way.list(facts.image_hashes, text);
  way.number(facts.spare_letters);
  way.list(facts.outline_titles, text);
  way.flag(facts.is_encrypted);
  way.flag(facts.is_linearized);
  way.number(facts.eof_markers);
  way.number(facts.bytes_before_header);
  way.number(facts.bytes_after_eof);
  way.flag(facts.has_earlier_revision);
  way.number(facts.objects);
  way.number(facts.unreachable_objects);
  way.list(facts.warnings, text);
}

// A part that may have failed: its error, or what `value` moves.
template <typename T, typename Value>
void put_part(WireWriter& out, Result<T>& part, Value value) {
  out.u8(part ? 0 : static_cast<std::uint8_t>(1 + static_cast<int>(part.error().code)));
  if (part) {
    value(*part);
  } else {
    out.bytes(part.error().message);
  }
}

template <typename T, typename Value>
Result<void> get_part(WireReader& in, Result<T>& part, Value value) {
  const auto state = TRY(in.u8());
  if (state == 0) {
    part = T{};
    return value(*part);
  }
  if (state > 1 + static_cast<int>(ErrorCode::crashed)) {
    return base::wrong_message();
  }
  const auto message = TRY(in.bytes());
  part = Error{static_cast<ErrorCode>(state - 1), std::string(message), ""};
  return {};
}

template <typename Way>
void move_read(Way& way, std::vector<verify::ReadAgain>& pages) {
  way.list(pages, [&](verify::ReadAgain& page) {
    way.text(page.text);
    way.flag(page.has_text_off_page);
    way.list(page.hidden, [&](pdf::HiddenWord& word) {
      way.text(word.text);
      move_rect(way, word.box);
      int by = static_cast<int>(word.by);
      way.number(by);
      word.by =
          static_cast<pdf::HiddenBy>(std::clamp(by, 0, static_cast<int>(pdf::HiddenBy::text)));
    });
    way.list(page.see_through, [&](base::Rect& area) { move_rect(way, area); });
  });
}

template <typename Way>
void move_leaks(Way& way, std::vector<pdf::Leak>& leaks) {
  way.list(leaks, [&](pdf::Leak& leak) {
    way.number(leak.needle);
    way.text(leak.place);
    way.text(leak.disguise);
  });
}

template <typename Way>
void move_layers(Way& way, std::vector<Bytes>& layers) {
  way.list(layers, [&](Bytes& layer) { way.text(layer); });
}

}  // namespace

Bytes encode_question(const verify::Question& question) {
  WireWriter out;
  out.flag(question.reads_pages);
  out.flag(question.finds_hidden);
  out.bytes(question.password);
  out.flag(question.sees_layers);
  for (const auto& needle : question.needles) {
    out.bytes(needle);
  }
  return out.take();
}

Result<void> serve_examine(BytesView arguments, BytesView input, const work::Emit& emit) {
  verify::Question question;
  WireReader in(arguments);
  question.reads_pages = TRY(in.flag());
  question.finds_hidden = TRY(in.flag());
  question.password = std::string(TRY(in.bytes()));
  question.sees_layers = TRY(in.flag());
  while (!in.at_end()) {
    const auto needle = TRY(in.bytes());
    question.needles.emplace_back(needle);
  }
  auto examination = verify::examine(input, question);
  WireWriter out;
  Put put(out);
  put_part(out, examination.facts, [&](pdf::Facts& facts) { move_facts(put, facts); });
  put_part(out, examination.pages, [&](auto& pages) { move_read(put, pages); });
  put_part(out, examination.leaks, [&](auto& leaks) { move_leaks(put, leaks); });
  out.bytes(examination.unlocked);
  put_part(out, examination.layers, [&](auto& layers) { move_layers(put, layers); });
  emit(out.data());
  return {};
}

Result<verify::Examination> decode_examination(BytesView bytes) {
  verify::Examination out;
  WireReader in(bytes);
  Get get(in);
  const auto outcome = [&]() -> Result<void> {
    return get.is_good() ? Result<void>{} : Result<void>(base::wrong_message());
  };
  TRY(get_part(in, out.facts, [&](pdf::Facts& facts) {
    move_facts(get, facts);
    return outcome();
  }));
  TRY(get_part(in, out.pages, [&](auto& pages) {
    move_read(get, pages);
    return outcome();
  }));
  TRY(get_part(in, out.leaks, [&](auto& leaks) {
    move_leaks(get, leaks);
    return outcome();
  }));
  out.unlocked = base::Bytes(TRY(in.bytes()));
  TRY(get_part(in, out.layers, [&](auto& layers) {
    move_layers(get, layers);
    return outcome();
  }));
  return out;
}

}  // namespace vaughn::engine
