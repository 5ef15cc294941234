#include <QLabel>
#include <QPushButton>
#include <QtTest>

#include "app/explorer/main_window.h"
#include "app/explorer/themed_icon.h"
#include "core/hardware/resize.h"
#include "tests/test_program.h"
#include "widgets/hardware/parameter_editor.h"

namespace fusewright::editing_test {

namespace {

bool isFresh(MainWindow& window) {
  return window.files().loading().isEmpty() && window.session().snapshot().evaluation &&
         !window.session().snapshot().stale;
}

/// A window with a Mamba block of a few tokens on the MARCA example.
std::unique_ptr<MainWindow> openWindow() {
  DesignOptions options;
  options.model = FUSEWRIGHT_SOURCE_DIR "/examples/workloads/mamba1_tiny.onnx";
  options.hardware = FUSEWRIGHT_SOURCE_DIR "/examples/accelerators/marca.yaml";
  options.fusion = "all";
  auto window = std::make_unique<MainWindow>(engineEvaluator(std::make_shared<TileCostTable>()), SettingsUse::Ignored);
  window->sweep().setEnabled(false);
  window->resize(1400, 900);
  window->show();
  window->files().openDesign(options);
  return QTest::qWaitFor([&] { return isFresh(*window); }, 30000) ? std::move(window) : nullptr;
}

}  // namespace

/// What can be changed in the window, and what it says of a design besides its schedule.
class EditingViews : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { registerResources(); }

