#include "widgets/common/banner.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

#include "widgets/common/focus_return.h"
#include "widgets/common/theme.h"

namespace fusewright {
namespace {

QToolButton* button(QWidget* parent, const QString& text, const QString& toolTip) {
  auto* made = new QToolButton(parent);
  made->setText(text);
  made->setToolTip(toolTip);
  made->setAccessibleName(text);
  made->setAutoRaise(true);
  return made;
}

}  // namespace

Banner::Banner(QWidget* parent)
    : QFrame(parent),
      message_(new QLabel(this)),
      details_(new QLabel(this)),
      detailsButton_(button(this, tr("Details"), tr("Show where it is and what to do"))) {
  setObjectName(QStringLiteral("banner"));
  setAccessibleName(tr("Error"));
  message_->setWordWrap(true);
  message_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  details_->setWordWrap(true);
  details_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  details_->hide();
  detailsButton_->setCheckable(true);
  auto* icon = new QLabel(this);
  const int size = fontMetrics().height() + 4;
  icon->setPixmap(style()->standardIcon(QStyle::SP_MessageBoxWarning).pixmap(size, size));
  auto* copy = button(this, tr("Copy"), tr("Copy the message"));
  auto* close = button(this, tr("Close"), tr("Put the message away"));
  auto* texts = new QVBoxLayout;
  texts->addWidget(message_);
  texts->addWidget(details_);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(10, 5, 8, 5);
  layout->addWidget(icon);
  layout->addLayout(texts, 1);
  for (auto* each : {detailsButton_, copy, close}) layout->addWidget(each);
  connect(detailsButton_, &QToolButton::toggled, details_, &QLabel::setVisible);
  connect(copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(text_); });
  connect(close, &QToolButton::clicked, this, &Banner::dismiss);
  new FocusReturn(*this);
  hide();
}

void Banner::showError(const Error& error) {
  text_ = QString::fromStdString(message(error));
  message_->setText(text_);
  QString details;
  if (!error.where.empty()) details += tr("Where: %1\n").arg(QString::fromStdString(error.where));
  details += tr("What: %1\n").arg(QString::fromStdString(error.what));
  if (!error.remedy.empty()) details += tr("What to do: %1").arg(QString::fromStdString(error.remedy));
  details_->setText(details.trimmed());
  setAccessibleDescription(text_);
  show();
  Q_EMIT shown();
}

void Banner::dismiss() {
  text_.clear();
  detailsButton_->setChecked(false);
  hide();
  Q_EMIT closed();
}

void Banner::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) {
    dismiss();
  } else {
    QFrame::keyPressEvent(event);
  }
}

void Banner::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Theme theme = themeOf(palette());
  // It may lie over something else.
  painter.fillRect(rect(), palette().window());
  QColor fill = theme.danger;
  fill.setAlphaF(0.16F);
  painter.fillRect(rect(), fill);
  painter.fillRect(QRect(0, 0, 4, height()), theme.danger);
  painter.setPen(theme.danger);
  painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

}  // namespace fusewright
