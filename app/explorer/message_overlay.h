#pragma once

#include <QMainWindow>
#include <QObject>

#include "widgets/common/banner.h"

namespace fusewright {

/// Shows a banner over the foot of a window, where its status bar is, so that a message moves nothing that a pointer is
/// on its way to. Its buttons come by Tab and by Escape it goes; a reader of the screen is told of it.
class MessageOverlay : public QObject {
  Q_OBJECT

 public:
  /// The banner becomes a child of `window`.
  MessageOverlay(Banner& banner, QMainWindow& window);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void place();

  Banner& banner_;
  QMainWindow& window_;
};

}  // namespace fusewright
