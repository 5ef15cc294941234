#include "widgets/common/filter_bar.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "widgets/common/row_filter_words.h"
#include "widgets/common/theme.h"

namespace fusewright {

FilterBar::FilterBar(DataTable& table, QWidget* parent)
    : QWidget(parent),
      table_(table),
      field_(new QLineEdit(this)),
      said_(new QLabel(this)),
      completer_(new QCompleter(&names_, this)) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  const int letter = fontMetrics().averageCharWidth();
  field_->setObjectName(QStringLiteral("rowFilter"));
  field_->setPlaceholderText(tr("Filter rows"));
  field_->setAccessibleName(tr("Filter rows"));
  field_->setClearButtonEnabled(true);
  field_->setMinimumWidth(letter * 16);
  field_->setMaximumWidth(letter * 60);
  field_->setToolTip(tr(
      "<p>A text: rows that have it in any column. Or comparisons of columns, such as<br/><b>duration &gt; 1.5k and "
      "layer ~ conv</b></p><p>= != &lt; &lt;= &gt; &gt;= compare, ~ is <i>contains</i>, !~ <i>contains not</i>; and, "
      "or, not and brackets join. Numbers may have a unit: 20%, 2 MB, 3 uJ. Texts may be quoted.</p>"));
  said_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  said_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  said_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  layout->addWidget(field_, 3);
  layout->addWidget(said_, 2);
  completer_->setWidget(field_);
  completer_->setCaseSensitivity(Qt::CaseInsensitive);
  completer_->setCompletionMode(QCompleter::PopupCompletion);
  connect(completer_, qOverload<const QString&>(&QCompleter::activated), this, &FilterBar::insert);
  connect(field_, &QLineEdit::textEdited, this, &FilterBar::complete);
  connect(field_, &QLineEdit::textChanged, this, &FilterBar::read);
  connect(&table_, &DataTable::rowsShownChanged, this, [this] {
    if (table_.headings() != headings_) return read();
    if (!wrong_) showCount();
  });
  read();
}

void FilterBar::read() {
  headings_ = table_.headings();
  const auto filter = parseRowFilter(field_->text().toStdString(), headings_);
  wrong_ = !filter;
  if (filter) {
    table_.setFilter(*filter);
    showCount();
  } else {
    said_->setText(QString::fromStdString(message(filter.error())));
    said_->setToolTip(said_->text());
  }
  QPalette colours = palette();
  if (wrong_) colours.setColor(QPalette::WindowText, themeOf(palette()).danger);
  said_->setPalette(colours);
}

void FilterBar::showCount() {
  const int shown = table_.model() == nullptr ? 0 : table_.model()->rowCount();
  said_->setText(tr("%1 of %2 rows").arg(shown).arg(table_.allRowCount()));
  said_->setToolTip(QString());
}

QString FilterBar::unfinishedWord() const {
  const std::string before = field_->text().left(field_->cursorPosition()).toStdString();
  const auto words = filterWords(before);
  if (words.empty() || words.back().kind != FilterWord::Kind::Word) return {};
  const bool ends = words.back().place + words.back().text.size() == before.size();
  const bool isValue = words.size() > 1 && words[words.size() - 2].kind == FilterWord::Kind::Comparison;
  return ends && !isValue ? QString::fromStdString(words.back().text) : QString();
}

QStringList FilterBar::completions() {
  const QString word = unfinishedWord();
  QStringList fitting;
  for (const std::string& heading : table_.headings()) {
    const QString name = QString::fromStdString(filterName(heading));
    if (!word.isEmpty() && name.startsWith(word, Qt::CaseInsensitive) && name != word) fitting << name;
  }
  return fitting;
}

void FilterBar::complete() {
  const QStringList fitting = completions();
  names_.setStringList(fitting);
  if (fitting.isEmpty()) return completer_->popup()->hide();
  completer_->setCompletionPrefix(unfinishedWord());
  completer_->complete();
}

void FilterBar::insert(const QString& name) {
  const QString word = unfinishedWord();
  const int place = field_->cursorPosition() - static_cast<int>(word.size());
  field_->setText(QString(field_->text()).replace(place, word.size(), name + QLatin1Char(' ')));
  field_->setCursorPosition(place + static_cast<int>(name.size()) + 1);
}

void FilterBar::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) read();
}

QWidget* withFilter(DataTable& table, QWidget* parent) {
  auto* both = new QWidget(parent);
  auto* layout = new QVBoxLayout(both);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addWidget(new FilterBar(table, both));
  layout->addWidget(&table, 1);
  both->setFocusProxy(&table);
  return both;
}

}  // namespace fusewright
