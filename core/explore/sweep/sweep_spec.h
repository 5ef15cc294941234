#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fusewright {

/// A parameter and its value as typed on the command line. What parameters there are: parameterKind().
struct SweepSetting {
  std::string parameter;
  std::string value;

  friend bool operator==(const SweepSetting&, const SweepSetting&) = default;
};

/// A model of a sweep: a file, or a kind that `fusewright-cli model` writes, with its parameters.
struct SweepModel {
  std::string name;  ///< what the parameter `model` calls it
  std::string file;  ///< as written in the spec; empty for a kind
  std::string kind;
  std::vector<SweepSetting> parameters;  ///< of the kind, without "model."

  friend bool operator==(const SweepModel&, const SweepModel&) = default;
};

/// How the values of a range are spaced.
enum class AxisScale : std::uint8_t { Linear, Logarithmic };

/// Numbers from `from` to `to`, both included.
struct AxisRange {
  double from = 0;
  double to = 0;
  std::int64_t count = 0;  ///< values on a grid; 0: the range is only sampled
  AxisScale scale = AxisScale::Linear;
  bool whole = false;  ///< rounded to whole numbers

  friend bool operator==(const AxisRange&, const AxisRange&) = default;
};

/// One parameter that a sweep varies: over a list of values or over a range of numbers.
struct SweepAxis {
  std::string parameter;
  std::vector<std::string> values;  ///< empty: `range`
  std::optional<AxisRange> range;

  friend bool operator==(const SweepAxis&, const SweepAxis&) = default;
};

/// Which points of the space of all axes are taken.
enum class SamplingMethod : std::uint8_t {
  Grid,            ///< every combination, the first axis slowest
  LatinHypercube,  ///< `count` points; each axis is cut into `count` strata, each of which has one point
  Sobol,           ///< the first `count` points of a Sobol sequence, shifted by the seed (0: not shifted)
  List,            ///< the points that the spec lists
};

struct Sampling {
  SamplingMethod method = SamplingMethod::Grid;
  std::int64_t count = 0;  ///< points; not for grids and lists
  std::uint64_t seed = 0;

  friend bool operator==(const Sampling&, const Sampling&) = default;
};

/// A point that is listed: what it sets; what it does not set is as in `SweepSpec::base`.
using ListedPoint = std::vector<SweepSetting>;

/// Which designs to evaluate, and what to look for among them. Read from JSON by readSweepSpec(); what its parameters,
/// metrics and expressions may be is in examples/sweeps/README.md.
struct SweepSpec {
  std::string name;
  std::vector<SweepModel> models;     ///< at least one
  std::vector<std::string> hardware;  ///< accelerator files, at least one
  std::vector<SweepSetting> base;     ///< what all points share unless an axis or a listed point says otherwise
  std::vector<SweepAxis> axes;
  std::vector<ListedPoint> points;  ///< for SamplingMethod::List
  Sampling sampling;
  std::vector<std::string> constraints;  ///< "peak_memory_MB <= 4"
  std::vector<std::string> objectives;   ///< metrics to be kept low; see sweep_columns.h

  friend bool operator==(const SweepSpec&, const SweepSpec&) = default;
};

/// What a parameter of a sweep changes.
enum class ParameterKind : std::uint8_t {
  Model,            ///< "model": which of the models
  Hardware,         ///< "hardware": which of the accelerators
  FusionText,       ///< "fusion", as --fusion
  TilingText,       ///< "tiling", as --tiling
  AssumptionsText,  ///< "assumptions", as --assumptions
  MappingFile,      ///< "mapping", as --mapping
  ActivationBits,   ///< "act_bits", as --act-bits; so the next two
  WeightBits,       ///< "weight_bits"
  OutputBits,       ///< "output_bits"
  Area,             ///< "area" in mm2, as --area
  AreaFraction,     ///< "area_fraction": `area` as a part of the accelerator's own
  MemoryFraction,   ///< "memory_fraction", as --memory-fraction
  ModelParameter,   ///< "model.NAME": a parameter of the model's kind
  Dimension,        ///< "dim.NAME": a symbolic dimension of the model, as --dim
  Set,              ///< everything else: a parameter of the accelerator, as --set
};

/// What the parameter called `id` changes.
[[nodiscard]] ParameterKind parameterKind(std::string_view id);

}  // namespace fusewright
