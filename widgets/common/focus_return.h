#pragma once

#include <QObject>
#include <QPointer>
#include <QWidget>

namespace fusewright {

/// Gives the keyboard back when a widget that lies over its window goes away: to whoever had the focus when it came. If
/// the focus went elsewhere in the meantime, as by a click, it stays there.
class FocusReturn : public QObject {
  Q_OBJECT

 public:
  /// Watches `popup` as long as that lives.
  explicit FocusReturn(QWidget& popup);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void giveBack();

  QWidget& popup_;
  QPointer<QWidget> before_;
};

}  // namespace fusewright
