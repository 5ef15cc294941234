#pragma once

#include <QDialog>
#include <QTextBrowser>

namespace fusewright {

/// The program's own description in a window beside the main one: first steps, views, commands of the terminal.
class Manual : public QDialog {
  Q_OBJECT

 public:
  explicit Manual(QWidget* parent);

  /// Opens it, or brings the one that is open to the front.
  static void open(QWidget& window);
  [[nodiscard]] const QTextBrowser& page() const { return *page_; }

 private:
  QTextBrowser* page_;
};

}  // namespace fusewright
