#include "widgets/common/offer_bar.h"

#include <algorithm>

#include <QPainter>
#include <QStringList>

#include "widgets/common/focus_return.h"
#include "widgets/common/theme.h"

namespace fusewright {

namespace {

constexpr int kLongestLine = 110;

}  // namespace

OfferBar::OfferBar(QWidget* parent) : QFrame(parent), message_(new QLabel(this)), buttons_(new QHBoxLayout) {
  setObjectName(QStringLiteral("offerBar"));
  setAccessibleName(tr("Question"));
  message_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(10, 5, 8, 5);
  layout->addWidget(message_, 1);
  layout->addLayout(buttons_);
  new FocusReturn(*this);
  hide();
}

void OfferBar::offer(const QString& question, const std::vector<Answer>& answers) {
  open(question, answers);
  if (!made_.empty()) made_.front()->setFocus();
}

void OfferBar::hint(const QString& text, const std::vector<Answer>& answers) {
  open(text, answers);
}

void OfferBar::open(const QString& text, const std::vector<Answer>& answers) {
  for (QToolButton* old : made_) old->deleteLater();
  made_.clear();
  message_->setText(text);
  // A label that may wrap asks for a tall narrow place, so only texts that need it do.
  message_->setWordWrap(std::ranges::max(text.split(QLatin1Char('\n')), {}, &QString::size).size() > kLongestLine);
  for (const Answer& answer : answers) {
    auto* button = new QToolButton(this);
    button->setText(answer.text);
    button->setToolTip(answer.tip);
    button->setAccessibleName(answer.text);
    connect(button, &QToolButton::clicked, this, [this, run = answer.run] {
      dismiss();
      if (run) run();
    });
    buttons_->addWidget(button);
    made_.push_back(button);
  }
  isOpen_ = true;
  show();
  Q_EMIT shown();
}

void OfferBar::dismiss() {
  if (!isOpen_) return;
  isOpen_ = false;
  hide();
  Q_EMIT closed();
}

void OfferBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Theme theme = themeOf(palette());
  painter.fillRect(rect(), palette().window());  // it lies over something else
  QColor fill = theme.accent;
  fill.setAlphaF(0.16F);
  painter.fillRect(rect(), fill);
  painter.fillRect(QRect(0, 0, 4, height()), theme.accent);
}

}  // namespace fusewright
