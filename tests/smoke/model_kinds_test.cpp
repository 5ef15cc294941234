#include <algorithm>

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "core/io/model_writer.h"
#include "tests/builders_program.h"
#include "tests/test_program.h"

namespace fusewright::model_kinds_test {
using namespace tests;

namespace {

const QString kProgram = FUSEWRIGHT_CLI;
const QString kAccelerators = FUSEWRIGHT_SOURCE_DIR "/examples/accelerators/";

/// Sizes that keep a kind small.
QStringList smallSizes(std::string_view kind) {
  const QStringList transformer{"--layers=2", "--heads=4",        "--head-size=32",
                                "--d-ff=256", "--vocabulary=500", "--seq-len=32"};
  if (kind == "conv-chain" || kind == "fsrcnn") return {"--height=32", "--width=48"};
  if (kind == "llama") return transformer + QStringList{"--d-model=128", "--kv-heads=2"};
  if (kind == "lstm") return {"--input-size=64", "--hidden-size=64", "--vocabulary=500", "--seq-len=16"};
  if (kind == "mamba1") return {"--d-model=64", "--d-state=16", "--seq-len=16"};
  if (kind == "mamba2") return {"--d-model=128", "--head-size=32", "--d-state=16", "--seq-len=64", "--chunk=16"};
  if (kind == "mobilenetv2") return {"--image-size=64", "--width-percent=50"};
  if (kind == "resnet18" || kind == "resnet50") return {"--image-size=64", "--width=16"};
  if (kind == "swiglu") return {"--d-model=128", "--d-ff=512", "--seq-len=32"};
  if (kind == "unet") return {"--image-size=64", "--width=16"};
  return transformer;
}

bool hasPhase(const ModelKind& kind) {
  return std::ranges::find(kind.parameters, "phase", &ModelParameter::name) != kind.parameters.end();
}

}  // namespace

/// Every kind of model that the program writes can be scheduled by it.
class ModelKinds : public QObject {
  Q_OBJECT
 private slots:
  void aSmallModelIsScheduled_data();
  void aSmallModelIsScheduled();
};

void ModelKinds::aSmallModelIsScheduled_data() {
  QTest::addColumn<QStringList>("model");
  QTest::addColumn<QString>("hardware");
  for (const ModelKind& kind : modelKinds()) {
    const QString name = QString::fromUtf8(kind.name.data(), static_cast<qsizetype>(kind.name.size()));
    const QStringList model = QStringList{name} + smallSizes(kind.name);
    for (const char* hardware : {"marca", "tpu_like_quad"}) {
      QTest::addRow("%s on %s", qPrintable(name), hardware) << model << hardware;
      if (hasPhase(kind))
        QTest::addRow("%s decode on %s", qPrintable(name), hardware)
            << model + QStringList{"--phase=decode"} << hardware;
    }
  }
}

/// Between the time that compute, off-chip traffic and the critical path leave no way around, and twenty times that.
void ModelKinds::aSmallModelIsScheduled() {
  QFETCH(QStringList, model);
  QFETCH(QString, hardware);
  const QTemporaryDir folder;
  const QString file = folder.filePath("model.onnx");
  const ProgramRun written = runProgram(kProgram, QStringList{"model"} + model + QStringList{"-o", file});
  QVERIFY2(written.exitStatus == 0, written.messages.constData());
  for (const char* fusion : {"auto", "unfused"}) {
    for (const char* assumptions : {"paper", "physical"}) {
      const ProgramRun run =
          runProgram(kProgram, {"schedule", file, "--hardware", kAccelerators + hardware + ".yaml", "--fusion", fusion,
                                "--assumptions", assumptions, "--json", "-", "--quiet"});
      QVERIFY2(run.exitStatus == 0, run.messages.constData());
      const QJsonObject summary = QJsonDocument::fromJson(run.output).object();
      double bound = 0;
      for (const QJsonValue& one : summary["lower_bound_cycles"].toObject()) bound = std::max(bound, one.toDouble());
      // Under `paper` the latency is cut off to whole cycles.
      const double latency = summary["latency_cycles"].toDouble() + 1;
      QVERIFY2(bound > 0 && latency > bound, qPrintable(QString("%1, %2").arg(fusion, assumptions)));
      QVERIFY2(latency < 20 * bound, qPrintable(QString("%1, %2: %3").arg(fusion, assumptions).arg(latency / bound)));
    }
  }
}

FUSEWRIGHT_TEST(ModelKinds)

}  // namespace fusewright::model_kinds_test

#include "model_kinds_test.moc"
