#include "core/graph/block_tree.h"

#include <rapidcheck.h>
#include <QtTest>

#include "core/graph/shown_graph.h"
#include "tests/builders_mamba.h"
#include "tests/builders_random.h"
#include "tests/builders_workload.h"
#include "tests/test_program.h"

namespace fusewright::block_tree_test {
using namespace tests;

namespace {

/// x -> stem -> `blocks` residual blocks of three layers (up: 4 to 8 columns, down: back to 4, add: block input + down)
/// -> head. Layer 0 is stem, block b has layers 1 + 3b to 3 + 3b, then comes head.
Workload residualChain(int blocks) {
  WorkloadWriter writer;
  const TensorId x = writer.constant("x", {4, 4}, TensorKind::Input);
  TensorId before = writer.layer("stem", "L=4 D=4", {{x, "L D"}}, "L D");
  for (int block = 0; block < blocks; ++block) {
    const std::string name = "block" + std::to_string(block);
    const TensorId w = writer.constant(name + "/w", {4, 8});
    const TensorId v = writer.constant(name + "/v", {8, 4});
    const TensorId up = writer.layer(name + "/up", "L=4 K=8 C=4", {{before, "L C"}, {w, "C K"}}, "L K");
    const TensorId down = writer.layer(name + "/down", "L=4 K=4 C=8", {{up, "L C"}, {v, "C K"}}, "L K");
    before = writer.layer(name + "/add", "L=4 D=4", {{down, "L D"}, {before, "L D"}}, "L D");
  }
  const TensorId w = writer.constant("head/w", {4, 2});
  writer.layer("head", "L=4 K=2 C=4", {{before, "L C"}, {w, "C K"}}, "L K");
  return writer.workload();
}

/// `repeats` times the layers a (2 columns), b (3 columns): each reads the one before.
Workload alternating(int repeats) {
  WorkloadWriter writer;
  TensorId last = writer.constant("x", {4, 2}, TensorKind::Input);
  for (int index = 0; index < repeats; ++index) {
    last = writer.layer("a" + std::to_string(index), "L=4 K=3 C=2", {{last, "L C"}}, "L K");
    last = writer.layer("b" + std::to_string(index), "L=4 K=2 C=3", {{last, "L C"}}, "L K");
  }
  return writer.workload();
}

std::vector<BlockKind> kindsOf(const BlockTree& tree, const std::vector<BlockId>& blocks) {
  std::vector<BlockKind> kinds;
  for (const BlockId id : blocks) kinds.push_back(tree.block(id).kind);
  return kinds;
}

/// before -> [If "choose": two layers, among them an If "inner" of two layers] -> after.
Workload branching() {
  WorkloadWriter writer;
  const std::vector<std::string> nodes{"before", "choose/then/a", "choose/then/inner/else/b",
                                       "choose/then/inner/else/c", "after"};
  TensorId last = writer.constant("x", {4, 2}, TensorKind::Input);
  for (std::size_t index = 0; index < nodes.size(); ++index) {
    // Sizes that differ, so that nothing repeats.
    const std::string size = std::to_string(3 + index);
    last = writer.layer(nodes[index], "L=4 K=" + size + " C=2", {{last, "L C"}}, "L K");
  }
  Workload workload = writer.workload();
  for (Layer& layer : workload.layers) layer.node = layer.name;
  workload.warnings = {{.what = "the then-branch is read", .where = "m.onnx", .node = "choose"},
                       {.what = "the else-branch is read", .where = "m.onnx", .node = "choose/then/inner"},
                       {.what = "something else", .where = "m.onnx", .node = "after"}};
  return workload;
}

constexpr BlockKind L = BlockKind::Layer;
constexpr BlockKind R = BlockKind::Repeat;

}  // namespace

class BlockTrees : public QObject {
  Q_OBJECT

 private slots:
  void theBranchThatIsReadIsNestedInPlaceOfItsNode() {
    const BlockTree tree = buildBlockTree(branching());
    QVERIFY(kindsOf(tree, tree.top) == (std::vector<BlockKind>{L, BlockKind::Body, L}));
    const Block& outer = tree.block(tree.top[1]);
    QCOMPARE(outer.first, 1);
    QCOMPARE(outer.last, 4);
    QVERIFY(kindsOf(tree, outer.children) == (std::vector<BlockKind>{L, BlockKind::Body}));
    const Block& inner = tree.block(outer.children[1]);
    QCOMPARE(inner.first, 2);
    QVERIFY(kindsOf(tree, inner.children) == (std::vector<BlockKind>{L, L}));
  }

  void onlyNodesThatWarningsNameAndThatHaveNoLayerAreBodies() {
    Workload workload = branching();
    QVERIFY((bodyNodes(workload) == std::vector<std::string>{"choose", "choose/then/inner"}));
    workload.warnings.clear();
    QVERIFY(bodyNodes(workload).empty());
    QVERIFY(kindsOf(buildBlockTree(workload), buildBlockTree(workload).top) == (std::vector<BlockKind>{L, L, L, L, L}));
  }

