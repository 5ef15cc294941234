// METHOD A5.2, A5.4: several cores. Elements have 10 bits and the off-chip link moves 10 bits a cycle, so that a tensor
// of n elements takes n cycles off chip.
#include "core/schedule/schedule_tiles.h"

#include "tests/builders_hardware.h"
#include "tests/builders_mapping.h"
#include "tests/builders_schedule.h"
#include "tests/builders_workload.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::schedule_many_cores_test {
using namespace tests;
using namespace std::string_literals;

namespace {

Accelerator chip(int cores, std::vector<Link> links = {}) {
  Accelerator chip =
      chipWithSharedDram({.cores = cores, .d1 = 1, .d2 = 1, .sram = Bits{100000}, .dramBandwidth = BitsPerCycle{10}});
  chip.links.insert(chip.links.end(), links.begin(), links.end());
  return chip;
}

/// One layer over `rows` rows that reads a row each and, if it has any, shared weights; cut into as many parts as
/// cores.
Run spreadLayer(std::int64_t rows, std::int64_t weights, int cores, std::vector<Link> links = {}) {
  WorkloadWriter write(10);
  const TensorId x = write.constant("x", {rows});
  const TensorId w = write.constant("w", {weights});
  if (weights > 0)
    write.layer("m", "L=" + std::to_string(rows) + " K=" + std::to_string(weights), {{w, "K"}}, "L");
  else
    write.layer("m", "L=" + std::to_string(rows), {{x, "L"}}, "L");
  std::vector<CoreId> all;
  for (int core = 0; core < cores; ++core) all.emplace_back(core);
  const Mapping mapping = withCores(unfused(write.workload()), 0, all, {{"L", cores}});
  return scheduled(write.workload(), chip(cores, std::move(links)), mapping, {takes(10)});
}

}  // namespace

class ScheduleManyCores : public QObject {
  Q_OBJECT

