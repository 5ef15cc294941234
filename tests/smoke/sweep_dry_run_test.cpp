#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "tests/builders_program.h"
#include "tests/test_program.h"

namespace fusewright::sweep_dry_run_test {
using namespace tests;

namespace {

const QString kProgram = FUSEWRIGHT_CLI;
const QString kExamples = FUSEWRIGHT_SOURCE_DIR "/examples/";

/// A small block and ResNet-18 under three plans and two tilings: 12 points.
const char* const kSpec = R"({
  "models": [{"name": "block", "kind": "mamba1", "parameters": {"d-model": 32, "d-state": 4, "seq-len": 6}},
             {"name": "images", "file": "EXAMPLES/workloads/resnet18.onnx"}],
  "hardware": "EXAMPLES/accelerators/marca.yaml",
  "axes": [{"parameter": "fusion", "values": ["unfused", "A", "auto"]},
           {"parameter": "tiling", "values": ["per-step", "memory-aware"]}]
})";

}  // namespace

/// What a sweep says of itself before anything is evaluated.
class SweepDryRun : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    QFile file(folder_.filePath("spec.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(kSpec).replace("EXAMPLES/", kExamples.toUtf8()));
  }

  void aDryRunWritesNothing() {
    const QString database = folder_.filePath("none.sqlite");
    const auto run = dryRun(folder_.filePath("spec.json"), {"--db", database});
    QVERIFY2(run.exitStatus == 0, run.messages);
    QVERIFY2(run.output.startsWith("12 points, 0 of them in the database"), run.output);
    QVERIFY(run.output.contains("fusewright-cli schedule block.onnx"));
    QVERIFY(!QFile::exists(database));
  }

  void aDryRunWarnsOfPlansThatAModelCanNotHave() {
    // Of the 6 points of ResNet-18, A is 2 and memory-aware 3; the block has both.
    const auto run = dryRun(folder_.filePath("spec.json"));
    QVERIFY2(run.exitStatus == 0, run.messages);
    QCOMPARE(run.messages.count("warning: "), 2);
    QVERIFY2(run.messages.contains("fusion 'A' is of a Mamba block only, which model 'images' does not have: 2 of 12 "),
             run.messages);
    QVERIFY2(run.messages.contains("tiling 'memory-aware' is of a Mamba block only, which model 'images' does not "
                                   "have: 3 of 12 "),
             run.messages);
  }

  void theExampleSpecsAreSound_data() {
    QTest::addColumn<QString>("spec");
    QTest::addColumn<int>("points");
    QTest::newRow("figure12.json") << "figure12.json" << 456;
    QTest::newRow("mamba_L64.json") << "mamba_L64.json" << 100'000;
    QTest::newRow("resnet18.json") << "resnet18.json" << 24;
  }
  void theExampleSpecsAreSound() {
    QFETCH(const QString, spec);
    QFETCH(const int, points);
    const auto run = dryRun(kExamples + "sweeps/" + spec);
    QVERIFY2(run.exitStatus == 0, run.messages);
    QVERIFY2(run.messages.isEmpty(), run.messages);
    QVERIFY2(run.output.startsWith(QByteArray::number(points) + " points"), run.output);
  }

 private:
  static ProgramRun dryRun(const QString& spec, const QStringList& more = {}) {
    return runProgram(kProgram, QStringList{"sweep", spec, "--dry-run"} + more);
  }

  QTemporaryDir folder_;
};

FUSEWRIGHT_TEST(SweepDryRun)

}  // namespace fusewright::sweep_dry_run_test

#include "sweep_dry_run_test.moc"
