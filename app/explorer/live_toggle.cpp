#include "app/explorer/live_toggle.h"

#include <QWidget>

#include "widgets/common/format.h"

namespace fusewright {

LiveToggle::LiveToggle(Session& session, QWidget& window)
    : QObject(&window), session_(session), action_(new QAction(tr("&Live"), this)) {
  action_->setObjectName(QStringLiteral("liveAction"));
  action_->setCheckable(true);
  action_->setShortcut(Qt::Key_Space);
  action_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
  action_->setStatusTip(tr("Evaluate edits as they are made; off: edits wait until this is switched on again"));
  show(session_.isLive());
  connect(action_, &QAction::toggled, &session_, &Session::setLive);
  connect(&session_, &Session::liveChanged, this, &LiveToggle::show);
  connect(&session_, &Session::becameSlow, this, [this](std::chrono::milliseconds took) {
    Q_EMIT hint(tr("An edit took %1, so edits wait from now on: press Live to evaluate them")
                    .arg(formatMilliseconds(static_cast<double>(took.count())).brief));
  });
}

void LiveToggle::listenIn(const std::vector<QWidget*>& plots) {
  for (QWidget* plot : plots) plot->addAction(action_);
}

void LiveToggle::show(bool live) {
  action_->setChecked(live);
  action_->setToolTip(live ? tr("Edits are evaluated as they are made. Click, or press Space in a plot, to let them "
                                "wait.")
                           : tr("Edits wait. Click, or press Space in a plot, to evaluate them."));
  if (!live) Q_EMIT hint(tr("Not live: edits wait until Live is switched on again"));
}

}  // namespace fusewright
