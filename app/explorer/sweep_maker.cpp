#include "app/explorer/sweep_maker.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>

#include "app/options/shell_text.h"
#include "app/session/present_spec.h"
#include "core/explore/sweep/sweep_points.h"
#include "core/hardware/parameters.h"
#include "core/io/sweep_spec_json.h"
#include "widgets/common/export_image.h"
#include "widgets/common/format.h"
#include "widgets/common/quantity_text.h"

namespace fusewright {
namespace {

constexpr qint64 kReadAgainMs = 2000;

/// Halves and doubles around a value, within the parameter's range.
QString around(const Parameter& parameter) {
  if (parameter.text) return QString::fromStdString(*parameter.text);
  QStringList values;
  for (const double factor : {0.25, 0.5, 1.0, 2.0, 4.0}) {
    double value = parameter.value * factor;
    if (parameter.integer) value = std::round(value);
    if (value < parameter.minimum || value > parameter.maximum) continue;
    const QString text = QString::fromStdString(numberText(value));
    if (!values.contains(text)) values << text;
  }
  return values.join(QStringLiteral(", "));
}

QString resultsFolder() {
  return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

}  // namespace

QString durationText(double seconds) {
  if (seconds < 60) return SweepMaker::tr("%1 s").arg(std::max(1.0, std::ceil(seconds)));
  if (seconds < 3600) return SweepMaker::tr("%1 min").arg(std::ceil(seconds / 60));
  return SweepMaker::tr("%1 h").arg(threeDigits(seconds / 3600));
}

std::vector<SweepParameter> sweepParametersOf(const Design& design, const DesignFiles& files) {
  const bool isMamba = files.kind.starts_with("mamba") || design.workload->name.find("mamba") != std::string::npos;
  const auto* named = std::get_if<NamedFusion>(&design.mapping.fusion);
  std::vector<SweepParameter> parameters{
      {"fusion", SweepMaker::tr("Fusion plan"), named ? QString::fromStdString(named->name) : SweepMaker::tr("own"),
       isMamba ? QStringLiteral("unfused, A, B, A-B, AS, BS, AS-B, A-BS, all") : QStringLiteral("unfused, auto"),
       SweepMaker::tr("names of plans or paths of plan files")},
      {"tiling",
       SweepMaker::tr("Tiling"),
       {},
       isMamba ? QStringLiteral("per-step, memory-aware") : QStringLiteral("none, per-step"),
       SweepMaker::tr("none, per-step, memory-aware, or DIM=PARTS")},
      {"assumptions", SweepMaker::tr("Assumptions"), QString::fromStdString(nameOf(design.assumptions)),
       QStringLiteral("paper, physical"), SweepMaker::tr("sets of modelling choices")}};
  for (const auto& [name, value] : files.parameters)
    parameters.push_back({"model." + name, QString::fromStdString(name), QString::fromStdString(value),
                          QString::fromStdString(value), SweepMaker::tr("a parameter of the model")});
  for (const std::string& dim : files.sources.dims) {
    const auto equals = dim.find('=');
    const QString value = QString::fromStdString(dim.substr(equals + 1));
    parameters.push_back({"dim." + dim.substr(0, equals), QString::fromStdString(dim.substr(0, equals)), value, value,
                          SweepMaker::tr("a size that the model leaves open")});
  }
  for (const Parameter& parameter : parametersOf(*design.accelerator))
    parameters.push_back({parameter.id, QString::fromStdString(parameter.label),
                          parameter.text ? QString::fromStdString(*parameter.text)
                                         : exactNumber(parameter.value) + QLatin1Char(' ') +
                                               shownUnit(QString::fromStdString(parameter.unit)),
                          around(parameter), QString::fromStdString(parameter.meaning)});
  return parameters;
}

SweepMaker::SweepMaker(Session& session, FileCommands& files, WindowSettings& settings, DesignSpacePanel& space,
                       QWidget& window)
    : QObject(&window),
      session_(session),
      files_(files),
      settings_(settings),
      space_(space),
      window_(window),
      view_(new SweepMakerView(&window)),
      debouncer_({.trailing = 300, .longest = 1000}) {
  view_->setFile(QDir(settings_.folder(QStringLiteral("sweep")).isEmpty() ? resultsFolder()
                                                                          : settings_.folder(QStringLiteral("sweep")))
                     .filePath(QStringLiteral("sweep.sqlite")));
  connectView();
  connectJob();
  connect(&session_, &Session::snapshotChanged, this, &SweepMaker::showParameters);
}

void SweepMaker::connectView() {
  connect(view_, &SweepMakerView::specChanged, this, &SweepMaker::forecast);
  connect(view_, &SweepMakerView::startRequested, this, &SweepMaker::start);
  connect(view_, &SweepMakerView::stopRequested, &job_, &SweepJob::stop);
  connect(view_, &SweepMakerView::openRequested, this, &SweepMaker::askOpen);
  connect(view_, &SweepMakerView::saveRequested, this, &SweepMaker::askSave);
  connect(view_, &SweepMakerView::browseRequested, this, &SweepMaker::askFile);
  connect(view_, &SweepMakerView::commandLineRequested, this, &SweepMaker::copyCommand);
}

void SweepMaker::connectJob() {
  connect(&job_, &SweepJob::forecastReady, this, [this](const SweepForecast& forecast) {
    QString text = (forecast.points == 1 ? tr("%1 design") : tr("%1 designs"))
                       .arg(exactNumber(static_cast<double>(forecast.points)));
    if (const auto seconds = forecast.seconds())
      text += tr(", about %1 (%2 ms each, %3 at a time)")
                  .arg(durationText(*seconds), threeDigits(1000 * *forecast.secondsEach))
                  .arg(forecast.jobs);
    view_->setForecast(text);
  });
  connect(&job_, &SweepJob::forecastFailed, this,
          [this](const Error& error) { view_->setForecast(QString::fromStdString(message(error))); });
  connect(&job_, &SweepJob::progressChanged, this, &SweepMaker::showProgress);
  connect(&job_, &SweepJob::finished, this, [this](const SweepRunProgress& progress) {
    showProgress(progress);
    view_->setRunning(false);
    if (progress.done() < progress.points)
      Q_EMIT said(tr("Stopped after %1 of %2 designs; Start goes on").arg(progress.done()).arg(progress.points));
    space_.refresh(running_);
  });
  connect(&job_, &SweepJob::failed, this, [this](const Error& error) {
    view_->setRunning(false);
    Q_EMIT failed(error);
  });
}

void SweepMaker::showParameters() {
  if (!session_.hasDesign() || session_.snapshot().stale) return;
  view_->setParameters(sweepParametersOf(session_.snapshot().design, files_.designFiles()));
}

Result<SweepSpec> SweepMaker::spec() const {
  auto wanted = view_->spec();
  if (!wanted) return wanted;
  if (!session_.hasDesign()) return failure("no design is open", "", "open a model and an accelerator");
  auto spec = presentSpec(session_.snapshot().design, files_.designFiles(), wanted->axes);
  if (!spec) return spec;
  spec->name = QFileInfo(view_->file()).completeBaseName().toStdString();
  spec->axes = std::move(wanted->axes);
  spec->points = std::move(wanted->points);
  spec->sampling = wanted->sampling;
  spec->objectives = std::move(wanted->objectives);
  spec->constraints = std::move(wanted->constraints);
  return spec;
}

void SweepMaker::forecast() {
  debouncer_.call([this] {
    const auto wanted = spec();
    if (wanted) {
      view_->setForecast(tr("Trying some designs…"));
      job_.forecast(*wanted);
    } else {
      view_->setForecast(QString::fromStdString(message(wanted.error())));
    }
  });
}

void SweepMaker::start() {
  const auto wanted = spec();
  if (!wanted) {
    Q_EMIT failed(wanted.error());
    return;
  }
  running_ = QFileInfo(view_->file()).absoluteFilePath();
  view_->setRunning(true);
  view_->setProgress(tr("Reading models…"), 0);
  shownAt_.start();
  job_.start(*wanted, running_.toStdString());
}

void SweepMaker::showProgress(const SweepRunProgress& progress) {
  QString text = tr("%1 of %2 designs").arg(progress.done()).arg(progress.points);
  if (progress.known > 0) text += tr(", %1 known before").arg(progress.known);
  if (progress.impossible > 0) text += tr(", %1 do not fit").arg(progress.impossible);
  if (progress.evaluated > 0) text += tr(", %1 a second").arg(threeDigits(progress.rate()));
  if (const auto left = progress.secondsLeft(); left && progress.done() < progress.points)
    text += tr(", %1 left").arg(durationText(*left));
  view_->setProgress(
      text, progress.points == 0 ? 1 : static_cast<double>(progress.done()) / static_cast<double>(progress.points));
  // Reading takes longer the more there is.
  if (shownAt_.elapsed() < kReadAgainMs + static_cast<qint64>(progress.done() / 20)) return;
  shownAt_.restart();
  space_.refresh(running_);
}

void SweepMaker::openSpec(const QString& path) {
  const auto read = readSweepSpec(path.toStdString());
  if (!read) {
    Q_EMIT failed(read.error());
    return;
  }
  view_->setSpec(*read);
  Q_EMIT said(
      tr("Axes, sampling, objectives and constraints of %1, for the design on show").arg(QFileInfo(path).fileName()));
}

void SweepMaker::askOpen() {
  auto* dialog = new QFileDialog(&window_, tr("Open sweep"), settings_.folder(QStringLiteral("spec")),
                                 tr("Sweeps (*.json);;All files (*)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
    settings_.setFolder(QStringLiteral("spec"), QFileInfo(path).absolutePath());
    openSpec(path);
  });
  dialog->open();
}

void SweepMaker::askSave() {
  const auto wanted = spec();
  if (!wanted) {
    Q_EMIT failed(wanted.error());
    return;
  }
  auto* dialog =
      new QFileDialog(&window_, tr("Save sweep"), settings_.folder(QStringLiteral("spec")), tr("Sweeps (*.json)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("json"));
  connect(dialog, &QFileDialog::fileSelected, this, [this, wanted](const QString& path) {
    settings_.setFolder(QStringLiteral("spec"), QFileInfo(path).absolutePath());
    if (const auto written = writeText(path, QString::fromStdString(sweepSpecJson(*wanted))); !written)
      Q_EMIT failed(written.error());
  });
  dialog->open();
}

void SweepMaker::askFile() {
  auto* dialog = new QFileDialog(&window_, tr("Results of the sweep"), view_->file(), tr("Sweep results (*.sqlite)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setOption(QFileDialog::DontConfirmOverwrite);  // what is there stays and is gone on with
  dialog->setDefaultSuffix(QStringLiteral("sqlite"));
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
    settings_.setFolder(QStringLiteral("sweep"), QFileInfo(path).absolutePath());
    view_->setFile(path);
  });
  dialog->open();
}

void SweepMaker::copyCommand() {
  const auto wanted = spec();
  if (!wanted) {
    Q_EMIT failed(wanted.error());
    return;
  }
  const std::string database = view_->file().toStdString();
  const std::string file = QFileInfo(view_->file())
                               .dir()
                               .filePath(QFileInfo(view_->file()).completeBaseName() + QStringLiteral(".json"))
                               .toStdString();
  const std::string command = "printf %s " + shellQuoted(sweepSpecJson(*wanted)) + " > " + shellQuoted(file) +
                              " && fusewright-cli sweep " + shellQuoted(file) + " --db " + shellQuoted(database);
  QApplication::clipboard()->setText(QString::fromStdString(command));
  Q_EMIT said(tr("Copied the command, with the sweep in it"));
}

}  // namespace fusewright
