#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <rapidcheck.h>

#include "tests/builders_onnx_bytes.h"

namespace fusewright::tests {

using Point = std::vector<std::int64_t>;
using Atom = std::pair<std::string, std::int64_t>;  ///< an element that a layer makes: its name, row-major position
using Atoms = std::set<Atom>;

/// A tensor as the elements that each of its elements comes from.
struct Traced {
  std::string name;
  Point shape;
  std::vector<Atoms> from;  ///< row-major

  [[nodiscard]] std::int64_t positionOf(const Point& at) const {
    std::int64_t position = 0;
    for (std::size_t axis = 0; axis < shape.size(); ++axis) position = position * shape[axis] + at[axis];
    return position;
  }
};

inline std::int64_t countOf(const Point& shape) {
  return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

template <typename Visit>
void forEachPoint(const Point& shape, Visit visit) {
  Point at(shape.size(), 0);
  for (std::int64_t left = countOf(shape); left > 0; --left) {
    visit(at);
    for (std::size_t axis = shape.size(); axis-- > 0 && ++at[axis] == shape[axis];) at[axis] = 0;
  }
}

inline std::int64_t pick(std::int64_t first, std::int64_t last) {
  return *rc::gen::inRange<std::int64_t>(first, last + 1);
}

/// What each element of a layer's output reads.
using Reads = std::vector<Atoms>;

/// A random model of three axes, built node by node with its reference.
class RandomModel {
 public:
  RandomModel() {
    const Point shape{pick(1, 3), pick(1, 4), pick(1, 6)};
    model_.inputs = {{"x", shape}};
    model_.opset = 13;
    current_ = {"x", shape, std::vector<Atoms>(static_cast<std::size_t>(countOf(shape)))};
    elementwise();
    for (std::int64_t steps = pick(1, 5); steps > 0; --steps) addRandom();
    elementwise();
    model_.outputs = {{current_.name, current_.shape}};
  }

  [[nodiscard]] const ModelToWrite& model() const { return model_; }
  /// By layer name: what each element of its output reads, row-major.
  [[nodiscard]] const std::map<std::string, Reads>& reads() const { return reads_; }
  /// Whether every part of a tensor that a box of outputs reads is itself a box.
  [[nodiscard]] bool boxes() const { return boxes_; }

 private:
  void addRandom() {
    using Step = void (RandomModel::*)();
    constexpr std::array<Step, 18> kSteps{
        &RandomModel::elementwise, &RandomModel::add,         &RandomModel::matmul, &RandomModel::convolve,
        &RandomModel::reduce,      &RandomModel::transpose,   &RandomModel::slice,  &RandomModel::splitAndJoin,
        &RandomModel::reshape,     &RandomModel::gather,      &RandomModel::pad,    &RandomModel::tile,
        &RandomModel::upsample,    &RandomModel::spread,      &RandomModel::expand, &RandomModel::unsqueeze,
        &RandomModel::flatten,     &RandomModel::depthToSpace};
    (this->*kSteps[static_cast<std::size_t>(pick(0, std::ssize(kSteps) - 1))])();
  }

  std::string fresh() { return "n" + std::to_string(model_.nodes.size()); }

  std::string numbers(Point values) {
    model_.numbers.push_back({"c" + std::to_string(model_.numbers.size()), std::move(values)});
    return model_.numbers.back().name;
  }

  std::string weight(Point shape) {
    model_.weights.push_back({"w" + std::to_string(model_.weights.size()), std::move(shape)});
    return model_.weights.back().name;
  }

  /// A node with one output of `shape`, whose element at a point comes from what `of` says.
  template <typename Of>
  void route(const std::string& operation, std::vector<std::string> inputs, Point shape,
             std::vector<AttributeToWrite> attributes, Of of) {
    const std::string name = fresh();
    model_.nodes.push_back({operation, std::move(inputs), {name}, std::move(attributes), "", name});
    Traced made{name, shape, {}};
    forEachPoint(shape, [&](const Point& at) { made.from.push_back(of(at)); });
    model_.values.push_back({name, shape});
    current_ = std::move(made);
  }

  /// The same for a layer with cost: what its elements read is noted, and they are new atoms.
  template <typename Of>
  void compute(const std::string& operation, std::vector<std::string> inputs, Point shape,
               std::vector<AttributeToWrite> attributes, Of of) {
    route(operation, std::move(inputs), std::move(shape), std::move(attributes), of);
    reads_[current_.name] = current_.from;
    for (std::size_t position = 0; position < current_.from.size(); ++position)
      current_.from[position] = {{current_.name, static_cast<std::int64_t>(position)}};
    made_.push_back(current_);
  }

  static Atoms at(const Traced& tensor, const Point& point) {
    return tensor.from[static_cast<std::size_t>(tensor.positionOf(point))];
  }

  std::size_t anyAxis() { return static_cast<std::size_t>(pick(0, 2)); }
  static Point with(Point point, std::size_t axis, std::int64_t value) {
    point[axis] = value;
    return point;
  }

  void elementwise() {
    const Traced input = current_;
    compute("Relu", {input.name}, input.shape, {}, [&](const Point& point) { return at(input, point); });
  }

  /// Adds an earlier tensor of the same shape, or one of the same size along all axes but one, where it has size 1.
  void add() {
    const Traced first = current_;
    const Traced second = made_[static_cast<std::size_t>(pick(0, std::ssize(made_) - 1))];
    for (std::size_t axis = 0; axis < 3; ++axis)
      if (second.shape[axis] != first.shape[axis] && second.shape[axis] != 1) return;
    compute("Add", {first.name, second.name}, first.shape, {}, [&](const Point& point) {
      Point other = point;
      for (std::size_t axis = 0; axis < 3; ++axis)
        if (second.shape[axis] == 1) other[axis] = 0;
      Atoms atoms = at(first, point);
      atoms.merge(at(second, other));
      return atoms;
    });
  }

  void matmul() {
    const Traced input = current_;
    const std::int64_t columns = pick(1, 4);
    compute("MatMul", {input.name, weight({input.shape[2], columns})}, with(input.shape, 2, columns), {},
            [&](const Point& point) {
              Atoms atoms;
              for (std::int64_t inner = 0; inner < input.shape[2]; ++inner)
                atoms.merge(at(input, with(point, 2, inner)));
              return atoms;
            });
  }

  void convolve() {
    const Traced input = current_;
    const std::int64_t taps = pick(1, 3), stride = pick(1, 2), before = pick(0, 2), after = pick(0, 2);
    const std::int64_t reach = input.shape[2] + before + after - taps;
    if (reach < 0) return;
    const std::int64_t channels = pick(1, 3);
    boxes_ = boxes_ && stride <= taps;
    compute("Conv", {input.name, weight({channels, input.shape[1], taps})},
            {input.shape[0], channels, reach / stride + 1},
            {{"pads", Point{before, after}}, {"strides", Point{stride}}}, [&](const Point& point) {
              Atoms atoms;
              for (std::int64_t channel = 0; channel < input.shape[1]; ++channel)
                for (std::int64_t tap = 0; tap < taps; ++tap) {
                  const std::int64_t column = point[2] * stride + tap - before;
                  if (column >= 0 && column < input.shape[2]) atoms.merge(at(input, {point[0], channel, column}));
                }
              return atoms;
            });
  }

  /// ConvTranspose; its results overlap, so only its input side is exact.
  void spread() {
    const Traced input = current_;
    const std::int64_t taps = pick(1, 3), stride = pick(1, 3), channels = pick(1, 2);
    compute("ConvTranspose", {input.name, weight({input.shape[1], channels, taps})},
            {input.shape[0], channels, stride * (input.shape[2] - 1) + taps}, {{"strides", Point{stride}}},
            [&](const Point& point) {
              Atoms atoms;
              for (std::int64_t column = 0; column < input.shape[2]; ++column) {
                const std::int64_t tap = point[2] - column * stride;
                for (std::int64_t channel = 0; channel < input.shape[1] && tap >= 0 && tap < taps; ++channel)
                  atoms.merge(at(input, {point[0], channel, column}));
              }
              return atoms;
            });
    boxes_ = false;
  }

  void reduce() {
    const Traced input = current_;
    const std::size_t axis = anyAxis();
    compute("ReduceMax", {input.name}, with(input.shape, axis, 1), {{"axes", Point{static_cast<std::int64_t>(axis)}}},
            [&](const Point& point) {
              Atoms atoms;
              for (std::int64_t index = 0; index < input.shape[axis]; ++index)
                atoms.merge(at(input, with(point, axis, index)));
              return atoms;
            });
  }

  void transpose() {
    const Traced input = current_;
    Point order{0, 1, 2};
    for (std::int64_t swaps = pick(0, 5); swaps > 0; --swaps) std::next_permutation(order.begin(), order.end());
    Point shape;
    for (std::int64_t axis : order) shape.push_back(input.shape[static_cast<std::size_t>(axis)]);
    route("Transpose", {input.name}, shape, {{"perm", order}}, [&](const Point& point) {
      Point from(3);
      for (std::size_t axis = 0; axis < 3; ++axis) from[static_cast<std::size_t>(order[axis])] = point[axis];
      return at(input, from);
    });
  }

  /// Along one axis, forward or backward, every element or every other one.
  void slice() {
    const Traced input = current_;
    const std::size_t axis = anyAxis();
    const std::int64_t size = input.shape[axis], start = pick(0, size - 1);
    const std::int64_t step = std::array<std::int64_t, 4>{1, 2, -1, -2}[static_cast<std::size_t>(pick(0, 3))];
    const std::int64_t most = (step > 0 ? size - 1 - start : start) / std::abs(step) + 1;
    const std::int64_t count = pick(1, most);
    const std::int64_t end = start + step * count;
    boxes_ = boxes_ && (std::abs(step) == 1 || count == 1);
    route("Slice",
          {input.name, numbers({start}), numbers({end < 0 ? end - size : end}),
           numbers({static_cast<std::int64_t>(axis)}), numbers({step})},
          with(input.shape, axis, count), {},
          [&](const Point& point) { return at(input, with(point, axis, start + step * point[axis])); });
  }

  /// Split into two, joined again the other way round.
  void splitAndJoin() {
    const Traced input = current_;
    const std::size_t axis = anyAxis();
    const std::int64_t size = input.shape[axis];
    if (size < 2) return;
    const std::int64_t first = pick(1, size - 1);
    const std::string node = fresh();
    model_.nodes.push_back({"Split",
                            {input.name, numbers({first, size - first})},
                            {node + "a", node + "b"},
                            {{"axis", static_cast<std::int64_t>(axis)}},
                            "",
                            node});
    route("Concat", {node + "b", node + "a"}, input.shape, {{"axis", static_cast<std::int64_t>(axis)}},
          [&](const Point& point) { return at(input, with(point, axis, (point[axis] + first) % size)); });
  }

  /// Merges the last two axes into one, or cuts the last one in two.
  void reshape() {
    const Traced input = current_;
    const Point& from = input.shape;
    const bool merges = pick(0, 1) == 0;
    const Point to = merges             ? Point{1, from[0], from[1] * from[2]}
                     : from[2] % 2 == 0 ? Point{from[0] * from[1], from[2] / 2, 2}
                                        : Point{from[0] * from[1], 1, from[2]};
    boxes_ = false;  // a run of merged elements that crosses a border is no box
    std::int64_t position = 0;
    route("Reshape", {input.name, numbers(to)}, to, {},
          [&](const Point&) { return input.from[static_cast<std::size_t>(position++)]; });
  }

  void gather() {
    const Traced input = current_;
    const std::size_t axis = anyAxis();
    Point indices;
    for (std::int64_t count = pick(1, 4); count > 0; --count) indices.push_back(pick(0, input.shape[axis] - 1));
    for (std::size_t next = 1; next < indices.size(); ++next)
      boxes_ = boxes_ && std::abs(indices[next] - indices[next - 1]) <= 1;
    route("Gather", {input.name, numbers(indices)}, with(input.shape, axis, std::ssize(indices)),
          {{"axis", static_cast<std::int64_t>(axis)}}, [&](const Point& point) {
            return at(input, with(point, axis, indices[static_cast<std::size_t>(point[axis])]));
          });
  }

  void pad() {
    const Traced input = current_;
    const std::string mode = std::array{"constant", "edge", "reflect"}[static_cast<std::size_t>(pick(0, 2))];
    const std::size_t axis = anyAxis();
    const std::int64_t size = input.shape[axis], most = mode == "reflect" ? std::min<std::int64_t>(size - 1, 2) : 2;
    const std::int64_t before = pick(0, most), after = pick(0, most);
    Point pads(6, 0);
    pads[axis] = before;
    pads[3 + axis] = after;
    route("Pad", {input.name, numbers(pads)}, with(input.shape, axis, size + before + after), {{"mode", mode}},
          [&](const Point& point) {
            std::int64_t index = point[axis] - before;
            if (mode == "constant" && (index < 0 || index >= size)) return Atoms{};
            if (mode == "edge") index = std::clamp<std::int64_t>(index, 0, size - 1);
            if (index < 0) index = -index;
            if (index >= size) index = 2 * (size - 1) - index;
            return at(input, with(point, axis, index));
          });
  }

  void tile() {
    const Traced input = current_;
    const std::size_t axis = anyAxis();
    const std::int64_t size = input.shape[axis], times = pick(1, 3);
    boxes_ = false;  // from the end of one repetition to the start of the next is no box
    route("Tile", {input.name, numbers(with({1, 1, 1}, axis, times))}, with(input.shape, axis, size * times), {},
          [&](const Point& point) { return at(input, with(point, axis, point[axis] % size)); });
  }

  void upsample() {
    const Traced input = current_;
    const std::int64_t times = pick(1, 3);
    const Point to = with(input.shape, 2, input.shape[2] * times);
    route("Resize", {input.name, "", "", numbers(to)}, to, {{"mode", std::string("nearest")}},
          [&](const Point& point) { return at(input, with(point, 2, point[2] / times)); });
  }

  /// Repeats the one element along an axis.
  void expand() {
    const Traced input = current_;
    const std::size_t axis = anyAxis();
    if (input.shape[axis] != 1) return;
    const std::int64_t times = pick(1, 4);
    route("Expand", {input.name, numbers(with({1, 1, 1}, axis, times))}, with(input.shape, axis, times), {},
          [&](const Point& point) { return at(input, with(point, axis, 0)); });
  }

  /// A fourth axis of size 1 anywhere, and away again.
  void unsqueeze() {
    const Traced input = current_;
    const std::int64_t axis = pick(0, 3);
    Point shape = input.shape;
    shape.insert(shape.begin() + axis, 1);
    const std::string axes = numbers({axis});
    const auto same = [&, position = std::size_t{0}](const Point&) mutable { return input.from[position++]; };
    route("Unsqueeze", {input.name, axes}, shape, {}, same);
    route("Squeeze", {current_.name, axes}, input.shape, {}, same);
  }

  /// Two axes, and a third one of size 1 put between them.
  void flatten() {
    const Traced input = current_;
    const std::int64_t axis = pick(1, 2);
    const std::int64_t rows = axis == 1 ? input.shape[0] : input.shape[0] * input.shape[1];
    const Point flat{rows, countOf(input.shape) / rows};
    const auto same = [&, position = std::size_t{0}](const Point&) mutable { return input.from[position++]; };
    boxes_ = false;
    route("Flatten", {input.name}, flat, {{"axis", axis}}, same);
    route("Reshape", {current_.name, numbers({flat[0], 1, flat[1]})}, {flat[0], 1, flat[1]}, {}, same);
  }

  /// Four channels become a square of 2 x 2 in an image of one column.
  void depthToSpace() {
    const Traced input = current_;
    const std::int64_t channels = input.shape[1] / 4, rows = input.shape[2];
    if (input.shape[1] % 4 != 0) return;
    const bool depthFirst = pick(0, 1) == 0;
    boxes_ = false;
    const Point image{input.shape[0], input.shape[1], rows, 1};
    route("Unsqueeze", {input.name, numbers({3})}, image, {},
          [&, position = std::size_t{0}](const Point&) mutable { return input.from[position++]; });
    const Traced before = current_;
    route(
        "DepthToSpace", {before.name}, {input.shape[0], channels, 2 * rows, 2},
        {{"blocksize", std::int64_t{2}}, {"mode", std::string(depthFirst ? "DCR" : "CRD")}}, [&](const Point& point) {
          const std::int64_t part = point[2] % 2 * 2 + point[3];
          return at(before, {point[0], depthFirst ? part * channels + point[1] : point[1] * 4 + part, point[2] / 2, 0});
        });
    const Traced after = current_;
    const Point joined{input.shape[0], channels, 4 * rows};
    route("Reshape", {after.name, numbers(joined)}, joined, {},
          [&, position = std::size_t{0}](const Point&) mutable { return after.from[position++]; });
  }

  ModelToWrite model_;
  Traced current_;
  std::vector<Traced> made_;
  std::map<std::string, Reads> reads_;
  bool boxes_ = true;
};

}  // namespace fusewright::tests
