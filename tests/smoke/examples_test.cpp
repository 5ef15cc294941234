#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "tests/builders_program.h"
#include "tests/test_program.h"

namespace fusewright::examples_test {
using namespace tests;

namespace {

const QString kProgram = FUSEWRIGHT_CLI;
const QString kExamples = FUSEWRIGHT_SOURCE_DIR "/examples";

/// Paths below examples/ of the files that match.
QStringList examples(const QString& pattern) {
  QStringList paths;
  QDirIterator files(kExamples, {pattern}, QDir::Files, QDirIterator::Subdirectories);
  while (files.hasNext()) paths << QDir(kExamples).relativeFilePath(files.next());
  paths.sort();
  return paths;
}

QJsonObject objectOf(const QByteArray& text) {
  return QJsonDocument::fromJson(text).object();
}

}  // namespace

/// Every file in examples/ loads, evaluates and exports.
class Examples : public QObject {
  Q_OBJECT
 private slots:
  void thereAreModelsAndAccelerators();
  void aModelIsDescribed_data();
  void aModelIsDescribed();
  void aModelRunsOnAnAcceleratorAndIsExported_data();
  void aModelRunsOnAnAcceleratorAndIsExported();
  void theMappingGivesTheCyclesThatItsReadmePromises();
  void theDescribedOperatorsCountWhatTheirReadmePromises();
  void figuresAreWritten();
  void theCommandBesideAModelMakesIt();
};

void Examples::thereAreModelsAndAccelerators() {
  const QStringList models = examples("*.onnx");
  const QStringList accelerators = examples("*.yaml");
  for (const char* model : {"mamba1_L64", "resnet18", "swiglu", "conv_chain", "fsrcnn"})
    QVERIFY2(models.contains(QString("workloads/%1.onnx").arg(model)), model);
  for (const char* accelerator : {"marca", "edge_eyeriss", "tpu_like_quad", "depfin_like"})
    QVERIFY2(accelerators.contains(QString("accelerators/%1.yaml").arg(accelerator)), accelerator);
}

void Examples::aModelIsDescribed_data() {
  QTest::addColumn<QString>("model");
  for (const QString& model : examples("*.onnx")) QTest::newRow(qPrintable(model)) << model;
}

void Examples::aModelIsDescribed() {
  QFETCH(QString, model);
  const ProgramRun run = runProgram(kProgram, {"info", kExamples + "/" + model});
  QVERIFY2(run.exitStatus == 0, run.messages.constData());
  QVERIFY(objectOf(run.output)["mac_count"].toDouble() > 0);
}

void Examples::aModelRunsOnAnAcceleratorAndIsExported_data() {
  QTest::addColumn<QString>("model");
  QTest::addColumn<QString>("hardware");
  for (const QString& model : examples("*.onnx"))
    for (const QString& hardware : examples("*.yaml").filter("accelerators/"))
      QTest::addRow("%s on %s", qPrintable(model), qPrintable(hardware)) << model << hardware;
}

/// Status 1 is an answer too: some models are too large for the small chip, and the summary says where.
void Examples::aModelRunsOnAnAcceleratorAndIsExported() {
  QFETCH(QString, model);
  QFETCH(QString, hardware);
  QTemporaryDir folder;
  const ProgramRun run =
      runProgram(kProgram, {"schedule", kExamples + "/" + model, "--hardware", kExamples + "/" + hardware, "--json",
                            "-", "--csv", folder.filePath("csv"), "--trace", folder.filePath("trace.json")});
  const QJsonObject summary = objectOf(run.output);
  const bool fits = summary["violations"].toArray().isEmpty();
  QVERIFY2(run.exitStatus == (fits ? 0 : 1), run.messages.constData());
  QCOMPARE(messageLines(run).size(), fits ? 0 : 1);
  QVERIFY(summary["latency_cycles"].toDouble() >= summary["tiles"].toDouble());
  QVERIFY(QFileInfo(folder.filePath("csv/tiles.csv")).size() > 100);
  QVERIFY(QFileInfo(folder.filePath("trace.json")).size() > 1000);
}

void Examples::theMappingGivesTheCyclesThatItsReadmePromises() {
  const QString mapping = kExamples + "/mappings/resnet18_four_cores";
  const ProgramRun run =
      runProgram(kProgram, {"schedule", kExamples + "/workloads/resnet18.onnx", "--hardware",
                            kExamples + "/accelerators/tpu_like_quad.yaml", "--mapping", mapping + ".yaml", "--fusion",
                            mapping + ".json", "--assumptions", "paper", "--json", "-", "--quiet"});
  QVERIFY2(run.exitStatus == 0, run.messages.constData());
  QCOMPARE(objectOf(run.output)["latency_cycles"].toDouble(), 6308574.0);
  QFile readme(kExamples + "/mappings/README.md");
  QVERIFY(readme.open(QIODevice::ReadOnly));
  QVERIFY(readme.readAll().contains("6,308,574 cycles"));
}

void Examples::theDescribedOperatorsCountWhatTheirReadmePromises() {
  const QString model = kExamples + "/operators/neighbour_attention";
  const ProgramRun unknown = runProgram(kProgram, {"info", model + ".onnx"});
  QCOMPARE(objectOf(unknown.output)["contraction_macs"].toInteger(), 0);
  const ProgramRun described = runProgram(kProgram, {"info", model + ".onnx", "--operators", model + ".yaml"});
  QVERIFY2(described.exitStatus == 0, described.messages.constData());
  QCOMPARE(objectOf(described.output)["contraction_macs"].toInteger(), 17301504);
  QFile readme(kExamples + "/operators/README.md");
  QVERIFY(readme.open(QIODevice::ReadOnly));
  QVERIFY(readme.readAll().contains("17,301,504"));
  const ProgramRun scheduled =
      runProgram(kProgram, {"schedule", model + ".onnx", "--hardware", kExamples + "/accelerators/marca.yaml",
                            "--operators", model + ".yaml", "--json", "-", "--quiet"});
  QCOMPARE(scheduled.exitStatus, 0);
  // The contractions, and 128 rows of 16 in the four steps of Softmax.
  QCOMPARE(objectOf(scheduled.output)["mac_count"].toInteger(), 17301504 + 4 * 128 * 16);
}

void Examples::figuresAreWritten() {
#ifdef FUSEWRIGHT_HAS_WINDOW
  QTemporaryDir folder;
  const ProgramRun run = runProgram(
      kProgram, {"schedule", kExamples + "/workloads/mamba1_tiny.onnx", "--hardware",
                 kExamples + "/accelerators/marca.yaml", "--quiet", "--figures", folder.filePath("figures")});
  QVERIFY2(run.exitStatus == 0, run.messages.constData());
  QVERIFY2(run.messages.isEmpty(), run.messages.constData());
  for (const char* figure : {"gantt", "memory", "roofline", "waterfall"})
    for (const char* format : {"svg", "pdf", "png"}) {
      const QString file = QString("figures/%1.%2").arg(figure, format);
      QVERIFY2(QFileInfo(folder.filePath(file)).size() > 1000, qPrintable(file));
    }
#else
  QSKIP("built without the window");
#endif
}

/// examples/workloads/README.md has a row `file` | `command` for each model.
void Examples::theCommandBesideAModelMakesIt() {
  QFile readme(kExamples + "/workloads/README.md");
  QVERIFY(readme.open(QIODevice::ReadOnly));
  QTemporaryDir folder;
  int made = 0;
  for (const QString& line : QString::fromUtf8(readme.readAll()).split('\n')) {
    if (!line.startsWith("| `") || !line.contains("`fusewright-cli ")) continue;
    const QStringList quoted = line.split('`');
    const QStringList command = quoted.value(3).split(' ', Qt::SkipEmptyParts);
    const ProgramRun run = runProgram(kProgram, command.mid(1), folder.path());
    QVERIFY2(run.exitStatus == 0, run.messages.constData());
    QFile committed(kExamples + "/workloads/" + quoted.value(1));
    QFile fresh(folder.filePath(quoted.value(1)));
    QVERIFY2(committed.open(QIODevice::ReadOnly) && fresh.open(QIODevice::ReadOnly), qPrintable(quoted.value(1)));
    QVERIFY2(committed.readAll() == fresh.readAll(), qPrintable(quoted.value(1)));
    ++made;
  }
  QCOMPARE(made, QDir(kExamples + "/workloads").entryList({"*.onnx"}).size());
}

FUSEWRIGHT_TEST(Examples)

}  // namespace fusewright::examples_test

#include "examples_test.moc"
