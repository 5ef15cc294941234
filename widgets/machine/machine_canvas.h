#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <QWidget>

#include "core/hardware/accelerator.h"
#include "core/hardware/machine_change.h"
#include "core/hardware/parameters.h"
#include "widgets/common/theme.h"
#include "widgets/machine/machine_field.h"
#include "widgets/machine/machine_find.h"
#include "widgets/machine/machine_layout.h"

namespace fusewright {

/// A block diagram that can be edited in place: a click chooses a part, a double click opens a number (or a core's
/// name), a drag from core to core asks for a link. Arrow keys go from part to part, Return opens its numbers one after
/// the other, F2 the name. What is refused stays in the open field, with the reason. The diagram fits its panel as long
/// as it is readable so; Ctrl+wheel, + and - zoom, F shows all of it. A part that was added is chosen.
class MachineCanvas : public QWidget {
  Q_OBJECT

 public:
  explicit MachineCanvas(QWidget* parent = nullptr);

  void setAccelerator(std::shared_ptr<const Accelerator> accelerator);
  void choose(std::optional<MachinePart> part);
  /// How much of the diagram its panel can show at once.
  void setRoom(QSize room);
  /// As small as shows all of it, and so from now on.
  void fit();
  /// Opens the name of the chosen part.
  void rename();
  [[nodiscard]] const std::optional<MachinePart>& chosen() const { return chosen_; }
  [[nodiscard]] const Accelerator* accelerator() const { return accelerator_.get(); }
  [[nodiscard]] const MachinePicture& picture() const { return picture_; }
  [[nodiscard]] double zoom() const { return zoom_; }
  [[nodiscard]] MachineField* openField() const { return field_; }
  [[nodiscard]] QPointF toPicture(QPointF position) const { return position / zoom_; }

 Q_SIGNALS:
  void partChosen(const std::optional<fusewright::MachinePart>& part);
  void partAdded(const fusewright::MachinePart& part);
  /// `value` as withParameter reads it.
  void valueEdited(const std::string& parameter, const QString& value);
  void renamed(const fusewright::MachineChange& change);
  void linkDrawn(fusewright::CoreId from, fusewright::CoreId to);
  void removeAsked();

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

 private:
  /// How the zoom follows the panel: no smaller than is readable, as small as it takes, or not at all.
  enum class Sizing : std::uint8_t { Readable, Whole, Free };

  [[nodiscard]] DrawStyle style() const;
  [[nodiscard]] QString tipAt(QPointF position) const;
  void layOut();
  void applyZoom();
  void setZoom(double zoom);
  void chooseNext(int steps);
  void openValue(const MachineValue& value);
  void takeValue(const Parameter& parameter, const QString& typed);
  void openName(const MachineName& name);
  /// Puts the open field away without taking over what is in it.
  void closeField();
  MachineField* makeField(const QRectF& box, const QString& text, const QString& name);
  void paintDrag(QPainter& painter) const;

  std::shared_ptr<const Accelerator> accelerator_;
  MachinePicture picture_;
  std::optional<MachinePart> chosen_;
  double zoom_ = 1;
  Sizing sizing_ = Sizing::Readable;
  QSize room_;
  MachineField* field_ = nullptr;
  std::size_t nextValue_ = 0;  ///< of the chosen part, for Return
  std::optional<CoreId> dragFrom_;
  QPointF dragAt_;
};

}  // namespace fusewright
