#pragma once

#include <functional>

#include "app/cli/report.h"

namespace CLI {
class App;
}

namespace fusewright {

/// What the command on the command line does; set while options are parsed, run afterwards.
using Action = std::function<ExitStatus()>;

/// Each registers one command with its options at `program`; parsing that command sets `chosen`, which must outlive the
/// program.
void addInfoCommand(CLI::App& program, Action& chosen);
void addScheduleCommand(CLI::App& program, Action& chosen);
void addModelCommand(CLI::App& program, Action& chosen);
void addPaperCommand(CLI::App& program, Action& chosen);
void addSweepCommand(CLI::App& program, Action& chosen);
void addFrontCommand(CLI::App& program, Action& chosen);
void addMergeCommand(CLI::App& program, Action& chosen);
void addSearchCommand(CLI::App& program, Action& chosen);

}  // namespace fusewright
