#include "widgets/fusion/tiling_text.h"

#include <QStringList>

namespace fusewright {
namespace {

Result<TilingEntry> parseEntry(const QString& text) {
  const QStringList sides = text.split(QLatin1Char('='));
  const QString dim = sides.front().trimmed();
  const QString parts = sides.back().trimmed();
  bool good = false;
  const qlonglong count = parts == QLatin1String("all") ? kOnePartPerIteration : parts.toLongLong(&good);
  if (sides.size() != 2 || dim.isEmpty() || (!good && parts != QLatin1String("all")) || (good && count < 1)) {
    return failure("'" + text.trimmed().toStdString() + "' is no tiling", "tiling", "Write DIM=PARTS, as in L=64, D=2");
  }
  return TilingEntry{.dim = dim.toStdString(), .parts = count};
}

}  // namespace

QString tilingText(const Tiling& tiling) {
  QStringList entries;
  for (const TilingEntry& entry : tiling) {
    const QString parts = entry.parts == kOnePartPerIteration ? QStringLiteral("all") : QString::number(entry.parts);
    entries << QString::fromStdString(entry.dim) + QLatin1Char('=') + parts;
  }
  return entries.join(QStringLiteral(", "));
}

Result<Tiling> parseTilingText(const QString& text) {
  Tiling tiling;
  for (const QString& part : text.split(QLatin1Char(','))) {
    auto entry = parseEntry(part);
    if (!entry) return tl::make_unexpected(entry.error());
    tiling.push_back(*std::move(entry));
  }
  return tiling;
}

}  // namespace fusewright
