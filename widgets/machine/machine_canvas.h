#pragma once

#include <memory>
#include <optional>

#include <QLineEdit>
#include <QWidget>

#include "core/hardware/accelerator.h"
#include "widgets/common/theme.h"
#include "widgets/machine/machine_layout.h"

namespace fusewright {

/// A block diagram that can be edited in place: a click chooses a part, a double click opens a number (or a core's
/// name), a drag from core to core asks for a link. Arrow keys go from part to part, Return opens its numbers one after
/// the other. Ctrl+wheel zooms.
class MachineCanvas : public QWidget {
  Q_OBJECT

 public:
  explicit MachineCanvas(QWidget* parent = nullptr);

  void setAccelerator(std::shared_ptr<const Accelerator> accelerator);
  void choose(std::optional<MachinePart> part);
  [[nodiscard]] const std::optional<MachinePart>& chosen() const { return chosen_; }
  [[nodiscard]] const Accelerator* accelerator() const { return accelerator_.get(); }
  [[nodiscard]] const MachinePicture& picture() const { return picture_; }
  [[nodiscard]] double zoom() const { return zoom_; }
  [[nodiscard]] QLineEdit* openField() const { return field_; }

 Q_SIGNALS:
  void partChosen(const std::optional<fusewright::MachinePart>& part);
  /// `value` as withParameter reads it.
  void valueEdited(const std::string& parameter, const QString& value);
  void nameEdited(fusewright::CoreId core, const QString& name);
  void linkDrawn(fusewright::CoreId from, fusewright::CoreId to);
  void removeAsked();
  void refused(const fusewright::Error& error);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void changeEvent(QEvent* event) override;
  bool event(QEvent* event) override;
  /// Escape in the open field, and the focus that leaves it.
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  [[nodiscard]] DrawStyle style() const;
  [[nodiscard]] QPointF toPicture(QPointF position) const { return position / zoom_; }
  void layOut();
  void setZoom(double zoom);
  void chooseNext(int steps);
  void openValue(const MachineValue& value);
  void openName(const MachineBox& box);
  /// Puts the open field away without taking over what is in it.
  void closeField();
  QLineEdit* makeField(const QRectF& box, const QString& text, const QString& name);
  void paintDrag(QPainter& painter) const;

  std::shared_ptr<const Accelerator> accelerator_;
  MachinePicture picture_;
  std::optional<MachinePart> chosen_;
  double zoom_ = 1;
  QLineEdit* field_ = nullptr;
  std::size_t nextValue_ = 0;  ///< of the chosen part, for Return
  std::optional<CoreId> dragFrom_;
  QPointF dragAt_;
};

}  // namespace fusewright
