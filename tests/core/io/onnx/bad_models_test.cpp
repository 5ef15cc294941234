// Models that cannot be read: one message each, with the place and the remedy. Nothing crashes, whatever the bytes.

#include <filesystem>
#include <fstream>

#include <rapidcheck.h>
#include <QTemporaryDir>
#include <QTest>

#include "core/io/model_writer.h"
#include "core/io/onnx/model_bytes.h"
#include "core/io/onnx_reader.h"
#include "tests/builders_model_file.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::bad_models_test {
using namespace tests;

namespace {

/// x -> Relu -> y
ModelToWrite chain() {
  return {.nodes = {{"Relu", {"x"}, {"y"}}}, .inputs = {{"x", {1, 4, 6}}}, .outputs = {{"y", {1, 4, 6}}}};
}

std::string errorOf(const Result<Workload>& workload) {
  return workload ? "no error" : message(workload.error());
}

bool mentions(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

class BadModels : public QObject {
  Q_OBJECT

 private slots:
  void everyBadModelIsRefusedByNameAndRemedy_data() {
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<QStringList>("parts");
    const auto row = [](const char* name, const std::string& bytes, const QStringList& parts) {
      QTest::newRow(name) << bytes << (parts + QStringList{"model.onnx"});
    };
    ModelToWrite cycle = chain();
    cycle.nodes = {{"Add", {"x", "b"}, {"a"}}, {"Relu", {"a"}, {"b"}}, {"Relu", {"b"}, {"y"}}};
    ModelToWrite missing = chain();
    missing.nodes[0].inputs = {"z"};
    ModelToWrite unmade = chain();
    unmade.outputs = {{"z", {1, 4, 6}}};
    ModelToWrite twice = chain();
    twice.nodes.push_back({"Relu", {"x"}, {"y"}});
    ModelToWrite huge = chain();
    huge.inputs[0].shape = {1, std::int64_t{1} << 40};
    ModelToWrite product = chain();
    product.inputs[0].shape = product.outputs[0].shape = {1 << 30, 1 << 30};
    ModelToWrite symbols = chain();
    symbols.inputs = {{"x", {0, 4, 6}}, {"m", {2, 0}}};
    ModelToWrite unfit = chain();
    unfit.nodes = {{"MatMul", {"x", "w"}, {"y"}}};
    unfit.weights = {{"w", {7, 9}}};
    unfit.outputs = {{"y", {1, 4, 9}}};
    ModelToWrite wide = chain();
    wide.nodes[0].attributes = {{"act_size", std::int64_t{5000}}};
    ModelToWrite pages = chain();
    pages.inputs[0].shape = pages.outputs[0].shape = std::vector<std::int64_t>(13, 1);
    ModelToWrite twoWeights = chain();
    twoWeights.weights = {{"w", {2}}, {"w", {3}}};
    row("an empty file", "", {"is empty", "export the model again"});
    row("random bytes", "\xde\xad\xbe\xef\x01\x02 not a model", {"not a protocol buffer", "damaged"});
    row("a text", "name: default\n", {"byte", "damaged"});
    row("a truncated model", onnxBytes(chain()).substr(0, 40), {"ends in the middle", "copy it again"});
    row("another protocol buffer", "\x08\x01", {"holds no graph", "not an ONNX model"});
    row("no operator", onnxBytes({.nodes = {}, .inputs = {{"x", {1}}}, .outputs = {{"x", {1}}}}),
        {"without any operator"});
    row("a cycle", onnxBytes(cycle), {"'node0' needs 'node1' needs 'node0'", "remove the cycle"});
    row("a missing tensor", onnxBytes(missing), {"node 'node0'", "'z'", "nothing makes"});
    row("an output that nothing makes", onnxBytes(unmade), {"'z'", "made by nothing"});
    row("a tensor made twice", onnxBytes(twice), {"node 'node1'", "'y'", "'node0' makes too"});
    row("two initialisers of one name", onnxBytes(twoWeights), {"two initialisers are named 'w'"});
    row("an axis of 2^40", onnxBytes(huge), {"tensor 'x'", "axis 1", "1099511627776"});
    row("axes that multiply to 2^60", onnxBytes(product), {"more than 2^58"});
    row("symbolic sizes", onnxBytes(symbols), {"'S' (axis 0 of 'x', axis 1 of 'm')", "--dim S=SIZE"});
    row("unfit matrices", onnxBytes(unfit), {"node 'node0'", "[1, 4, 6] and [7, 9]"});
    row("an impossible precision", onnxBytes(wide), {"node 'node0'", "5000 bits"});
    row("thirteen axes", onnxBytes(pages), {"more than 12 axes"});
  }

  void everyBadModelIsRefusedByNameAndRemedy() {
    QFETCH(std::string, bytes);
    QFETCH(QStringList, parts);
    const std::string error = errorOf(readBytes(bytes));
    for (const QString& part : parts)
      QVERIFY2(mentions(error, part.toStdString()), (error + " lacks " + part.toStdString()).c_str());
  }

  void aDirectoryAndAMissingFileAreToldApart() {
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    QVERIFY(mentions(errorOf(readOnnx(path)), "is a directory"));
    QVERIFY(mentions(errorOf(readOnnx(path / "none.onnx")), "no such file"));
  }

  void aFileWithoutPermissionSaysSo() {
    const QTemporaryDir folder;
    const std::filesystem::path locked = folder.filePath("locked.onnx").toStdString();
    std::ofstream(locked) << onnxBytes(chain());
    std::filesystem::permissions(locked, std::filesystem::perms::none);
    if (std::ifstream(locked)) QSKIP("this user may read everything");
    QVERIFY(mentions(errorOf(readOnnx(locked)), "cannot be read"));
  }

  void aNameThatTheModelLacksIsNoDimension() {
    const std::string error = errorOf(readModel(chain(), {.dims = {{"batch", 4}}}));
    QVERIFY2(mentions(error, "no symbolic dimension 'batch'"), error.c_str());
    ModelToWrite symbolic = chain();
    symbolic.inputs[0].shape = {0, 4, 6};
    symbolic.outputs[0].shape = {0, 4, 6};
    QVERIFY(mentions(errorOf(readModel(symbolic, {.dims = {{"S", 0}}})), "size 0 for dimension 'S'"));
  }

  void aScanTooLongToUnrollIsRefused() {
    const auto bytes = buildModel("mamba1", {{"d-model", 8}, {"d-state", 2}, {"seq-len", 1 << 17}});
    QVERIFY(bytes);
    // 2^17 steps are the most; the convolution's padding does not count.
    ModelToWrite model{
        .nodes = {{"SSM", {"a", "b", "c", "h"}, {"y"}, {}, "s"}},
        .inputs = {{"a", {1, 200000, 2, 2}}, {"b", {1, 200000, 2, 2}}, {"c", {1, 200000, 2}}, {"h", {1, 2, 2}}},
        .outputs = {{"y", {1, 200000, 2}}}};
    const std::string error = errorOf(readModel(model));
    QVERIFY2(mentions(error, "200000 steps"), error.c_str());
  }

  void noDamageToAModelCrashesTheReader() {
    const auto whole = buildModel("mamba1", {{"d-model", 8}, {"d-state", 2}, {"seq-len", 2}});
    QVERIFY(whole);
    QVERIFY(rc::check([&] {
      std::string bytes = *whole;
      const int changes = *rc::gen::inRange(1, 6);
      for (int change = 0; change < changes; ++change)
        bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = static_cast<char>(*rc::gen::inRange(0, 256));
      bytes.resize(*rc::gen::oneOf(rc::gen::just(bytes.size()), rc::gen::inRange<std::size_t>(1, bytes.size())));
      const auto workload = readBytes(bytes);
      const bool refusedByName = !workload && mentions(message(workload.error()), "model.onnx");
      RC_ASSERT(workload.has_value() != refusedByName);
    }));
  }

  void whatLibonnxCannotBearIsNotShownToIt_data() {
    QTest::addColumn<std::string>("bytes");
    // Each of these once ended the process inside libonnx's shape inference.
    const ArrayToWrite output{"y", {1, 2, 5}};
    QTest::newRow("a kernel of another rank") << onnxBytes({.nodes = {{"ConvTranspose", {"x", "w"}, {"y"}}},
                                                            .inputs = {{"x", {1, 3}}, {"w", {1, 2, 3}}},
                                                            .outputs = {output}});
    QTest::newRow("a Scan") << onnxBytes({.nodes = {{"Scan", {"x"}, {"y"}, {{"num_scan_inputs", std::int64_t{7}}}}},
                                          .inputs = {{"x", {1, 2, 5}}},
                                          .outputs = {output}});
    QTest::newRow("an axis before the first")
        << onnxBytes({.nodes = {{"LayerNormalization", {"x", "w"}, {"y", "mean"}, {{"axis", std::int64_t{-3}}}}},
                      .inputs = {{"x", {3, 4}}, {"w", {4}}},
                      .outputs = {{"y", {}}},
                      .opset = 17});
    QTest::newRow("a step of a scalar") << onnxBytes({.nodes = {{"RNN", {"x", "w", "r"}, {"y"}}},
                                                      .inputs = {{"x", {}}, {"w", {1, 4, 3}}, {"r", {1, 4, 4}}},
                                                      .outputs = {output},
                                                      .opset = 1});
    QTest::newRow("a spectrum of a scalar")
        << onnxBytes({.nodes = {{"STFT", {"x", "step", "window"}, {"y"}}},
                      .inputs = {{"x", {}}, {"step", {}, ElementToWrite::Int64}, {"window", {}}},
                      .outputs = {output},
                      .opset = 17});
    QTest::newRow("too few inputs") << onnxBytes(
        {.nodes = {{"MatMul", {}, {"y"}}}, .inputs = {{"x", {1}}}, .outputs = {output}});
  }

  void whatLibonnxCannotBearIsNotShownToIt() {
    QFETCH(std::string, bytes);
    const auto workload = readBytes(bytes);
    const bool refusedByNode = !workload && mentions(message(workload.error()), "node 'node0'");
    QVERIFY2(workload ? !workload->warnings.empty() : refusedByNode, errorOf(workload).c_str());
  }

  void contentsOfLargeWeightsAreLeftInTheFile() {
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath("model.onnx").toStdString();
    ModelToWrite model = chain();
    model.nodes = {{"MatMul", {"x", "w"}, {"y"}}};
    model.outputs = {{"y", {1, 4, 5000}}};
    const ArrayToWrite weight{"w", {6, 5000}};
    std::ofstream(path, std::ios::binary) << onnxBytesWithPayload(model, weight, 120000);
    const auto bytes = readModelBytes(path);
    QVERIFY(bytes);
    QVERIFY(bytes->size() < 1000);
    const auto workload = readOnnx(path);
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(loopsText(workload->layers[0]), std::string("B=1 L=4 C=6 D=5000"));
  }

  /// The seeds of fuzzing and what it found before (tests/fuzz): a workload, or an error that names the file.
  void everySeedOfFuzzingIsReadOrRefusedByName() {
    int seeds = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(FUSEWRIGHT_SOURCE_DIR "/tests/fuzz/corpus/onnx_reader")) {
      const auto workload = readOnnx(entry.path(), {.openSizes = OpenSizes::Guessed});
      QVERIFY2(workload || mentions(workload.error().where, entry.path().string()), entry.path().c_str());
      ++seeds;
    }
    QVERIFY(seeds >= 18);
  }

  void aFirstOutputThatNobodyWantsIsNoFault() {
    const auto workload = readModel(
        {.nodes = {{"Mul", {"x", "y"}, {"", "z"}}}, .inputs = {{"x", {3, 4}}, {"y", {4}}}, .outputs = {{"z", {3, 4}}}});
    QCOMPARE(errorOf(workload), std::string("model.onnx: node 'node0': lacks an output; "
                                            "check the inputs and attributes of this Mul"));
  }
};

FUSEWRIGHT_TEST(BadModels)

}  // namespace fusewright::bad_models_test

#include "bad_models_test.moc"
