#include "widgets/common/fitting_text.h"

namespace fusewright {

QString fittingText(const QFontMetricsF& metrics, const QString& text, double width) {
  constexpr qsizetype kFewestLetters = 5;
  if (metrics.horizontalAdvance(text) <= width) return text;
  const QString cut = metrics.elidedText(text, Qt::ElideMiddle, width);
  return cut.size() - 1 >= kFewestLetters ? cut : QString();
}

}  // namespace fusewright