  void aBodyOfOneLayerIsThatLayer() {
    Workload workload = branching();
    workload.layers[2].node = workload.layers[3].node = "choose2";
    const BlockTree tree = buildBlockTree(workload);
    QVERIFY(kindsOf(tree, tree.top) == (std::vector<BlockKind>{L, L, BlockKind::Node, L}));
  }

  void fiveEqualResidualBlocksAreOneRepeat() {
    const BlockTree tree = buildBlockTree(residualChain(5));
    QVERIFY(kindsOf(tree, tree.top) == (std::vector<BlockKind>{L, R, L}));
    const Block& repeat = tree.block(tree.top[1]);
    QCOMPARE(repeat.first, 1);
    QCOMPARE(repeat.last, 16);
    QCOMPARE(repeat.children.size(), std::size_t{5});
    const Block& copy = tree.block(repeat.children[2]);
    QVERIFY(copy.kind == BlockKind::Copy);
    QCOMPARE(copy.first, 7);
    QCOMPARE(copy.number, 2);
    QVERIFY(kindsOf(tree, copy.children) == (std::vector<BlockKind>{L, L, L}));
  }

  void aBlockOfAnotherWidthEndsTheRepeat() {
    // up, down, up, down, then a layer of another size.
    WorkloadWriter writer;
    TensorId last = writer.constant("x", {4, 2}, TensorKind::Input);
    for (const std::string name : {"a", "b", "c"}) last = writer.layer(name, "L=4 D=2", {{last, "L D"}}, "L D");
    last = writer.layer("wide", "L=4 K=5 C=2", {{last, "L C"}}, "L K");
    const BlockTree tree = buildBlockTree(writer.workload());
    QVERIFY(kindsOf(tree, tree.top) == (std::vector<BlockKind>{R, L}));
    // A repeat of single layers has them as its children.
    QVERIFY(kindsOf(tree, tree.block(tree.top[0]).children) == (std::vector<BlockKind>{L, L, L}));
  }

  void threeEqualLayersSideBySideAreDrawnOneByOne() {
    WorkloadWriter writer;
    const TensorId x = writer.constant("x", {4, 2}, TensorKind::Input);
    for (const std::string name : {"q", "k", "v"}) writer.layer(name, "L=4 D=2", {{x, "L D"}}, "L D");
    QVERIFY(kindsOf(buildBlockTree(writer.workload()), buildBlockTree(writer.workload()).top) ==
            (std::vector<BlockKind>{L, L, L}));
    writer.layer("fourth", "L=4 D=2", {{x, "L D"}}, "L D");
    QVERIFY(kindsOf(buildBlockTree(writer.workload()), buildBlockTree(writer.workload()).top) ==
            std::vector<BlockKind>{R});
  }

  void aBlockThatIsWiredAnotherWayIsNoCopy() {
    // Six blocks by their shapes, but the fourth adds the stem instead of its own input.
    Workload workload = residualChain(6);
    workload.layers[12].inputs[1].tensor = workload.layers[0].output.tensor;
    const BlockTree tree = buildBlockTree(workload);
    const Block& first = tree.block(tree.top[1]);
    QVERIFY(first.kind == R);
    // Blocks 0, 1 and 2; what follows has its own first block.
    QCOMPARE(first.first, 1);
    QVERIFY(first.last <= 12);
  }

  void layersOfOneNodeAreOneBlock() {
    Workload workload = residualChain(1);  // stem, up, down, add, head
    workload.layers[1].node = workload.layers[2].node = "mlp";
    const BlockTree tree = buildBlockTree(workload);
    QVERIFY(kindsOf(tree, tree.top) == (std::vector<BlockKind>{L, BlockKind::Node, L, L}));
    QCOMPARE(tree.block(tree.top[1]).layers(), 2);
  }

  void repeatsInsideCopiesAreFoundToo() {
    // Three times: a b a b a b, then a wide layer back to the columns of a.
    WorkloadWriter writer;
    TensorId last = writer.constant("x", {4, 2}, TensorKind::Input);
    for (int block = 0; block < 3; ++block) {
      for (int index = 0; index < 3; ++index) {
        const std::string name = std::to_string(block) + std::to_string(index);
        last = writer.layer("a" + name, "L=4 K=3 C=2", {{last, "L C"}}, "L K");
        last = writer.layer("b" + name, "L=4 K=2 C=3", {{last, "L C"}}, "L K");
      }
      last = writer.layer("wide" + std::to_string(block), "L=4 K=2 C=2", {{last, "L C"}}, "L K");
    }
    const BlockTree tree = buildBlockTree(writer.workload());
    QVERIFY(kindsOf(tree, tree.top) == std::vector<BlockKind>{R});
    const Block& outer = tree.block(tree.top[0]);
    QCOMPARE(outer.children.size(), std::size_t{3});
    const Block& copy = tree.block(outer.children[1]);
    QVERIFY(kindsOf(tree, copy.children) == (std::vector<BlockKind>{R, L}));
    QCOMPARE(tree.block(copy.children[0]).children.size(), std::size_t{3});
  }

