#pragma once

#include <array>

#include <QCheckBox>
#include <QComboBox>
#include <QSpinBox>
#include <QToolButton>
#include <QWidget>

#include "core/session/edit.h"

namespace fusewright {

/// The assumptions as a control: a preset, or each repair of the published model by itself, and how many tiles fetches
/// may run ahead.
class AssumptionsBox : public QWidget {
  Q_OBJECT

 public:
  explicit AssumptionsBox(QWidget* parent = nullptr);

  void setAssumptions(const Assumptions& assumptions);
  [[nodiscard]] QWidget* firstField() const { return presets_; }

 Q_SIGNALS:
  void editRequested(const Edit& edit);

 private:
  void createRepairs();
  void presetChosen(int index);
  /// Asks for what the checks and the depth say, unless it is in use.
  void request(const Assumptions& wanted);

  Assumptions assumptions_ = {};
  QComboBox* presets_;
  QToolButton* more_;
  std::array<QCheckBox*, kRepairs> checks_{};
  QSpinBox* depth_;
};

}  // namespace fusewright
