#include "core/workload/index_map.h"

#include <rapidcheck.h>
#include <QtTest/QtTest>

#include "core/base/interval.h"
#include "tests/test_program.h"

namespace fusewright::index_map_test {

namespace {

Box boxOf(std::initializer_list<Interval> ranges) {
  Box box;
  for (Interval range : ranges) box.push(range);
  return box;
}

using Shape = std::vector<std::int64_t>;

std::int64_t volume(const Shape& shape) {
  std::int64_t points = 1;
  for (std::int64_t size : shape) points *= size;
  return points;
}

Shape indicesAt(std::int64_t position, const Shape& shape) {
  Shape indices(shape.size());
  for (std::size_t axis = shape.size(); axis-- > 0;) {
    indices[axis] = position % shape[axis];
    position /= shape[axis];
  }
  return indices;
}

bool contains(const Box& box, const Shape& indices) {
  for (std::size_t axis = 0; axis < indices.size(); ++axis)
    if (indices[axis] < box.ranges[axis].begin || indices[axis] >= box.ranges[axis].end) return false;
  return true;
}

/// The input element behind one output element, or none, by the definitions of Affine and Reshape.
std::optional<Shape> sourceOf(const IndexMap& map, const Shape& output, const Shape& outputShape,
                              const Shape& inputShape) {
  if (map.kind == IndexMap::Kind::Reshape) {
    std::int64_t position = 0;
    for (std::size_t axis = 0; axis < output.size(); ++axis) position = position * outputShape[axis] + output[axis];
    return indicesAt(position, inputShape);
  }
  if (map.windowAxis) {
    const std::int64_t index = output[static_cast<std::size_t>(*map.windowAxis)];
    if (index < map.window.begin || index >= map.window.end) return std::nullopt;
  }
  Shape input;
  for (std::size_t axis = 0; axis < map.axes.size(); ++axis) {
    const AxisSource& source = map.axes[axis];
    input.push_back(source.offset + source.step * output[static_cast<std::size_t>(*source.outputAxis)]);
    if (input.back() < 0 || input.back() >= inputShape[axis]) return std::nullopt;
  }
  return input;
}

/// The smallest box around everything that the elements of `outputBox` come from, element by element.
std::optional<Box> boxByElements(const IndexMap& map, const Box& outputBox, const Shape& outputShape,
                                 const Shape& inputShape) {
  std::optional<Box> box;
  for (std::int64_t position = 0; position < volume(outputShape); ++position) {
    const Shape output = indicesAt(position, outputShape);
    if (!contains(outputBox, output)) continue;
    const std::optional<Shape> input = sourceOf(map, output, outputShape, inputShape);
    if (!input) continue;
    if (!box) {
      box.emplace();
      for (std::int64_t index : *input) box->push({index, index + 1});
    }
    for (std::size_t axis = 0; axis < input->size(); ++axis) {
      box->ranges[axis].begin = std::min(box->ranges[axis].begin, (*input)[axis]);
      box->ranges[axis].end = std::max(box->ranges[axis].end, (*input)[axis] + 1);
    }
  }
  return box;
}

std::int64_t pick(std::int64_t begin, std::int64_t end) {
  return *rc::gen::inRange<std::int64_t>(begin, end);
}

Box pickBox(const Shape& shape) {
  Box box;
  for (std::int64_t size : shape) {
    const std::int64_t begin = pick(0, size);
    box.push({begin, pick(begin + 1, size + 1)});
  }
  return box;
}

Shape pickShape(std::int64_t lowestRank, std::int64_t highestRank) {
  Shape shape(static_cast<std::size_t>(pick(lowestRank, highestRank + 1)));
  for (std::int64_t& size : shape) size = pick(1, 5);
  return shape;
}

bool holds(const std::optional<Box>& outer, const std::optional<Box>& inner) {
  if (!inner) return true;
  if (!outer || outer->rank != inner->rank) return false;
  for (std::size_t axis = 0; axis < inner->rank; ++axis)
    if (intersection(outer->ranges[axis], inner->ranges[axis]) != inner->ranges[axis]) return false;
  return true;
}

}  // namespace

class IndexMapRules : public QObject {
  Q_OBJECT

