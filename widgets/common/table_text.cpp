#include "widgets/common/table_text.h"

#include <QLocale>

namespace fusewright {
namespace {

QString quoted(const QString& cell) {
  const bool needs =
      cell.contains(QLatin1Char(',')) || cell.contains(QLatin1Char('"')) || cell.contains(QLatin1Char('\n'));
  if (!needs) return cell;
  QString doubled = cell;
  return QLatin1Char('"') + doubled.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

QString oneLine(const QString& cell) {
  QString plain = cell;
  return plain.replace(QLatin1Char('\t'), QLatin1Char(' ')).replace(QLatin1Char('\n'), QLatin1Char(' '));
}

template <typename Cell>
QString lines(const TextTable& table, QChar separator, Cell cell) {
  QString text;
  const auto append = [&](const QStringList& row) {
    for (qsizetype column = 0; column < row.size(); ++column) {
      if (column > 0) text += separator;
      text += cell(row[column]);
    }
    text += QLatin1Char('\n');
  };
  append(table.headings);
  for (const QStringList& row : table.rows) append(row);
  return text;
}

}  // namespace

QString toCsv(const TextTable& table) {
  return lines(table, QLatin1Char(','), quoted);
}
QString toTsv(const TextTable& table) {
  return lines(table, QLatin1Char('\t'), oneLine);
}

QString plainNumber(double value) {
  return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

}  // namespace fusewright