 private slots:
  void allCoresWaitForTheLastBeforeTheFirstTileOfALayerWhoseProducersAreDone() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {1});
    const TensorId b = write.layer("b", "L=10", {{x, "0"}}, "L");
    write.layer("a", "L=10", {{x, "0"}}, "L");
    write.layer("c", "L=10", {{b, "L"}}, "L");
    const Mapping mapping = withCores(withCores(unfused(write.workload()), 0, {CoreId(1)}), 2, {CoreId(1)});
    const Run run = scheduled(write.workload(), chip(2), mapping, {takes(10), takes(100), takes(10)});
    // c needs b alone, which core 1 made until 11, and waits for a on core 0 all the same. a waited for b likewise.
    QCOMPARE(tileTimes(run), "b 1-11, a 11-111, c 111-121"s);
    QCOMPARE(bindingCauses(run), "b Transfer x, a Synchronisation b, c Synchronisation a"s);
  }

  void layersCutInTimeOverlapAcrossCores() {
    const Workload chain = twoLayerChain();
    const Mapping mapping = withCores(fuseAll(chain, {{"L", 2}}), 1, {CoreId(1)});
    const Run run = scheduled(chain, chip(2), mapping, {takes(10)});
    // When second.0 is placed, first.1 is not, so nothing is synchronised. Halves take 5 cycles over the shared link:
    // x.0 0-5, first.0 15-20, x.1 10-15, first.1 25-30, results 30-35 and 40-45.
    QCOMPARE(tileTimes(run), "first.0 5-15, second.0 20-30, first.1 15-25, second.1 30-40"s);
    QCOMPARE(transferTimes(run),
             "x >0 0-5, first.0 0>1 15-20, second.0 1> 30-35, x >0 10-15, first.1 0>1 25-30, second.1 1> 40-45"s);
  }

  void aTransferOverTwoLinksTakesTheTimeOfTheNarrowerAndWaitsForBoth() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {1});
    const TensorId w = write.constant("w", {30});
    const TensorId a = write.layer("a", "L=10", {{x, "0"}}, "L");
    const TensorId b = write.layer("b", "L=10", {{x, "0"}}, "L");
    write.layer("d", "L=10", {{b, "L"}}, "L");
    write.layer("c", "L=10 K=30", {{a, "L"}, {w, "K"}}, "L");
    Mapping mapping = withCores(unfused(write.workload()), 1, {CoreId(1)});
    mapping = withCores(withCores(mapping, 2, {CoreId(2)}), 3, {CoreId(2)});
    const Accelerator line = chip(3, {oneWayLink(0, 1, BitsPerCycle{10}), oneWayLink(1, 2, BitsPerCycle{5})});
    const Run run = scheduled(write.workload(), line, mapping, {takes(10)});
    // b travels 1->2 in [21, 41) at 5 bits a cycle. a may travel from 11 on (c could start at 51, head start 10 + 30)
    // and needs 20 cycles; 1->2 is free for only 10 of them before 21. w takes the off-chip link meanwhile.
    QCOMPARE(tileTimes(run), "a 1-11, b 11-21, d 41-51, c 61-71"s);
    QCOMPARE(transferTimes(run), "x >0 0-1, x >1 10-11, b 1>2 21-41, d 2> 51-61, a 0>2 41-61, w >2 11-41, c 2> 71-81"s);
    const Transfer& twoHops = run.schedule.transfers[4];
    QCOMPARE(twoHops.bandwidth.value, 5);
    const auto links = run.schedule.linksOf(twoHops);
    QCOMPARE(std::vector(links.begin(), links.end()), (std::vector{LinkId(1), LinkId(2)}));
  }

  void partsOfALayerShareTheBandwidthEvenly() {
    const Run run = spreadLayer(10, 0, 2);
    // 50 bits at 5 bits a cycle each, side by side, both in and out.
    QCOMPARE(tileTimes(run), "m.0 10-20, m.1 10-20"s);
    QCOMPARE(transferTimes(run), "x >0 0-10, m.0 0> 20-30, x >1 0-10, m.1 1> 20-30"s);
  }

  void anUnevenShareOfTheBandwidthIsRoundedUp() {
    const Run run = spreadLayer(9, 0, 3);
    // ceil(10 / 3) = 4 bits a cycle: 30 bits take 8 cycles, and only two such transfers fit beside each other.
    QCOMPARE(tileTimes(run), "m.0 8-18, m.1 8-18, m.2 16-26"s);
  }

  void aConstantThatTwoCoresFetchInTheSameCycleMovesOnce() {
    const Run run = spreadLayer(2, 10, 2, {oneWayLink(0, 1, BitsPerCycle{20})});
    // w (100 bits) goes to both cores at 10 / 2 bits a cycle, though core 0 could pass it on. Shared by two cores it
    // stays on both to the end, when both results (2 cycles each, side by side) have left.
    QCOMPARE(tileTimes(run), "m.0 20-30, m.1 20-30"s);
    QCOMPARE(transferTimes(run), "w >0 0-20, m.0 0> 30-32, w >1 0-20, m.1 1> 30-32"s);
    QVERIFY(!run.schedule.transfers[0].isCopy());
    QVERIFY(run.schedule.transfers[2].isCopy());
    QCOMPARE(stays(run, 0), "w 0-32, m.0 20-32"s);
    QCOMPARE(stays(run, 1), "w 0-32, m.1 20-32"s);
  }

  void aSharedMoveLeavesItsBandwidthToOthers() {
    const Run run = spreadLayer(4, 10, 4);
    // ceil(10 / 4) = 3 bits a cycle: 34 cycles for w; three such moves fit, so all four copies go with the first. Had
    // each been booked, the fourth core would have to wait for 34 cycles.
    QCOMPARE(tileTimes(run), "m.0 34-44, m.1 34-44, m.2 34-44, m.3 34-44"s);
  }

  void aLinkIsSharedOnlyByThoseWhoAskForTheSameCycle() {
    const Run run = spreadLayer(3, 10, 3);
    // ceil(10 / 3) = 4 bits a cycle: w takes 25 cycles; beside one move there is room to ask for a second one, so all
    // three cores get it at once. m.0's result takes 3 cycles.
    QCOMPARE(tileTimes(run), "m.0 25-35, m.1 25-35, m.2 25-35"s);
    WorkloadWriter write(10);
    const TensorId w = write.constant("w", {10});
    const TensorId a = write.layer("a", "K=10", {{w, "K"}}, "0");
    write.layer("b", "K=10", {{a, "0"}, {w, "K"}}, "0");
    const Run later =
        scheduled(write.workload(), chip(2), withCores(unfused(write.workload()), 1, {CoreId(1)}), {takes(10)});
    // b is placed after a, so its own w moves later and on its own.
    for (const Transfer& transfer : later.schedule.transfers) QVERIFY(!transfer.isCopy());
  }

  void whatAnotherCoreMadeComesFromWhereItWasMade() {
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {1});
    const TensorId a = write.layer("a", "L=10", {{x, "0"}}, "L");
    write.layer("b", "L=10", {{a, "L"}}, "L");
    write.layer("c", "L=10", {{a, "L"}}, "L");
    const Mapping mapping = withCores(withCores(unfused(write.workload()), 1, {CoreId(1)}), 2, {CoreId(2)});
    const Accelerator near = chip(3, {oneWayLink(0, 1, BitsPerCycle{10}), oneWayLink(1, 2, BitsPerCycle{10})});
    const Run run = scheduled(write.workload(), near, mapping, {takes(10)});
    // Core 1, next to core 2, has a copy since 21; core 0 made it at 11. The link 0->1 carried a for core 1 from 11 on,
    // and c is placed so late (head start 10 before 31) that a can no longer go with it.
    QVERIFY2(transferTimes(run).starts_with("x >0 0-1, a 0>1 11-21, b 1> 31-41, a 0>2 21-31"),
             transferTimes(run).c_str());
  }

  void aWeightGoesToTheMemoryThatServesWeights() {
    Accelerator twoMemories = chip(1);
    MemoryLevel weights = sharedMemory("weights", Bits{1000}, BitsPerCycle{64});
    weights.served = {std::nullopt, weights.served[1], std::nullopt};
    twoMemories.cores[0].memories.push_back(weights);
    WorkloadWriter write(10);
    const TensorId x = write.constant("x", {10});
    const TensorId w = write.constant("w", {10});
    write.layer("m", "L=10", {{x, "L"}, {w, "L"}}, "L");
    const Run run = scheduled(write.workload(), twoMemories, unfused(write.workload()), {takes(10)});
    QCOMPARE(stays(run, 0), "x 10-30, m 20-40"s);
    QCOMPARE(stays(run, 1), "w 0-30"s);
  }
};

FUSEWRIGHT_TEST(ScheduleManyCores)

}  // namespace fusewright::schedule_many_cores_test

#include "schedule_many_cores_test.moc"