 private slots:
  void theIdentityMapReturnsTheBoxItWasGiven() {
    const Shape shape{4, 6};
    const Box box = boxOf({{1, 3}, {2, 5}});
    QVERIFY(mapBox(identityMap(2), box, shape, shape) == box);
  }

  void anEmptyOutputBoxNeedsNothing() {
    const Shape shape{4};
    QVERIFY(!mapBox(identityMap(1), boxOf({{2, 2}}), shape, shape));
    QVERIFY(!mapBox(IndexMap{}, boxOf({{2, 2}}), shape, shape));
  }

  void aTransposeSwapsTheRangesOfItsAxes() {
    // input [4, 6] -> output [6, 4]: input axis 0 is output axis 1.
    const IndexMap map{
        .kind = IndexMap::Kind::Affine, .axes = {{.outputAxis = 1}, {.outputAxis = 0}}, .windowAxis = {}, .window = {}};
    QVERIFY(mapBox(map, boxOf({{0, 2}, {3, 4}}), Shape{6, 4}, Shape{4, 6}) == boxOf({{3, 4}, {0, 2}}));
  }

  void aBackwardSliceReadsFromTheEnd() {
    // out[i] = in[7 - 2 i] of an axis of 8: outputs 1..2 read inputs 5 and 3.
    const IndexMap map{.kind = IndexMap::Kind::Affine,
                       .axes = {{.outputAxis = 0, .step = -2, .offset = 7}},
                       .windowAxis = {},
                       .window = {}};
    QVERIFY(mapBox(map, boxOf({{1, 3}}), Shape{4}, Shape{8}) == boxOf({{3, 6}}));
  }

  void anInputOfAConcatSuppliesOnlyItsWindow() {
    // Second of two inputs, 3 and 5 long: it fills outputs 3..7.
    const IndexMap map{.kind = IndexMap::Kind::Affine,
                       .axes = {{.outputAxis = 0, .step = 1, .offset = -3}},
                       .windowAxis = 0,
                       .window = {3, 8}};
    QVERIFY(mapBox(map, boxOf({{2, 5}}), Shape{8}, Shape{5}) == boxOf({{0, 2}}));
    QVERIFY(!mapBox(map, boxOf({{0, 3}}), Shape{8}, Shape{5}));
  }

  void anAxisWithoutSourceIsNeededWhole() {
    const IndexMap map{.kind = IndexMap::Kind::Affine, .axes = {{.outputAxis = 0}, {}}, .windowAxis = {}, .window = {}};
    QVERIFY(mapBox(map, boxOf({{1, 2}}), Shape{4}, Shape{4, 9}) == boxOf({{1, 2}, {0, 9}}));
  }

  void aBarrierNeedsTheWholeInput() {
    QVERIFY(mapBox(IndexMap{}, boxOf({{1, 2}}), Shape{4}, Shape{3, 9}) == boxOf({{0, 3}, {0, 9}}));
  }

  void cuttingAnAxisInTwoLeavesTheOthersAsTheyWere() {
    // [2, 5, 12] -> [2, 5, 3, 4]: head 1 (of 3) of row 4 is columns 4..7 of row 4.
    const IndexMap map{.kind = IndexMap::Kind::Reshape, .axes = {}, .windowAxis = {}, .window = {}};
    QVERIFY(mapBox(map, boxOf({{0, 2}, {4, 5}, {1, 2}, {0, 4}}), Shape{2, 5, 3, 4}, Shape{2, 5, 12}) ==
            boxOf({{0, 2}, {4, 5}, {4, 8}}));
  }

