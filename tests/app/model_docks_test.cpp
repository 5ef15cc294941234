#include "app/explorer/model_docks.h"

#include <fstream>

#include <QComboBox>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include "app/explorer/main_window.h"
#include "app/explorer/themed_icon.h"
#include "tests/builders_onnx_bytes.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::model_docks_test {
using namespace tests;

namespace {

constexpr const char* kMachine = FUSEWRIGHT_SOURCE_DIR "/examples/accelerators/marca.yaml";

/// "S" tokens of six channels times a matrix; `nodes` may add to it.
ModelToWrite openModel() {
  return {.nodes = {{"MatMul", {"x", "w"}, {"a"}, {}, "", "project"}, {"Relu", {"a"}, {"y"}, {}, "", "relu"}},
          .inputs = {{"x", {0, 6}}},
          .outputs = {{"y", {0, 9}}},
          .weights = {{"w", {6, 9}}}};
}

/// y = condition ? x * w : x * w * v, with a condition that is an input.
ModelToWrite branchingModel() {
  const BodyBytes thenBody =
      bodyBytes({.nodes = {{"MatMul", {"x", "w"}, {"t"}, {}, "", "short"}}, .inputs = {}, .outputs = {{"t", {8, 6}}}});
  const BodyBytes elseBody = bodyBytes(
      {.nodes = {{"MatMul", {"x", "w"}, {"m"}, {}, "", "long"}, {"MatMul", {"m", "v"}, {"e"}, {}, "", "longer"}},
       .inputs = {},
       .outputs = {{"e", {8, 6}}}});
  return {.nodes = {{"If", {"condition"}, {"y"}, {{"then_branch", thenBody}, {"else_branch", elseBody}}, "", "choose"}},
          .inputs = {{"x", {8, 6}}, {"condition", {}, ElementToWrite::Int32}},
          .outputs = {{"y", {8, 6}}},
          .weights = {{"w", {6, 6}}, {"v", {6, 6}}}};
}

struct OpenedWindow {
  explicit OpenedWindow(SettingsUse settings = SettingsUse::Ignored)
      : window(engineEvaluator(std::make_shared<TileCostTable>()), settings) {
    window.sweep().setEnabled(false);
    window.resize(1400, 900);
    window.show();
  }

  QString write(const QString& name, const ModelToWrite& model) const {
    const QString path = folder.filePath(name);
    std::ofstream(path.toStdString(), std::ios::binary) << onnxBytes(model);
    return path;
  }

  [[nodiscard]] bool open(const QString& model) {
    DesignOptions options;
    options.model = model.toStdString();
    options.hardware = kMachine;
    window.files().openDesign(options);
    return QTest::qWaitFor([&] { return isFresh() || window.files().waiting() != nullptr; }, 30000);
  }

  [[nodiscard]] bool isFresh() {
    const Snapshot& snapshot = window.session().snapshot();
    return window.files().loading().isEmpty() && snapshot.evaluation && !snapshot.stale;
  }
  [[nodiscard]] bool waitUntilFresh() {
    return QTest::qWaitFor([&] { return isFresh(); }, 30000);
  }
  [[nodiscard]] const Design& design() { return window.session().snapshot().design; }
  [[nodiscard]] ModelSizesView& sizes() { return window.model().sizes().view(); }
  [[nodiscard]] ProblemsView& problems() { return window.model().problems().view(); }
  [[nodiscard]] TemplateView& templates() { return window.model().templates().view(); }
  [[nodiscard]] bool isDockShown(const char* name) {
    return window.findChild<QDockWidget*>(QLatin1String(name))->isVisible();
  }
  /// Of the graph on show; 0 while another one is laid out.
  [[nodiscard]] std::size_t boxes() {
    const GraphScene* scene = window.views().graph->scene();
    return scene == nullptr ? 0 : scene->boxes.size();
  }
  void apply() { sizes().findChild<QPushButton*>("applySizes")->click(); }

  QTemporaryDir folder;
  MainWindow window;
};

QSpinBox* sizeField(const ModelSizesView& view) {
  for (auto* box : view.findChildren<QSpinBox*>())
    if (!box->isHidden()) return box;
  return nullptr;
}

/// Rows of the first layer's loop over tokens.
std::int64_t tokensOf(const Design& design) {
  return design.workload->layers.front().dims.at(0).size;
}

}  // namespace

