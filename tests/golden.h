#pragma once

#include <QImage>
#include <QString>

#include "widgets/common/theme.h"

namespace fusewright::tests {

/// What two pictures may differ by and still count as the same.
struct GoldenTolerance {
  int channel = 10;      ///< largest difference of red, green or blue of one pixel, 0..255
  double share = 0.001;  ///< part of all pixels that may differ by more than that
};

/// Whether `picture` looks like tests/golden/NAME.png. Empty if so; else a sentence that says how they differ and where
/// the picture and the differences (red on the golden picture, faded) were written: the folder golden_failures beside
/// the test program. With FUSEWRIGHT_UPDATE_GOLDEN=1 in the environment the golden picture is written instead.
[[nodiscard]] QString differenceFromGolden(const QImage& picture, const QString& name, GoldenTolerance tolerance = {});

/// Part of the pixels of two pictures of one size that differ by more than `channel` in any colour; `differences`, if
/// given, becomes the first picture, faded, with those pixels red.
[[nodiscard]] double differingShare(const QImage& a, const QImage& b, int channel, QImage* differences = nullptr);

/// How golden pictures are drawn wherever the tests run: the light or dark theme, DejaVu Sans at fixed sizes without
/// hinting, one physical pixel per unit.
[[nodiscard]] DrawStyle goldenStyle(ThemeMode mode = ThemeMode::Light);

/// A picture to paint on, filled with the background of the style.
[[nodiscard]] QImage goldenCanvas(QSize size, const DrawStyle& style);

}  // namespace fusewright::tests
