#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QWidget>

#include "core/base/result.h"
#include "widgets/common/exportable.h"
#include "widgets/hardware/code_field.h"

namespace fusewright {

/// A text that stands for something, to be changed and applied: the place at fault is marked and said below, where a
/// click goes to it as F8 does, and what was typed stays until it is applied or taken back.
class TextEditor : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit TextEditor(QWidget* parent = nullptr);

  /// Shows what the text is now; text that was changed here and not applied yet stays, with a word about it.
  void setText(const QString& text);
  /// The text on show stands for what is there now.
  void accept();
  /// What the text says can not be: the line that the error names, if it names one, is marked.
  void showError(const Error& error);
  void showNote(const QString& note);
  [[nodiscard]] QString text() const { return edit_->toPlainText(); }
  [[nodiscard]] bool isChanged() const { return edit_->document()->isModified(); }
  [[nodiscard]] CodeField& field() const { return *edit_; }
  [[nodiscard]] QString message() const { return said_; }
  /// The marked line, counted from 1; 0: none.
  [[nodiscard]] int markedLine() const { return edit_->faultLine(); }

  [[nodiscard]] QString exportName() const override { return QStringLiteral("accelerator"); }
  [[nodiscard]] QString exportTitle() const override { return tr("Accelerator as text"); }
  [[nodiscard]] TextTable exportTable() const override;

 Q_SIGNALS:
  void applyRequested(const QString& text);
  void shownChanged(bool shown);

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  void createTop();
  QLineEdit* createFind();
  void findNext(const QString& wanted);
  void replace(const QString& text);
  void say(const QString& text, const QString& place = {});
  void updateButtons();

  QString latest_;  ///< what setText() gave last
  QString said_;    ///< below the text, without its link
  CodeField* edit_;
  QToolButton* apply_;
  QToolButton* revert_;
  QLabel* message_;
};

/// The line that an error names as "file:LINE", "file:LINE:COLUMN" or "file:LINE, path"; 0 if it names none.
[[nodiscard]] int lineOf(const Error& error);
/// The column that it names besides, counted from 1; 0 if it names none.
[[nodiscard]] int columnOf(const Error& error);

}  // namespace fusewright
