#include "app/explorer/theme_choice.h"

#include <QApplication>

#include "widgets/common/theme.h"

namespace fusewright {

void applyTheme(ThemeChoice choice) {
  static const ThemeMode kDesktop = themeOf(QApplication::palette()).mode;
  const ThemeMode mode = choice == ThemeChoice::Automatic ? kDesktop
                         : choice == ThemeChoice::Dark    ? ThemeMode::Dark
                                                          : ThemeMode::Light;
  QApplication::setPalette(windowPalette(mode));
}

}  // namespace fusewright
