#pragma once

#include <cstdint>
#include <optional>

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QWidget>

#include "widgets/hardware/parameter_editor.h"
#include "widgets/model/template_kind.h"

namespace fusewright {

/// Makes models from templates: a kind, and a slider and a field for each parameter. While the model on show is of the
/// kind on show every change asks for a new model at once; otherwise a button does.
class TemplateView : public QWidget {
  Q_OBJECT

 public:
  explicit TemplateView(QWidget* parent = nullptr);

  void setKinds(std::vector<TemplateKind> kinds);
  /// The template that the model on show was made from; none: from a file.
  void setPresent(const std::optional<std::string>& kind, const TemplateValues& values);
  /// Chooses a kind, with its usual values unless it is the present one.
  void setKind(const std::string& kind);
  [[nodiscard]] std::string kind() const;
  /// What the fields say; complete.
  [[nodiscard]] const TemplateValues& values() const { return values_; }
  [[nodiscard]] bool isLive() const;
  /// Why the values on show make no model; empty: they do.
  void showProblem(const QString& text);
  [[nodiscard]] QString problem() const;
  void beginEditing();

 Q_SIGNALS:
  /// The user asks for a model; `change` says what differs from the one on show: "seq-len 64 to 128".
  void modelRequested(const std::string& kind, const TemplateValues& values, const QString& change,
                      std::uint64_t gesture);
  /// Write the model on show as a file.
  void saveRequested(const std::string& kind, const TemplateValues& values);

 private:
  void createRows();
  void createButtons();
  void addNumber(const TemplateParameter& parameter, int row);
  void addChoice(const TemplateParameter& parameter, int row);
  void showValues();
  void showState();
  void set(const std::string& name, std::int64_t value, std::uint64_t gesture);
  [[nodiscard]] const TemplateKind* shownKind() const;
  [[nodiscard]] TemplateValues usualValues(const TemplateKind& kind) const;

  std::vector<TemplateKind> kinds_;
  std::optional<std::string> presentKind_;
  TemplateValues presentValues_;
  TemplateValues values_;
  std::uint64_t gesture_ = 0;     ///< of the last change
  TemplateValues beforeGesture_;  ///< values when it began
  QComboBox* kindBox_;
  QLabel* meaning_;
  QWidget* rows_;
  QGridLayout* grid_;
  QLabel* problem_;
  QPushButton* make_;
  QPushButton* reset_;
  QPushButton* save_;
  std::map<std::string, ParameterEditor*> numbers_;
  std::map<std::string, QComboBox*> choices_;
};

}  // namespace fusewright
