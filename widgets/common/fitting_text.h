#pragma once

#include <QFontMetricsF>
#include <QString>

namespace fusewright {

/// `text` if it fits into `width`, else cut in its middle; empty where so few of its letters would be left that nobody
/// could tell it from others.
[[nodiscard]] QString fittingText(const QFontMetricsF& metrics, const QString& text, double width);

}  // namespace fusewright