  void flatteningKeepsTheRowsThatARunCrosses() {
    // [3, 4] -> [12]: elements 2..5 are the end of row 0 and the start of row 1.
    const IndexMap map{.kind = IndexMap::Kind::Reshape, .axes = {}, .windowAxis = {}, .window = {}};
    QVERIFY(mapBox(map, boxOf({{2, 6}}), Shape{12}, Shape{3, 4}) == boxOf({{0, 2}, {0, 4}}));
    QVERIFY(mapBox(map, boxOf({{5, 7}}), Shape{12}, Shape{3, 4}) == boxOf({{1, 2}, {1, 3}}));
  }

  void axesOfSizeOneComeAndGoFreely() {
    const IndexMap map{.kind = IndexMap::Kind::Reshape, .axes = {}, .windowAxis = {}, .window = {}};
    QVERIFY(mapBox(map, boxOf({{0, 1}, {5, 9}}), Shape{1, 512}, Shape{1, 512, 1, 1}) ==
            boxOf({{0, 1}, {5, 9}, {0, 1}, {0, 1}}));
    QVERIFY(mapBox(map, Box{}, Shape{}, Shape{1, 1}) == boxOf({{0, 1}, {0, 1}}));
  }

  void affineMapsFindTheSmallestBoxThatElementByElementSearchFinds() {
    QVERIFY(rc::check([] {
      const Shape outputShape = pickShape(1, 3);
      const Shape inputShape = pickShape(1, 3);
      IndexMap map{.kind = IndexMap::Kind::Affine, .axes = {}, .windowAxis = {}, .window = {}};
      for (std::size_t axis = 0; axis < inputShape.size(); ++axis)
        map.axes.push_back({.outputAxis = static_cast<int>(pick(0, static_cast<std::int64_t>(outputShape.size()))),
                            .step = *rc::gen::element<std::int64_t>(1, -1),
                            .offset = pick(-3, 4)});
      const Box box = pickBox(outputShape);
      const auto expected = boxByElements(map, box, outputShape, inputShape);
      const auto found = mapBox(map, box, outputShape, inputShape);
      RC_ASSERT(holds(found, expected));
      // Two input axes that follow one output axis may clip each other; otherwise the box is the smallest there is.
      std::set<int> used;
      for (const AxisSource& source : map.axes) used.insert(*source.outputAxis);
      if (used.size() == map.axes.size()) RC_ASSERT(found == expected);
    }));
  }

  void reshapesHoldEverythingThatElementByElementSearchFinds() {
    QVERIFY(rc::check([] {
      const Shape inputShape = pickShape(1, 4);
      // The output shape: the input's prime factors regrouped at random.
      Shape outputShape{1};
      for (std::int64_t size : inputShape)
        for (std::int64_t factor : size == 4 ? Shape{2, 2} : Shape{size})
          if (pick(0, 2) == 0)
            outputShape.back() *= factor;
          else
            outputShape.push_back(factor);
      const IndexMap map{.kind = IndexMap::Kind::Reshape, .axes = {}, .windowAxis = {}, .window = {}};
      const Box box = pickBox(outputShape);
      RC_ASSERT(holds(mapBox(map, box, outputShape, inputShape), boxByElements(map, box, outputShape, inputShape)));
    }));
  }

  void cuttingOneAxisFindsTheSmallestBoxThatElementByElementSearchFinds() {
    QVERIFY(rc::check([] {
      const Shape outputShape{pick(1, 4), pick(1, 5), pick(1, 5)};
      const Shape inputShape{outputShape[0], outputShape[1] * outputShape[2]};
      const IndexMap map{.kind = IndexMap::Kind::Reshape, .axes = {}, .windowAxis = {}, .window = {}};
      const Box cut = pickBox(outputShape);
      RC_ASSERT(mapBox(map, cut, outputShape, inputShape) == boxByElements(map, cut, outputShape, inputShape));
      const Box merged = pickBox(inputShape);
      RC_ASSERT(mapBox(map, merged, inputShape, outputShape) == boxByElements(map, merged, inputShape, outputShape));
    }));
  }
};

FUSEWRIGHT_TEST(IndexMapRules)

}  // namespace fusewright::index_map_test

#include "index_map_test.moc"
