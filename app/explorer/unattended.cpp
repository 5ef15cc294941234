#include "app/explorer/unattended.h"

#include <cstdio>
#include <memory>

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

#include "app/explorer/main_window.h"
#include "app/options/example_files.h"
#include "app/options/project_design.h"
#include "app/session/project_of.h"
#include "core/explore/insight/waterfall.h"
#include "core/io/accelerator_yaml.h"
#include "core/io/project_json.h"
#include "core/io/study_csv.h"
#include "widgets/figures.h"
#include "widgets/study/study_figures.h"

namespace fusewright {
namespace {

constexpr int kBadInput = 2;
constexpr int kDoesNotFit = 1;
constexpr int kLookAgainMs = 30;
constexpr int kLongestSweepMs = 60000;

int complain(const Error& error) {
  std::fprintf(stderr, "fusewright: %s\n", message(error).c_str());
  return kBadInput;
}

/// Runs the event loop until the design is evaluated, or refused, and the sweep has filled its plane.
void waitUntilShown(MainWindow& window) {
  QEventLoop loop;
  QElapsedTimer elapsed;
  elapsed.start();
  QTimer timer;
  timer.setInterval(kLookAgainMs);
  QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
    const Snapshot& snapshot = window.session().snapshot();
    const bool evaluated = window.files().loading().isEmpty() && snapshot.evaluation && !snapshot.stale;
    const bool swept = !window.sweep().progress().running || elapsed.elapsed() > kLongestSweepMs;
    if (snapshot.error || (evaluated && swept)) loop.quit();
  });
  timer.start();
  loop.exec();
}

/// The design as figures in `folder` carry it; empty if it can not be said in files.
QByteArray projectTextOf(const Design& design, const DesignOptions& options, const std::string& folder) {
  DesignFiles files{.sources = options, .workload = design.workload};
  if (namesProject(options.model)) {
    const auto loaded = loadProject(options.model);
    if (!loaded) return {};
    files = {.sources = loaded->sources, .workload = loaded->design.workload, .hardware = loaded->hardware};
  } else if (const auto hardware = readAccelerator(options.hardware)) {
    files.hardware = std::make_shared<const Accelerator>(*hardware);
  }
  files.rules = design.mapping.rules;
  files.modelHash = modelHash(files.sources.model);
  auto project = projectOf(design, files);
  if (!project) return {};
  project->program = "Fusewright " FUSEWRIGHT_VERSION;
  return QByteArray::fromStdString(projectText(*project, folder + "/figure.svg", JsonLayout::Compact));
}

}  // namespace

int takeScreenshot(const Arguments& arguments) {
  MainWindow window(engineEvaluator(std::make_shared<TileCostTable>()), SettingsUse::Ignored);
  window.resize(arguments.width, arguments.height);
  window.show();
  // Nobody is there to choose sizes that a model leaves open: the reader says which they are.
  const DesignOptions options = withExamples(arguments.design);
  if (!namesProject(options.model))
    if (const auto model = loadModel(options); !model) return complain(model.error());
  window.files().openDesign(withExamples(arguments.design));
  waitUntilShown(window);
  if (const auto& error = window.session().snapshot().error; error && !window.session().snapshot().evaluation)
    return complain(*error);
  QApplication::processEvents();
  const QString path = QString::fromStdString(arguments.screenshot);
  if (!window.grab().save(path)) {
    return complain({.what = "can not write the picture",
                     .where = arguments.screenshot,
                     .remedy = "Name a .png file in a folder that exists"});
  }
  return 0;
}

int writeFiguresOnly(const Arguments& arguments) {
  const DesignOptions options = withExamples(arguments.design);
  const auto design = makeDesign(options);
  if (!design) return complain(design.error());
  const auto table = std::make_shared<TileCostTable>();
  const auto evaluation = engineEvaluator(table)(*design, nullptr, {});
  if (!evaluation) return complain(evaluation.error());
  const auto written = writeFigures(*evaluation, QString::fromStdString(arguments.figures), waterfall(*design),
                                    projectTextOf(*design, options, arguments.figures));
  if (!written) return complain(written.error());
  return evaluation->metrics->violations.empty() ? 0 : kDoesNotFit;
}

int writeStudyFiguresOnly(const Arguments& arguments) {
  const auto study = readStudy(arguments.studyFigures);
  if (!study) return complain(study.error());
  const auto written = writeStudyFigures(*study, QString::fromStdString(arguments.studyFigures));
  return written ? 0 : complain(written.error());
}

}  // namespace fusewright
