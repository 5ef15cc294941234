#pragma once

#include "app/explorer/arguments.h"

namespace fusewright {

/// Renders the window with the loaded design, once everything is on show, into arguments.screenshot. Gives the exit
/// status; complaints go to stderr. Needs a QApplication, on any platform.
[[nodiscard]] int takeScreenshot(const Arguments& arguments);

/// Evaluates the design and writes its figures into arguments.figures.
[[nodiscard]] int writeFiguresOnly(const Arguments& arguments);

/// Draws the figures of the study in arguments.studyFigures into that folder. A table that can not be read is one
/// message with file and line.
[[nodiscard]] int writeStudyFiguresOnly(const Arguments& arguments);

}  // namespace fusewright
