#pragma once

#include <set>

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QWidget>

#include "widgets/model/model_sizes.h"

namespace fusewright {

/// Sizes that a model leaves open, each with where it occurs and a guess, and the branches and loops of which only the
/// running model knows. Nothing happens before the button is pressed (or Enter, in a field).
class ModelSizesView : public QWidget {
  Q_OBJECT

 public:
  explicit ModelSizesView(QWidget* parent = nullptr);

  /// What is typed and not applied yet is dropped if the model is another one or was read differently.
  void setModel(const OpenModel& model);
  [[nodiscard]] const OpenModel& model() const { return model_; }
  /// What the fields say now.
  [[nodiscard]] ModelDecisions decisions() const;
  /// Moves the focus to the first field, or to that of a node.
  void beginEditing(const std::string& node = {});

 Q_SIGNALS:
  void applyRequested(const ModelDecisions& decisions);
  void cancelRequested();
  /// The user wants to see the node.
  void nodeRequested(const std::string& node);

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  struct SizeField {
    std::string name;
    std::int64_t guess = 1;
    QSpinBox* box = nullptr;
  };
  struct NodeField {
    std::string node;
    OpenChoice read;
    QComboBox* branch = nullptr;  ///< one of the two
    QSpinBox* trips = nullptr;
  };

  void createButtons();
  void fillSizes();
  void fillNodes();
  void addSize(const OpenSize& size, int row);
  void addNode(const OpenNode& node, int row);
  void clearFields();
  void showState();
  void apply();
  [[nodiscard]] static OpenChoice choiceOf(const NodeField& field);
  [[nodiscard]] bool isChanged() const;

  OpenModel model_;
  std::vector<SizeField> sizes_;
  std::vector<NodeField> nodes_;
  std::set<std::string> decided_;  ///< nodes whose field the user touched
  QLabel* title_;
  QWidget* fields_;
  QGridLayout* grid_;
  QPushButton* apply_;
  QPushButton* cancel_;
  QPushButton* guesses_;
};

}  // namespace fusewright
