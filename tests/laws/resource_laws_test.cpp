// Laws about what schedules share: memories and links, on random designs.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <QTest>

#include "tests/laws/random_evaluations.h"
#include "tests/test_program.h"

namespace fusewright::resource_laws_test {
using namespace tests;

namespace {

/// Changes of something held over time, in any order.
using Steps = std::vector<std::pair<double, std::int64_t>>;

/// The most that is held at any instant; what goes at one instant makes room for what comes then.
std::int64_t most(Steps steps) {
  std::ranges::sort(steps);  // at one instant departures (negative) come first
  std::int64_t held = 0, peak = 0;
  for (const auto& [time, change] : steps) peak = std::max(peak, held += change);
  return peak;
}

Bits capacityOf(const Accelerator& accelerator, const TopMemory& memory) {
  return accelerator.core(memory.core).memories[memory.level].capacity;
}

/// The whole piece that a slice is part of; other pieces are whole.
PieceId wholeOf(const Schedule& schedule, PieceId piece) {
  while (schedule.pieces[piece.index()].kind == Piece::Kind::Slice)
    piece = PieceId(schedule.pieces[piece.index()].source);
  return piece;
}

/// When each piece, or the slice of it meant for one tile, reached a core: the first arrival.
using Arrivals = std::map<std::pair<PieceId, CoreId>, double>;

Arrivals arrivalsOf(const Evaluation& evaluation) {
  Arrivals first;
  for (const Transfer& transfer : evaluation.schedule->transfers) {
    const auto key = std::pair(wholeOf(*evaluation.schedule, transfer.piece), transfer.to);
    const auto [entry, isNew] = first.emplace(key, transfer.end.value);
    if (!isNew) entry->second = std::min(entry->second, transfer.end.value);
  }
  return first;
}

bool isThere(const Arrivals& arrivals, PieceId piece, CoreId core, Cycles time) {
  const auto arrival = arrivals.find({piece, core});
  return arrival != arrivals.end() && arrival->second <= time.value;
}

}  // namespace

class ResourceLaws : public QObject {
  Q_OBJECT
 public:
  static void initMain() { useTheSameDesignsInEveryRun(); }

