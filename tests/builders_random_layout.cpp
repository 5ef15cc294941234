#include "tests/builders_random_layout.h"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <utility>

#include <rapidcheck.h>

namespace fusewright::tests {
namespace {

using Shape = std::vector<std::int64_t>;
using Point = std::vector<std::int64_t>;

std::int64_t pick(std::int64_t first, std::int64_t last) {
  return *rc::gen::inRange<std::int64_t>(first, last + 1);
}

std::size_t pickIndex(std::size_t size) {
  return static_cast<std::size_t>(pick(0, static_cast<std::int64_t>(size) - 1));
}

std::int64_t product(const Shape& shape) {
  return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

std::int64_t flatIndex(const Shape& shape, const Point& at) {
  std::int64_t flat = 0;
  for (std::size_t axis = 0; axis < shape.size(); ++axis) flat = flat * shape[axis] + at[axis];
  return flat;
}

class RandomLayoutWriter {
 public:
  RandomLayout write() {
    Shape shape;
    for (std::int64_t rank = pick(1, 4); rank > 0; --rank) shape.push_back(pick(1, 4));
    current_ = made(shape);
    for (std::int64_t step = pick(1, 3); step > 0; --step) addOperator();
    write_.nodes.push_back({"Exp", {current().name}, {"result"}});
    write_.outputs.push_back({"result", current().shape});
    return {.model = std::move(write_), .values = std::move(values_), .read = current_};
  }

 private:
  using From = std::function<std::optional<Point>(const Point&)>;

  const MovedValue& current() const { return values_[current_]; }

  /// A value that a layer with cost makes out of a graph input of its own.
  std::size_t made(const Shape& shape) {
    const std::string name = "made" + std::to_string(values_.size());
    write_.inputs.push_back({name + "_input", shape});
    write_.nodes.push_back({"Exp", {name + "_input"}, {name}});
    values_.push_back({name, shape, {}});
    return values_.size() - 1;
  }

  std::string numbers(const Shape& numbers) {
    write_.numbers.push_back({"numbers" + std::to_string(write_.numbers.size()), numbers});
    return write_.numbers.back().name;
  }

  /// The current value becomes `shape`, each element from where `from` says in the value before.
  void move(NodeToWrite node, const Shape& shape, const From& from) {
    MovedValue next{"moved" + std::to_string(values_.size()), shape, {}};
    for (std::int64_t flat = 0; flat < product(shape); ++flat) {
      const std::optional<Point> source = from(pointAt(shape, flat));
      next.origins.push_back(source ? std::optional(ElementOrigin{current_, flatIndex(current().shape, *source)})
                                    : std::nullopt);
    }
    node.inputs.insert(node.inputs.begin(), current().name);
    if (node.outputs.empty()) node.outputs = {next.name};
    std::ranges::replace(node.outputs, std::string("*"), next.name);
    write_.nodes.push_back(std::move(node));
    values_.push_back(std::move(next));
    current_ = values_.size() - 1;
  }

  void addOperator() {
    using Add = void (RandomLayoutWriter::*)();
    constexpr std::array<Add, 10> kAdds{&RandomLayoutWriter::reshape,      &RandomLayoutWriter::transpose,
                                        &RandomLayoutWriter::slice,        &RandomLayoutWriter::split,
                                        &RandomLayoutWriter::concat,       &RandomLayoutWriter::pad,
                                        &RandomLayoutWriter::expand,       &RandomLayoutWriter::tile,
                                        &RandomLayoutWriter::depthToSpace, &RandomLayoutWriter::gather};
    (this->*kAdds[pickIndex(kAdds.size())])();
  }

  void reshape() {
    const Shape before = current().shape;
    Shape after;
    for (std::int64_t rest = product(before); rest > 1 || after.empty();) {
      const std::int64_t size = after.size() == 4 ? rest : pick(1, rest);
      if (rest % size != 0) continue;
      after.push_back(size);
      rest /= size;
    }
    move({"Reshape", {numbers(after)}, {}}, after,
         [=](const Point& at) { return pointAt(before, flatIndex(after, at)); });
  }

  void transpose() {
    const Shape before = current().shape;
    Shape order(before.size());
    std::iota(order.begin(), order.end(), 0);
    for (std::size_t axis = order.size(); axis > 1; --axis) std::swap(order[axis - 1], order[pickIndex(axis)]);
    Shape after;
    for (std::int64_t axis : order) after.push_back(before[static_cast<std::size_t>(axis)]);
    move({"Transpose", {}, {}, {{"perm", order}}}, after, [=](const Point& at) {
      Point source(at.size());
      for (std::size_t axis = 0; axis < at.size(); ++axis) source[static_cast<std::size_t>(order[axis])] = at[axis];
      return source;
    });
  }

  void slice() {
    Shape after = current().shape;
    const std::size_t axis = pickIndex(after.size());
    const std::int64_t size = after[axis];
    const std::int64_t begin = pick(0, size - 1), step = pick(1, 2), end = pick(begin + 1, size);
    const bool backwards = pick(0, 2) == 0;
    after[axis] = (end - begin + step - 1) / step;
    const std::int64_t last = begin + (after[axis] - 1) * step;
    const Shape starts{backwards ? last : begin}, ends{backwards ? begin - 1 - size : end};
    move({"Slice",
          {numbers(starts), numbers(ends), numbers({static_cast<std::int64_t>(axis)}),
           numbers({backwards ? -step : step})},
          {}},
         after, [=](Point at) {
           at[axis] = backwards ? last - step * at[axis] : begin + step * at[axis];
           return at;
         });
  }

  void split() {
    Shape after = current().shape;
    const std::size_t axis = pickIndex(after.size());
    if (after[axis] < 2) return;
    const std::int64_t first = pick(1, after[axis] - 1), second = after[axis] - first;
    const bool takesSecond = pick(0, 1) == 1;
    after[axis] = takesSecond ? second : first;
    const std::string other = "other" + std::to_string(values_.size());
    move({"Split",
          {numbers({first, second})},
          takesSecond ? std::vector<std::string>{other, "*"} : std::vector<std::string>{"*", other},
          {{"axis", static_cast<std::int64_t>(axis)}}},
         after, [=](Point at) {
           at[axis] += takesSecond ? first : 0;
           return at;
         });
  }

  /// After the current value, or before it, comes what another layer makes.
  void concat() {
    Shape shape = current().shape;
    const std::size_t axis = pickIndex(shape.size());
    const std::size_t mine = current_;
    const std::int64_t size = shape[axis];
    shape[axis] = pick(1, 3);
    const std::size_t other = made(shape);
    const bool otherFirst = pick(0, 1) == 1;
    const std::array<std::size_t, 2> parts = otherFirst ? std::array{other, mine} : std::array{mine, other};
    MovedValue joined{"joined" + std::to_string(values_.size()), shape, {}};
    const std::int64_t firstSize = otherFirst ? shape[axis] : size;
    joined.shape[axis] = size + shape[axis];
    for (std::int64_t flat = 0; flat < product(joined.shape); ++flat) {
      Point at = pointAt(joined.shape, flat);
      const std::size_t part = parts[at[axis] < firstSize ? 0 : 1];
      if (at[axis] >= firstSize) at[axis] -= firstSize;
      joined.origins.push_back(ElementOrigin{part, flatIndex(values_[part].shape, at)});
    }
    write_.nodes.push_back({"Concat",
                            {values_[parts[0]].name, values_[parts[1]].name},
                            {joined.name},
                            {{"axis", static_cast<std::int64_t>(axis)}}});
    values_.push_back(std::move(joined));
    current_ = values_.size() - 1;
  }

  void pad() {
    const Shape before = current().shape;
    Shape after = before, pads(2 * before.size(), 0);
    const bool edge = pick(0, 2) == 0;
    for (std::size_t axis = 0; axis < before.size(); ++axis) {
      pads[axis] = pick(0, 1);
      pads[before.size() + axis] = pick(0, 2);
      after[axis] += pads[axis] + pads[before.size() + axis];
    }
    move({"Pad", {numbers(pads)}, {}, {{"mode", std::string(edge ? "edge" : "constant")}}}, after,
         [=](Point at) -> std::optional<Point> {
           for (std::size_t axis = 0; axis < at.size(); ++axis) {
             at[axis] -= pads[axis];
             if (edge) at[axis] = std::clamp(at[axis], std::int64_t{0}, before[axis] - 1);
             if (at[axis] < 0 || at[axis] >= before[axis]) return std::nullopt;
           }
           return at;
         });
  }

  void expand() {
    const Shape before = current().shape;
    Shape after = before;
    for (std::int64_t& size : after)
      if (size == 1) size = pick(1, 3);
    if (after.size() < 4 && pick(0, 1) == 1) after.insert(after.begin(), pick(1, 3));
    move({"Expand", {numbers(after)}, {}}, after, [=](const Point& at) {
      Point source(at.end() - static_cast<std::ptrdiff_t>(before.size()), at.end());
      for (std::size_t axis = 0; axis < source.size(); ++axis)
        if (before[axis] == 1) source[axis] = 0;
      return source;
    });
  }

  void tile() {
    const Shape before = current().shape;
    Shape after = before, repeats(before.size(), 1);
    const std::size_t axis = pickIndex(before.size());
    repeats[axis] = pick(1, 3);
    after[axis] *= repeats[axis];
    move({"Tile", {numbers(repeats)}, {}}, after, [=](Point at) {
      at[axis] %= before[axis];
      return at;
    });
  }

  /// Channels c, blocks of 2 x 2: channel (2i + j) C + c goes to row 2h + i, column 2w + j of channel c (DCR), channel
  /// 4c + 2i + j under CRD. A value of four axes with 4C channels is made for it.
  void depthToSpace() {
    const bool channelsFirst = pick(0, 1) == 1;
    const std::int64_t channels = pick(1, 2);
    if (current().shape.size() != 4 || current().shape[1] != 4 * channels) {
      concatAway();
      current_ = made({pick(1, 2), 4 * channels, pick(1, 3), pick(1, 3)});
    }
    const Shape before = current().shape;
    const Shape after{before[0], channels, 2 * before[2], 2 * before[3]};
    move({"DepthToSpace",
          {},
          {},
          {{"blocksize", std::int64_t{2}}, {"mode", std::string(channelsFirst ? "CRD" : "DCR")}}},
         after, [=](const Point& at) {
           const std::int64_t place = 2 * (at[2] % 2) + at[3] % 2;
           return Point{at[0], channelsFirst ? 4 * at[1] + place : place * channels + at[1], at[2] / 2, at[3] / 2};
         });
  }

  /// The current value is left to a result of its own.
  void concatAway() { write_.outputs.push_back({current().name, current().shape}); }

  void gather() {
    Shape after = current().shape;
    const std::size_t axis = pickIndex(after.size());
    Shape indices(static_cast<std::size_t>(pick(1, 4)));
    for (std::int64_t& index : indices) index = pick(0, after[axis] - 1);
    after[axis] = static_cast<std::int64_t>(indices.size());
    move({"Gather", {numbers(indices)}, {}, {{"axis", static_cast<std::int64_t>(axis)}}}, after, [=](Point at) {
      at[axis] = indices[static_cast<std::size_t>(at[axis])];
      return at;
    });
  }

  ModelToWrite write_;
  std::vector<MovedValue> values_;
  std::size_t current_ = 0;
};

}  // namespace

RandomLayout randomLayout() {
  return RandomLayoutWriter().write();
}

std::string description(const RandomLayout& layout) {
  std::string text;
  for (const NodeToWrite& node : layout.model.nodes) text += node.operation + " ";
  for (const MovedValue& value : layout.values) {
    text += value.name + "[";
    for (std::int64_t size : value.shape) text += std::to_string(size) + ",";
    text += "] ";
  }
  return text;
}

std::vector<std::int64_t> pointAt(const std::vector<std::int64_t>& shape, std::int64_t flat) {
  Point at(shape.size());
  for (std::size_t axis = shape.size(); axis-- > 0; flat /= shape[axis]) at[axis] = flat % shape[axis];
  return at;
}

}  // namespace fusewright::tests
