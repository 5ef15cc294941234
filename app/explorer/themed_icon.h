#pragma once

#include <QIcon>
#include <QPalette>
#include <QString>

namespace fusewright {

/// An icon of ours (resources/icons/NAME.svg, drawn in black) in the colour of the palette's text.
[[nodiscard]] QIcon themedIcon(const QString& name, const QPalette& palette);

/// The program's own icon.
[[nodiscard]] QIcon programIcon();

/// Makes the resources known; once, before the first icon.
void registerResources();

}  // namespace fusewright
