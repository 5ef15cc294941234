#pragma once

#include <vector>

#include <QDialog>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>

#include "widgets/common/time_keys.h"

namespace fusewright {

/// Which key does what in the timeline: one line for each action. A key that two actions have is named in red, and the
/// dialog can not be accepted.
class KeyEditor : public QDialog {
  Q_OBJECT

 public:
  explicit KeyEditor(const TimeKeys& keys, QWidget* parent = nullptr);

  [[nodiscard]] const TimeKeys& keys() const { return keys_; }

 private:
  void take(TimeAction action, const QKeySequence& key);
  void show(const TimeKeys& keys);
  void check();

  TimeKeys keys_;
  std::vector<QKeySequenceEdit*> edits_;
  QLabel* conflict_;
  QPushButton* ok_;
};

}  // namespace fusewright
