#include "widgets/common/focus_return.h"

#include <QEvent>

namespace fusewright {

FocusReturn::FocusReturn(QWidget& popup) : QObject(&popup), popup_(popup) {
  popup_.installEventFilter(this);
}

bool FocusReturn::eventFilter(QObject* watched, QEvent* event) {
  if (watched == &popup_ && !event->spontaneous()) {
    if (event->type() == QEvent::Show) before_ = popup_.window()->focusWidget();
    if (event->type() == QEvent::Hide) giveBack();
  }
  return QObject::eventFilter(watched, event);
}

void FocusReturn::giveBack() {
  // The window's, not the program's: it is the one that counts once the window is active again.
  QWidget* now = popup_.window()->focusWidget();
  const bool isInside = now != nullptr && (now == &popup_ || popup_.isAncestorOf(now));
  if (!isInside) return;
  if (before_ != nullptr && before_->isVisible() && before_->isEnabled()) {
    before_->setFocus(Qt::PopupFocusReason);
  } else {
    now->clearFocus();  // what cannot be seen must not take keys
  }
}

}  // namespace fusewright
