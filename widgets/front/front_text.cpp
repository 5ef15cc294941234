#include "widgets/front/front_text.h"

#include <algorithm>
#include <cmath>

#include "widgets/common/format.h"
#include "widgets/common/text.h"
#include "widgets/front/column_text.h"

namespace fusewright {
namespace {

QString tipRow(const QString& name, const QString& value) {
  return QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td align='right'>%2</td></tr>")
      .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
}

/// The rows of the front, then other chosen ones in order.
std::vector<std::size_t> listedRows(const FrontAnswer& answer) {
  std::vector<std::size_t> rows = answer.front.rows;
  rows.resize(std::min(rows.size(), kMostTableRows));
  std::vector<std::size_t> onFront = rows;
  std::ranges::sort(onFront);
  for (std::size_t row = 0; row < answer.chosen.size() && rows.size() < kMostTableRows; ++row)
    if (answer.chosen[row] != 0 && !std::ranges::binary_search(onFront, row)) rows.push_back(row);
  return rows;
}

}  // namespace

QString designTip(const SweepResults& results, std::span<const std::string> objectives, std::size_t row,
                  const QString& state) {
  QString text = QStringLiteral("<b>%1</b><table cellspacing='0'>").arg(state);
  for (const std::string& name : objectives)
    if (const TableColumn* column = results.table->find(name)) text += tipRow(columnName(name), cellText(*column, row));
  text += QStringLiteral("<tr><td colspan='2'><hr></td></tr>");
  for (const std::string& name : results.parameters)
    if (const TableColumn* column = results.table->find(name)) text += tipRow(columnName(name), cellText(*column, row));
  return text + QStringLiteral("</table>") + tr("Click to open this design");
}

TextTable designTable(const SweepResults& results, const FrontAnswer& answer, std::vector<std::size_t>* rows) {
  TextTable table;
  table.headings << QStringLiteral("on_front");
  for (const TableColumn& column : results.table->columns) table.headings << QString::fromStdString(column.name);
  table.headings << QStringLiteral("key");
  const std::vector<std::size_t> listed = listedRows(answer);
  for (std::size_t place = 0; place < listed.size(); ++place) {
    QStringList cells{place < answer.front.rows.size() ? QStringLiteral("1") : QStringLiteral("0")};
    for (const TableColumn& column : results.table->columns) cells << plainCell(column, listed[place]);
    cells << QString::fromStdString(hexText(results.table->keys[listed[place]]));
    table.rows.push_back(std::move(cells));
  }
  if (rows != nullptr) *rows = listed;
  return table;
}

TextTable effectTable(std::span<const Effect> effects) {
  TextTable table{.headings = {"objective", "parameter", "variance_share", "lowest_mean", "lowest_at", "highest_mean",
                               "highest_at", "levels", "designs"},
                  .rows = {}};
  std::vector<Effect> sorted(effects.begin(), effects.end());
  std::ranges::stable_sort(sorted, [](const Effect& a, const Effect& b) {
    if (a.objective != b.objective) return a.objective < b.objective;
    return a.effect.varianceShare > b.effect.varianceShare;
  });
  for (const Effect& effect : sorted)
    table.rows.push_back({QString::fromStdString(effect.objective), QString::fromStdString(effect.parameter),
                          plainNumber(effect.effect.varianceShare), plainNumber(effect.effect.lowestMean),
                          QString::fromStdString(effect.effect.lowestAt), plainNumber(effect.effect.highestMean),
                          QString::fromStdString(effect.effect.highestAt), QString::number(effect.effect.levels),
                          QString::number(effect.effect.designs)});
  return table;
}

QString frontSummary(const SweepResults& results, const FrontAnswer& answer, std::span<const std::string> objectives) {
  QStringList names;
  for (const std::string& name : objectives) names << columnName(name);
  const auto count = [](std::size_t number) { return exactNumber(static_cast<double>(number)); };
  QString text = (results.table->rows() == 1 ? tr("%1 design, %2 fits and is chosen")
                  : answer.chosenCount == 1  ? tr("%1 designs, %2 fits and is chosen")
                                             : tr("%1 designs, %2 fit and are chosen"))
                     .arg(count(results.table->rows()), count(answer.chosenCount));
  if (objectives.empty()) return text + tr("; no front: choose axes that are to be kept low or high");
  text += tr(", %1 on the front of %2").arg(count(answer.front.rows.size()), names.join(QStringLiteral(", ")));
  if (!std::isfinite(answer.front.hypervolume) || answer.chosenCount == 0) return text;
  double box = 1;
  for (std::size_t objective = 0; objective < objectives.size(); ++objective)
    box *= std::abs(answer.front.worst[objective] - answer.front.best[objective]);
  text += tr("; hypervolume %1").arg(QString::number(answer.front.hypervolume, 'g', 4));
  return box > 0
             ? text + tr(" (%1 of the box from best to worst)").arg(formatShare(answer.front.hypervolume / box).brief)
             : text;
}

QString designName(const SweepResults& results, std::size_t row) {
  QStringList parts;
  for (const std::string& name : results.parameters)
    if (const TableColumn* column = results.table->find(name))
      parts << QString::fromStdString(name) + QLatin1Char(' ') + plainCell(*column, row);
  return parts.join(QStringLiteral(", "));
}

}  // namespace fusewright
