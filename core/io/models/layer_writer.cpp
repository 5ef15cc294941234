#include "core/io/models/layer_writer.h"

#include <algorithm>
#include <cassert>
#include <map>

namespace fusewright {
namespace {

/// The shape that shapes are broadcast to, aligned at their last axes.
Sizes broadcast(const Sizes& a, const Sizes& b) {
  Sizes result = a.size() >= b.size() ? a : b;
  const Sizes& shorter = a.size() >= b.size() ? b : a;
  const std::size_t lead = result.size() - shorter.size();
  for (std::size_t axis = 0; axis < shorter.size(); ++axis) {
    assert(result[lead + axis] == shorter[axis] || result[lead + axis] == 1 || shorter[axis] == 1);
    result[lead + axis] = std::max(result[lead + axis], shorter[axis]);
  }
  return result;
}

std::vector<std::string> namesOf(const std::vector<Value>& values) {
  std::vector<std::string> names;
  for (const Value& value : values) names.push_back(value.name);
  return names;
}

std::size_t frontAxis(std::int64_t axis, std::size_t rank) {
  return static_cast<std::size_t>(axis < 0 ? axis + static_cast<std::int64_t>(rank) : axis);
}

/// Sizes of the letters after the arrow, each as some input has it.
Sizes einsumShape(const std::string& equation, const std::vector<Value>& inputs) {
  std::map<char, std::int64_t> sizes;
  std::size_t letter = 0;
  for (const Value& input : inputs) {
    for (const std::int64_t size : input.shape) {
      assert(!sizes.contains(equation[letter]) || sizes[equation[letter]] == size);
      sizes[equation[letter++]] = size;
    }
    ++letter;  // the comma, or the arrow's first character
  }
  Sizes shape;
  for (++letter; letter < equation.size(); ++letter) shape.push_back(sizes.at(equation[letter]));
  return shape;
}

}  // namespace

Value LayerWriter::input(const std::string& name, const Sizes& shape) {
  model_.input(name, shape);
  return {name, shape};
}

Value LayerWriter::mask(const std::string& name, const Sizes& shape) {
  model_.mask(name, shape);
  return {name, shape};
}

Value LayerWriter::numbers(const std::string& name, const Sizes& shape) {
  model_.numbers(name, shape);
  return {name, shape};
}

Value LayerWriter::weight(const std::string& name, const Sizes& shape) {
  model_.weight(name, shape);
  return {name, shape};
}

Value LayerWriter::scalar(const std::string& name, float number) {
  model_.scalar(name, name + "_output_0", number);
  return {name + "_output_0", {}};
}

void LayerWriter::output(const Value& value) {
  model_.output(value.name, value.shape);
}

Value LayerWriter::made(const std::string& name, Sizes shape) {
  model_.value(name + "_output_0", shape);
  return {name + "_output_0", std::move(shape)};
}

Value LayerWriter::elementwise(const std::string& operation, const std::string& name,
                               const std::vector<Value>& inputs) {
  Sizes shape;
  for (const Value& input : inputs) shape = broadcast(shape, input.shape);
  Value result = made(name, std::move(shape));
  model_.node(operation, name, namesOf(inputs), {result.name}).precision(bits_);
  return result;
}

Value LayerWriter::matMul(const std::string& name, const Value& left, const Value& right) {
  assert(left.shape.back() == right.shape[right.shape.size() - 2]);
  const auto batch = [](const Value& value) { return Sizes(value.shape.begin(), value.shape.end() - 2); };
  Sizes shape = broadcast(batch(left), batch(right));
  shape.push_back(left.shape[left.shape.size() - 2]);
  shape.push_back(right.shape.back());
  Value result = made(name, std::move(shape));
  model_.node("MatMul", name, {left.name, right.name}, {result.name}).precision(bits_);
  return result;
}

Value LayerWriter::einsum(const std::string& name, const std::string& equation, const std::vector<Value>& inputs) {
  Value result = made(name, einsumShape(equation, inputs));
  model_.node("Einsum", name, namesOf(inputs), {result.name}).text("equation", equation).precision(bits_);
  return result;
}

Value LayerWriter::mean(const std::string& name, const Value& input) {
  Sizes shape = input.shape;
  shape.back() = 1;
  Value result = made(name, std::move(shape));
  model_.node("ReduceMean", name, {input.name}, {result.name})
      .integers("axes", {-1})
      .integer("keepdims", 1)
      .precision(bits_);
  return result;
}

Value LayerWriter::softmax(const std::string& name, const Value& input) {
  Value result = made(name, input.shape);
  model_.node("Softmax", name, {input.name}, {result.name}).integer("axis", -1).precision(bits_);
  return result;
}

Value LayerWriter::cumulativeSum(const std::string& name, const Value& input, std::int64_t axis) {
  model_.wholeNumber(name + "/axis", name + "/axis_output_0", axis);
  Value result = made(name, input.shape);
  model_.node("CumSum", name, {input.name, name + "/axis_output_0"}, {result.name}).precision(bits_);
  return result;
}

Value LayerWriter::gather(const std::string& name, const Value& table, const Value& indices) {
  Sizes shape = indices.shape;
  shape.insert(shape.end(), table.shape.begin() + 1, table.shape.end());
  Value result = made(name, std::move(shape));
  model_.node("Gather", name, {table.name, indices.name}, {result.name}).integer("axis", 0).precision(bits_);
  return result;
}

Value LayerWriter::reshape(const std::string& name, const Value& input, const Sizes& shape) {
  model_.wholeNumbers(name + "/Shape", name + "/Shape_output_0", shape);
  Value result = made(name + "/Reshape", shape);
  model_.node("Reshape", name + "/Reshape", {input.name, name + "/Shape_output_0"}, {result.name}).precision(bits_);
  return result;
}

Value LayerWriter::transpose(const std::string& name, const Value& input, const Sizes& permutation) {
  Sizes shape;
  for (const std::int64_t axis : permutation) shape.push_back(input.shape[static_cast<std::size_t>(axis)]);
  Value result = made(name, std::move(shape));
  model_.node("Transpose", name, {input.name}, {result.name}).precision(bits_).integers("perm", permutation);
  return result;
}

Value LayerWriter::concat(const std::string& name, const std::vector<Value>& inputs, std::int64_t axis) {
  Sizes shape = inputs.front().shape;
  std::int64_t& along = shape[frontAxis(axis, shape.size())];
  along = 0;
  for (const Value& input : inputs) along += input.shape[frontAxis(axis, input.shape.size())];
  Value result = made(name, std::move(shape));
  model_.node("Concat", name, namesOf(inputs), {result.name}).integer("axis", axis);
  return result;
}

std::vector<Value> LayerWriter::split(const std::string& name, const Value& input, std::int64_t axis,
                                      const Sizes& parts) {
  model_.wholeNumbers(name + "/Parts", name + "/Parts_output_0", parts);
  std::vector<Value> results;
  for (std::size_t part = 0; part < parts.size(); ++part) {
    Value result{name + "_output_" + std::to_string(part), input.shape};
    result.shape[frontAxis(axis, input.shape.size())] = parts[part];
    model_.value(result.name, result.shape);
    results.push_back(std::move(result));
  }
  model_.node("Split", name, {input.name, name + "/Parts_output_0"}, namesOf(results)).integer("axis", axis);
  return results;
}

Value LayerWriter::slice(const std::string& name, const Value& input, std::int64_t axis, std::int64_t begin,
                         std::int64_t end) {
  const auto constant = [&](const std::string& part, std::int64_t number) {
    model_.wholeNumbers(name + "/" + part, name + "/" + part + "_output_0", {number});
    return name + "/" + part + "_output_0";
  };
  const std::string from = constant("starts", begin);
  const std::string to = constant("ends", end);
  const std::string along = constant("axes", axis);
  Sizes shape = input.shape;
  shape[frontAxis(axis, shape.size())] = end - begin;
  Value result = made(name, std::move(shape));
  model_.node("Slice", name, {input.name, from, to, along}, {result.name});
  return result;
}

Value LayerWriter::padFront(const std::string& name, const Value& input, std::size_t axis, std::int64_t count) {
  Sizes pads(2 * input.shape.size(), 0);
  pads[axis] = count;
  model_.wholeNumbers(name + "/pads", name + "/pads_output_0", pads);
  Sizes shape = input.shape;
  shape[axis] += count;
  Value result = made(name, std::move(shape));
  model_.node("Pad", name, {input.name, name + "/pads_output_0"}, {result.name});
  return result;
}

Value LayerWriter::convAlongTokens(const std::string& name, const Value& input, std::int64_t taps,
                                   std::int64_t padding) {
  const std::int64_t channels = input.shape[1];
  const Value weights = weight(name + ".weight", {channels, 1, taps});
  const Value bias = weight(name + ".bias", {channels});
  Value result = made(name + "/Conv", {input.shape[0], channels, input.shape[2] + padding - taps + 1});
  model_.node("Conv", name + "/Conv", {input.name, weights.name, bias.name}, {result.name})
      .integers("dilations", {1})
      .integer("group", channels)
      .integers("kernel_shape", {taps})
      .integers("pads", {padding, 0})
      .integers("strides", {1})
      .precision(bits_);
  return result;
}

Value project(LayerWriter& write, const std::string& name, const Value& input, std::int64_t columns) {
  return write.matMul(name + "/MatMul", input, write.weight(name + ".weight", {input.shape.back(), columns}));
}

Value projectWithBias(LayerWriter& write, const std::string& name, const Value& input, std::int64_t columns) {
  const Value product = project(write, name, input, columns);
  return write.elementwise("Add", name + "/Add", {product, write.weight(name + ".bias", {columns})});
}

}  // namespace fusewright
