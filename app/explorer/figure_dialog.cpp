#include "app/explorer/figure_dialog.h"

#include <algorithm>
#include <array>

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace fusewright {
namespace {

/// Sizes that journals and slides want. No height: as the view needs.
struct FigurePreset {
  const char* name;
  double widthMm;
  double heightMm;
  double points;
};

constexpr std::array kFigurePresets{FigurePreset{QT_TRANSLATE_NOOP("FigureDialog", "One column (85 mm)"), 85, 0, 7},
                              FigurePreset{QT_TRANSLATE_NOOP("FigureDialog", "Two columns (178 mm)"), 178, 0, 8},
                              FigurePreset{QT_TRANSLATE_NOOP("FigureDialog", "Slide (16:9)"), 254, 142.9, 14},
                              FigurePreset{QT_TRANSLATE_NOOP("FigureDialog", "As the view proposes"), 0, 0, 8}};
constexpr int kOwnSize = static_cast<int>(kFigurePresets.size());

/// Height over width that no column of a paper should be beyond; a view says what it leaves out.
constexpr double kTallestShape = 1.6;

QDoubleSpinBox* lengthField(QWidget* parent, double least, double most, const QString& unit, const QString& tip) {
  auto* field = new QDoubleSpinBox(parent);
  field->setRange(least, most);
  field->setDecimals(1);
  field->setSuffix(QLatin1Char(' ') + unit);
  field->setToolTip(tip);
  return field;
}

}  // namespace

FigurePreview::FigurePreview(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("Preview of the figure"));
  setMinimumSize(fontMetrics().averageCharWidth() * 60, fontMetrics().height() * 16);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void FigurePreview::setFigure(const Figure& figure) {
  figure_ = figure;
  update();
}

void FigurePreview::paintEvent(QPaintEvent*) {
  if (!figure_.draw) return;
  QPainter painter(this);
  painter.fillRect(rect(), palette().color(QPalette::Mid));
  const QSizeF page = pageSize(figure_);
  const double scale = std::min((width() - 16) / page.width(), (height() - 16) / page.height());
  painter.translate((width() - page.width() * scale) / 2, (height() - page.height() * scale) / 2);
  painter.scale(scale, scale);
  painter.setClipRect(QRectF(QPointF(0, 0), page));
  paintFigure(painter, figure_);
}

FigureDialog::FigureDialog(std::function<Figure()> figure, const FigureChoice& remembered, QWidget* parent)
    : QDialog(parent),
      make_(std::move(figure)),
      natural_(make_().sizeMm),
      preset_(new QComboBox(this)),
      width_(lengthField(this, 20, 2000, tr("mm"), tr("Width of the page, 20 to 2000 mm"))),
      height_(lengthField(this, 15, 2000, tr("mm"), tr("Height of the page, 15 to 2000 mm"))),
      points_(lengthField(this, 3, 72, tr("pt"), tr("Size of the letters, 3 to 72 pt; lines grow with them"))),
      dpi_(new QSpinBox(this)),
      line_(new QCheckBox(tr("Line saying where it comes from"), this)),
      preview_(new FigurePreview(this)) {
  setObjectName(QStringLiteral("figureDialog"));
  setAttribute(Qt::WA_DeleteOnClose);
  createFields();
  createButtons();
  width_->setValue(remembered.sizeMm.isEmpty() ? natural_.width() : remembered.sizeMm.width());
  height_->setValue(remembered.sizeMm.isEmpty() ? natural_.height() : remembered.sizeMm.height());
  points_->setValue(remembered.points);
  dpi_->setValue(remembered.dpi);
  line_->setChecked(remembered.sourceLine);
  preset_->setCurrentIndex(std::clamp(remembered.preset, 0, kOwnSize));
  usePreset(preset_->currentIndex());
}

void FigureDialog::createFields() {
  for (const FigurePreset& preset : kFigurePresets) preset_->addItem(tr(preset.name));
  preset_->addItem(tr("Own size"));
  preset_->setToolTip(tr("Sizes that papers and slides want"));
  dpi_->setRange(50, 1200);
  dpi_->setSuffix(QStringLiteral(" dpi"));
  dpi_->setToolTip(tr("Dots per inch of PNG files and of what is copied, 50 to 1200; default 300"));
  line_->setToolTip(
      tr("Model, accelerator, assumptions and program in small letters below the picture. "
         "The file carries all of the design in any case"));
  connect(preset_, &QComboBox::activated, this, &FigureDialog::usePreset);
  for (QDoubleSpinBox* field : {width_, height_, points_}) {
    field->setKeyboardTracking(false);
    connect(field, &QDoubleSpinBox::valueChanged, this, [this] {
      preset_->setCurrentIndex(kOwnSize);
      refresh();
    });
  }
  connect(dpi_, &QSpinBox::valueChanged, this, &FigureDialog::refresh);
  connect(line_, &QCheckBox::toggled, this, &FigureDialog::refresh);
}

void FigureDialog::createButtons() {
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  auto* save = buttons->addButton(tr("&Save…"), QDialogButtonBox::ActionRole);
  save->setToolTip(tr("Write SVG, PDF or PNG, as the name ends"));
  save->setDefault(true);
  auto* copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
  copy->setToolTip(tr("Put the picture on the clipboard, as pixels and as SVG"));
  auto* table = buttons->addButton(tr("&Table…"), QDialogButtonBox::ActionRole);
  table->setToolTip(tr("Write the data behind the picture as CSV"));
  connect(save, &QPushButton::clicked, this, &FigureDialog::saveRequested);
  connect(copy, &QPushButton::clicked, this, &FigureDialog::copyRequested);
  connect(table, &QPushButton::clicked, this, &FigureDialog::tableRequested);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* form = new QFormLayout;
  form->addRow(tr("&For"), preset_);
  form->addRow(tr("&Width"), width_);
  form->addRow(tr("&Height"), height_);
  form->addRow(tr("&Letters"), points_);
  form->addRow(tr("&Resolution"), dpi_);
  form->addRow(line_);
  auto* top = new QHBoxLayout;
  top->addLayout(form);
  top->addWidget(preview_, 1);
  auto* layout = new QVBoxLayout(this);
  layout->addLayout(top, 1);
  layout->addWidget(buttons);
}

void FigureDialog::usePreset(int preset) {
  if (preset < kOwnSize) {
    const FigurePreset& chosen = kFigurePresets[static_cast<std::size_t>(preset)];
    const double width = chosen.widthMm > 0 ? chosen.widthMm : natural_.width();
    // Rows of a narrow page need about the height of a wide one; charts keep their shape.
    const double shape = std::max(width / natural_.width(), chosen.points / 8);
    const QSignalBlocker quiet[] = {QSignalBlocker(width_), QSignalBlocker(height_), QSignalBlocker(points_)};
    width_->setValue(width);
    const double natural = natural_.height() * shape;
    const double tallest = chosen.widthMm > 0 ? chosen.widthMm * kTallestShape : natural;
    height_->setValue(chosen.heightMm > 0 ? chosen.heightMm : std::min(natural, tallest));
    points_->setValue(chosen.points);
  }
  refresh();
}

FigureChoice FigureDialog::choice() const {
  return {.preset = preset_->currentIndex(),
          .sizeMm = QSizeF(width_->value(), height_->value()),
          .points = points_->value(),
          .dpi = dpi_->value(),
          .sourceLine = line_->isChecked()};
}

Figure FigureDialog::chosen() const {
  return withChoice(make_(), choice());
}

void FigureDialog::refresh() {
  preview_->setFigure(chosen());
}

}  // namespace fusewright
