#include "widgets/common/html_table.h"

namespace fusewright {

QString toHtml(const TextTable& table) {
  QString html = QStringLiteral("<table>");
  const auto append = [&](const QStringList& row, const QString& tag) {
    html += QStringLiteral("<tr>");
    for (const QString& cell : row) html += QStringLiteral("<%1>%2</%1>").arg(tag, cell.toHtmlEscaped());
    html += QStringLiteral("</tr>");
  };
  append(table.headings, QStringLiteral("th"));
  for (const QStringList& row : table.rows) append(row, QStringLiteral("td"));
  return html + QStringLiteral("</table>");
}

}  // namespace fusewright