  void theHealthCardSuggestsWhatIsFasterAndTakesItInOneStep() {
    const auto window = openWindow();
    window->session().apply(SetMapping{{.fusion = NamedFusion{"unfused"}}});
    QTRY_VERIFY(isFresh(*window));
    HealthView& health = window->insights().health();
    QVERIFY(health.isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(!health.suggestions().empty(), 30000);
    const Cycles before = window->session().snapshot().evaluation->metrics->latency;
    const Cycles promised = health.suggestions().front().metrics.latency;
    QVERIFY(promised < before);
    auto* button = health.findChild<QPushButton*>();
    QVERIFY(button != nullptr);
    button->click();
    QTRY_VERIFY(isFresh(*window));
    QCOMPARE(window->session().snapshot().evaluation->metrics->latency, promised);
    window->session().undo();
    QTRY_VERIFY(isFresh(*window));
    QCOMPARE(window->session().snapshot().evaluation->metrics->latency, before);
  }

  void breakdownAndRooflineShareTheSelection() {
    const auto window = openWindow();
    BreakdownView& breakdown = window->insights().breakdown();
    QTRY_VERIFY(!breakdown.canvas().table().rows.empty());
    QSignalSpy selected(&window->session(), &Session::selectionChanged);
    const auto layer = breakdown.canvas().table().rows.front().layer;
    QVERIFY(layer);
    Q_EMIT breakdown.selectionRequested(*layer);
    QCOMPARE(selected.size(), 1);
    QTRY_VERIFY(window->insights().roofline().canvas().emphasis().selected == layer);
  }

  void editsOfTheBlockDiagramAreUndoneLikeAllOthers() {
    const auto window = openWindow();
    const Design before = window->session().snapshot().design;
    Q_EMIT window->editors().machine().editRequested(ChangeMachine{CopyCore{CoreId(0)}});
    QTRY_VERIFY(isFresh(*window));
    QCOMPARE(window->session().snapshot().design.accelerator->cores.size(), before.accelerator->cores.size() + 1);
    window->session().undo();
    QTRY_VERIFY(isFresh(*window));
    QVERIFY(window->session().snapshot().design == before);
  }

  void partsThatAreAddedAreScheduledOnAndUndoneOneByOne() {
    const auto window = openWindow();
    Session& session = window->session();
    const Design before = session.snapshot().design;
    MachineView& machine = window->editors().machine();
    for (const MachineChange& change : {MachineChange(AddMemory{CoreId(0)}), MachineChange(CopyCore{CoreId(0)}),
                                        MachineChange(AddLink{CoreId(0), CoreId(1)})}) {
      Q_EMIT machine.editRequested(ChangeMachine{change});
      QTRY_VERIFY(isFresh(*window));
      QVERIFY(!session.snapshot().error);
    }
    const Accelerator& changed = *session.snapshot().evaluation->design.accelerator;
    QCOMPARE(changed.cores[1].memories.size(), before.accelerator->cores[0].memories.size() + 1);
    QCOMPARE(changed.links.size(), before.accelerator->links.size() + 1);
    QCOMPARE(machine.canvas().chosen(), std::optional(MachinePart(LinkId(changed.links.size() - 1))));
    for (int step = 0; step < 3; ++step) session.undo();
    QTRY_VERIFY(isFresh(*window));
    QVERIFY(session.snapshot().design == before);
  }

  void theTextOfTheHardwareFollowsEditsWithoutLosingComments() {
    const auto window = openWindow();
    TextEditor& text = window->hardwareText().editor();
    window->findChild<QDockWidget*>("hardwareTextDock")->raise();
    QTRY_VERIFY(text.text().contains("# [marca]: 256 GB/s"));
    window->session().apply(SetParameter{.id = "dram_bits_per_cycle", .value = "4096"});
    QTRY_VERIFY(text.text().contains("bits_per_cycle: 4096"));
    QVERIFY(text.text().contains("# [marca]: 256 GB/s"));
    QString changed = text.text();
    changed.replace("bits_per_cycle: 4096", "bits_per_cycle: 1024");
    Q_EMIT text.applyRequested(changed);
    QTRY_VERIFY(isFresh(*window));
    QCOMPARE(dramBandwidth(*window->session().snapshot().design.accelerator), BitsPerCycle{1024});
    Q_EMIT text.applyRequested(changed.replace("D1: 64", "D1: none"));
    QVERIFY(text.markedLine() > 1);
    QCOMPARE(dramBandwidth(*window->session().snapshot().design.accelerator), BitsPerCycle{1024});
  }

  void undoBringsTheCommentsOfTheTextBack() {
    const auto window = openWindow();
    TextEditor& text = window->hardwareText().editor();
    window->findChild<QDockWidget*>("hardwareTextDock")->raise();
    QTRY_VERIFY(text.text().contains("# [marca]: 256 GB/s"));
    const QString asOpened = text.text();
    window->session().apply(ChangeMachine{CopyCore{CoreId(0)}});
    QTRY_VERIFY(!text.text().contains("# [marca]: 256 GB/s"));
    window->session().undo();
    QTRY_COMPARE(text.text(), asOpened);
    QVERIFY(!text.findChild<QLabel*>()->isVisible());
  }

  void sensitivitiesAreFoundOutWhileNothingChangesAndDroppedOnAnEdit() {
    const auto window = openWindow();
    const auto* editor = window->views().hardware->findChild<ParameterEditor*>();
    QVERIFY(editor != nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(editor->sparkline()->profile().has_value(), 30000);
    window->session().apply(SetParameter{.id = "onchip_memory_MB", .value = "12"});
    QVERIFY(!editor->sparkline()->profile().has_value());
  }

  void theLiveToggleLetsEditsWait() {
    const auto window = openWindow();
    auto* live = window->findChild<QAction*>("liveAction");
    QVERIFY(live != nullptr && live->isChecked());
    window->views().timeline->setFocus();
    live->trigger();
    QVERIFY(!window->session().isLive());
    window->session().apply(SetParameter{.id = "onchip_memory_MB", .value = "12"});
    QTest::qWait(50);
    QVERIFY(window->session().snapshot().stale);
    live->trigger();
    QTRY_VERIFY(isFresh(*window));
    QCOMPARE(totalOnChipMemory(*window->session().snapshot().evaluation->design.accelerator).value,
             std::int64_t{12} << 23);
  }

  void aLayerIsMovedAndUnrolledByItsOwnRule() {
    const auto window = openWindow();
    window->session().select(LayerId(5));  // in_proj
    LayerMappingView& mapping = window->editors().mapping();
    const auto rule = mapping.rule();
    QVERIFY(rule);
    MappingRequest request = window->session().snapshot().design.mapping;
    request.rules = withRule(request.rules, *rule);
    window->session().apply(SetMapping{request});
    QTRY_VERIFY(isFresh(*window));
    const auto* reset = mapping.findChild<QToolButton*>();
    QVERIFY(reset != nullptr && reset->isEnabled());
    const_cast<QToolButton*>(reset)->click();
    QTRY_VERIFY(isFresh(*window));
    QVERIFY(window->session().snapshot().design.mapping.rules.empty());
  }
};

FUSEWRIGHT_TEST(EditingViews)

}  // namespace fusewright::editing_test

#include "editing_test.moc"
