#pragma once

#include <cstdint>

#include <QElapsedTimer>
#include <QLineEdit>
#include <QToolButton>
#include <QWidget>

#include "core/hardware/parameters.h"
#include "widgets/common/debouncer.h"
#include "widgets/hardware/quantity_spin_box.h"
#include "widgets/hardware/shaded_slider.h"
#include "widgets/hardware/sparkline.h"

namespace fusewright {

/// The controls of one parameter: a spin box (or a text field), a slider, how latency depends on it, and an arrow back
/// to the default. Changes of
/// a drag are held back shortly and carry one gesture number; all others are told at once.
class ParameterEditor : public QWidget {
  Q_OBJECT

 public:
  explicit ParameterEditor(const Parameter& parameter, QWidget* parent = nullptr);

  /// Shows the parameter as it is now, unless it is just being dragged.
  void showParameter(const Parameter& parameter, const QString& defaultText);
  /// The clock of the chip, by which a rate can be typed in bytes per second.
  void setClock(double clockMHz);
  [[nodiscard]] const std::string& id() const { return parameter_.id; }
  /// What is known of how latency depends on the parameter; none while that is being found out.
  void setProfile(const std::optional<ParameterProfile>& profile);
  [[nodiscard]] ShadedSlider* slider() const { return slider_; }
  [[nodiscard]] const Sparkline* sparkline() const { return sparkline_; }

 Q_SIGNALS:
  /// `value` as withParameter reads it.
  void edited(const QString& value, std::uint64_t gesture);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void createField();
  /// Lets the field be as wide as what it shows, at the cost of what is beside it.
  void makeRoom();
  void createSlider();
  void createReset();
  [[nodiscard]] std::uint64_t gesture();
  void sliderMoved(int position);
  /// Where nothing fits, and how far the slider reaches.
  void showReach();

  Parameter parameter_;
  Parameter reach_;  ///< with the limits of the slider; they stay while it is being dragged
  std::vector<ValueRange> infeasible_;
  QString defaultText_;
  QuantitySpinBox* number_ = nullptr;
  QLineEdit* text_ = nullptr;
  ShadedSlider* slider_ = nullptr;
  Sparkline* sparkline_ = nullptr;
  QToolButton* reset_ = nullptr;
  bool hasSize_ = false;  ///< whether a layout gave it one
  Debouncer debouncer_;
  QElapsedTimer sinceEdit_;
  std::uint64_t gesture_ = 0;
};

}  // namespace fusewright
