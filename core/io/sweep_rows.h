#pragma once

#include "core/io/sweep_database.h"

namespace SQLite {
class Statement;
}

namespace fusewright {

/// Fills the placeholders of insertDesign().
void bindDesign(SQLite::Statement& insert, const StoredDesign& design);

/// The design in the present row of a query for storedColumns().
[[nodiscard]] StoredDesign designIn(SQLite::Statement& query);

}  // namespace fusewright
