#include "app/explorer/main_window.h"

#include <array>
#include <map>

#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QMenuBar>
#include <QMimeData>
#include <QProcess>
#include <QTemporaryDir>
#include <QTextStream>
#include <QToolBar>
#include <QToolButton>
#include <QtTest>

#include "app/explorer/arguments.h"
#include "app/explorer/themed_icon.h"
#include "app/options/project_design.h"
#include "app/session/command_line.h"
#include "core/io/accelerator_yaml.h"
#include "tests/app/open_window.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::main_window_test {
using namespace tests;

namespace {

QString writeFile(const QTemporaryDir& folder, const QString& name, const QByteArray& text) {
  const QString path = folder.filePath(name);
  QFile file(path);
  return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? path : QString();
}

QList<QAction*> allActions(const MainWindow& window) {
  return window.findChildren<QAction*>();
}

/// Whether the action is one of a widget of Qt's own, such as "Select All" in a text field.
bool isOurs(const QAction& action) {
  const QObject* parent = action.parent();
  return qobject_cast<const QMenu*>(parent) != nullptr || qobject_cast<const MainWindow*>(parent) != nullptr;
}

}  // namespace

class MainWindowViews : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { registerResources(); }

  void everyActionHasATextAndATip() {
    const auto window = openWindow();
    QVERIFY(window);
    for (const QAction* action : allActions(*window)) {
      if (action->isSeparator() || !isOurs(*action) || action->menu() != nullptr) continue;
      QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
      QVERIFY2(!action->toolTip().isEmpty(), qPrintable(action->text()));
    }
  }

  void noTwoActionsOfTheWindowShareAShortcut() {
    const auto window = openWindow();
    std::map<QString, QString> owners;
    for (const QAction* action : allActions(*window)) {
      // Keys that only work inside one view may be used by another view too.
      if (action->shortcutContext() == Qt::WidgetShortcut) continue;
      for (const QKeySequence& keys : action->shortcuts()) {
        const auto [other, isNew] = owners.try_emplace(keys.toString(), action->text());
        QVERIFY2(isNew, qPrintable(keys.toString() + ": " + other->second + " and " + action->text()));
      }
    }
    QVERIFY(owners.size() >= 8);
  }

  void everyDockHasANameAndASwitchInTheViewMenu() {
    const auto window = openWindow();
    const auto docks = window->findChildren<QDockWidget*>();
    QCOMPARE(docks.size(), 29);
    for (QDockWidget* dock : docks) {
      QVERIFY(!dock->objectName().isEmpty());
      QVERIFY(dock->toggleViewAction()->associatedObjects().size() > 0);
    }
  }

  void aDockSwitchedOnComesUpInFrontOfTheOtherTabs() {
    const auto window = openWindow();
    window->show();
    auto* dock = window->findChild<QDockWidget*>("sweepDock");
    QVERIFY(!dock->isVisible());
    dock->toggleViewAction()->trigger();
    QTRY_VERIFY(!dock->widget()->visibleRegion().isEmpty());
    QVERIFY(window->findChild<QDockWidget*>("fusionDock")->widget()->visibleRegion().isEmpty());
  }

  void aWrongFileIsToldInTheBannerAndTheDesignStays_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("an empty model") << "empty.onnx" << QByteArray();
    QTest::newRow("a model of random bytes")
        << "random.onnx" << QByteArray("\x93\x01\xfe\x77 no model at all \x00\x12", 26);
    QTest::newRow("an accelerator that is no YAML") << "broken.yaml" << QByteArray("cores: [\n  - {");
    QTest::newRow("an accelerator without cores") << "nothing.yaml" << QByteArray("name: nothing\n");
    QTest::newRow("a plan of unknown layers")
        << "plan.json" << QByteArray("{\"groups\": [[\"no such layer\", \"nor this\"]]}");
  }
  void aWrongFileIsToldInTheBannerAndTheDesignStays() {
    QFETCH(QString, name);
    QFETCH(QByteArray, text);
    const auto window = openWindow();
    const auto before = window->session().snapshot().evaluation;
    const QTemporaryDir folder;
    const QString path = writeFile(folder, name, text);
    window->files().open({path});
    QTRY_VERIFY(!window->banner().text().isEmpty());
    QVERIFY2(window->banner().text().contains(name), qPrintable(window->banner().text()));
    QCOMPARE(window->session().snapshot().evaluation, before);
    QVERIFY(isFresh(*window));
  }

  void aStartWithNothingToOpenIsCalmAndSaysWhatToOpen() {
    const auto window = emptyWindow();
    window->files().openDesign({});
    QTRY_VERIFY(window->offers().question().contains("Nothing is open yet"));
    QCOMPARE(window->banner().text(), QString());
  }

  void aBrokenPlanIsToldEvenWithoutAModelOrAnAccelerator_data() {
    QTest::addColumn<QString>("model");
    QTest::newRow("without a model") << QString();
    QTest::newRow("without an accelerator") << QString::fromStdString(tinyMamba().model);
  }

  void aBrokenPlanIsToldEvenWithoutAModelOrAnAccelerator() {
    QFETCH(const QString, model);
    const QTemporaryDir folder;
    QFile plan(folder.filePath("broken.json"));
    QVERIFY(plan.open(QIODevice::WriteOnly) && plan.write("{\"groups\": [") > 0);
    plan.close();
    const auto window = emptyWindow();
    window->files().openDesign({.model = model.toStdString(), .fusion = plan.fileName().toStdString()});
    QTRY_VERIFY(!window->banner().text().isEmpty());
    QVERIFY2(window->banner().text().contains("broken.json"), qPrintable(window->banner().text()));
  }

  void aMessageMovesNoDockAndGoesByEscape() {
    const auto window = openWindow();
    const auto* dock = window->findChild<QDockWidget*>("hardwareDock");
    const QRect before = dock->geometry();
    window->session().refuse({.what = "this can not be", .where = "here", .remedy = "do something else"});
    QTest::qWait(50);
    const Banner& banner = window->banner();
    QVERIFY(banner.isVisible());
    QVERIFY(window->rect().contains(banner.geometry()));
    QCOMPARE(dock->geometry(), before);
    auto* button = banner.findChild<QToolButton*>();
    button->setFocus(Qt::TabFocusReason);
    QTest::keyClick(button, Qt::Key_Escape);
    QVERIFY(!banner.isVisible());
  }

  void theBannerSaysTheSameAsTheTerminal() {
    const auto window = openWindow();
    const QTemporaryDir folder;
    const QString path = writeFile(folder, "wrong.yaml", "name: 3\ncores: none\n");
    const auto refused = readAccelerator(path.toStdString());
    QVERIFY(!refused);
    window->files().open({path});
    QTRY_COMPARE(window->banner().text(), QString::fromStdString(message(refused.error())));
  }

  void theBannerGoesAwayWhenClosedAndWhenAnEditSucceeds() {
    const auto window = openWindow();
    window->session().apply(SetParameter{.id = "nonsense", .value = "1"});
    QVERIFY(!window->banner().text().isEmpty());
    for (auto* button : window->banner().findChildren<QToolButton*>()) {
      if (button->text() == "Close") button->click();
    }
    QVERIFY(window->banner().text().isEmpty());
    window->session().apply(SetParameter{.id = "nonsense", .value = "1"});
    QVERIFY(!window->banner().text().isEmpty());
    window->session().apply(SetParameter{.id = "onchip_memory_MB", .value = "12"});
    QTRY_VERIFY(window->banner().text().isEmpty());
  }

  void undoIsCalledByWhatItTakesBack() {
    const auto window = openWindow();
    window->session().apply(SetParameter{.id = "onchip_memory_MB", .value = "12"});
    QTRY_VERIFY(isFresh(*window));
    QAction* undo = nullptr;
    for (QAction* action : allActions(*window)) {
      if (action->shortcut() == QKeySequence(QKeySequence::Undo) && isOurs(*action)) undo = action;
    }
    QVERIFY(undo != nullptr && undo->isEnabled());
    QCOMPARE(undo->text(), QString("&Undo On-chip memory 24 MiB → 12 MiB"));
    undo->trigger();
    QVERIFY(!undo->isEnabled());
  }

  void aModelDroppedOnTheWindowIsOpenedOnTheSameHardware() {
    const auto window = openWindow();
    const auto hardware = window->session().snapshot().design.accelerator;
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(FUSEWRIGHT_SOURCE_DIR "/examples/workloads/conv_chain.onnx")});
    QDragEnterEvent enter({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window.get(), &drop);
    QTRY_VERIFY(QString::fromStdString(window->session().snapshot().design.workload->name).contains("conv"));
    QTRY_VERIFY(isFresh(*window));
    QCOMPARE(window->session().snapshot().design.accelerator, hardware);
    QVERIFY(window->session().history()->canUndo());
  }

  void zoomSurvivesARecomputationAndAllFollowsTheEnd() {
    const auto window = openWindow();
    TimeNavigator& navigator = *window->views().navigator;
    navigator.show({navigator.span() * 0.25, navigator.span() * 0.3});
    const TimeRange before = navigator.visible();
    window->session().apply(SetParameter{.id = "dram_bits_per_cycle", .value = "1024"});
    QTRY_VERIFY(isFresh(*window));
    QCOMPARE(navigator.visible(), before);
    navigator.showAll();
    window->session().apply(SetParameter{.id = "dram_bits_per_cycle", .value = "512"});
    QTRY_VERIFY(isFresh(*window));
    QVERIFY(navigator.showsAll());
    QCOMPARE(navigator.visible().to, navigator.span());
  }

  void oneSelectionIsSharedByAllViews() {
    const auto window = openWindow();
    window->session().select(LayerId(5));
    QVERIFY(window->views().details->exportTitle().contains("in_proj"));
    const auto* table = window->views().layers->findChild<QTableView*>();
    QVERIFY(table->currentIndex().siblingAtColumn(0).data().toString().contains("in_proj"));
    const GraphView& graph = *window->views().graph;
    QTRY_VERIFY(graph.scene() != nullptr && graph.canvas().emphasis().selected);
    QVERIFY(graph.scene()->boxes[*graph.canvas().emphasis().selected].label.name.contains("in_proj"));
  }

  void everythingIsExportedInFilesThatAreNotEmpty() {
    const auto window = openWindow();
    QTRY_VERIFY(window->views().graph->scene() != nullptr);
    QTRY_VERIFY(window->insights().health().figureSize());
    QTRY_VERIFY(window->playhead().view().map() != nullptr);
    const QTemporaryDir folder;
    const auto files = window->exports().writeAll(window->exportables(), folder.path());
    QVERIFY2(files, files ? "" : message(files.error()).c_str());
    // Timeline, lost time, memory, blocks in memory, durations, plane, graph, health card, breakdown, roofline and
    // block diagram as three pictures and a table each; layers, details, hardware, fusion, problems, the sums of a
    // range and the waterfall, which nobody has looked at yet, as tables.
    QCOMPARE(*files, 11 * 4 + 7);
    const auto written = QDir(folder.path()).entryInfoList(QDir::Files);
    QCOMPARE(written.size(), 11 * 4 + 7);
    for (const QFileInfo& file : written) QVERIFY2(file.size() > 40, qPrintable(file.fileName()));
  }

  void theCommandLineNamesFilesAndChangesAndLeadsToTheSameDesign() {
    const auto window = openWindow();
    window->session().apply(SetParameter{.id = "onchip_memory_MB", .value = "12"});
    QTRY_VERIFY(isFresh(*window));
    const QString line = window->files().commandLine();
    QVERIFY2(line.startsWith("fusewright-cli schedule "), qPrintable(line));
    QVERIFY2(line.contains("mamba1_tiny.onnx --hardware "), qPrintable(line));
    QVERIFY2(line.contains("--fusion all"), qPrintable(line));
    // Chip-wide, and not a second time for the core that it leads to.
    QVERIFY2(line.contains("--set onchip_memory_MB=12"), qPrintable(line));
    QCOMPARE(line.count("--set"), 1);
    QVERIFY2(line.contains("--assumptions paper"), qPrintable(line));
  }

  void aPlanMadeByHandIsWrittenByTheCommand() {
    const auto window = openWindow();
    window->session().apply(SetMapping{{.fusion = ListedFusion{.groups = {{"mul_delta_A", "Exp"}}, .source = {}}}});
    QTRY_VERIFY(isFresh(*window));
    const QString line = window->files().commandLine();
    QVERIFY2(line.endsWith(" > design.fusewright && fusewright-cli schedule design.fusewright"), qPrintable(line));
    // What the shell prints is a project of the same design, wherever it runs.
    QProcess shell;
    shell.start("sh", {"-c", line.section(" > design.fusewright", 0, 0)});
    QVERIFY(shell.waitForFinished());
    const QTemporaryDir folder;
    const QString path = writeFile(folder, "design.fusewright", shell.readAllStandardOutput());
    const auto loaded = loadProject(path.toStdString());
    QVERIFY2(loaded, loaded ? "" : message(loaded.error()).c_str());
    QVERIFY(loaded->design == window->session().snapshot().design);
  }

  void theCommandLineSaysTheAssumptionsInUseNotThoseTheModelWasReadUnder() {
    const auto window = openWindow();  // read under paper
    QVERIFY(window);
    window->session().apply(SetAssumptions{physicalAssumptions().without(Repair::KeptSlices)});
    QVERIFY(QTest::qWaitFor([&] { return isFresh(*window); }, 30000));
    const QString line = window->files().commandLine();
    // All of this model is 32 bits wide; saying so keeps it that way whatever the preset takes by default.
    QVERIFY2(line.contains("--assumptions physical,-B5 --act-bits 32 --weight-bits 32 --output-bits 32"),
             qPrintable(line));
  }

  void aModelOfSeveralPrecisionsKeepsThePresetItWasReadUnder() {
    const DesignOptions options = tinyMamba();  // paper
    auto design = makeDesign(options);
    QVERIFY(design);
    Workload mixed = *design->workload;
    mixed.layers.front().output.precision = 8;  // the others have 32 bits
    design->workload = std::make_shared<const Workload>(std::move(mixed));
    design->assumptions = physicalAssumptions().without(Repair::KeptSlices);
    const QString line = QString::fromStdString(commandLineOf(*design, options, *design->accelerator));
    QVERIFY2(line.contains("--assumptions paper,+B1,+B2,+B3,+B4,+B6,+B7,+B8,+B9,+B10,+B11"), qPrintable(line));
    QVERIFY2(!line.contains("--act-bits"), qPrintable(line));
  }

  void theWindowStartsWithPhysicalUnlessToldOtherwise() {
    std::array<char*, 1> none{const_cast<char*>("fusewright")};
    QCOMPARE(std::get<Arguments>(parseArguments(1, none.data())).design.assumptions, std::string("physical"));
    std::array<char*, 3> told{none[0], const_cast<char*>("--assumptions"), const_cast<char*>("paper,+B3")};
    QCOMPARE(std::get<Arguments>(parseArguments(3, told.data())).design.assumptions, std::string("paper,+B3"));
  }

  void assumptionsChosenInTheFusionPanelAreAnEditThatCanBeUndone() {
    const auto window = openWindow();
    QVERIFY(window);
    Q_EMIT window->views().fusion->editRequested(SetAssumptions{physicalAssumptions()});
    QVERIFY(QTest::qWaitFor([&] { return isFresh(*window); }, 30000));
    QCOMPARE(nameOf(window->session().snapshot().design.assumptions), std::string("physical"));
    window->session().undo();
    QCOMPARE(nameOf(window->session().snapshot().design.assumptions), std::string("paper"));
  }

  void theWaterfallIsComputedOnlyOnceItsTabIsOnShow() {
    const auto window = openWindow();
    QVERIFY(window);
    QCOMPARE(window->views().waterfallRunner().started(), 0);
    window->findChild<QDockWidget*>("waterfallDock")->raise();
    QVERIFY(QTest::qWaitFor([&] { return !window->views().waterfall->rows().empty(); }, 30000));
    QCOMPARE(window->views().waterfall->rows().size(), 1 + 2 * kRepairs);
  }

  void exportedTablesSayWhichAssumptionsMadeThem() {
    const auto window = openWindow();
    QVERIFY(window);
    const QTemporaryDir folder;
    QVERIFY(window->exports().write(*window->views().layers, folder.filePath("layers.csv")));
    QFile file(folder.filePath("layers.csv"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    QVERIFY2(lines.first().endsWith(",assumptions"), lines.first().constData());
    QVERIFY2(lines.last().endsWith(",paper"), lines.last().constData());
  }

  void wordsOfTheShellAreQuotedWhereNeeded() {
    QCOMPARE(shellQuoted("plain/path-1.onnx"), std::string("plain/path-1.onnx"));
    QCOMPARE(shellQuoted("two words"), std::string("'two words'"));
    QCOMPARE(shellQuoted("it's"), std::string("'it'\\''s'"));
  }

  void filesOnTheCommandLineAreToldByTheirEndings() {
    std::vector<std::string> words{"fusewright", "a.onnx",       "b.YAML", "--size",
                                   "800x600",    "--screenshot", "x.png",  "--clean"};
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    const auto parsed = parseArguments(static_cast<int>(argv.size()), argv.data());
    const auto* arguments = std::get_if<Arguments>(&parsed);
    QVERIFY(arguments != nullptr);
    QCOMPARE(arguments->design.model, std::string("a.onnx"));
    QCOMPARE(arguments->design.hardware, std::string("b.YAML"));
    QCOMPARE(arguments->width, 800);
    QVERIFY(arguments->clean);
  }

  void theLayoutCanBeReset() {
    const auto window = openWindow();
    auto* graph = window->findChild<QDockWidget*>("graphDock");
    graph->close();
    QVERIFY(!graph->isVisible());
    for (QAction* action : allActions(*window)) {
      if (action->text() == "&Reset layout") action->trigger();
    }
    QVERIFY(graph->isVisible());
  }
};

FUSEWRIGHT_TEST(MainWindowViews)

}  // namespace fusewright::main_window_test

#include "main_window_test.moc"
