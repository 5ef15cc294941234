#include "app/explorer/projects.h"

#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

#include "app/explorer/main_window.h"
#include "app/explorer/themed_icon.h"
#include "app/options/project_design.h"
#include "core/io/project_json.h"
#include "tests/app/open_window.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::projects_test {
using namespace tests;

namespace {

const Design& designOf(MainWindow& window) {
  return window.session().snapshot().design;
}

/// Presses the button of the question on show that says `text`.
bool answer(MainWindow& window, const QString& text) {
  for (auto* button : window.offers().findChildren<QToolButton*>()) {
    if (button->text() != text) continue;
    button->click();
    return true;
  }
  return false;
}

}  // namespace

class ProjectsViews : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { registerResources(); }

  void aSavedProjectOpensAsTheSameDesignAndSelection() {
    const QTemporaryDir folder;
    const QString path = folder.filePath("work.fusewright");
    Design before;
    {
      const auto window = openWindow();
      QVERIFY(window);
      window->session().apply(SetParameter{.id = "onchip_memory_MB", .value = "4"});
      window->session().apply(SetMapping{{.fusion = ListedFusion{{{"in_proj"}}, ""}, .tiling = TilingMode::None}});
      window->session().undo();
      window->session().apply(SetAssumptions{paperAssumptions().with(Repair::WholeCycles)});
      QTRY_VERIFY(isFresh(*window));
      window->session().select(LayerId(2));
      window->views().navigator->show({100, 200});
      window->views().navigator->setPlayhead(123);
      window->views().navigator->addMark({.cycle = 150, .temporary = false, .name = "end"});
      window->views().navigator->addMark({.cycle = 160, .temporary = true});
      QVERIFY(window->projects().saveTo(path));
      before = designOf(*window);
    }
    const auto window = emptyWindow();
    window->files().open({path});
    QTRY_VERIFY_WITH_TIMEOUT(isFresh(*window), 30000);
    QVERIFY(designOf(*window) == before);
    QTRY_COMPARE(window->session().selection(), Selection(LayerId(2)));
    QCOMPARE(window->views().navigator->visible(), (TimeRange{100, 200}));
    QCOMPARE(window->views().navigator->playhead(), std::optional(123.0));
    QCOMPARE(window->views().navigator->marks(),
             (std::vector{TimeMark{.cycle = 150, .name = "end"}}));  // the other one was for then
    QVERIFY(!window->projects().isModified());
  }

  void theBaselineIsKeptWithTheProject() {
    const QTemporaryDir folder;
    const QString path = folder.filePath("work.fusewright");
    Design before;
    {
      const auto window = openWindow();
      QVERIFY(window);
      window->baseline().keep();
      before = designOf(*window);
      window->session().apply(SetParameter{.id = "onchip_memory_MB", .value = "4"});
      QTRY_VERIFY(isFresh(*window));
      QVERIFY(window->projects().saveTo(path));
    }
    const auto window = emptyWindow();
    window->files().open({path});
    QTRY_VERIFY_WITH_TIMEOUT(isFresh(*window) && window->baseline().kept(), 30000);
    QVERIFY(window->baseline().design() == before);
    QVERIFY(designOf(*window) != before);
    QTRY_VERIFY(window->views().compare->hasComparison());
    QVERIFY(window->projects().saveTo(path));  // and once more
    QCOMPARE(readProject(path.toStdString())->baseline.size(), std::size_t{1});
  }

  void aBaselineThatCanNotBeReadLeavesTheProjectWhole() {
    const QTemporaryDir folder;
    const QString path = folder.filePath("work.fusewright");
    const auto window = openWindow();
    QVERIFY(window);
    auto project = window->projects().project();
    QVERIFY(project);
    project->baseline = {*project};
    project->baseline.front().hardware.file = "/nowhere.yaml";
    QVERIFY(writeProject(*project, path.toStdString()));
    const auto loaded = loadProject(path.toStdString());
    QVERIFY(loaded);
    QVERIFY(!loaded->baseline);
    QVERIFY2(loaded->warnings.back().starts_with("the baseline is left out: "), loaded->warnings.back().c_str());
  }

  void theTitleSaysTheFileAndWhetherItIsUpToDate() {
    const QTemporaryDir folder;
    const auto window = openWindow();
    QVERIFY(!window->isWindowModified());
    QVERIFY(window->projects().saveTo(folder.filePath("work.fusewright")));
    QVERIFY2(window->windowTitle().startsWith("work.fusewright[*]"), qPrintable(window->windowTitle()));
    window->session().apply(SetParameter{.id = "onchip_memory_MB", .value = "8"});
    QVERIFY(window->isWindowModified());
    window->session().undo();
    QVERIFY(!window->isWindowModified());
  }

  void fieldsOfNewerProgramsSurviveSavingAgain() {
    const QTemporaryDir folder;
    const QString path = folder.filePath("work.fusewright");
    const auto window = openWindow();
    QVERIFY(window->projects().saveTo(path));
    auto project = readProject(path.toStdString());
    QVERIFY(project);
    project->unknown = R"({"shiny":{"a":1}})";
    QVERIFY(writeProject(*project, path.toStdString()));
    window->projects().open(path);
    QTRY_VERIFY(window->session().history()->size() == 2);
    QVERIFY(window->projects().saveTo(path));
    QCOMPARE(readProject(path.toStdString())->unknown, project->unknown);
  }

  void anAcceleratorThatParametersDoNotLeadToIsWrittenOut() {
    const QTemporaryDir folder;
    const QString path = folder.filePath("work.fusewright");
    const auto window = openWindow();
    Accelerator other = *designOf(*window).accelerator;
    other.cores.front().name = "renamed";
    window->session().apply(SetAccelerator{std::make_shared<const Accelerator>(other)});
    QVERIFY(window->projects().saveTo(path));
    const auto loaded = loadProject(path.toStdString());
    QVERIFY2(loaded, loaded ? "" : message(loaded.error()).c_str());
    QVERIFY(!loaded->project.hardware.yaml.empty());
    QVERIFY(*loaded->design.accelerator == other);
  }

  void aModelThatChangedSinceIsTold() {
    const QTemporaryDir folder;
    const QString model = folder.filePath("m.onnx");
    QVERIFY(QFile::copy(FUSEWRIGHT_SOURCE_DIR "/examples/workloads/mamba1_tiny.onnx", model));
    Project project{.program = "", .model = {.file = model.toStdString(), .sha256 = std::string(64, '0')}};
    project.hardware.file = FUSEWRIGHT_SOURCE_DIR "/examples/accelerators/marca.yaml";
    project.mapping.fusion = NamedFusion{"all"};
    const std::string path = folder.filePath("p.fusewright").toStdString();
    QVERIFY(writeProject(project, path));
    const auto loaded = loadProject(path);
    QVERIFY(loaded);
    QCOMPARE(loaded->warnings.size(), std::size_t{1});
    QVERIFY(loaded->warnings.front().find("m.onnx has changed since") != std::string::npos);
  }

  void aProjectThatMovedWithItsFilesIsFound() {
    const QTemporaryDir folder;
    QVERIFY(
        QFile::copy(FUSEWRIGHT_SOURCE_DIR "/examples/workloads/mamba1_tiny.onnx", folder.filePath("mamba1_tiny.onnx")));
    QVERIFY(QFile::copy(FUSEWRIGHT_SOURCE_DIR "/examples/accelerators/marca.yaml", folder.filePath("marca.yaml")));
    Project project{.program = "", .model = {.file = "/gone/mamba1_tiny.onnx"}};
    project.hardware.file = "/gone/marca.yaml";
    const std::string path = folder.filePath("p.fusewright").toStdString();
    QVERIFY(writeProject(project, path));
    const auto loaded = loadProject(path);
    QVERIFY2(loaded, loaded ? "" : message(loaded.error()).c_str());
  }

  void closingWithChangesAsksInsideTheWindowAndLosesNothing() {
    const QTemporaryDir folder;
    const QString path = folder.filePath("work.fusewright");
    const auto window = openWindow();
    QVERIFY(window->projects().saveTo(path));
    window->session().apply(SetParameter{.id = "onchip_memory_MB", .value = "8"});
    const Design changed = designOf(*window);
    QVERIFY(!window->close());
    QVERIFY(window->offers().question().contains("work.fusewright"));
    QVERIFY(answer(*window, "Go on working"));
    QVERIFY(window->isVisible());
    QVERIFY(!window->close());
    QVERIFY(answer(*window, "Save and close"));
    QVERIFY(!window->isVisible());
    const auto loaded = loadProject(path.toStdString());
    QVERIFY(loaded);
    QVERIFY(loaded->design == changed);
  }

  void aProjectThatCanNotBeReadIsToldAndTheDesignStays() {
    const QTemporaryDir folder;
    const QString path = folder.filePath("broken.fusewright");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"format\": 7}") > 0);
    file.close();
    const auto window = openWindow();
    const Design before = designOf(*window);
    window->files().open({path});
    QTRY_VERIFY(window->banner().text().contains("newer"));
    QVERIFY(designOf(*window) == before);
  }
};

FUSEWRIGHT_TEST(ProjectsViews)

}  // namespace fusewright::projects_test

#include "projects_test.moc"
