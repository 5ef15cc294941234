#pragma once

#include <cstddef>
#include <memory>
#include <optional>

#include <QHBoxLayout>
#include <QMenu>
#include <QScrollArea>
#include <QToolButton>
#include <QWidget>

#include "core/session/edit.h"
#include "core/session/selection.h"
#include "core/session/snapshot.h"
#include "widgets/common/exportable.h"
#include "widgets/machine/machine_canvas.h"
#include "widgets/machine/machine_menu.h"

namespace fusewright {

/// The accelerator as a block diagram of cores with their arrays and memories, links and off-chip memory, to be edited
/// in place: numbers and names by a double click, parts added, duplicated, removed and connected.
class MachineView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit MachineView(QWidget* parent = nullptr);

  void setSnapshot(const Snapshot& snapshot);
  void setSelection(const Selection& selection);
  [[nodiscard]] MachineCanvas& canvas() const { return *canvas_; }

  [[nodiscard]] QSize sizeHint() const override { return {460, 360}; }
  [[nodiscard]] QString exportName() const override { return QStringLiteral("machine"); }
  [[nodiscard]] QString exportTitle() const override { return tr("Block diagram"); }
  [[nodiscard]] std::optional<QSizeF> figureSize() const override;
  void renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const override;
  [[nodiscard]] TextTable exportTable() const override;

 Q_SIGNALS:
  void editRequested(const Edit& edit);
  void selectionRequested(const Selection& selection);

 protected:
  void contextMenuEvent(QContextMenuEvent* event) override;
  /// The scroll area's size is the room that the diagram has.
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void createTop();
  void connectCanvas();
  void updateButtons();
  void duplicate();
  void remove();
  void fillLinkMenu();
  /// `memory`: the one of the chosen core under the pointer.
  void fillContextMenu(QMenu& menu, std::optional<std::size_t> memory);
  void scrollTo(const MachinePart& part);
  [[nodiscard]] MachineChoice asking();
  QToolButton* addButton(QHBoxLayout& top, const QString& text, const QString& tip);

  std::shared_ptr<const Accelerator> shown_;
  QScrollArea* scroll_;
  MachineCanvas* canvas_;
  QToolButton* add_ = nullptr;
  QToolButton* duplicate_ = nullptr;
  QToolButton* remove_ = nullptr;
  QToolButton* link_ = nullptr;
};

}  // namespace fusewright
