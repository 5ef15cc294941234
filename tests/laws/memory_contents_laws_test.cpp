#include <QTest>

#include "core/metrics/memory_contents.h"
#include "tests/laws/random_evaluations.h"
#include "tests/test_program.h"

namespace fusewright::memory_contents_laws_test {
using namespace tests;

class MemoryContentsLaws : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { useTheSameDesignsInEveryRun(); }

  void whatAMemoryHoldsAtAnyInstantSumsToItsOccupancy() {
    QVERIFY(holds("contents sum to occupancy", [](const Evaluation& evaluation) {
      const ContentsSource source{.workload = *evaluation.workload,
                                  .accelerator = *evaluation.design.accelerator,
                                  .graph = *evaluation.graph,
                                  .schedule = *evaluation.schedule};
      const ContentsIndex index = buildContentsIndex(source);
      for (std::size_t memory = 0; memory < evaluation.metrics->memories.size(); ++memory) {
        const MemoryTrace& trace = evaluation.metrics->memories[memory];
        const std::size_t stride = trace.times.size() / 20 + 1;
        for (std::size_t step = 0; step < trace.times.size(); step += stride)
          RC_ASSERT(contentsAt(index, source, trace.times[step])[memory].held == trace.bits[step]);
      }
    }));
  }

  void everyPieceThatIsReadNextIsReadByItsNextUser() {
    QVERIFY(holds("next users read", [](const Evaluation& evaluation) {
      const ContentsSource source{.workload = *evaluation.workload,
                                  .accelerator = *evaluation.design.accelerator,
                                  .graph = *evaluation.graph,
                                  .schedule = *evaluation.schedule};
      const ContentsIndex index = buildContentsIndex(source);
      const Cycles middle(evaluation.schedule->makespan.value / 2);
      for (const MemoryContents& memory : contentsAt(index, source, middle))
        for (const HeldPiece& held : memory.pieces) {
          if (!held.nextUser) continue;
          const Residency& stay = evaluation.schedule->residencies[static_cast<std::size_t>(held.residency)];
          RC_ASSERT(readsPiece(source, *held.nextUser, stay.piece));
          RC_ASSERT(evaluation.schedule->end[held.nextUser->index()] > middle);
        }
    }));
  }
};

FUSEWRIGHT_TEST(MemoryContentsLaws)

}  // namespace fusewright::memory_contents_laws_test

#include "memory_contents_laws_test.moc"
