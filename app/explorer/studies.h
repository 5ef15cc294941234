#pragma once

#include <QObject>

#include "app/session/session.h"
#include "app/session/study_runner.h"
#include "widgets/study/study_view.h"

namespace fusewright {

/// Figures of the study in the window: makes them with the assumptions of the design on show and takes the designs
/// behind their marks into the session, as edits that can be undone.
class Studies : public QObject {
  Q_OBJECT

 public:
  /// Both must outlive it.
  Studies(Session& session, StudyView& view, QObject* parent);

  /// Makes a figure; the view tells how far it is, and shows it when it is there.
  void open(StudyFigure figure);

 Q_SIGNALS:
  void failed(const Error& error);

 private:
  void take(const Design& design, const StudyDesign& row);
  void connectRunner();

  Session& session_;
  StudyView& view_;
  StudyRunner runner_;
  Assumptions made_ = {};   ///< of the figure that is being made
  Assumptions shown_ = {};  ///< of the figure on show
};

}  // namespace fusewright
