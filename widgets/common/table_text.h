#pragma once

#include <vector>

#include <QString>
#include <QStringList>

namespace fusewright {

/// Rows of text under headings; numbers already in the form that the receiver wants.
struct TextTable {
  QStringList headings;
  std::vector<QStringList> rows;
};

/// RFC 4180, lines ended by a line feed.
[[nodiscard]] QString toCsv(const TextTable& table);

/// Tabs between cells; tabs and line breaks inside cells become blanks.
[[nodiscard]] QString toTsv(const TextTable& table);

/// A number as files want it: C locale, no grouping, as many digits as needed.
[[nodiscard]] QString plainNumber(double value);

}  // namespace fusewright
