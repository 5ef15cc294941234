#pragma once

#include <memory>
#include <optional>

#include <QObject>

#include "app/session/latest_only.h"
#include "app/study/make_study.h"

namespace fusewright {

/// Makes figures of the study off the GUI thread, on the accelerator of the study, and the designs behind their marks.
/// A newer figure stops the one before.
class StudyRunner : public QObject {
  Q_OBJECT

 public:
  explicit StudyRunner(QObject* parent = nullptr);

  /// Makes what `request` asks for; its first figure is the one that progress is told of.
  void make(StudyRequest request, const Assumptions& assumptions);
  /// Stops what is being made; nothing comes of it.
  void cancel();
  /// Makes the design that a row of a study stands for.
  void findDesign(const StudyDesign& row, const Assumptions& assumptions);

 Q_SIGNALS:
  void progressChanged(StudyProgress progress);
  void finished(std::shared_ptr<const Study> study, StudyFigure figure);
  void designFound(const Design& design, const StudyDesign& row);
  void cancelled();
  void failed(const Error& error);

 private:
  LatestOnly studies_;
  LatestOnly designs_;
};

/// The design that a row of a study stands for, on `base`. Errors: no such model or chip.
[[nodiscard]] Result<Design> designOfRow(const StudyDesign& row, const StudyBase& base);

}  // namespace fusewright
