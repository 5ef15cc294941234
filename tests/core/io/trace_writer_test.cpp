#include "core/io/trace_writer.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "tests/builders_evaluation.h"
#include "tests/test_program.h"

namespace fusewright::trace_writer_test {
using namespace tests;

namespace {

QJsonArray eventsOf(const Evaluation& evaluation) {
  QTemporaryDir folder;
  const QString path = folder.filePath("trace.json");
  if (!writeTrace(evaluation, path.toStdString())) return {};
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return {};
  return QJsonDocument::fromJson(file.readAll()).object()["traceEvents"].toArray();
}

/// The events whose member `key` is `value`.
QList<QJsonObject> eventsWith(const QJsonArray& events, const QString& key, const QString& value) {
  QList<QJsonObject> found;
  for (const QJsonValue& event : events)
    if (event.toObject()[key].toString() == value) found << event.toObject();
  return found;
}

QStringList trackNames(const QJsonArray& events) {
  QStringList names;
  for (const QJsonObject& event : eventsWith(events, "name", "thread_name"))
    names << event["args"].toObject()["name"].toString();
  return names;
}

}  // namespace

class TraceWriterRules : public QObject {
  Q_OBJECT
 private slots:
  void coresAndLinksEachHaveATrack();
  void aTileIsASliceInMicroseconds();
  void slicesThatTouchStillTouchInWholeNanoseconds();
  void transfersAndStreamsAreSlicesOfTheirLink();
  void aMemoryIsACounter();
  void whatOverlapsOnALinkGoesToAnotherTrack();
  void spansThatOnlyTouchShareALane();
};

void TraceWriterRules::coresAndLinksEachHaveATrack() {
  QCOMPARE(trackNames(eventsOf(handWrittenEvaluation())), (QStringList{"core 0", "dram"}));
}

void TraceWriterRules::aTileIsASliceInMicroseconds() {
  const auto tiles = eventsWith(eventsOf(handWrittenEvaluation()), "cat", "tile");
  QCOMPARE(tiles.size(), 2);
  QCOMPARE(tiles[0]["name"].toString(), "first, of two");
  // At 1000 MHz cycle 10 is 10 ns and cycle 20.5 rounds to 21 ns; viewers drop the tenth of a nanosecond.
  QCOMPARE(tiles[0]["ts"].toDouble(), 0.0101);
  QCOMPARE(tiles[0]["dur"].toDouble(), 0.0111);
  QCOMPARE(tiles[0]["args"].toObject()["bound_by"].toString(), "transfer");
}

void TraceWriterRules::slicesThatTouchStillTouchInWholeNanoseconds() {
  Evaluation evaluation = handWrittenEvaluation();
  Accelerator fast = *evaluation.design.accelerator;
  for (double frequencyMHz : {333.0, 1000.0, 1700.0}) {
    fast.frequencyMHz = frequencyMHz;
    evaluation.design.accelerator = std::make_shared<const Accelerator>(fast);
    for (double end = 15502.25; end < 15600; end += 3.25) {
      Schedule schedule = *evaluation.schedule;
      schedule.end[0] = schedule.start[1] = Cycles{end};
      schedule.end[1] = Cycles{2 * end};
      evaluation.schedule = std::make_shared<const Schedule>(schedule);
      const auto tiles = eventsWith(eventsOf(evaluation), "cat", "tile");
      const auto nanoseconds = [](const QJsonValue& time) { return static_cast<qint64>(time.toDouble() * 1000); };
      QCOMPARE(nanoseconds(tiles[0]["ts"]) + nanoseconds(tiles[0]["dur"]), nanoseconds(tiles[1]["ts"]));
    }
  }
}

void TraceWriterRules::transfersAndStreamsAreSlicesOfTheirLink() {
  QStringList names;
  for (const QJsonObject& event : eventsWith(eventsOf(handWrittenEvaluation()), "cat", "link"))
    names << event["name"].toString();
  QCOMPARE(names, (QStringList{"weight w", "stream W of second", "output result"}));
}

void TraceWriterRules::aMemoryIsACounter() {
  QList<int> bits;
  for (const QJsonObject& event : eventsWith(eventsOf(handWrittenEvaluation()), "ph", "C"))
    bits << event["args"].toObject()["bits"].toInt();
  QCOMPARE(bits, (QList<int>{100, 150, 100, 0}));
}

void TraceWriterRules::whatOverlapsOnALinkGoesToAnotherTrack() {
  Evaluation evaluation = handWrittenEvaluation();
  Schedule schedule = *evaluation.schedule;
  // While the weight moves in [0, 10).
  change(schedule.streams, 0, [](Stream& stream) { stream.start = Cycles{5}; });
  evaluation.schedule = std::make_shared<const Schedule>(schedule);
  const QJsonArray events = eventsOf(evaluation);
  QCOMPARE(trackNames(events), (QStringList{"core 0", "dram", "dram (2)"}));
  const auto uses = eventsWith(events, "cat", "link");
  QVERIFY(uses[0]["tid"].toInt() != uses[1]["tid"].toInt());
}

void TraceWriterRules::spansThatOnlyTouchShareALane() {
  const auto span = [](double start, double end) { return TimeSpan{Cycles{start}, Cycles{end}}; };
  // [0,4) takes lane 0, [1,2) lane 1, [2,3) lane 1 again, [3,5) lane 1 again, [4,6) lane 0.
  QCOMPARE(lanesOf({span(0, 4), span(1, 2), span(2, 3), span(3, 5), span(4, 6)}), (std::vector<int>{0, 1, 1, 1, 0}));
}

FUSEWRIGHT_TEST(TraceWriterRules)

}  // namespace fusewright::trace_writer_test

#include "trace_writer_test.moc"