  void allStepsOfAScanAreOneRepeatThoughTheFirstReadsTheInitialState() {
    // miniMamba: layers 8 + 3t to 10 + 3t are step t of 16.
    const BlockTree tree = buildBlockTree(miniMamba({.tokens = 16}));
    const auto repeat = std::ranges::find(tree.blocks, R, &Block::kind);
    QVERIFY(repeat != tree.blocks.end());
    QCOMPARE(repeat->children.size(), std::size_t{16});
    QCOMPARE(repeat->first, 8);
    QCOMPARE(repeat->last, 56);
  }

  void whatIsDrawnOfAFoldedRepeatHasOneArrowInAndOneOut() {
    const Workload workload = residualChain(5);
    const ShownGraph graph = shownGraph(workload, buildBlockTree(workload), {});
    QCOMPARE(graph.boxes.size(), std::size_t{3});
    // stem's 4 x 4 words of 8 bits go to the repeat once, though two layers of the first copy read them.
    const std::vector<ShownEdge> expected{
        {.from = 0, .to = 1, .tensors = 1, .tensor = *workload.layers[0].output.tensor, .bits = Bits(128)},
        {.from = 1, .to = 2, .tensors = 1, .tensor = *workload.layers[15].output.tensor, .bits = Bits(128)}};
    QVERIFY(graph.edges == expected);
  }

  void aCopyCanBeOpenWhileTheOthersAreFolded() {
    const Workload workload = residualChain(5);
    const BlockTree tree = buildBlockTree(workload);
    OpenBlocks open = opened(tree, {}, tree.top[1]);
    QCOMPARE(shownGraph(workload, tree, open).boxes.size(), std::size_t{7});
    open = opened(tree, open, tree.block(tree.top[1]).children[3]);
    const ShownGraph graph = shownGraph(workload, tree, open);
    QCOMPARE(graph.boxes.size(), std::size_t{9});
    // Layer 11 is `down` of block 3: stem, three folded blocks, up, down.
    QCOMPARE(graph.boxOfLayer[11], std::size_t{5});
    open = folded(tree, open, tree.top[1]);
    QVERIFY(open.empty());
  }

  void anAlternatingChainRepeatsItsShortestPeriod() {
    const BlockTree tree = buildBlockTree(alternating(10));
    QVERIFY(kindsOf(tree, tree.top) == std::vector<BlockKind>{R});
    QCOMPARE(tree.block(tree.top[0]).children.size(), std::size_t{10});
  }

  void foldingAndOpeningAllGivesTheLayersAndTheirLinksBack() {
    QVERIFY(rc::check("all open is the graph of layers", [](const RandomDesign& design) {
      const Workload workload = workloadOf(design);
      const BlockTree tree = buildBlockTree(workload);
      RC_ASSERT(tree == buildBlockTree(workload));
      const ShownGraph all = shownGraph(workload, tree, allOpen(tree));
      RC_ASSERT(all.boxes.size() == workload.layers.size());
      std::set<std::pair<std::size_t, std::size_t>> drawn;
      for (const ShownEdge& edge : all.edges) drawn.emplace(edge.from, edge.to);
      std::set<std::pair<std::size_t, std::size_t>> linked;
      for (const LayerLink& link : layerLinks(workload)) linked.emplace(link.from.index(), link.to.index());
      RC_ASSERT(drawn == linked);
      for (std::size_t box = 0; box < all.boxes.size(); ++box)
        RC_ASSERT(tree.block(all.boxes[box]).first == static_cast<std::int32_t>(box));
    }));
  }

  void whicheverBlocksAreOpenEveryLayerIsInOneBoxAndArrowsLeadOnwards() {
    QVERIFY(rc::check("boxes partition the layers", [](const RandomDesign& design) {
      const Workload workload = workloadOf(design);
      const BlockTree tree = buildBlockTree(workload);
      OpenBlocks open;
      for (std::size_t block = 0; block < tree.blocks.size(); ++block)
        if (*rc::gen::inRange(0, 2) == 1) open.insert(BlockId(block));
      const ShownGraph graph = shownGraph(workload, tree, open);
      std::int32_t next = 0;
      for (const BlockId box : graph.boxes) {
        RC_ASSERT(tree.block(box).first == next);
        next = tree.block(box).last;
      }
      RC_ASSERT(next == static_cast<std::int32_t>(workload.layers.size()));
      for (const ShownEdge& edge : graph.edges) RC_ASSERT(edge.from < edge.to);
    }));
  }
};

FUSEWRIGHT_TEST(BlockTrees)

}  // namespace fusewright::block_tree_test

#include "block_tree_test.moc"
