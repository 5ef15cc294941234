#include "widgets/study/study_view.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include "core/explore/study/study_tables.h"
#include "widgets/study/chart_paint.h"
#include "widgets/study/study_figures.h"

namespace fusewright {

StudyView::StudyView(QWidget* parent)
    : QWidget(parent),
      canvas_(new StudyCanvas),
      title_(new QLabel(this)),
      lengths_(new QComboBox(this)),
      copy_(new QToolButton(this)),
      export_(new QToolButton(this)),
      progress_(new QProgressBar(this)),
      cancel_(new QToolButton(this)) {
  setObjectName(QStringLiteral("studyView"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(2, 2, 2, 2);
  layout->setSpacing(2);
  createControls();
  auto* scroll = new QScrollArea(this);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidget(canvas_);
  layout->addWidget(scroll, 1);
  connect(canvas_, &StudyCanvas::designRequested, this, &StudyView::designRequested);
  endProgress();
  fillLengths();
  title_->setText(tr("Choose a figure from the menu Studies"));
}

void StudyView::createControls() {
  copy_->setText(tr("Copy table"));
  copy_->setToolTip(tr("Copy the numbers of this figure, for a spreadsheet"));
  export_->setText(tr("Export…"));
  export_->setToolTip(tr("Write this figure as SVG, PDF or PNG, or its numbers as CSV"));
  lengths_->setToolTip(tr("Sequence length on show"));
  lengths_->setAccessibleName(lengths_->toolTip());
  progress_->setAccessibleName(tr("Progress of the study"));
  cancel_->setText(tr("Cancel"));
  title_->setForegroundRole(QPalette::PlaceholderText);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(6, 2, 4, 2);
  for (QWidget* widget : {static_cast<QWidget*>(title_), static_cast<QWidget*>(progress_)}) row->addWidget(widget, 1);
  row->addWidget(cancel_);
  row->addWidget(lengths_);
  for (QToolButton* button : {copy_, export_}) {
    button->setAutoRaise(true);
    row->addWidget(button);
  }
  static_cast<QVBoxLayout*>(layout())->addLayout(row);
  connect(copy_, &QToolButton::clicked, this, &StudyView::copyTable);
  connect(export_, &QToolButton::clicked, this, &StudyView::exportRequested);
  connect(cancel_, &QToolButton::clicked, this, &StudyView::cancelRequested);
  connect(lengths_, &QComboBox::activated, this, &StudyView::showChart);
}

void StudyView::showProgress(StudyFigure figure, std::size_t done, std::size_t total) {
  progress_->setRange(0, static_cast<int>(total));
  progress_->setValue(static_cast<int>(done));
  progress_->setFormat(tr("Fig. %1: %v of %m").arg(figureNumber(figure)));
  progress_->show();
  cancel_->show();
  title_->hide();
}

void StudyView::endProgress() {
  progress_->hide();
  cancel_->hide();
  title_->show();
}

void StudyView::setStudy(std::shared_ptr<const Study> study, StudyFigure figure) {
  study_ = std::move(study);
  figure_ = figure;
  endProgress();
  title_->setText(
      tr("Fig. %1, assumptions %2").arg(figureNumber(figure)).arg(QString::fromStdString(study_->assumptions)));
  title_->setToolTip(figureTitle(figure));
  fillLengths();
  showChart();
}

void StudyView::fillLengths() {
  lengths_->clear();
  copy_->setEnabled(study_ != nullptr);
  export_->setEnabled(study_ != nullptr);
  if (study_) {
    for (const std::int64_t length : lengthsToChoose(*study_, figure_))
      lengths_->addItem(tr("L = %1").arg(length), static_cast<qlonglong>(length));
    const int usual = lengths_->findData(qlonglong{2048});
    lengths_->setCurrentIndex(usual >= 0 ? usual : lengths_->count() - 1);
  }
  lengths_->setVisible(lengths_->count() > 1);
}

void StudyView::showChart() {
  ChartChoice choice;
  if (lengths_->count() > 0) choice.length = lengths_->currentData().toLongLong();
  if (auto chart = chartOf(*study_, figure_, choice)) canvas_->setChart(*std::move(chart));
}

QString StudyView::exportName() const {
  return QStringLiteral("study-") + QString::fromStdString(figureFileName(figure_));
}

std::optional<QString> StudyView::provenance() const {
  return study_ ? studyProvenance(*study_) : QString();
}

void StudyView::renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const {
  renderChart(painter, area, canvas_->chart(), style);
}

TextTable StudyView::exportTable() const {
  TextTable text;
  if (!study_) return text;
  const std::string prefix = figureFileName(figure_) + "_";
  for (const StudyTable& table : studyTables(*study_)) {
    if (!table.name.starts_with(prefix)) continue;
    for (const StudyColumn& column : table.columns)
      text.headings << QString::fromStdString(column.unit.empty() ? column.name
                                                                  : column.name + " [" + column.unit + "]");
    for (const auto& row : table.rows) {
      QStringList cells;
      for (const std::string& cell : row) cells << QString::fromStdString(cell);
      text.rows.push_back(cells);
    }
    break;  // of Fig. 10 the tensors; its other tables are in the folder that `paper` writes
  }
  return text;
}

void StudyView::copyTable() const {
  QApplication::clipboard()->setText(toTsv(exportTable()));
}

}  // namespace fusewright
