#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/evaluate/design.h"
#include "core/hardware/parameter_settings.h"
#include "core/io/onnx_reader.h"
#include "core/mapping/mapping_request.h"

namespace CLI {
class App;
}

namespace fusewright {

/// The options that decide a design, as typed on the command line of either program. Empty texts and lists: not given.
struct DesignOptions {
  std::string model;                   ///< path of the .onnx file, or of a project or a figure that carries one
  std::string hardware;                ///< path of the accelerator's .yaml file
  std::string mapping;                 ///< path of a mapping .yaml file; empty: the proposed mapping
  std::string fusion;                  ///< name of a fusion plan, or path of a .json file; empty: auto
  std::string tiling;                  ///< per-step, none, memory-aware or DIM=PARTS[,DIM=PARTS]; empty: per-step
  std::string assumptions = "paper";   ///< set of modelling choices
  std::vector<std::string> dims;       ///< NAME=SIZE, sizes of symbolic dimensions
  bool guessDims = false;              ///< usual sizes for those that are not given
  std::vector<std::string> branches;   ///< NODE=then or NODE=else, for Ifs whose condition is not known
  std::vector<std::string> trips;      ///< NODE=N, for Loops of which it is not known how often they run
  std::vector<std::string> operators;  ///< paths of .yaml files that describe operators
  std::optional<int> activationBits;   ///< of nodes that do not say it themselves; so the next two
  std::optional<int> weightBits;
  std::optional<int> outputBits;
  std::vector<std::string> sets;         ///< PARAM=VALUE, changes to the accelerator
  std::optional<double> area;            ///< mm2; with memoryFraction: the iso-area design of METHOD A7
  std::optional<double> memoryFraction;  ///< part of the area that is memory, 0 to 1

  friend bool operator==(const DesignOptions&, const DesignOptions&) = default;
};

/// Registers every option of `options` but the model, which is a command's own argument. `options` must outlive `app`.
void addDesignOptions(CLI::App& app, DesignOptions& options);

/// Registers what decides how a model is read (--dim, --branch, --trips, --operators and the precisions) alone, for
/// commands that only read a model.
void addModelOptions(CLI::App& app, DesignOptions& options);

/// Loads the files and applies the options; on the accelerator --area with --memory-fraction and each --set in the
/// order of withSettings(). A tiling option goes before the tiling of a fusion plan file. Errors name the file or
/// option and say what to do.
[[nodiscard]] Result<Design> makeDesign(const DesignOptions& options);

/// How to read the model; loads the descriptions of operators.
[[nodiscard]] Result<OnnxReadOptions> readOptions(const DesignOptions& options);

/// The parts of makeDesign, for programs that hold some of the values already.
[[nodiscard]] Result<Workload> loadModel(const DesignOptions& options);
[[nodiscard]] Result<Accelerator> loadHardware(const DesignOptions& options);
/// The parameters that --set options change. Error: one of them is no PARAM=VALUE.
[[nodiscard]] Result<std::vector<ParameterSetting>> parameterSettings(const std::vector<std::string>& sets);
/// `accelerator` changed by --area with --memory-fraction and each --set, in the order of withSettings().
[[nodiscard]] Result<Accelerator> changedHardware(Accelerator accelerator, const DesignOptions& options);
[[nodiscard]] Result<MappingRequest> loadMappingRequest(const DesignOptions& options);
[[nodiscard]] Result<Assumptions> loadAssumptions(const DesignOptions& options);

/// The arguments that say `options` on a command line: the model, then every option given.
[[nodiscard]] std::vector<std::string> designArguments(const DesignOptions& options);

/// The text of a tiling option as a mode and its entries.
struct TilingChoice {
  TilingMode mode = TilingMode::PerStep;
  Tiling entries;

  friend bool operator==(const TilingChoice&, const TilingChoice&) = default;
};
[[nodiscard]] Result<TilingChoice> parseTiling(const std::string& text);

/// "NAME=SIZE" texts as pairs; sizes are whole numbers of at least 1.
[[nodiscard]] Result<std::vector<std::pair<std::string, std::int64_t>>> parseDims(
    const std::vector<std::string>& texts);

}  // namespace fusewright
