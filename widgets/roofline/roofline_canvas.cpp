#include <algorithm>
#include <cmath>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "widgets/common/family_names.h"
#include "widgets/common/format.h"
#include "widgets/roofline/roofline_view.h"

namespace fusewright {
namespace {

/// How far from a mark a click still means it, in pixels.
constexpr double kReach = 6;

}  // namespace

RooflineCanvas::RooflineCanvas(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("Roofline"));
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setMinimumSize(180, 140);
}

void RooflineCanvas::setRoofline(std::shared_ptr<const Evaluation> evaluation, Roofline roofline) {
  evaluation_ = std::move(evaluation);
  names_ = familyNames(*evaluation_->workload);
  roofline_ = std::move(roofline);
  update();
}

void RooflineCanvas::setEmphasis(RooflineEmphasis emphasis) {
  emphasis_ = std::move(emphasis);
  update();
}

std::vector<RooflineMark> RooflineCanvas::marks() const {
  if (!evaluation_) return {};
  return rooflineMarks(rooflineFrame(QRectF(rect()), roofline_), roofline_);
}

void RooflineCanvas::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const DrawStyle style = screenStyle(palette(), font(), devicePixelRatioF());
  painter.fillRect(rect(), style.theme.background);
  if (!evaluation_) return;
  painter.setRenderHint(QPainter::Antialiasing);
  renderRoofline(painter, QRectF(rect()), names_, roofline_, style, emphasis_);
}

void RooflineCanvas::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  if (const auto mark = markAt(marks(), event->position(), kReach)) Q_EMIT layerChosen(mark->family);
}

void RooflineCanvas::mouseMoveEvent(QMouseEvent* event) {
  setCursor(markAt(marks(), event->position(), kReach) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void RooflineCanvas::keyPressEvent(QKeyEvent* event) {
  const bool forward = event->key() == Qt::Key_Right || event->key() == Qt::Key_Down;
  const bool back = event->key() == Qt::Key_Left || event->key() == Qt::Key_Up;
  auto all = marks();
  if (emphasis_.shown)
    std::erase_if(all, [&](const RooflineMark& mark) { return !emphasis_.shown->contains(mark.family); });
  if ((!forward && !back) || all.empty()) {
    QWidget::keyPressEvent(event);
    return;
  }
  const auto current =
      std::ranges::find_if(all, [&](const RooflineMark& mark) { return emphasis_.selected == mark.family; });
  std::ptrdiff_t next = forward ? 0 : static_cast<std::ptrdiff_t>(all.size()) - 1;
  if (current != all.end()) {
    next = std::clamp<std::ptrdiff_t>(current - all.begin() + (forward ? 1 : -1), 0,
                                      static_cast<std::ptrdiff_t>(all.size()) - 1);
  }
  Q_EMIT layerChosen(all[static_cast<std::size_t>(next)].family);
}

QString RooflineCanvas::tipOf(LayerId family) const {
  for (const auto* points : {&roofline_.points, &roofline_.onChip}) {
    const auto point = std::ranges::find(*points, family, &RooflinePoint::family);
    if (point == points->end()) continue;
    const bool onChip = std::isinf(point->intensity);
    const bool memoryBound = !onChip && point->intensity < roofline_.peak / roofline_.bandwidth;
    const QString roof = memoryBound ? tr("%1 of what the off-chip bandwidth allows") : tr("%1 of the compute roof");
    const bool above = shareOfRoof(roofline_, *point) > 1;
    const QString intensity =
        onChip ? tr("moves nothing off chip") : tr("%1 operations per bit").arg(threeDigits(point->intensity));
    return QStringLiteral("<b>%1</b><br>%2<br>%3<br>%4<br>%5")
        .arg(names_[family.index()].toHtmlEscaped(),
             roof.arg(formatShare(shareOfRoof(roofline_, *point)).brief) +
                 (above ? tr(": its data came while others ran") : QString()),
             tr("%1 operations per cycle").arg(threeDigits(point->performance)), intensity,
             tr("%1 of running and waiting").arg(formatCycles(Cycles{point->time}).brief));
  }
  return {};
}

bool RooflineCanvas::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const auto mark = markAt(marks(), help->pos(), kReach);
  if (mark) {
    QToolTip::showText(help->globalPos(), tipOf(mark->family), this);
  } else {
    QToolTip::hideText();
  }
  return true;
}

}  // namespace fusewright
