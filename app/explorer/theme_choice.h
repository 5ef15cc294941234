#pragma once

#include "app/explorer/window_settings.h"

namespace fusewright {

/// Gives the whole program the Fusion style in these colours. Automatic: dark if the desktop's window colour was dark
/// when the program started.
void applyTheme(ThemeChoice choice);

}  // namespace fusewright
