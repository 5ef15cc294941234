#pragma once

#include <QElapsedTimer>
#include <QObject>

#include "app/explorer/design_space.h"
#include "app/explorer/open_and_save.h"
#include "app/explorer/panel.h"
#include "app/session/session.h"
#include "app/session/sweep_job.h"
#include "widgets/common/debouncer.h"
#include "widgets/sweep/sweep_maker_view.h"

namespace fusewright {

/// Sweeps made in the window, around the design on show: runs them in the background and shows their results in the
/// design space as they come.
class SweepMaker : public QObject {
  Q_OBJECT

 public:
  /// All must outlive it; the view belongs to `window` and finds its place elsewhere.
  SweepMaker(Session& session, FileCommands& files, WindowSettings& settings, DesignSpacePanel& space, QWidget& window);

  [[nodiscard]] Panel panel() const { return {QStringLiteral("sweepDock"), tr("Sweep"), view_}; }
  [[nodiscard]] SweepMakerView& view() { return *view_; }
  /// The spec as it is now, complete. Errors say what is missing.
  [[nodiscard]] Result<SweepSpec> spec() const;
  void openSpec(const QString& path);

 Q_SIGNALS:
  void failed(const Error& error);
  void said(const QString& message);

 private:
  void connectView();
  void connectJob();
  void showParameters();
  void forecast();
  void start();
  void showProgress(const SweepRunProgress& progress);
  void askOpen();
  void askSave();
  void askFile();
  void copyCommand();

  Session& session_;
  FileCommands& files_;
  WindowSettings& settings_;
  DesignSpacePanel& space_;
  QWidget& window_;
  SweepJob job_;
  SweepMakerView* view_;
  Debouncer debouncer_;
  QElapsedTimer shownAt_;  ///< when results were read last
  QString running_;        ///< database of the sweep that runs
};

/// What a sweep may vary of a design, with values to begin with.
[[nodiscard]] std::vector<SweepParameter> sweepParametersOf(const Design& design, const DesignFiles& files);

/// "3 min": a duration for a person.
[[nodiscard]] QString durationText(double seconds);

}  // namespace fusewright
