#include "widgets/inspector/fold_causes.h"

#include <algorithm>
#include <numeric>
#include <span>

#include <QLocale>
#include <QStringList>

#include "widgets/common/text.h"

namespace fusewright {
namespace {

constexpr std::size_t kLongestPeriod = 4;
constexpr std::size_t kFewestRepeats = 3;

bool alike(const CauseRow& one, const CauseRow& other) {
  return one.property.name == other.property.name && one.kind == other.kind;
}

/// Rows at the beginning that repeat the first `period` of them, as a whole number of periods.
std::size_t repeatedRows(std::span<const CauseRow> rows, std::size_t period) {
  std::size_t same = period;
  while (same < rows.size() && alike(rows[same], rows[same - period])) ++same;
  return std::min(same, rows.size()) / period * period;
}

Property folded(std::span<const CauseRow> rows, std::size_t period) {
  const auto count = static_cast<qlonglong>(rows.size() / period);
  const Cycles sum = std::accumulate(rows.begin(), rows.end(), Cycles{},
                                     [](Cycles all, const CauseRow& row) { return all + row.cycles; });
  const CauseRow& first = rows.front();
  QStringList turns;
  for (const CauseRow& row : rows.first(period)) turns << QStringLiteral("%1 %2").arg(row.property.name, row.kind);
  const QString number = QLocale().toString(count);
  const QString what = period == 1 ? tr("%1 × %2").arg(number, first.kind) : turns.join(QStringLiteral(", "));
  Property property{.name = period == 1 ? first.property.name : tr("%1 times").arg(number),
                    .value = {.brief = tr("%1 · %2").arg(what, formatCycles(sum).brief),
                              .exact = tr("%1 times %2, %3 in all")
                                           .arg(number, turns.join(QStringLiteral(", ")), formatCycles(sum).exact)},
                    .meaning = tr("These rows are alike and stand for each other, one time step after the other. "
                                  "Unfold to see each; click to select the first"),
                    .target = first.property.target};
  for (const CauseRow& row : rows) property.parts.push_back(row.property);
  return property;
}

}  // namespace

std::vector<Property> foldedCauses(const std::vector<CauseRow>& rows) {
  std::vector<Property> shown;
  for (std::span<const CauseRow> rest(rows); !rest.empty();) {
    std::size_t period = 1;
    std::size_t length = 0;
    for (std::size_t candidate = 1; candidate <= std::min(kLongestPeriod, rest.size()); ++candidate) {
      const std::size_t rowsOfIt = repeatedRows(rest, candidate);
      if (rowsOfIt < candidate * kFewestRepeats || rowsOfIt <= length) continue;
      period = candidate;
      length = rowsOfIt;
    }
    shown.push_back(length > 0 ? folded(rest.first(length), period) : rest.front().property);
    rest = rest.subspan(std::max<std::size_t>(length, 1));
  }
  return shown;
}

}  // namespace fusewright
