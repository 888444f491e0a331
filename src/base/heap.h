// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

namespace vaughn::base {

// For a process that reads documents one after the other: memory that a document gave back stays
// with the process for the next, up to 64 MiB, instead of going to the system and back with every
// page (glibc mallopt(3): M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_TOP_PAD). Call it before threads
// are started; children inherit it.
void keep_freed_memory();

}  // namespace vaughn::base
