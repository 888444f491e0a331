// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/detail/embedded_font.h"

#include <hb-subset.h>
#include <hb.h>

#include "base/files.h"
#include "base/freed_by.h"

namespace vaughn::pdf {

namespace {

using base::Bytes;
using base::Error;
using base::ErrorCode;
using base::Result;

using BlobPtr = std::unique_ptr<hb_blob_t, base::FreedBy<hb_blob_destroy>>;
using FacePtr = std::unique_ptr<hb_face_t, base::FreedBy<hb_face_destroy>>;
using FontPtr = std::unique_ptr<hb_font_t, base::FreedBy<hb_font_destroy>>;
using InputPtr = std::unique_ptr<hb_subset_input_t, base::FreedBy<hb_subset_input_destroy>>;

}  // namespace

std::vector<char32_t> code_points(std::string_view utf8) {
  std::vector<char32_t> out;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t code = lead < 0x80 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length && at + i < utf8.size(); ++i) {
      code = code << 6 | (static_cast<unsigned char>(utf8[at + i]) & 0x3FU);
    }
    out.push_back(code);
    at += length;
  }
  return out;
}

struct StampFont::Impl {
  Bytes file;
  BlobPtr blob;
  FacePtr face;
  FontPtr font;
};

StampFont::StampFont(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
StampFont::StampFont(StampFont&&) noexcept = default;
StampFont& StampFont::operator=(StampFont&&) noexcept = default;
StampFont::~StampFont() = default;

Result<StampFont> StampFont::open() {
  auto impl = std::make_unique<Impl>();
  // Read once: a sandboxed process that has closed its files still has it.
  static const auto file = base::read_file(VAUGHN_STAMP_FONT);
  if (!file) {
    return Error{ErrorCode::not_found,
                 "cannot read the font for stamps, " VAUGHN_STAMP_FONT,
                 "install the package fonts-liberation2"};
  }
  impl->file = *file;
  impl->blob.reset(hb_blob_create(impl->file.data(),
                                  static_cast<unsigned int>(impl->file.size()),
                                  HB_MEMORY_MODE_READONLY,
                                  nullptr,
                                  nullptr));
  impl->face.reset(hb_face_create(impl->blob.get(), 0));
  if (hb_face_get_glyph_count(impl->face.get()) == 0) {
    return Error{ErrorCode::damaged, "the font for stamps, " VAUGHN_STAMP_FONT ", is damaged"};
  }
  impl->font.reset(hb_font_create(impl->face.get()));
  hb_font_set_scale(impl->font.get(), 1000 * 64, 1000 * 64);
  return StampFont(std::move(impl));
}

std::uint32_t StampFont::glyph(char32_t code) const {
  hb_codepoint_t glyph = 0;
  return hb_font_get_nominal_glyph(impl_->font.get(), code, &glyph) != 0 ? glyph : 0;
}

double StampFont::advance(std::uint32_t glyph) const {
  return static_cast<double>(hb_font_get_glyph_h_advance(impl_->font.get(), glyph)) / 64.0;
}

double StampFont::width(std::string_view text, double size) const {
  double sum = 0;
  for (const char32_t code : code_points(text)) {
    const std::uint32_t own = glyph(code);
    sum += advance(own != 0 ? own : glyph(U'?'));  // as VisibleFont shows it
  }
  return sum * size / 1000;
}

Result<Bytes> StampFont::subset(const std::set<std::uint32_t>& glyphs) const {
  const InputPtr input(hb_subset_input_create_or_fail());
  if (!input) {
    return Error{ErrorCode::limit, "cannot subset the font for stamps: out of memory"};
  }
  hb_set_t* wanted = hb_subset_input_glyph_set(input.get());
  for (const std::uint32_t glyph : glyphs) {
    hb_set_add(wanted, glyph);
  }
  hb_set_t* dropped = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
  for (const char* tag :
       {"GSUB", "GPOS", "GDEF", "kern", "name", "OS/2", "post", "DSIG", "FFTM", "gasp", "cmap"}) {
    hb_set_add(dropped, hb_tag_from_string(tag, -1));
  }
  hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_RETAIN_GIDS);
  const FacePtr face(hb_subset_or_fail(impl_->face.get(), input.get()));
  if (!face) {
    return Error{ErrorCode::damaged, "cannot subset the font for stamps"};
  }
  const BlobPtr blob(hb_face_reference_blob(face.get()));
  unsigned int size = 0;
  const char* data = hb_blob_get_data(blob.get(), &size);
  return Bytes(data, size);
}

}  // namespace vaughn::pdf
