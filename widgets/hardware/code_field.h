#pragma once

#include <QPlainTextEdit>
#include <QTextCursor>

namespace fusewright {

/// A field for YAML: numbers beside its lines, colours for keys, texts, numbers and comments, and a place at fault that
/// stays marked, beside its number too, while the text around it changes.
class CodeField : public QPlainTextEdit {
  Q_OBJECT

 public:
  explicit CodeField(QWidget* parent = nullptr);

  /// Marks a line, counted from 1, from that column on; column 0: from where its text begins. Line 0: none.
  void setFault(int line, int column);
  /// The line at fault as the text is now, counted from 1; 0: none.
  [[nodiscard]] int faultLine() const;
  /// Puts the cursor on the fault and scrolls there.
  void goToFault();

  /// Pixels that the numbers take.
  [[nodiscard]] int numbersWidth() const;
  /// Draws the numbers of the lines on show into the strip beside them.
  void paintNumbers(QPainter& painter) const;
  /// Selects the line at that height of the strip.
  void selectLineAt(int y);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void showFault();
  void placeNumbers();

  QWidget* numbers_;
  QTextCursor fault_;  ///< null: none
};

}  // namespace fusewright
