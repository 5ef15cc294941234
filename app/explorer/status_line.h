#pragma once

#include <QLabel>
#include <QProgressBar>
#include <QStatusBar>
#include <QTimer>
#include <QToolButton>

#include "widgets/common/time_navigator.h"

namespace fusewright {

/// The status bar: messages, what is being loaded (with a way to cancel), the time under the cursor and the marked
/// range.
class StatusLine : public QStatusBar {
  Q_OBJECT

 public:
  /// `navigator` must outlive the line.
  StatusLine(const TimeNavigator& navigator, QWidget* parent);

  /// Shown only if it takes longer than a moment; empty: done.
  void showLoading(const QString& what);

 Q_SIGNALS:
  void cancelRequested();

 private:
  void showTime();

  const TimeNavigator& navigator_;
  QLabel* loading_;
  QProgressBar* progress_;
  QToolButton* cancel_;
  QLabel* marked_;
  QLabel* cursor_;
  QTimer delay_;
};

}  // namespace fusewright
