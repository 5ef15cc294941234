#include "tests/golden.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QDir>

namespace fusewright::tests {
namespace {

const QColor kDiffers(0xE0, 0x00, 0x00);

QString pathOfGolden(const QString& name) {
  return QStringLiteral(FUSEWRIGHT_SOURCE_DIR "/tests/golden/%1.png").arg(name);
}

QString failurePath(const QString& name, const QString& what) {
  const QDir folder(QCoreApplication::applicationDirPath() + QStringLiteral("/golden_failures"));
  QDir().mkpath(folder.path());
  return folder.filePath(QStringLiteral("%1.%2.png").arg(name, what));
}

int distance(QRgb a, QRgb b) {
  return std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))});
}

QRgb faded(QRgb pixel) {
  const auto lighter = [](int channel) { return 255 - (255 - channel) / 4; };
  return qRgb(lighter(qRed(pixel)), lighter(qGreen(pixel)), lighter(qBlue(pixel)));
}

QString describe(const QImage& picture, const QImage& golden, const QString& name, double share) {
  const QString actual = failurePath(name, QStringLiteral("actual"));
  picture.save(actual);
  if (golden.isNull())
    return QStringLiteral("there is no golden picture %1; the picture is in %2").arg(pathOfGolden(name), actual);
  if (golden.size() != picture.size())
    return QStringLiteral("%1 is %2 x %3 pixels instead of %4 x %5; see %6")
        .arg(name)
        .arg(picture.width())
        .arg(picture.height())
        .arg(golden.width())
        .arg(golden.height())
        .arg(actual);
  return QStringLiteral("%1 %% of %2 look different; see %3 and %4")
      .arg(share * 100)
      .arg(name, actual, failurePath(name, QStringLiteral("difference")));
}

}  // namespace

double differingShare(const QImage& a, const QImage& b, int channel, QImage* differences) {
  const QImage left = a.convertToFormat(QImage::Format_RGB32);
  const QImage right = b.convertToFormat(QImage::Format_RGB32);
  if (differences != nullptr) *differences = QImage(left.size(), QImage::Format_RGB32);
  std::int64_t differing = 0;
  for (int y = 0; y < left.height(); ++y)
    for (int x = 0; x < left.width(); ++x) {
      const bool differs = distance(left.pixel(x, y), right.pixel(x, y)) > channel;
      differing += differs ? 1 : 0;
      if (differences != nullptr) differences->setPixel(x, y, differs ? kDiffers.rgb() : faded(left.pixel(x, y)));
    }
  return static_cast<double>(differing) / std::max(1.0, static_cast<double>(left.width()) * left.height());
}

QString differenceFromGolden(const QImage& picture, const QString& name, GoldenTolerance tolerance) {
  if (qEnvironmentVariableIntValue("FUSEWRIGHT_UPDATE_GOLDEN") == 1) {
    QDir().mkpath(QStringLiteral(FUSEWRIGHT_SOURCE_DIR "/tests/golden"));
    return picture.save(pathOfGolden(name)) ? QString() : QStringLiteral("can not write %1").arg(pathOfGolden(name));
  }
  const QImage golden(pathOfGolden(name));
  if (golden.isNull() || golden.size() != picture.size()) return describe(picture, golden, name, 1);
  QImage differences;
  const double share = differingShare(golden, picture, tolerance.channel, &differences);
  if (share <= tolerance.share) return {};
  differences.save(failurePath(name, QStringLiteral("difference")));
  return describe(picture, golden, name, share);
}

DrawStyle goldenStyle(ThemeMode mode) {
  DrawStyle style = printStyle();
  style.theme = themeOf(windowPalette(mode));
  style.font.setHintingPreference(QFont::PreferNoHinting);
  style.smallFont.setHintingPreference(QFont::PreferNoHinting);
  style.medium = Medium::Screen;
  return style;
}

QImage goldenCanvas(QSize size, const DrawStyle& style) {
  QImage canvas(size, QImage::Format_RGB32);
  canvas.fill(style.theme.background);
  return canvas;
}

}  // namespace fusewright::tests
