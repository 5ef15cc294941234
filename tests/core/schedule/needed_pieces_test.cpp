#include "core/schedule/needed_pieces.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/tiling/build_tile_graph.h"
#include "tests/builders_mapping.h"
#include "tests/builders_workload.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::needed_pieces_test {
using namespace tests;
using namespace std::string_literals;

namespace {

/// What tile number `index` of layer `layer` needs: pieces by number, with the bits of a part where a part is enough.
std::string needs(const Workload& workload, const Mapping& mapping, int layer, std::size_t index = 0,
                  StreamedOperands streamed = {}) {
  const TileGraph graph = buildTileGraph(workload, mapping).value();
  NeededPieces pieces(workload, graph);
  std::vector<std::string> words;
  for (const NeededPiece& need : pieces.of(graph.tilesOfLayer[static_cast<std::size_t>(layer)][index], streamed)) {
    const auto constant = need.piece.value - static_cast<std::int32_t>(graph.size());
    const std::string name =
        constant < 0 ? fmt::format("tile {}", need.piece.value) : fmt::format("constant {}", constant);
    words.push_back(need.slice ? fmt::format("{} of {} bits of {}", need.sliceBits.value, need.bits.value, name)
                               : name);
    if (!need.slice && need.sliceBits != need.bits) words.push_back("a whole piece with the size of a part");
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

/// Two producers over L rows, then a layer that reads both (the later one as I) and a weight.
Workload twoProducers() {
  WorkloadWriter write(10);
  const TensorId x = write.constant("x", {10});
  const TensorId a = write.layer("a", "L=10", {{x, "L"}}, "L");
  const TensorId b = write.layer("b", "L=10", {{x, "L"}}, "L");
  write.layer("c", "L=10", {{b, "L"}, {a, "L"}, {x, "L"}}, "L");
  return write.workload();
}

/// A producer of 4 rows and 3 columns and a consumer that reads a row of it (loop N) for each of 10 columns D; then
/// another layer, so that a group can be formed.
Workload rowOfAnotherLength(const std::string& producersColumn) {
  WorkloadWriter write(10);
  const TensorId x = write.constant("x", {1});
  const TensorId p = write.layer("p", "L=4 " + producersColumn + "=3", {{x, "0"}}, "L " + producersColumn);
  const TensorId c = write.layer("c", "L=4 D=10 N=3", {{p, "L N"}}, "L D");
  write.layer("d", "L=4 D=10", {{c, "L D"}}, "L D");
  return write.workload();
}

}  // namespace

class NeededPiecesRules : public QObject {
  Q_OBJECT

 private slots:
  void outputsComeByLayerThenConstants() {
    const Workload workload = twoProducers();
    // Tiles 0 (a), 1 (b); constants 0 (x of a), 1 (x of b), 2 (x of c).
    QCOMPARE(needs(workload, unfused(workload), 2), "tile 0, tile 1, constant 2"s);
    QCOMPARE(needs(workload, unfused(workload), 0), "constant 0"s);
  }

  void streamedOperandsAreLeftOut() {
    const Workload workload = twoProducers();
    QCOMPARE(needs(workload, unfused(workload), 2, 0, {.streamed = {true, false, false}}), "tile 0, constant 2"s);
    QCOMPARE(needs(workload, unfused(workload), 2, 0, {.streamed = {false, true, false}}), "tile 1"s);
  }

  void aProducerReadTwiceIsNeededOnce() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {10});
    const TensorId a = write.layer("a", "L=10", {{x, "L"}}, "L");
    write.layer("square", "L=10", {{a, "L"}, {a, "L"}}, "L");
    QCOMPARE(needs(write.workload(), unfused(write.workload()), 1), "tile 0"s);
    // Streamed as I, it is still needed as W.
    QCOMPARE(needs(write.workload(), unfused(write.workload()), 1, 0, {.streamed = {true, false, false}}), "tile 0"s);
  }

  void earlierTilesOfTheSameLayerAreNotNeeded() {
    const Workload chain = twoLayerChain();
    // Turns: first.0 (tile 0), second.0 (1), first.1 (2), second.1 (3).
    QCOMPARE(needs(chain, fuseAll(chain, {{"L", 2}}), 1, 1), "tile 2"s);
  }

  void aTileOfACutLoopNeedsThatPartOfAWholeProducer() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {10, 4});
    const TensorId a = write.layer("a", "L=10 K=4", {{x, "L K"}}, "L K");
    const TensorId b = write.layer("b", "L=10 K=4", {{a, "L K"}}, "L K");
    write.layer("c", "L=10 K=4", {{b, "L K"}}, "L K");
    const Mapping mapping = withGroups(fuseAll(write.workload(), {{"L", 5}}), {{0}, {1, 2}});
    // 2 of 10 rows, all 4 columns, 10 bits each.
    QCOMPARE(needs(write.workload(), mapping, 1, 3), "80 of 400 bits of tile 0"s);
  }

  void axesOfAnotherLetterKeepTheirFullRange() {
    const Workload workload = rowOfAnotherLength("N");
    const Mapping mapping = fuseAll(workload, {{"L", 4}, {"D", 2}});
    // p alone: 4 x 3 elements. c's tiles have 1 row, 5 columns D and all of N.
    QCOMPARE(needs(workload, withGroups(mapping, {{0}, {1, 2}}), 1), "30 of 120 bits of tile 0"s);
  }

  void anAxisOfTheSameLetterTakesTheTilesSizeEvenIfItIsLongerThanTheAxis() {
    const Workload workload = rowOfAnotherLength("D");
    const Mapping mapping = fuseAll(workload, {{"L", 4}, {"D", 2}});
    // METHOD A5.1, not clipped: p's axis of 3 is called D, so a tile of 5 columns D is billed 1 * 5 elements.
    QCOMPARE(needs(workload, withGroups(mapping, {{0}, {1, 2}}), 1), "50 of 120 bits of tile 0"s);
  }

  void aPartMayBeLargerThanThePiece() {
    const Workload workload = rowOfAnotherLength("D");
    const Mapping mapping = fuseAll(workload, {{"D", 2}});
    // Rows are not cut, so all 4 are read; of p's 3 columns called D a tile of 5 columns asks for 5.
    QCOMPARE(needs(workload, withGroups(mapping, {{0}, {1, 2}}), 1), "200 of 120 bits of tile 0"s);
  }

  void aStepOfARecurrenceNeedsOneStepOfWhatTheWholeOperatorReads() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {4, 3});
    const TensorId p = write.layer("p", "L=4 D=3", {{x, "L D"}}, "L D");
    write.layer("step", "L=1 D=3", {{p, "L+2 D"}}, "L D");
    write.lastIsStep(2, write.nextLayer());
    QCOMPARE(needs(write.workload(), unfused(write.workload()), 1), "30 of 120 bits of tile 0"s);
  }

  void cutsAcrossCoresMakeNoParts() {
    const Workload chain = twoLayerChain();
    const Mapping mapping = withCores(unfused(chain), 1, {CoreId(0), CoreId(1)}, {{"L", 2}});
    QCOMPARE(needs(chain, mapping, 1), "tile 0"s);
  }
};

FUSEWRIGHT_TEST(NeededPiecesRules)

}  // namespace fusewright::needed_pieces_test

#include "needed_pieces_test.moc"
