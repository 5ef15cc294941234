#include "core/explore/study/operator_counts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "core/explore/study/fused_traffic.h"
#include "core/workload/footprint.h"

namespace fusewright {
namespace {

struct NamedClass {
  std::string_view part;  ///< of a node name
  StudyClass operatorClass;
};

/// What the study goes by; the first part that a name holds decides.
constexpr std::array kNamedClasses{
    NamedClass{"norm", StudyClass::Normalization},  NamedClass{"Relu", StudyClass::Activation},
    NamedClass{"Div", StudyClass::Elementwise},     NamedClass{"_proj", StudyClass::Projection},
    NamedClass{"Conv", StudyClass::Projection},     NamedClass{"/sa/", StudyClass::Attention},
    NamedClass{"mul_dBx", StudyClass::StateSpace},  NamedClass{"mul_delta_", StudyClass::StateSpace},
    NamedClass{"mul_h_", StudyClass::StateSpace},   NamedClass{"mul_D_x", StudyClass::StateSpace},
    NamedClass{"add_y_Dx", StudyClass::StateSpace}, NamedClass{"add_dBx", StudyClass::StateSpace},
    NamedClass{"Add", StudyClass::Elementwise},     NamedClass{"Exp", StudyClass::Elementwise},
    NamedClass{"act", StudyClass::Activation},      NamedClass{"mul_y_z", StudyClass::Elementwise}};

StudyClass byOperator(OperatorClass operatorClass) {
  switch (operatorClass) {
    case OperatorClass::Contraction:
    case OperatorClass::Convolution:
      return StudyClass::Projection;
    case OperatorClass::Activation:
      return StudyClass::Activation;
    case OperatorClass::Reduction:
    case OperatorClass::Normalisation:
    case OperatorClass::Pooling:
      return StudyClass::Normalization;
    case OperatorClass::Recurrence:
      return StudyClass::StateSpace;
    case OperatorClass::Elementwise:
    case OperatorClass::Layout:
    case OperatorClass::Other:
      break;
  }
  return StudyClass::Elementwise;
}

/// I and W; METHOD A bills no further inputs (Layer::inputs).
constexpr std::size_t kBilledInputs = 2;

/// What one operator does and moves.
struct OperatorCounts {
  std::int64_t operations = 0;
  std::int64_t bits = 0;
};

/// The billed size of an operand without the padding of a convolution.
std::int64_t countedBits(const Workload& workload, const Operand& operand, const Box& nest) {
  const std::int64_t billed = billedBits(operand, nest).value;
  if (!operand.tensor) return billed;
  const Box touched = touchedBox(operand, nest);
  const Box there = clippedTouchedBox(operand, nest, workload.tensor(*operand.tensor).shape);
  return billed / touched.volume() * there.volume();
}

OperatorCounts countsOf(const Workload& workload, const Layer& layer) {
  const Box nest = wholeNest(layer);
  OperatorCounts counts{.operations = operationCount(layer), .bits = countedBits(workload, layer.output, nest)};
  for (std::size_t input = 0; input < std::min(layer.inputs.size(), kBilledInputs); ++input)
    counts.bits += countedBits(workload, layer.inputs[input], nest);
  return counts;
}

/// Cycles under the roof for `layers` such operators.
std::int64_t rooflineCycles(OperatorCounts counts, const StudyRoof& roof, int layers) {
  const double computing = static_cast<double>(counts.operations) / roof.operationsPerCycle;
  const double moving = static_cast<double>(counts.bits) / roof.bitsPerCycle;
  return static_cast<std::int64_t>(std::ceil(std::max(computing, moving) * layers));
}

double milliseconds(std::int64_t cycles, const StudyRoof& roof) {
  return static_cast<double>(cycles) / (roof.frequencyMHz * 1e3);
}

}  // namespace

StudyClass studyClassOf(const Layer& layer) {
  const auto named = std::ranges::find_if(
      kNamedClasses, [&](const NamedClass& entry) { return layer.name.find(entry.part) != std::string::npos; });
  return named == kNamedClasses.end() ? byOperator(layer.operatorClass) : named->operatorClass;
}

std::vector<ClassCounts> classCounts(const Workload& workload, const CountedModel& model, const StudyRoof& roof) {
  std::array<ClassCounts, kStudyClasses> classes;
  std::array<double, kStudyClasses> weighted{};
  double total = 0;
  for (const Layer& layer : workload.layers) {
    if (layer.kind != LayerKind::Compute) continue;
    const OperatorCounts counts = countsOf(workload, layer);
    const auto place = static_cast<std::size_t>(studyClassOf(layer));
    classes[place].operations += counts.operations;
    classes[place].operandBits += Bits{counts.bits};
    classes[place].rooflineCycles += rooflineCycles(counts, roof, 1);
    classes[place].rooflineCyclesAll += rooflineCycles(counts, roof, model.layers);
    const auto operations = static_cast<double>(counts.operations);
    weighted[place] += operations * operations * 8 / static_cast<double>(counts.bits);
    total += operations;
  }
  std::vector<ClassCounts> rows;
  for (std::size_t place = 0; place < kStudyClasses; ++place) {
    ClassCounts& row = classes[place];
    if (row.operations == 0) continue;
    row.model = model.name;
    row.layers = model.layers;
    row.length = model.length;
    row.stage = model.stage;
    row.operatorClass = static_cast<StudyClass>(place);
    row.operationsPerByte = weighted[place] / static_cast<double>(row.operations);
    row.rooflineMs = milliseconds(row.rooflineCyclesAll, roof);
    row.sharePercent = 100 * static_cast<double>(row.operations) / total;
    rows.push_back(row);
  }
  return rows;
}

ModelCounts modelCounts(const Workload& workload, const CountedModel& model, const StudyRoof& roof) {
  ModelCounts counts{
      .model = model.name, .layers = model.layers, .length = model.length, .stage = model.stage, .violations = {}};
  std::int64_t bits = 0;
  for (const ClassCounts& row : classCounts(workload, model, roof)) {
    counts.operations += static_cast<double>(row.operations);
    bits += row.operandBits.value;
    counts.rooflineCyclesAll += row.rooflineCyclesAll;
  }
  const auto bytesOfAll = [&](std::int64_t ofOne) { return static_cast<double>(ofOne) / 8 * model.layers; };
  counts.operations *= model.layers;
  counts.memoryBytes = bytesOfAll(bits);
  if (const auto fused = fusedTraffic(workload)) {
    counts.fusedBytes = bytesOfAll(bits - fused->inside.value);
    counts.fusedBoundaryBytes = bytesOfAll(bits - fused->inside.value + fused->boundary.value);
  }
  counts.operationsPerToken = counts.operations / static_cast<double>(model.length);
  counts.memoryBytesPerToken = counts.memoryBytes / static_cast<double>(model.length);
  counts.rooflineMs = milliseconds(counts.rooflineCyclesAll, roof);
  return counts;
}

}  // namespace fusewright
