// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/heap.h"

#include <malloc.h>

namespace vaughn::base {

namespace {
constexpr int kMiB = 1 << 20;
constexpr int kKept = 64 * kMiB;
constexpr int kLargestInHeap = 32 * kMiB;  // the most that glibc takes
constexpr int kGrowBy = 4 * kMiB;
}  // namespace

void keep_freed_memory() {
  ::mallopt(M_TRIM_THRESHOLD, kKept);
  ::mallopt(M_MMAP_THRESHOLD, kLargestInHeap);
  ::mallopt(M_TOP_PAD, kGrowBy);
}

}  // namespace vaughn::base
