// METHOD B6: layers alone in their group are cut so that a quarter of the memory, else a half, else all of it holds a
// tile. Elements have 10 bits.
#include "core/mapping/cut_lone_layers.h"

#include "tests/builders_hardware.h"
#include "tests/builders_mapping.h"
#include "tests/builders_workload.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::cut_lone_layers_test {
using namespace tests;

namespace {

/// out[L,D] = x[L,K] * w[K,D] with L=4, K=8, D=16: 320, 1280 and 640 bits.
Workload product() {
  WorkloadWriter write(10);
  const TensorId x = write.constant("x", {4, 8});
  const TensorId w = write.constant("w", {8, 16});
  write.layer("m", "L=4 D=16 K=8", {{x, "L K"}, {w, "K D"}}, "L D");
  return write.workload();
}

Tiling cutFor(std::int64_t sramBits, const SpatialMapping& spatial = {}, int lanes = 8) {
  const Workload workload = product();
  Mapping mapping = unfused(workload);
  mapping.layers[0].spatial = spatial;
  const Accelerator chip =
      chipWithSharedDram({.cores = 1, .d1 = 1, .d2 = lanes, .sram = Bits{sramBits}, .dramBandwidth = BitsPerCycle{10}});
  return withLoneLayersCut(workload, chip, mapping).layers[0].intraCore;
}

/// A lone elementwise layer before a group of two that is cut as asked, on a chip whose memory holds an operand.
Tiling cutBesideAGroup(const Tiling& group) {
  WorkloadWriter write(10);
  TensorId x = write.constant("x", {8, 4});
  for (const char* name : {"alone", "first", "second"}) x = write.layer(name, "L=8 D=4", {{x, "L D"}}, "L D");
  const Workload workload = write.workload();
  Mapping mapping = unfused(workload);
  mapping.fusion.groups = {{{LayerId(0)}}, {{LayerId(1), LayerId(2)}}};
  for (std::size_t layer : {1, 2}) mapping.layers[layer].intraCore = group;
  const Accelerator chip =
      chipWithSharedDram({.cores = 1, .d1 = 1, .d2 = 1, .sram = Bits{640}, .dramBandwidth = BitsPerCycle{10}});
  return withLoneLayersCut(workload, chip, mapping).layers[0].intraCore;
}

}  // namespace

class CutLoneLayers : public QObject {
  Q_OBJECT

 private slots:
  void whatFillsAQuarterOfTheMemoryStaysWhole() {
    // 320 + 1280 + 640 = 2240 bits of 8960.
    QVERIFY(cutFor(8960).empty());
  }

  void oneLoopIsCutIntoTheFewestPartsThatFit() {
    // A quarter of 8000 is 2000: D in 2 parts leaves 320 + 640 + 320 = 1280; L in 2 parts 160 + 1280 + 320 = 1760. Both
    // take 2 parts; L comes first.
    QCOMPARE(cutFor(8000), (Tiling{{.dim = "L", .parts = 2}}));
    // A quarter of 6000 is 1500: L in 2 parts is too large, in 4 parts 80 + 1280 + 160 = 1520 still; D in 2 parts fits.
    QCOMPARE(cutFor(6000), (Tiling{{.dim = "D", .parts = 2}}));
  }

  void aHalfOfTheMemoryWillDoIfNoSingleCutFitsAQuarter() {
    // A quarter of 1600 is 400: D in 16 parts leaves 320 + 80 + 40 = 440. A half is 800: D in 4 parts, 320 + 320 + 160.
    QCOMPARE(cutFor(1600), (Tiling{{.dim = "D", .parts = 4}}));
  }

  void partsKeepTheArrayBusyIfTheyCan() {
    // D on 8 lanes may have 2 parts of 8 and no more. A quarter of 3200 is 800 and asks for 4 parts; a half is 1600 and
    // takes 2: 320 + 640 + 320 = 1280.
    QCOMPARE(cutFor(3200), (Tiling{{.dim = "D", .parts = 4}}));
    QCOMPARE(cutFor(3200, {{{.arrayDim = 1, .loopDim = "D", .factor = kUnrollAll}}}),
             (Tiling{{.dim = "D", .parts = 2}}));
  }

  void twoLoopsAreCutInTheOrderThatMovesLeast() {
    // Nothing that cuts one loop fits 400 bits. One unit computes 512 cycles; all operands once are 2240 bits or 224
    // cycles. L in 4 and D in 16 parts fit half of it (80 + 80 + 10 bits), so that the next tile is fetched meanwhile:
    // with L slowest w moves four times, 6080 bits, 608 + 512/64 = 616; with D slowest x moves 16 times, 704 + 512/64 =
    // 712. What fits all of it only waits for each tile: L in 2 and D in 16 parts take 512 + 352 at best, and so does
    // one tile, since no input can stay. So L is slowest, which a tiling names last.
    QCOMPARE(cutFor(400, {}, 1), (Tiling{{.dim = "D", .parts = 16}, {.dim = "L", .parts = 4}}));
  }

  void operandsAreStreamedInOneTileWhereEveryCutWouldMoveMore() {
    // 8 units compute 64 cycles; no tile fits half of the memory. No input can stay while one tile streams by, so that
    // moves the 3520 bits of L in 2 and D in 16 parts as well, the least that fits, and takes 64 + 352 as they do.
    QCOMPARE(cutFor(300, {}, 8), Tiling{});
  }

  void aLoopThatAFusedGroupIsCutAlongIsCutInTheLoneLayerToo() {
    // 320 bits in and as many out; a quarter of 640 bits holds a fourth of both, along L or along D.
    QCOMPARE(cutBesideAGroup({{"L", 8}}), (Tiling{{.dim = "L", .parts = 4}}));
    QCOMPARE(cutBesideAGroup({{"D", 4}}), (Tiling{{.dim = "D", .parts = 4}}));
    // Without a group L and D take as many parts, and L comes first.
    QCOMPARE(cutBesideAGroup({}), (Tiling{{.dim = "L", .parts = 4}}));
  }

  void theSumIsNeverCut() {
    // One element of L and D with all of K: 80 + 80 + 10 bits do not fit in 100, whatever is cut.
    for (const TilingEntry& entry : cutFor(100)) QVERIFY(entry.dim != "K");
  }

  void groupsOfSeveralLayersKeepTheirTilings() {
    const Workload chain = twoLayerChain();
    const Mapping mapping = fuseAll(chain, {{"L", 2}});
    const Accelerator chip =
        chipWithSharedDram({.cores = 1, .d1 = 1, .d2 = 1, .sram = Bits{40}, .dramBandwidth = BitsPerCycle{10}});
    QCOMPARE(withLoneLayersCut(chain, chip, mapping), mapping);
  }
};

FUSEWRIGHT_TEST(CutLoneLayers)

}  // namespace fusewright::cut_lone_layers_test

#include "cut_lone_layers_test.moc"
