#include "widgets/front/column_choice.h"

#include <cmath>

#include "core/explore/sweep/sweep_columns.h"
#include "widgets/common/format.h"
#include "widgets/common/quantity_text.h"
#include "widgets/front/column_text.h"

namespace fusewright {

QStringList distinctNames(const std::vector<TableColumn>& columns) {
  QStringList plain;
  for (const TableColumn& column : columns) plain << columnName(column.name);
  QStringList names;
  for (std::size_t index = 0; index < columns.size(); ++index) {
    const QString& name = plain[static_cast<qsizetype>(index)];
    const MetricColumn* metric = findMetric(columns[index].name);
    const bool needsUnit = metric != nullptr && !metric->unit.empty() && plain.count(name) > 1;
    const auto unit = [&] {
      return shownUnit(QString::fromUtf8(metric->unit.data(), static_cast<qsizetype>(metric->unit.size())));
    };
    names << (needsUnit ? QStringLiteral("%1 (%2)").arg(name, unit()) : name);
  }
  return names;
}

QString shareWithin(double share, double width, const QFontMetricsF& metrics) {
  const QString whole = QString::number(std::lround(100 * share));
  for (const QString& text : {formatShare(share).brief, whole + QStringLiteral(" %"), whole})
    if (metrics.horizontalAdvance(text) <= width) return text;
  return {};
}

}  // namespace fusewright
