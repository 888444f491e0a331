// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/detail/mupdf_native_page.h"

#include <new>

#include "pdf/detail/native_recorder.h"

namespace vaughn::pdf {

namespace {

using base::Error;
using base::ErrorCode;
using base::Rect;
using base::Result;

struct NativeDevice {
  fz_device super;
  NativeRecorder* recorder;
};

// From C: nothing is thrown.
template <typename Function>
void record(fz_device* device, Function&& function) {
  NativeRecorder& recorder = *reinterpret_cast<NativeDevice*>(device)->recorder;
  if (recorder.is_refused()) {
    return;
  }
  try {
    function(recorder);
  } catch (const std::bad_alloc&) {
    recorder.refuse("there is not enough memory");
  }
}

void refuse(fz_device* device, const char* why) {
  reinterpret_cast<NativeDevice*>(device)->recorder->refuse(why);
}

void fill_callbacks(fz_device& device) {
  device.fill_path = [](fz_context*,
                        fz_device* self,
                        const fz_path* path,
                        int even_odd,
                        fz_matrix ctm,
                        fz_colorspace* space,
                        const float* color,
                        float alpha,
                        fz_color_params parameters) {
    record(self, [&](NativeRecorder& recorder) {
      recorder.fill_path(path, even_odd != 0, ctm, space, color, alpha, parameters);
    });
  };
  device.stroke_path = [](fz_context*,
                          fz_device* self,
                          const fz_path* path,
                          const fz_stroke_state* stroke,
                          fz_matrix ctm,
                          fz_colorspace* space,
                          const float* color,
                          float alpha,
                          fz_color_params parameters) {
    record(self, [&](NativeRecorder& recorder) {
      recorder.stroke_path(path, *stroke, ctm, space, color, alpha, parameters);
    });
  };
  device.clip_path =
      [](fz_context*, fz_device* self, const fz_path* path, int even_odd, fz_matrix ctm, fz_rect) {
        record(self,
               [&](NativeRecorder& recorder) { recorder.clip_path(path, even_odd != 0, ctm); });
      };
  device.clip_stroke_path =
      [](fz_context*, fz_device* self, const fz_path*, const fz_stroke_state*, fz_matrix, fz_rect) {
        refuse(self, "a clip is made of lines");
      };
  device.pop_clip = [](fz_context*, fz_device* self) {
    record(self, [&](NativeRecorder& recorder) { recorder.pop_clip(); });
  };
  device.fill_text = [](fz_context*,
                        fz_device* self,
                        const fz_text* text,
                        fz_matrix ctm,
                        fz_colorspace* space,
                        const float* color,
                        float alpha,
                        fz_color_params parameters) {
    record(self, [&](NativeRecorder& recorder) {
      recorder.fill_text(text, ctm, space, color, alpha, parameters);
    });
  };
  device.stroke_text = [](fz_context*,
                          fz_device* self,
                          const fz_text*,
                          const fz_stroke_state*,
                          fz_matrix,
                          fz_colorspace*,
                          const float*,
                          float,
                          fz_color_params) { refuse(self, "letters are drawn as outlines"); };
  device.clip_text = [](fz_context*, fz_device* self, const fz_text*, fz_matrix, fz_rect) {
    refuse(self, "a clip is made of letters");
  };
  device.clip_stroke_text =
      [](fz_context*, fz_device* self, const fz_text*, const fz_stroke_state*, fz_matrix, fz_rect) {
        refuse(self, "a clip is made of letters");
      };
  device.ignore_text = [](fz_context*, fz_device* self, const fz_text* text, fz_matrix) {
    record(self, [&](NativeRecorder& recorder) { recorder.ignore_text(text); });
  };
  device.fill_shade =
      [](fz_context*, fz_device* self, fz_shade*, fz_matrix, float, fz_color_params) {
        refuse(self, "the page has a color gradient");
      };
  device.fill_image = [](fz_context*,
                         fz_device* self,
                         fz_image* image,
                         fz_matrix ctm,
                         float alpha,
                         fz_color_params) {
    record(self, [&](NativeRecorder& recorder) { recorder.fill_image(image, ctm, alpha); });
  };
  device.fill_image_mask = [](fz_context*,
                              fz_device* self,
                              fz_image* image,
                              fz_matrix ctm,
                              fz_colorspace* space,
                              const float* color,
                              float alpha,
                              fz_color_params parameters) {
    record(self, [&](NativeRecorder& recorder) {
      recorder.fill_image_mask(image, ctm, space, color, alpha, parameters);
    });
  };
  device.clip_image_mask = [](fz_context*, fz_device* self, fz_image*, fz_matrix, fz_rect) {
    refuse(self, "a clip is made of an image");
  };
  device.begin_mask = [](fz_context*,
                         fz_device* self,
                         fz_rect,
                         int,
                         fz_colorspace*,
                         const float*,
                         fz_color_params) { refuse(self, "the page has a soft mask"); };
  device.begin_group = [](fz_context*,
                          fz_device* self,
                          fz_rect,
                          fz_colorspace*,
                          int,
                          int is_knockout,
                          int mode,
                          float alpha) {
    // Painted straight on paper, a plain group looks the same.
    if (mode != FZ_BLEND_NORMAL || is_knockout != 0 || alpha < 1) {
      refuse(self, "parts of the page are blended");
    }
  };
  device.begin_tile =
      [](fz_context*, fz_device* self, fz_rect, fz_rect, float, float, fz_matrix, int) {
        refuse(self, "the page has a pattern");
        return 0;
      };
}

// Letters of which none is left leave no shape behind.
void drop_unused_shapes(NativePage& page) {
  std::vector<std::uint32_t> number(page.shapes.size(), 0);
  std::vector<GlyphShape> used;
  for (NativePiece& piece : page.pieces) {
    for (std::uint32_t& shape : piece.shapes) {
      if (number[shape] == 0) {
        used.push_back(page.shapes[shape]);
        number[shape] = static_cast<std::uint32_t>(used.size());
      }
      shape = number[shape] - 1;
    }
  }
  page.shapes = std::move(used);
}

}  // namespace

Result<NativePage> record_native_page(fz_context* context,
                                      pdf_page* page,
                                      fz_matrix to_display,
                                      double width,
                                      double height,
                                      std::span<const Rect> boxes) {
  NativeRecorder recorder(context, width, height, boxes);
  DevicePtr device(context);
  fz_cookie cookie = {};
  TRY(guard_mupdf(context, "cannot read the page", [&] {
    auto* made = reinterpret_cast<NativeDevice*>(
        fz_new_device_of_size(context, static_cast<int>(sizeof(NativeDevice))));
    made->recorder = &recorder;
    fill_callbacks(made->super);
    device.adopt(&made->super);
    pdf_run_page(context, page, device.get(), to_display, &cookie);
    fz_close_device(context, device.get());
  }));
  if (recorder.is_refused()) {
    return Error{ErrorCode::unsupported, recorder.refusal()};
  }
  if (cookie.errors > 0) {
    return Error{ErrorCode::unsupported, "the page is damaged"};
  }
  NativePage out = recorder.take();
  if (recorder.is_refused()) {
    return Error{ErrorCode::unsupported, recorder.refusal()};
  }
  drop_unused_shapes(out);
  return out;
}

}  // namespace vaughn::pdf
