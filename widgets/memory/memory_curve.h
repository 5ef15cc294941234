#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <QString>

#include "core/evaluate/evaluation.h"
#include "widgets/common/time_axis.h"

namespace fusewright {

/// Lowest and highest value of a group of steps.
struct StepBounds {
  double low = 0;
  double high = 0;
};

/// A step function over time, prepared so that painting costs what the screen has pixels: values[i] holds from times[i]
/// until times[i+1], the last one for ever. Before times[0] it is 0.
struct StepCurve {
  std::vector<double> times;
  std::vector<double> values;
  std::vector<std::vector<StepBounds>> levels;  ///< each entry covers 8 of the level before; the first, 8 values
};

[[nodiscard]] StepCurve makeStepCurve(std::vector<double> times, std::vector<double> values);

[[nodiscard]] double valueAt(const StepCurve& curve, double time);

/// Lowest and highest value that the curve takes within [from, to).
[[nodiscard]] StepBounds boundsWithin(const StepCurve& curve, double from, double to);

/// A part of what a memory holds.
struct MemoryPart {
  TensorKind kind = TensorKind::Activation;
  QString name;
  std::optional<std::uint16_t> place = {};  ///< among tensors, heaviest first; none: the whole kind
  bool isRest = false;                      ///< all tensors that have no part of their own
};

/// What one memory holds over time, by part. Parts begin at the foot; curve i is the sum of parts 0..i.
struct MemoryStack {
  std::vector<MemoryPart> parts;
  std::vector<StepCurve> curves;  ///< empty: not divided
};

/// What one memory holds over time.
struct MemoryPicture {
  MemoryId memory;
  std::string name;
  double capacity = 0;      ///< bits
  double peak = 0;          ///< bits
  double peakAt = 0;        ///< cycle
  StepCurve occupancy;      ///< bits
  MemoryStack byKind = {};  ///< as memory_stack.h gives them
  MemoryStack byTensor = {};
};

/// The on-chip memories of an evaluation. Immutable; made off the GUI thread.
[[nodiscard]] std::vector<MemoryPicture> buildMemoryPictures(const Evaluation& evaluation);

}  // namespace fusewright
