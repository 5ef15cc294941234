#include "app/explorer/status_line.h"

#include <cmath>

#include "widgets/common/format.h"

namespace fusewright {
namespace {

constexpr int kShowAfterMs = 250;

}  // namespace

StatusLine::StatusLine(const TimeNavigator& navigator, QWidget* parent)
    : QStatusBar(parent),
      navigator_(navigator),
      loading_(new QLabel(this)),
      progress_(new QProgressBar(this)),
      cancel_(new QToolButton(this)),
      marked_(new QLabel(this)),
      cursor_(new QLabel(this)) {
  setSizeGripEnabled(false);
  progress_->setRange(0, 0);
  progress_->setMaximumWidth(fontMetrics().averageCharWidth() * 20);
  progress_->setMaximumHeight(fontMetrics().height());
  progress_->setAccessibleName(tr("Loading"));
  cancel_->setText(tr("Cancel"));
  cancel_->setAutoRaise(true);
  cursor_->setMinimumWidth(fontMetrics().averageCharWidth() * 26);
  cursor_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  cursor_->setAccessibleName(tr("Time under the cursor"));
  marked_->setAccessibleName(tr("Length of the marked range"));
  for (QWidget* widget :
       {static_cast<QWidget*>(loading_), static_cast<QWidget*>(progress_), static_cast<QWidget*>(cancel_)}) {
    addWidget(widget);
    widget->hide();
  }
  addPermanentWidget(marked_);
  addPermanentWidget(cursor_);
  delay_.setSingleShot(true);
  delay_.setInterval(kShowAfterMs);
  connect(&delay_, &QTimer::timeout, this, [this] {
    for (QWidget* widget :
         {static_cast<QWidget*>(loading_), static_cast<QWidget*>(progress_), static_cast<QWidget*>(cancel_)})
      widget->show();
  });
  connect(cancel_, &QToolButton::clicked, this, &StatusLine::cancelRequested);
  connect(&navigator_, &TimeNavigator::cursorChanged, this, &StatusLine::showTime);
  connect(&navigator_, &TimeNavigator::markedChanged, this, &StatusLine::showTime);
}

void StatusLine::showLoading(const QString& what) {
  if (!what.isEmpty()) {
    loading_->setText(tr("Loading %1 …").arg(what));
    delay_.start();
    return;
  }
  delay_.stop();
  for (QWidget* widget :
       {static_cast<QWidget*>(loading_), static_cast<QWidget*>(progress_), static_cast<QWidget*>(cancel_)})
    widget->hide();
}

void StatusLine::showTime() {
  const auto cursor = navigator_.cursor();
  const auto marked = navigator_.marked();
  cursor_->setText(cursor ? formatCycles(Cycles(std::floor(*cursor))).exact : QString());
  marked_->setText(marked ? tr("Marked: %1").arg(formatCycles(Cycles(std::round(marked->length()))).exact) : QString());
}

}  // namespace fusewright
