#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/options/design_options.h"

namespace fusewright {

/// What the desktop program was asked to do.
struct Arguments {
  /// Files sorted by their endings. The terminal program keeps to `paper`, which scripts rely on.
  DesignOptions design{.assumptions = "physical"};
  std::string results;     ///< database of a sweep
  std::string screenshot;  ///< render the window into this .png and exit
  int width = 1600;        ///< of the screenshot
  int height = 1000;
  std::string figures;       ///< write the figures of the design into this folder and exit
  std::string studyFigures;  ///< write the figures of the study whose tables are in this folder, and exit
  bool clean = false;        ///< neither read nor write settings
  std::string layout;        ///< name of the arrangement of docks to begin with
  bool resetLayout = false;
  std::string language;  ///< of texts, numbers and dates: "de", "en_US"; empty: the system's
};

/// Whether files are to be written and no window is to be shown.
[[nodiscard]] bool isUnattended(const Arguments& arguments);

/// Exit status of a program that has nothing more to do: after --help, or a mistake in the command line.
struct ExitStatus {
  int code = 0;
};

/// Reads the command line; says on stderr what is wrong with it.
[[nodiscard]] std::variant<Arguments, ExitStatus> parseArguments(int argc, char** argv);

}  // namespace fusewright
