#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "tests/builders_program.h"
#include "tests/test_program.h"

namespace fusewright::project_test {
using namespace tests;

namespace {

const QString kProgram = FUSEWRIGHT_CLI;
const QString kExamples = FUSEWRIGHT_SOURCE_DIR "/examples/";

/// A project beside which its files are named by relative paths.
QString projectIn(const QTemporaryDir& folder) {
  const QDir here(folder.path());
  const QString text =
      QStringLiteral(
          R"({"format": 1, "model": {"file": "%1", "read_as": "paper"}, "hardware": {"file": "%2",)"
          R"( "parameters": {"onchip_memory_MB": 4}}, "mapping": {"fusion": "all", "tiling": "memory-aware"},)"
          R"( "assumptions": "paper,+B3"})")
          .arg(here.relativeFilePath(kExamples + "workloads/mamba1_tiny.onnx"),
               here.relativeFilePath(kExamples + "accelerators/marca.yaml"));
  const QString path = folder.filePath("work.fusewright");
  QFile file(path);
  return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) > 0 ? path : QString();
}

QByteArray csvOf(const QStringList& arguments, const QTemporaryDir& folder, const QString& name) {
  const QString tables = folder.filePath(name);
  if (runProgram(kProgram, QStringList{"schedule"} + arguments + QStringList{"--csv", tables, "--quiet"}).exitStatus !=
      0)
    return {};
  QFile file(tables + "/tiles.csv");
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class Projects : public QObject {
  Q_OBJECT

 private slots:
  void aProjectIsScheduledAsItsOptionsWouldBe() {
    const QTemporaryDir folder;
    const QString project = projectIn(folder);
    const QStringList options{kExamples + "workloads/mamba1_tiny.onnx",
                              "--hardware",
                              kExamples + "accelerators/marca.yaml",
                              "--set",
                              "onchip_memory_MB=4",
                              "--fusion",
                              "all",
                              "--tiling",
                              "memory-aware",
                              "--assumptions",
                              "paper,+B3"};
    const QByteArray wanted = csvOf(options, folder, "a");
    QVERIFY(!wanted.isEmpty());
    QCOMPARE(csvOf({project}, folder, "b"), wanted);
    // Options go before what the project says.
    const QByteArray smaller = csvOf({project, "--fusion", "unfused"}, folder, "c");
    QVERIFY(!smaller.isEmpty() && smaller != wanted);
  }

  void aProjectWhoseModelIsGoneIsStatusTwoAndNamesIt() {
    const QTemporaryDir folder;
    const QString path = folder.filePath("p.fusewright");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"format": 1, "model": {"file": "gone.onnx"}, "hardware": {"file": ")" +
               (kExamples + "accelerators/marca.yaml").toUtf8() + R"("}})");
    file.close();
    const ProgramRun run = runProgram(kProgram, {"schedule", path});
    QCOMPARE(run.exitStatus, 2);
    QVERIFY2(run.messages.contains("gone.onnx"), run.messages.constData());
    QCOMPARE(messageLines(run).size(), 1);
  }

  void aModelWithoutAnAcceleratorIsStatusTwo() {
    const ProgramRun run = runProgram(kProgram, {"schedule", kExamples + "workloads/mamba1_tiny.onnx"});
    QCOMPARE(run.exitStatus, 2);
    QVERIFY2(run.messages.contains("--hardware"), run.messages.constData());
  }
};

FUSEWRIGHT_TEST(Projects)

}  // namespace fusewright::project_test

#include "project_test.moc"
