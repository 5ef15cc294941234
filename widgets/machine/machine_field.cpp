#include "widgets/machine/machine_field.h"

#include <algorithm>

#include <QFocusEvent>
#include <QFontMetrics>
#include <QKeyEvent>

#include "widgets/common/theme.h"

namespace fusewright {
namespace {

constexpr int kReasonLetters = 44;

/// Below `field`, or above it where there is no room, inside the widget that both are in.
QPoint besideField(const QRect& field, QSize reason, QSize room) {
  const int below = field.bottom() + 2;
  const int y = below + reason.height() <= room.height() ? below : std::max(0, field.top() - 2 - reason.height());
  return {std::clamp(field.left(), 0, std::max(0, room.width() - reason.width())), y};
}

}  // namespace

MachineField::MachineField(const QString& text, QWidget* parent) : QLineEdit(text, parent) {
  connect(this, &QLineEdit::textChanged, this, &MachineField::withdrawComplaint);
}

MachineField::~MachineField() {
  delete reason_;
}

void MachineField::putAway() {
  delete reason_;
  hide();
  deleteLater();
}

void MachineField::complain(const QString& reason) {
  withdrawComplaint();
  reason_ = new QLabel(reason, parentWidget());
  reason_->setWordWrap(true);
  reason_->setTextFormat(Qt::PlainText);
  reason_->setFrameShape(QFrame::Box);
  reason_->setAutoFillBackground(true);
  reason_->setMargin(4);
  const int width = fontMetrics().averageCharWidth() * kReasonLetters;
  const QSize size(width, reason_->heightForWidth(width));
  reason_->setGeometry(QRect(besideField(geometry(), size, parentWidget()->size()), size));
  reason_->show();
  QPalette colours = palette();
  colours.setColor(QPalette::Text, themeOf(colours).danger);
  setPalette(colours);
  setAccessibleDescription(reason);
}

void MachineField::withdrawComplaint() {
  if (!reason_) return;
  delete reason_;
  setPalette({});
  setAccessibleDescription({});
}

void MachineField::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
      // The base class would pass the key on: the diagram would open its next number.
      Q_EMIT entered(text().trimmed());
      break;
    case Qt::Key_Escape:
      Q_EMIT givenUp();
      break;
    default:
      QLineEdit::keyPressEvent(event);
      return;
  }
  event->accept();
}

void MachineField::focusOutEvent(QFocusEvent* event) {
  QLineEdit::focusOutEvent(event);
  if (event->reason() != Qt::ActiveWindowFocusReason && event->reason() != Qt::PopupFocusReason) Q_EMIT givenUp();
}

}  // namespace fusewright
