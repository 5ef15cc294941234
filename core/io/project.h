#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/mapping/mapping_request.h"

namespace fusewright {

/// A name and what it is set to, as typed on a command line: {"batch", "1"}, {"onchip_memory_MB", "4"}.
using NamedValue = std::pair<std::string, std::string>;

/// Where the model of a project comes from and how it is read.
struct ProjectModel {
  std::string file;                    ///< path of the .onnx file; empty if the program made the model
  std::string sha256;                  ///< of the file, in hexadecimal digits; empty: not known
  std::string kind;                    ///< of a model that the program made, as `fusewright-cli model KIND`
  std::vector<NamedValue> parameters;  ///< of that kind
  std::vector<NamedValue> dims;        ///< sizes of symbolic dimensions
  bool guessDims = false;
  std::vector<NamedValue> branches;
  std::vector<NamedValue> trips;
  std::vector<std::string> operators;  ///< paths of files that describe operators
  std::optional<int> activationBits;
  std::optional<int> weightBits;
  std::optional<int> outputBits;
  std::string readAs;  ///< assumptions that chose its default precisions; empty: those of the project

  friend bool operator==(const ProjectModel&, const ProjectModel&) = default;
};

/// The accelerator of a project: a file and the parameters changed since, in order, or all of it.
struct ProjectHardware {
  std::string file;
  std::vector<NamedValue> parameters;
  std::string yaml;  ///< the accelerator itself, in this program's dialect; empty: `file` and `parameters`

  friend bool operator==(const ProjectHardware&, const ProjectHardware&) = default;
};

/// What the window showed. None of it decides a result.
struct ProjectWindow {
  std::string layout;                              ///< state of the docks, opaque
  std::string selection;                           ///< "layer 3", "tile 3 17", "core 0", ...; empty: nothing
  std::optional<std::pair<double, double>> range;  ///< cycles on show; none: all
  std::optional<double> playhead;                  ///< the cycle whose contents of memories are on show
  std::vector<double> marks;                       ///< cycles that a person marked to stay
  std::vector<std::string> markNames;              ///< of those marks, as far as they have names
  bool folded = false;                             ///< what the schedule repeats is folded out of views over time

  friend bool operator==(const ProjectWindow&, const ProjectWindow&) = default;
};

/// What a .fusewright file holds: a design as files and what was changed since. Paths are absolute here and relative
/// to the project in the file.
struct Project {
  std::string program;  ///< that wrote it: "Fusewright 0.1.0"
  ProjectModel model;
  ProjectHardware hardware;
  std::string mappingFile;  ///< mapping.rules come from there; empty: they are in `mapping`
  MappingRequest mapping;
  std::string assumptions = "physical";
  ProjectWindow window;
  std::vector<Project> baseline;  ///< at most one: the design that results are held against; only what decides a result
  std::string autosaveOf;         ///< of an autosaved project: the file that it belongs to, or "-" for none
  std::string unknown;            ///< fields of newer programs, as JSON text; written again

  friend bool operator==(const Project&, const Project&) = default;
};

}  // namespace fusewright
