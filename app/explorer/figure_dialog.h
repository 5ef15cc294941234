#pragma once

#include <functional>

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QSpinBox>

#include "widgets/common/export_image.h"
#include "widgets/common/exportable.h"

namespace fusewright {

/// A figure as it will be on paper: draws it into the room there is, with the page's edge.
class FigurePreview : public QWidget {
  Q_OBJECT

 public:
  explicit FigurePreview(QWidget* parent);

  void setFigure(const Figure& figure);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Figure figure_;
};

/// Asks how big a figure is to be, with a picture of what comes out, and hands the choice on. Nothing waits for it.
class FigureDialog : public QDialog {
  Q_OBJECT

 public:
  /// `figure` makes the view's figure; its own size is where the dialog begins.
  FigureDialog(std::function<Figure()> figure, const FigureChoice& remembered, QWidget* parent);

  /// The figure as it is chosen at present.
  [[nodiscard]] Figure chosen() const;
  [[nodiscard]] FigureChoice choice() const;

 Q_SIGNALS:
  void saveRequested();
  void copyRequested();
  void tableRequested();

 private:
  void createFields();
  void createButtons();
  void usePreset(int preset);
  void refresh();

  std::function<Figure()> make_;
  QSizeF natural_;
  QComboBox* preset_;
  QDoubleSpinBox* width_;
  QDoubleSpinBox* height_;
  QDoubleSpinBox* points_;
  QSpinBox* dpi_;
  QCheckBox* line_;
  FigurePreview* preview_;
};

}  // namespace fusewright