 private slots:
  void noMemoryEverHoldsMoreThanItsCapacity();
  void everyOutputHasAPlaceWhileItIsMade();
  void everyInputHasReachedTheCoreOrIsStreamed();
  void transfersTogetherNeverExceedALink();
  void everyTransferTakesTheTimeOfItsBandwidth();
  void transfersFollowLinksFromSenderToReceiver();
  void noScheduleBeatsItsCriticalPath();
  void whatComesFromOffChipWasThereBefore();
};

void ResourceLaws::noMemoryEverHoldsMoreThanItsCapacity() {
  QVERIFY(holds("capacity", [](const Evaluation& evaluation) {
    const Accelerator& accelerator = *evaluation.design.accelerator;
    const std::vector<TopMemory> memories = topMemories(accelerator);
    std::vector<Steps> steps(memories.size());
    for (const Residency& stay : evaluation.schedule->residencies) {
      if (stay.to <= stay.from) continue;
      steps[stay.memory.index()].emplace_back(stay.from.value, stay.bits.value);
      steps[stay.memory.index()].emplace_back(stay.to.value, -stay.bits.value);
    }
    RC_CLASSIFY(!evaluation.metrics->violations.empty(), "does not fit");
    for (std::size_t memory = 0; memory < memories.size(); ++memory) {
      const std::int64_t peak = most(steps[memory]);
      RC_ASSERT(peak <= capacityOf(accelerator, memories[memory]).value);
      RC_ASSERT(peak == evaluation.metrics->memories[memory].peak.value);
    }
  }));
}

void ResourceLaws::everyOutputHasAPlaceWhileItIsMade() {
  QVERIFY(holds("outputs", [](const Evaluation& evaluation) {
    const Schedule& schedule = *evaluation.schedule;
    std::set<TileId> placed;
    for (const Residency& stay : schedule.residencies) {
      const Piece& piece = schedule.pieces[stay.piece.index()];
      if (piece.kind != Piece::Kind::TileOutput) continue;
      if (stay.from <= schedule.start[piece.tile->index()] && schedule.end[piece.tile->index()] <= stay.to)
        placed.insert(*piece.tile);
    }
    RC_ASSERT(placed.size() == evaluation.graph->size());
  }));
}

void ResourceLaws::everyInputHasReachedTheCoreOrIsStreamed() {
  QVERIFY(holds("inputs", [](const Evaluation& evaluation) {
    const TileGraph& graph = *evaluation.graph;
    const Arrivals arrivals = arrivalsOf(evaluation);
    for (std::size_t tile = 0; tile < graph.size(); ++tile) {
      const Layer& layer = evaluation.design.workload->layer(graph.layer[tile]);
      const StreamedOperands& streamed =
          evaluation.costs->distinct[static_cast<std::size_t>(evaluation.costs->ofTile[tile])].streamed;
      const Cycles start = evaluation.schedule->start[tile];
      for (auto edge = static_cast<std::size_t>(graph.producerBegin[tile]);
           edge < static_cast<std::size_t>(graph.producerBegin[tile + 1]); ++edge) {
        const std::size_t producer = graph.producer[edge].index();
        if (graph.layer[producer] == graph.layer[tile] || streamed[layer.inputs[graph.producerInput[edge]].role])
          continue;
        const bool madeHere = graph.core[producer] == graph.core[tile];
        RC_ASSERT(madeHere || isThere(arrivals, PieceId(producer), graph.core[tile], start));
      }
      for (std::int32_t index : graph.constantsOf(TileId(tile))) {
        const ConstantPiece& constant = graph.constants[static_cast<std::size_t>(index)];
        if (streamed[layer.inputs[static_cast<std::size_t>(constant.input)].role] || constant.bits == Bits{0}) continue;
        const PieceId piece(graph.size() + static_cast<std::size_t>(index));
        RC_ASSERT(isThere(arrivals, piece, graph.core[tile], start));
      }
    }
  }));
}

void ResourceLaws::transfersTogetherNeverExceedALink() {
  QVERIFY(holds("links", [](const Evaluation& evaluation) {
    const Accelerator& accelerator = *evaluation.design.accelerator;
    std::vector<Steps> steps(accelerator.links.size());
    for (const Transfer& transfer : evaluation.schedule->transfers)
      for (std::size_t hop = 0; LinkId link : evaluation.schedule->linksOf(transfer)) {
        if (transfer.sharesHop(hop++)) continue;  // one move for several cores
        steps[link.index()].emplace_back(transfer.start.value, transfer.bandwidth.value);
        steps[link.index()].emplace_back(transfer.end.value, -transfer.bandwidth.value);
      }
    // Streams are left out: under `paper` they book what they want (METHOD A5.6).
    for (std::size_t link = 0; link < steps.size(); ++link)
      RC_ASSERT(most(steps[link]) <= accelerator.links[link].bandwidth.value);
  }));
}

void ResourceLaws::everyTransferTakesTheTimeOfItsBandwidth() {
  QVERIFY(holds("duration", [](const Evaluation& evaluation) {
    for (const Transfer& transfer : evaluation.schedule->transfers) {
      RC_ASSERT(transfer.bandwidth.value > 0);
      const double cycles = std::ceil(transfer.bits.value / static_cast<double>(transfer.bandwidth.value));
      RC_ASSERT(std::abs((transfer.end - transfer.start).value - cycles) <= kTolerance);
    }
  }));
}

void ResourceLaws::transfersFollowLinksFromSenderToReceiver() {
  QVERIFY(holds("routes", [](const Evaluation& evaluation) {
    const Accelerator& accelerator = *evaluation.design.accelerator;
    for (const Transfer& transfer : evaluation.schedule->transfers) {
      const auto links = evaluation.schedule->linksOf(transfer);
      if (transfer.from == transfer.to) {  // from one memory of a core to another: over no link
        RC_ASSERT(links.empty());
        continue;
      }
      RC_ASSERT(!links.empty());
      RC_ASSERT(std::ranges::count(accelerator.link(links.front()).senders, transfer.from) == 1);
      RC_ASSERT(std::ranges::count(accelerator.link(links.back()).receivers, transfer.to) == 1);
    }
  }));
}

void ResourceLaws::noScheduleBeatsItsCriticalPath() {
  QVERIFY(holds("critical path", [](const Evaluation& evaluation) {
    RC_ASSERT(evaluation.metrics->criticalPath.value <= evaluation.schedule->makespan.value + kTolerance);
    for (const CoreMetrics& core : evaluation.metrics->cores)
      RC_ASSERT(core.busy.value <= evaluation.schedule->makespan.value + kTolerance);
  }));
}

void ResourceLaws::whatComesFromOffChipWasThereBefore() {
  QVERIFY(holds("write-backs", [](const Evaluation& evaluation) {
    const CoreId offChip = evaluation.design.accelerator->offChip;
    // Whatever comes from off chip got there: a constant, a streamed or overflowed output, or written back before.
    std::map<PieceId, double> written;
    for (const Residency& stay : evaluation.schedule->residencies)
      if (topMemories(*evaluation.design.accelerator)[stay.memory.index()].core == offChip) {
        const auto [entry, isNew] = written.emplace(stay.piece, stay.from.value);
        if (!isNew) entry->second = std::min(entry->second, stay.from.value);
      }
    for (const Transfer& transfer : evaluation.schedule->transfers) {
      if (transfer.from != offChip) continue;
      const auto source = written.find(wholeOf(*evaluation.schedule, transfer.piece));
      RC_ASSERT(source != written.end());
      RC_ASSERT(source->second <= transfer.start.value);
    }
  }));
}

FUSEWRIGHT_TEST(ResourceLaws)

}  // namespace fusewright::resource_laws_test

#include "resource_laws_test.moc"
