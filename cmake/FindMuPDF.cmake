# SPDX-License-Identifier: AGPL-3.0-or-later
# Debian's MuPDF is static and its pkg-config file is incomplete, so the libraries behind it are
# named here. Defines MuPDF::MuPDF.
find_path(MUPDF_INCLUDE_DIR mupdf/fitz.h)
find_library(MUPDF_LIBRARY mupdf)
find_library(MUPDF_THIRD_LIBRARY mupdf-third)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(MuPDF DEFAULT_MSG MUPDF_LIBRARY MUPDF_THIRD_LIBRARY MUPDF_INCLUDE_DIR)
if(MuPDF_FOUND AND NOT TARGET MuPDF::MuPDF)
  add_library(MuPDF::MuPDF INTERFACE IMPORTED)
  set_target_properties(MuPDF::MuPDF PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES "${MUPDF_INCLUDE_DIR}"
    INTERFACE_LINK_LIBRARIES
      "${MUPDF_LIBRARY};${MUPDF_THIRD_LIBRARY};harfbuzz;freetype;gumbo;mujs;openjp2;jbig2dec;jpeg;z;m")
endif()
