#include "app/explorer/manual.h"

#include <QFile>
#include <QLineEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace fusewright {
namespace {

/// The README without its pictures and without links to files that only the sources have.
QString manualText() {
  QFile file(QStringLiteral(":/README.md"));
  if (!file.open(QIODevice::ReadOnly)) return {};
  static const QRegularExpression kPicture(QStringLiteral("!\\[[^\\]]*\\]\\([^)]*\\)"));
  static const QRegularExpression kFile(QStringLiteral("\\[([^\\]]*)\\]\\((?!https?:)[^)]*\\)"));
  QString text = QString::fromUtf8(file.readAll());
  return text.remove(kPicture).replace(kFile, QStringLiteral("\\1"));
}

}  // namespace

Manual::Manual(QWidget* parent) : QDialog(parent), page_(new QTextBrowser(this)) {
  setWindowTitle(tr("Fusewright manual"));
  setObjectName(QStringLiteral("manual"));
  setAttribute(Qt::WA_DeleteOnClose);
  auto* find = new QLineEdit(this);
  find->setPlaceholderText(tr("Find in the manual"));
  find->setAccessibleName(tr("Find in the manual"));
  find->setClearButtonEnabled(true);
  page_->setAccessibleName(tr("Manual"));
  page_->setOpenExternalLinks(true);
  page_->setMarkdown(manualText());
  connect(find, &QLineEdit::returnPressed, page_, [page = page_, find] {
    if (page->find(find->text())) return;
    page->moveCursor(QTextCursor::Start);  // and from the beginning again
    page->find(find->text());
  });
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(find);
  layout->addWidget(page_);
  const int letter = fontMetrics().averageCharWidth();
  resize(letter * 110, letter * 100);
}

void Manual::open(QWidget& window) {
  auto* manual = window.findChild<Manual*>();
  if (manual == nullptr) manual = new Manual(&window);
  manual->show();
  manual->raise();
  manual->activateWindow();
}

}  // namespace fusewright
