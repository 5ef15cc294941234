#pragma once

#include <QObject>
#include <QWidget>

namespace fusewright {

/// Help > What's this? says of a thing what its tooltip says, where nothing more was written about it.
class WhatsThisTips : public QObject {
  Q_OBJECT

 public:
  explicit WhatsThisTips(QWidget& window);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace fusewright
