#pragma once

#include <optional>
#include <vector>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTreeWidget>
#include <QWidget>

#include "core/base/result.h"
#include "core/explore/sweep/sweep_spec.h"

namespace fusewright {

/// A parameter that a sweep may vary.
struct SweepParameter {
  std::string id;
  QString label;
  QString now;     ///< its value in the design on show
  QString values;  ///< proposed ones, as parseAxis() reads them
  QString tip;
};

/// Makes the spec of a sweep around the design on show: ticked parameters with their values, sampling, objectives,
/// constraints; says how many designs that are and how long they will take; starts, stops and follows the sweep.
class SweepMakerView : public QWidget {
  Q_OBJECT

 public:
  explicit SweepMakerView(QWidget* parent = nullptr);

  /// The parameters of the design on show. Ticks and values that were typed stay.
  void setParameters(const std::vector<SweepParameter>& parameters);
  /// Ticks one and sets its values; nothing happens if there is no such parameter.
  void tick(const std::string& id, const QString& values);
  /// Takes axes, sampling, objectives and constraints of a spec.
  void setSpec(const SweepSpec& spec);
  /// Axes, sampling, objectives and constraints; model, hardware and base are left to the receiver. Error: values that
  /// can not be read, nothing ticked.
  [[nodiscard]] Result<SweepSpec> spec() const;
  [[nodiscard]] QString file() const { return file_->text(); }
  void setFile(const QString& path) { file_->setText(path); }

  /// "120 designs, about 3 s", or what is wrong.
  void setForecast(const QString& text);
  void setRunning(bool running);
  void setProgress(const QString& text, double share);
  [[nodiscard]] QString forecast() const { return forecast_->text(); }
  [[nodiscard]] QString progress() const { return state_->text(); }
  [[nodiscard]] bool isRunning() const { return running_; }

 Q_SIGNALS:
  void specChanged();
  void startRequested();
  void stopRequested();
  void openRequested();
  void saveRequested();
  void browseRequested();
  void commandLineRequested();

 private:
  void createTree();
  void createForm();
  void createButtons();
  [[nodiscard]] QTreeWidgetItem* itemOf(const std::string& id) const;

  QTreeWidget* tree_;
  QComboBox* sampling_;
  QSpinBox* count_;
  QSpinBox* seed_;
  QLineEdit* objectives_;
  QLineEdit* constraints_;
  QLineEdit* file_;
  QLabel* forecast_;
  QPushButton* start_;
  QProgressBar* bar_;
  QLabel* state_;
  bool running_ = false;
  std::vector<ListedPoint> points_;  ///< of an opened spec that lists its points
};

}  // namespace fusewright
