#include "core/metrics/memory_trace.h"

#include <QTest>

#include "tests/test_program.h"

namespace fusewright::memory_trace_test {

namespace {

/// A stay of a piece in a memory, both by number.
Residency stay(int memory, int piece, double from, double to, std::int64_t bits) {
  return {.memory = MemoryId(memory),
          .piece = PieceId(piece),
          .from = Cycles(from),
          .to = Cycles(to),
          .bits = Bits(bits),
          .lastUser = {}};
}

MemoryTrace traceOf(const std::vector<Residency>& stays) {
  Schedule schedule;
  schedule.residencies = ResidencyTable::of(stays);
  return traceMemories(schedule, 1).front();
}

std::vector<double> times(const MemoryTrace& trace) {
  std::vector<double> found;
  for (Cycles time : trace.times) found.push_back(time.value);
  return found;
}

std::vector<std::int64_t> bits(const MemoryTrace& trace) {
  std::vector<std::int64_t> found;
  for (Bits held : trace.bits) found.push_back(held.value);
  return found;
}

}  // namespace

class MemoryTraceRules : public QObject {
  Q_OBJECT

 private slots:
  void anUnusedMemoryIsEmptyFromCycleZero() {
    const MemoryTrace trace = traceOf({});
    QCOMPARE(times(trace), (std::vector<double>{0}));
    QCOMPARE(bits(trace), (std::vector<std::int64_t>{0}));
    QCOMPARE(trace.peak.value, 0);
    QVERIFY(trace.residenciesAtPeak.empty());
  }

  void staysAddUpWhileTheyOverlap() {
    const MemoryTrace trace = traceOf({stay(0, 0, 0, 20.5, 100), stay(0, 1, 10, 30, 50)});
    QCOMPARE(times(trace), (std::vector<double>{0, 10, 20.5, 30}));
    QCOMPARE(bits(trace), (std::vector<std::int64_t>{100, 150, 50, 0}));
    QCOMPARE(trace.peak.value, 150);
    QCOMPARE(trace.peakAt.value, 10.0);
    QCOMPARE(trace.residenciesAtPeak, (std::vector<std::int32_t>{0, 1}));
  }

  void whatComesAsAnotherLeavesMakesNoPeak() {
    const MemoryTrace trace = traceOf({stay(0, 0, 0, 10, 100), stay(0, 1, 10, 20, 100)});
    QCOMPARE(times(trace), (std::vector<double>{0, 20}));
    QCOMPARE(trace.peak.value, 100);
    // The peak is first reached at 0, when only piece 0 is there.
    QCOMPARE(trace.residenciesAtPeak, (std::vector<std::int32_t>{0}));
  }

  void aStayOfNoTimeMakesNoPeak() {
    const MemoryTrace trace = traceOf({stay(0, 0, 0, 10, 100), stay(0, 1, 5, 5, 900)});
    QCOMPARE(trace.peak.value, 100);
    QCOMPARE(trace.residenciesAtPeak, (std::vector<std::int32_t>{0}));
  }

  void thePeakIsTheFirstOfEquals() {
    const MemoryTrace trace = traceOf({stay(0, 0, 5, 10, 100), stay(0, 1, 20, 30, 60), stay(0, 2, 25, 30, 40)});
    QCOMPARE(trace.peakAt.value, 5.0);
    QCOMPARE(trace.residenciesAtPeak, (std::vector<std::int32_t>{0}));
  }

  void eachMemoryHasATraceOfItsOwn() {
    Schedule schedule;
    schedule.residencies = {stay(1, 0, 0, 10, 100), stay(0, 1, 2, 4, 30)};
    const std::vector<MemoryTrace> traces = traceMemories(schedule, 3);
    QCOMPARE(traces.size(), std::size_t{3});
    QCOMPARE(traces[0].peak.value, 30);
    QCOMPARE(traces[0].residenciesAtPeak, (std::vector<std::int32_t>{1}));
    QCOMPARE(traces[1].peak.value, 100);
    QCOMPARE(traces[2].peak.value, 0);
  }
};

FUSEWRIGHT_TEST(MemoryTraceRules)

}  // namespace fusewright::memory_trace_test

#include "memory_trace_test.moc"