class ModelDockViews : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    registerResources();
    QStandardPaths::setTestModeEnabled(true);
  }

  void aModelWithOpenSizesShowsItsGraphAndAsksBeforeItIsOpened() {
    OpenedWindow opened;
    QVERIFY(opened.open(opened.write("open.onnx", openModel())));
    QVERIFY(opened.window.files().waiting() != nullptr);
    QVERIFY(!opened.window.session().hasDesign());
    QVERIFY(opened.window.banner().text().isEmpty());
    QVERIFY(opened.isDockShown("sizesDock"));
    QCOMPARE(opened.sizes().model().sizes.size(), std::size_t{1});
    QCOMPARE(opened.sizes().model().sizes[0].name, std::string("S"));
    QTRY_VERIFY(opened.window.views().graph->scene() != nullptr);
    QCOMPARE(opened.boxes(), std::size_t{2});
    // What was read is told as well, and that the size is a guess.
    QCOMPARE(opened.problems().account().parameters, std::int64_t{54});
    QVERIFY(opened.problems().model().rowCount() >= 1);
  }

  void applyOpensItWithTheChosenSizes() {
    OpenedWindow opened;
    QVERIFY(opened.open(opened.write("open.onnx", openModel())));
    sizeField(opened.sizes())->setValue(40);
    opened.apply();
    QVERIFY(opened.waitUntilFresh());
    QVERIFY(opened.window.files().waiting() == nullptr);
    QVERIFY(!opened.isDockShown("sizesDock"));
    QCOMPARE(tokensOf(opened.design()), std::int64_t{40});
    QVERIFY2(opened.window.files().commandLine().contains("--dim S=40"),
             qPrintable(opened.window.files().commandLine()));
    QVERIFY(opened.window.banner().text().isEmpty());
  }

  void cancelLeavesTheDesignAndItsGraphAsTheyWere() {
    OpenedWindow opened;
    QVERIFY(opened.open(FUSEWRIGHT_SOURCE_DIR "/examples/workloads/conv_chain.onnx"));
    QTRY_VERIFY(opened.window.views().graph->scene() != nullptr);
    const auto before = opened.design().workload;
    const auto boxes = opened.boxes();
    opened.window.files().open({opened.write("open.onnx", openModel())});
    QTRY_VERIFY(opened.window.files().waiting() != nullptr);
    QTRY_COMPARE(opened.boxes(), std::size_t{2});
    for (auto* button : opened.sizes().findChildren<QPushButton*>())
      if (button->text() == "Cancel") button->click();
    QCOMPARE(opened.design().workload, before);
    QTRY_COMPARE(opened.boxes(), boxes);
    QVERIFY(!opened.isDockShown("sizesDock"));
  }

  void aClickInThePreviewDoesNotSelectALayerOfTheDesign() {
    OpenedWindow opened;
    QVERIFY(opened.open(FUSEWRIGHT_SOURCE_DIR "/examples/workloads/conv_chain.onnx"));
    opened.window.files().open({opened.write("open.onnx", openModel())});
    QTRY_VERIFY(opened.window.files().waiting() != nullptr);
    Q_EMIT opened.window.views().graph->selectionRequested(Selection{LayerId(1)});
    QVERIFY(opened.window.session().selection() == Selection());
  }

  void sizesCanBeChangedLaterAndUndone() {
    OpenedWindow opened;
    QVERIFY(opened.open(opened.write("open.onnx", openModel())));
    sizeField(opened.sizes())->setValue(40);
    opened.apply();
    QVERIFY(opened.waitUntilFresh());
    opened.window.session().apply(SetParameter{.id = "onchip_memory_MB", .value = "12"});
    QVERIFY(opened.waitUntilFresh());
    sizeField(opened.sizes())->setValue(10);
    opened.apply();
    QTRY_COMPARE(tokensOf(opened.design()), std::int64_t{10});
    QVERIFY(opened.waitUntilFresh());
    QCOMPARE(opened.window.session().history()->undoText(), std::string("Model sizes"));
    opened.window.session().undo();
    QVERIFY(opened.waitUntilFresh());
    QCOMPARE(tokensOf(opened.design()), std::int64_t{40});
    // Fields and command line follow.
    QCOMPARE(sizeField(opened.sizes())->value(), 40);
    QVERIFY(opened.window.files().commandLine().contains("--dim S=40"));
  }

  void chosenSizesAreRememberedForTheNextTime() {
    QTemporaryDir settings;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    QString path;
    QTemporaryDir models;
    {
      OpenedWindow opened(SettingsUse::Kept);
      path = models.filePath("open.onnx");
      std::ofstream(path.toStdString(), std::ios::binary) << onnxBytes(openModel());
      QVERIFY(opened.open(path));
      sizeField(opened.sizes())->setValue(33);
      opened.apply();
      QVERIFY(opened.waitUntilFresh());
    }
    OpenedWindow again(SettingsUse::Kept);
    QVERIFY(again.open(path));
    QVERIFY(again.window.files().waiting() == nullptr);
    QVERIFY(again.waitUntilFresh());
    QCOMPARE(tokensOf(again.design()), std::int64_t{33});
  }

  void whatWasRememberedAndIsNotThereAnyMoreIsForgotten() {
    QTemporaryDir settings;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    QTemporaryDir models;
    const QString path = models.filePath("open.onnx");
    std::ofstream(path.toStdString(), std::ios::binary) << onnxBytes(openModel());
    WindowSettings(SettingsUse::Kept).setModelChoices(path, {"--dim", "no_such_symbol=3"});
    OpenedWindow opened(SettingsUse::Kept);
    QVERIFY(opened.open(path));
    QVERIFY(opened.window.files().waiting() != nullptr);
    QVERIFY(opened.window.banner().text().isEmpty());
  }

  void guessedSizesOpenAtOnceIfThatWasAskedFor() {
    OpenedWindow opened;
    DesignOptions options;
    options.model = opened.write("open.onnx", openModel()).toStdString();
    options.hardware = kMachine;
    options.guessDims = true;
    opened.window.files().openDesign(options);
    QVERIFY(opened.waitUntilFresh());
    QVERIFY(opened.window.files().waiting() == nullptr);
  }

  void theOtherBranchCanBeReadAndThatIsInTheCommand() {
    OpenedWindow opened;
    QVERIFY(opened.open(opened.write("branch.onnx", branchingModel())));
    QVERIFY(opened.waitUntilFresh());
    QCOMPARE(opened.design().workload->layers.size(), std::size_t{1});
    QVERIFY(opened.problems().model().problemAt(0).canChoose);
    QComboBox* branch = nullptr;
    for (auto* box : opened.sizes().findChildren<QComboBox*>())
      if (!box->isHidden()) branch = box;
    QVERIFY(branch != nullptr);
    branch->setCurrentIndex(1);
    Q_EMIT branch->activated(1);
    opened.apply();
    QTRY_COMPARE(opened.design().workload->layers.size(), std::size_t{2});
    QVERIFY(opened.waitUntilFresh());
    QVERIFY(opened.window.files().commandLine().contains("--branch choose=else"));
  }

  void enterOnAProblemSelectsItsLayerInAllViewsAndCentresItInTheGraph() {
    OpenedWindow opened;
    QVERIFY(opened.open(opened.write("branch.onnx", branchingModel())));
    QVERIFY(opened.waitUntilFresh());
    QTRY_VERIFY(opened.window.views().graph->scene() != nullptr);
    opened.problems().activate(opened.problems().table().model()->index(0, 0));
    QVERIFY(opened.window.session().selection() == Selection(LayerId(0)));
    QVERIFY(opened.isDockShown("graphDock"));
    const GraphView& graph = *opened.window.views().graph;
    QVERIFY(graph.canvas().emphasis().selected);
    const QRectF box = graph.scene()->boxes[*graph.canvas().emphasis().selected].rectangle;
    const QPointF centre = graph.canvas().camera().toScreen(box.center());
    QVERIFY((centre - QRectF(graph.canvas().rect()).center()).manhattanLength() < 3);
  }

  void aTemplateIsMadeInPlaceOfTheModelAndUndone() {
    OpenedWindow opened;
    QVERIFY(opened.open(FUSEWRIGHT_SOURCE_DIR "/examples/workloads/conv_chain.onnx"));
    QVERIFY(opened.waitUntilFresh());
    const auto before = opened.design().workload;
    opened.templates().setKind("swiglu");
    opened.templates().findChild<QPushButton*>("makeModel")->click();
    QTRY_COMPARE(opened.design().workload->name, std::string("swiglu.onnx"));
    QVERIFY(opened.waitUntilFresh());
    QVERIFY(opened.templates().isLive());
    opened.window.session().undo();
    QCOMPARE(opened.design().workload, before);
    QVERIFY(!opened.templates().isLive());
  }

  void aParameterOfATemplateChangesTheModelAtOnceAndADragIsOneStep() {
    OpenedWindow opened;
    QVERIFY(opened.open(FUSEWRIGHT_SOURCE_DIR "/examples/workloads/conv_chain.onnx"));
    opened.templates().setKind("swiglu");
    opened.templates().findChild<QPushButton*>("makeModel")->click();
    QTRY_VERIFY(opened.templates().isLive());
    QSlider* slider = nullptr;
    for (auto* candidate : opened.templates().findChildren<QSlider*>())
      if (candidate->accessibleName() == "seq-len slider" && !candidate->isHidden()) slider = candidate;
    QVERIFY(slider != nullptr);
    const auto first = opened.design().workload;
    slider->setValue(slider->value() + 20);
    slider->setValue(slider->value() + 20);
    slider->setValue(slider->value() + 20);
    const std::int64_t wanted = opened.templates().values().at("seq-len");
    QTRY_VERIFY(opened.design().workload != first);
    QVERIFY(opened.waitUntilFresh());
    QVERIFY2(opened.window.files().commandLine().contains(QString("--seq-len=%1").arg(wanted)),
             qPrintable(opened.window.files().commandLine()));
    QVERIFY(opened.window.files().commandLine().startsWith("fusewright-cli model swiglu "));
    opened.window.session().undo();
    QCOMPARE(opened.design().workload, first);
    QVERIFY(opened.templates().values().at("seq-len") != wanted);
  }

  void aModelMadeFromATemplateIsThereAgainWhenItsProjectIsOpened() {
    OpenedWindow opened;
    QVERIFY(opened.open(FUSEWRIGHT_SOURCE_DIR "/examples/workloads/conv_chain.onnx"));
    opened.templates().setKind("swiglu");
    TemplateValues values = opened.templates().values();
    values["seq-len"] = 24;
    Q_EMIT opened.templates().modelRequested("swiglu", values, "New swiglu", 0);
    QTRY_COMPARE(opened.design().workload->name, std::string("swiglu_L24.onnx"));
    QVERIFY(opened.waitUntilFresh());
    const QString path = opened.folder.filePath("made.fusewright");
    QVERIFY(opened.window.projects().saveTo(path));
    OpenedWindow again;
    again.window.files().open({path});
    QVERIFY(again.waitUntilFresh());
    QVERIFY(again.design() == opened.design());
    QCOMPARE(again.templates().values(), opened.templates().values());
    QVERIFY2(again.window.banner().text().isEmpty(), qPrintable(again.window.banner().text()));
    QVERIFY(!again.window.offers().isVisible());
    QVERIFY(!again.window.projects().isModified());
  }

  void valuesThatDoNotGoTogetherAreSaidInThePanelAndTheDesignStays() {
    OpenedWindow opened;
    QVERIFY(opened.open(FUSEWRIGHT_SOURCE_DIR "/examples/workloads/conv_chain.onnx"));
    opened.templates().setKind("llama");
    TemplateValues values = opened.templates().values();
    values["kv-heads"] = 5;  // does not divide the heads
    const auto before = opened.design().workload;
    Q_EMIT opened.templates().modelRequested("llama", values, "New llama", 0);
    QTRY_VERIFY(!opened.templates().problem().isEmpty());
    QCOMPARE(opened.design().workload, before);
    QVERIFY(opened.window.banner().text().isEmpty());
  }

  void whereAModelCameFromIsForgottenWithTheModel() {
    ModelSources sources;
    auto workload = std::make_shared<const Workload>();
    sources.remember(workload, std::make_shared<const ModelSource>());
    QVERIFY(sources.find(workload) != nullptr);
    workload.reset();
    const auto other = std::make_shared<const Workload>();
    QVERIFY(sources.find(other) == nullptr);
    sources.remember(other, std::make_shared<const ModelSource>());
    QCOMPARE(sources.size(), std::size_t{1});
  }
};

FUSEWRIGHT_TEST(ModelDockViews)

}  // namespace fusewright::model_docks_test

#include "model_docks_test.moc"
