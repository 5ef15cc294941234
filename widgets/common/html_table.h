#pragma once

#include <QString>

#include "widgets/common/table_text.h"

namespace fusewright {

/// An HTML table, for programs that take cells from the clipboard.
[[nodiscard]] QString toHtml(const TextTable& table);

}  // namespace fusewright
