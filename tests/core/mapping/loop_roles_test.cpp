#include "core/mapping/loop_roles.h"

#include <QTest>

#include "core/mapping/propose_mapping.h"
#include "tests/builders_workload.h"
#include "tests/test_program.h"

namespace fusewright::loop_roles_test {
using namespace tests;

namespace {

/// Four tokens of eight channels times a matrix of 16 columns.
Workload product() {
  WorkloadWriter write(8);
  const TensorId x = write.constant("x", {4, 8});
  const TensorId w = write.constant("w", {8, 16});
  write.layer("m", "L=4 C=8 D=16", {{x, "L C"}, {w, "C D"}}, "L D");
  return write.workload();
}

/// Scores of eight heads: four queries of 16 channels against 32 keys.
Workload scores() {
  WorkloadWriter write(8);
  const TensorId queries = write.constant("q", {1, 8, 4, 16});
  const TensorId keys = write.constant("k", {1, 8, 16, 32});
  write.layer("s", "B=1 H=8 L=4 C=16 D=32", {{queries, "B H L C"}, {keys, "B H C D"}}, "B H L D");
  return write.workload();
}

std::string nameOfChannels(const Workload& workload, std::int64_t parts) {
  const Layer& layer = workload.layers.front();
  const auto loop = channelLoop(layer, parts);
  return loop ? layer.dims[static_cast<std::size_t>(*loop)].name : "";
}

}  // namespace

class LoopRoles : public QObject {
  Q_OBJECT

 private slots:
  void attentionIsDealtOutByHeadsAndOtherSequencesByChannels() {
    QCOMPARE(nameOfChannels(scores(), 4), std::string("H"));
    // Eight heads do not fill 16 cores; 32 keys do.
    QCOMPARE(nameOfChannels(scores(), 16), std::string("D"));
    QCOMPARE(nameOfChannels(product(), 4), std::string("D"));
  }

  void aDataflowOfConvolutionsUnrollsTheLoopsOfAProductThatDoTheSame() {
    Core core;
    core.array.dims = {{.name = "D1", .size = 32}, {.name = "D2", .size = 32}};
    core.dataflow = {{.arrayDim = "D1", .loopDim = "K", .factor = 32},
                     {.arrayDim = "D2", .loopDim = "C", .factor = 32}};
    const Workload workload = product();
    // The product has no K: its outputs run along D. It sums up along C.
    QCOMPARE(spatialOfDataflow(workload.layers.front(), core),
             (SpatialMapping{
                 {{.arrayDim = 0, .loopDim = "D", .factor = 32}, {.arrayDim = 1, .loopDim = "C", .factor = 32}}}));
    core.dataflow.back().loopDim = "OX";  // columns of a line: its rows
    QCOMPARE(spatialOfDataflow(workload.layers.front(), core).unrollings.back().loopDim, std::string("L"));
  }
};

FUSEWRIGHT_TEST(LoopRoles)

}  // namespace fusewright::loop_roles_test

#include "loop_roles_test.moc"
