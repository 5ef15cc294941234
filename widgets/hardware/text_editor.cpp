#include "widgets/hardware/text_editor.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QVBoxLayout>

#include "widgets/common/palette.h"
#include "widgets/common/theme.h"

namespace fusewright {

int lineOf(const Error& error) {
  static const QRegularExpression kLine(QStringLiteral(":(\\d+)(?:,|$|:)"));
  const auto match = kLine.match(QString::fromStdString(error.where));
  return match.hasMatch() ? match.captured(1).toInt() : 0;
}

TextEditor::TextEditor(QWidget* parent)
    : QWidget(parent),
      edit_(new QPlainTextEdit(this)),
      apply_(new QToolButton(this)),
      revert_(new QToolButton(this)),
      message_(new QLabel(this)) {
  setObjectName(QStringLiteral("textEditor"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 4, 6, 4);
  layout->setSpacing(4);
  createTop();
  edit_->setAccessibleName(tr("Accelerator as YAML"));
  edit_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
  edit_->setLineWrapMode(QPlainTextEdit::NoWrap);
  edit_->setTabChangesFocus(true);
  layout->addWidget(edit_, 1);
  message_->setWordWrap(true);
  message_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  message_->hide();
  layout->addWidget(message_);
  connect(edit_->document(), &QTextDocument::modificationChanged, this, &TextEditor::updateButtons);
  updateButtons();
}

void TextEditor::createTop() {
  auto* top = new QHBoxLayout;
  apply_->setText(tr("&Apply"));
  apply_->setShortcut(Qt::CTRL | Qt::Key_Return);
  apply_->setToolTip(tr("Take the accelerator that the text describes (Ctrl+Return); Undo takes it back"));
  revert_->setText(tr("Re&vert"));
  revert_->setToolTip(tr("Show the present accelerator again; what was typed is lost"));
  top->addWidget(apply_);
  top->addWidget(revert_);
  top->addStretch();
  static_cast<QVBoxLayout*>(layout())->addLayout(top);
  connect(apply_, &QToolButton::clicked, this, [this] { Q_EMIT applyRequested(text()); });
  connect(revert_, &QToolButton::clicked, this, [this] { replace(latest_); });
}

void TextEditor::updateButtons() {
  apply_->setEnabled(isChanged());
  revert_->setEnabled(isChanged());
}

void TextEditor::replace(const QString& text) {
  const int scrolled = edit_->verticalScrollBar()->value();
  edit_->setPlainText(text);
  edit_->document()->setModified(false);
  edit_->verticalScrollBar()->setValue(scrolled);
  mark(0);
  message_->hide();
  updateButtons();
}

void TextEditor::setText(const QString& text) {
  latest_ = text;
  if (text == edit_->toPlainText()) {
    accept();
  } else if (isChanged()) {
    showNote(tr("The accelerator was changed elsewhere meanwhile. Apply takes this text, Revert shows the change."));
  } else {
    replace(text);
  }
}

void TextEditor::accept() {
  edit_->document()->setModified(false);
  mark(0);
  message_->hide();
  updateButtons();
}

void TextEditor::showError(const Error& error) {
  mark(lineOf(error));
  message_->setText(QString::fromStdString(fusewright::message(error)));
  message_->show();
}

void TextEditor::showNote(const QString& note) {
  message_->setText(note);
  message_->show();
}

void TextEditor::mark(int line) {
  markedLine_ = line;
  QList<QTextEdit::ExtraSelection> selections;
  const QTextBlock block = edit_->document()->findBlockByNumber(line - 1);
  if (line > 0 && block.isValid()) {
    QTextEdit::ExtraSelection selection;
    selection.cursor = QTextCursor(block);
    const Theme theme = themeOf(palette());
    selection.format.setBackground(blended(theme.danger, theme.background, 0.25));
    selection.format.setProperty(QTextFormat::FullWidthSelection, true);
    selections << selection;
    edit_->setTextCursor(selection.cursor);
  }
  edit_->setExtraSelections(selections);
}

void TextEditor::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  Q_EMIT shownChanged(true);
}

void TextEditor::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  Q_EMIT shownChanged(false);
}

TextTable TextEditor::exportTable() const {
  TextTable table{.headings = {"line", "text"}, .rows = {}};
  int number = 0;
  for (const QString& line : text().split(QLatin1Char('\n'))) table.rows.push_back({QString::number(++number), line});
  return table;
}

}  // namespace fusewright
