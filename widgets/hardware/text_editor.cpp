#include "widgets/hardware/text_editor.h"

#include <QAction>
#include <QHBoxLayout>
#include <QRegularExpression>
#include <QScrollBar>
#include <QVBoxLayout>

namespace fusewright {

namespace {

/// What an error says of its place: line, column and the field after it, each empty if it does not say.
QRegularExpressionMatch placeSaid(const Error& error) {
  static const QRegularExpression kPlace(QStringLiteral(":(\\d+)(?::(\\d+))?(?:, (.*)|$|:)"));
  return kPlace.match(QString::fromStdString(error.where));
}

}  // namespace

int lineOf(const Error& error) {
  return placeSaid(error).captured(1).toInt();
}

int columnOf(const Error& error) {
  return placeSaid(error).captured(2).toInt();
}

TextEditor::TextEditor(QWidget* parent)
    : QWidget(parent),
      edit_(new CodeField(this)),
      apply_(new QToolButton(this)),
      revert_(new QToolButton(this)),
      message_(new QLabel(this)) {
  setObjectName(QStringLiteral("textEditor"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 4, 6, 4);
  layout->setSpacing(4);
  createTop();
  edit_->setAccessibleName(tr("Accelerator as YAML"));
  layout->addWidget(edit_, 1);
  message_->setWordWrap(true);
  message_->setTextFormat(Qt::RichText);
  message_->setTextInteractionFlags(Qt::TextBrowserInteraction);
  message_->setAccessibleName(tr("What is wrong with the text"));
  message_->hide();
  layout->addWidget(message_);
  auto* toFault = new QAction(tr("Go to the &fault"), this);
  toFault->setShortcut(Qt::Key_F8);
  toFault->setShortcutContext(Qt::WidgetWithChildrenShortcut);
  addAction(toFault);
  connect(toFault, &QAction::triggered, edit_, &CodeField::goToFault);
  connect(message_, &QLabel::linkActivated, edit_, &CodeField::goToFault);
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
  top->addWidget(createFind());
  static_cast<QVBoxLayout*>(layout())->addLayout(top);
  connect(apply_, &QToolButton::clicked, this, [this] { Q_EMIT applyRequested(text()); });
  connect(revert_, &QToolButton::clicked, this, [this] { replace(latest_); });
}

QLineEdit* TextEditor::createFind() {
  auto* find = new QLineEdit(this);
  find->setPlaceholderText(tr("Find"));
  find->setAccessibleName(tr("Find in the text"));
  find->setToolTip(tr("Return goes to the next place that has these letters"));
  find->setClearButtonEnabled(true);
  find->setMaximumWidth(fontMetrics().averageCharWidth() * 24);
  connect(find, &QLineEdit::returnPressed, this, [this, find] { findNext(find->text()); });
  return find;
}

void TextEditor::findNext(const QString& wanted) {
  if (wanted.isEmpty() || edit_->find(wanted)) return;
  const QTextCursor before = edit_->textCursor();
  edit_->moveCursor(QTextCursor::Start);  // and from the beginning again
  if (!edit_->find(wanted)) edit_->setTextCursor(before);
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
  edit_->setFault(0, 0);
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
  edit_->setFault(0, 0);
  message_->hide();
  updateButtons();
}

void TextEditor::showError(const Error& error) {
  edit_->setFault(lineOf(error), columnOf(error));
  if (edit_->faultLine() == 0) return say(QString::fromStdString(fusewright::message(error)));
  const QString field = placeSaid(error).captured(3);
  QString place = columnOf(error) > 0 ? tr("Line %1, column %2").arg(lineOf(error)).arg(columnOf(error))
                                      : tr("Line %1").arg(lineOf(error));
  if (!field.isEmpty()) place += QStringLiteral(", ") + field;
  say(QString::fromStdString(fusewright::message({error.what, {}, error.remedy})), place);
}

void TextEditor::showNote(const QString& note) {
  say(note);
}

void TextEditor::say(const QString& text, const QString& place) {
  said_ = place.isEmpty() ? text : place + QStringLiteral(": ") + text;
  const QString link = QStringLiteral("<a href='fault'>%1</a>: ").arg(place.toHtmlEscaped());
  message_->setText(place.isEmpty() ? text.toHtmlEscaped() : link + text.toHtmlEscaped());
  message_->setToolTip(place.isEmpty() ? QString() : tr("A click on the place, or F8, goes there"));
  message_->show();
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
