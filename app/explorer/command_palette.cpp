#include "app/explorer/command_palette.h"

#include <algorithm>
#include <utility>

#include <QApplication>
#include <QKeyEvent>
#include <QVBoxLayout>

#include "widgets/common/focus_return.h"
#include "widgets/common/fuzzy_match.h"

namespace fusewright {
namespace {

constexpr std::size_t kMostListed = 200;
constexpr int kMostVisible = 16;

}  // namespace

CommandPalette::CommandPalette(QWidget* window)
    : QFrame(window), field_(new QLineEdit(this)), list_(new QListWidget(this)) {
  setObjectName(QStringLiteral("commandPalette"));
  setFrameStyle(StyledPanel | Raised);
  setAutoFillBackground(true);
  field_->setAccessibleName(tr("What to look for"));
  field_->setClearButtonEnabled(true);
  list_->setAccessibleName(tr("What fits"));
  list_->setFocusPolicy(Qt::NoFocus);
  list_->setUniformItemSizes(true);
  list_->setFrameShape(NoFrame);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(field_);
  layout->addWidget(list_);
  field_->installEventFilter(this);
  new FocusReturn(*this);
  connect(field_, &QLineEdit::textChanged, this, &CommandPalette::filter);
  connect(list_, &QListWidget::itemClicked, this, &CommandPalette::accept);
  hide();
}

void CommandPalette::open(std::vector<Item> items, const QString& hint) {
  items_ = std::move(items);
  field_->setPlaceholderText(hint);
  field_->clear();
  filter({});
  const int width = std::min(parentWidget()->width() - 40, fontMetrics().averageCharWidth() * 90);
  setFixedWidth(width);
  move((parentWidget()->width() - width) / 2, fontMetrics().height() * 3);
  raise();
  show();
  field_->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::filter(const QString& wanted) {
  struct Found {
    int score;
    std::size_t item;
  };
  std::vector<Found> found;
  const std::string letters = wanted.toStdString();
  for (std::size_t item = 0; item < items_.size(); ++item)
    if (const auto score = fuzzyScore(letters, items_[item].text.toStdString())) found.push_back({*score, item});
  if (!letters.empty()) std::ranges::stable_sort(found, std::ranges::greater(), &Found::score);
  if (found.size() > kMostListed) found.resize(kMostListed);
  list_->clear();
  for (const Found& one : found) {
    const Item& item = items_[one.item];
    auto* row = new QListWidgetItem(item.note.isEmpty() ? item.text : item.text + QStringLiteral("    ") + item.note);
    row->setData(Qt::UserRole, static_cast<int>(one.item));
    list_->addItem(row);
  }
  list_->setCurrentRow(0);
  fitHeight();
}

QStringList CommandPalette::listed() const {
  QStringList texts;
  for (int row = 0; row < list_->count(); ++row)
    texts << items_[static_cast<std::size_t>(list_->item(row)->data(Qt::UserRole).toInt())].text;
  return texts;
}

void CommandPalette::fitHeight() {
  const int row = list_->count() > 0 ? list_->sizeHintForRow(0) : fontMetrics().height();
  const int rows = std::clamp(list_->count(), 1, kMostVisible);
  list_->setFixedHeight(rows * row + 4);
  adjustSize();
}

void CommandPalette::accept() {
  const QListWidgetItem* row = list_->currentItem();
  if (row == nullptr) return;
  const auto run = items_[static_cast<std::size_t>(row->data(Qt::UserRole).toInt())].run;
  hide();
  run();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::FocusOut && isVisible()) hide();
  if (event->type() == QEvent::ShortcutOverride) {
    event->accept();  // Escape and Enter belong to the field while it is open
    return false;
  }
  if (event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
  const auto* press = static_cast<QKeyEvent*>(event);
  switch (press->key()) {
    case Qt::Key_Escape:
      hide();
      return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      accept();
      return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
      QApplication::sendEvent(list_, event);
      return true;
    default:
      return QFrame::eventFilter(watched, event);
  }
}

}  // namespace fusewright
