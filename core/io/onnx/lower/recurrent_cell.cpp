#include "core/io/onnx/lower/recurrent_cell.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/io/onnx/lower/operator_table.h"

namespace fusewright {
namespace {

/// Most steps of a cell, both directions together: each is several layers, a second of reading in all.
constexpr std::int64_t kMostCellSteps = std::int64_t{1} << 15;

using Shape = std::vector<std::int64_t>;

std::int64_t gatesOf(const std::string& operation) {
  return operation == "LSTM" ? 4 : operation == "GRU" ? 3 : 1;
}

/// The slowest of the activation functions that the node names, or of the operator's own: Sigmoid and Tanh; Tanh.
int slowestActivation(const OnnxNode& node) {
  std::vector<std::string> names{node.operation == "RNN" ? "Tanh" : "Sigmoid"};
  if (const auto given = node.attributes.find("activations"); given != node.attributes.end())
    if (const auto* named = std::get_if<std::vector<std::string>>(&given->second); named && !named->empty())
      names = *named;
  int cycles = 1;
  for (const std::string& name : names) cycles = std::max(cycles, operatorTraits("", name).cyclesPerOperation);
  return cycles;
}

bool isGiven(const LoweringSite& site, std::size_t input) {
  return input < site.inputs.size() && input < site.node.inputs.size() && site.inputs[input].has_value();
}

/// Whether input number `input` is left out or has that shape.
bool mayHaveShape(const LoweringSite& site, std::size_t input, const Shape& shape) {
  return !isGiven(site, input) || site.tensor(*site.inputs[input]).shape == shape;
}

Shape stateShape(const RecurrentCell& cell) {
  if (cell.layout == CellLayout::BatchFirst) return {cell.batch, cell.directions, cell.hidden};
  return {cell.directions, cell.batch, cell.hidden};
}

bool outputsFit(const LoweringSite& site, const RecurrentCell& cell) {
  const bool batchFirst = cell.layout == CellLayout::BatchFirst;
  const Shape all = batchFirst ? Shape{cell.batch, cell.steps, cell.directions, cell.hidden}
                               : Shape{cell.steps, cell.directions, cell.batch, cell.hidden};
  for (std::size_t output = 0; output < site.outputs.size(); ++output)
    if (site.outputs[output] && site.tensor(*site.outputs[output]).shape != (output == 0 ? all : stateShape(cell)))
      return false;
  return true;
}

}  // namespace

Result<RecurrentCell> recurrentCell(const LoweringSite& site) {
  if (!isGiven(site, 0) || !isGiven(site, 1) || !isGiven(site, 2) || site.outputs.empty())
    return unfit(site, "lacks an input or output: it takes X, W, R and makes Y and its last states");
  const Shape& x = site.tensor(*site.inputs[0]).shape;
  const Shape& w = site.tensor(*site.inputs[1]).shape;
  const Shape& r = site.tensor(*site.inputs[2]).shape;
  if (x.size() != 3 || w.size() != 3 || r.size() != 3)
    return unfit(site, "its inputs X, W, R have not three axes each");
  RecurrentCell cell{.gates = gatesOf(site.node.operation), .gateCycles = slowestActivation(site.node)};
  if (attributeOr(site.node, "layout", std::int64_t{0}) != 0) cell.layout = CellLayout::BatchFirst;
  const bool batchFirst = cell.layout == CellLayout::BatchFirst;
  cell.steps = x[batchFirst ? 1 : 0];
  cell.batch = x[batchFirst ? 0 : 1];
  cell.inputs = x[2];
  cell.hidden = r[2];
  const std::string direction = attributeOr(site.node, "direction", std::string("forward"));
  cell.directions = direction == "bidirectional" ? 2 : 1;
  cell.startsBackward = direction == "reverse";
  const std::int64_t rows = cell.gates * cell.hidden;
  if (w != Shape{cell.directions, rows, cell.inputs} || r != Shape{cell.directions, rows, cell.hidden})
    return unfit(site, fmt::format("its weights are not [{0}, {1}, {2}] and [{0}, {1}, {3}] as its input and hidden "
                                   "size ask",
                                   cell.directions, rows, cell.inputs, cell.hidden));
  if (!mayHaveShape(site, 5, stateShape(cell)) || (cell.gates == 4 && !mayHaveShape(site, 6, stateShape(cell))) ||
      (cell.gates == 4 && !mayHaveShape(site, 7, {cell.directions, 3 * cell.hidden})))
    return unfit(site, "its first states or peepholes do not fit its hidden size");
  if (!outputsFit(site, cell)) return unfit(site, "its outputs do not fit its steps, batch and hidden size");
  if (cell.steps > kMostCellSteps / cell.directions)
    return unfit(site, fmt::format("its {} steps are more than the {} that are unrolled", cell.steps,
                                   kMostCellSteps / cell.directions));
  return cell;
}

}  // namespace fusewright
