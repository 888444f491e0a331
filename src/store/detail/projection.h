// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <soci/soci.h>

#include "base/result.h"
#include "store/bodies.h"
#include "store/event.h"

namespace vaughn::store {

// Writes into the derived tables what one event changes. The only writer of those tables.
base::Result<void> project(soci::session& sql, const Event& event, const Body& body);

// Makes all derived tables, empty. Requires that none of them exists.
void create_derived_tables(soci::session& sql);
void drop_derived_tables(soci::session& sql);

}  // namespace vaughn::store
