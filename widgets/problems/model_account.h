#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <QString>
#include <QStringList>

#include "core/workload/layer.h"
#include "widgets/common/table_text.h"

namespace fusewright {

/// What a model was read as, in plain values.
struct ModelAccount {
  /// The part of it that is of one class.
  struct ClassPart {
    OperatorClass operatorClass = OperatorClass::Other;
    std::int64_t layers = 0;
    std::int64_t operations = 0;

    friend bool operator==(const ClassPart&, const ClassPart&) = default;
  };
  /// A size that the file leaves open.
  struct Symbol {
    QString name;
    std::int64_t size = 1;
    bool guessed = false;

    friend bool operator==(const Symbol&, const Symbol&) = default;
  };

  QString model;
  QString origin;    ///< path of the file, or what made it
  QString producer;  ///< program that wrote the file; empty if it does not say
  QString format;    ///< "opset 13, ml 2; IR 7"
  std::vector<Symbol> symbols;
  std::vector<std::pair<QString, int>> operators;  ///< of the file's nodes: type and number, most frequent first
  std::int64_t parameters = 0;
  std::int64_t parameterBytes = 0;
  std::optional<std::int64_t> activationBytes;
  std::int64_t macs = 0;  ///< in contractions and convolutions
  std::int64_t operations = 0;
  std::vector<ClassPart> classes;  ///< most operations first

  friend bool operator==(const ModelAccount&, const ModelAccount&) = default;
};

/// One line of an account.
struct AccountFact {
  QString name;
  QString text;
  QString exact;  ///< for a tooltip and for copies

  friend bool operator==(const AccountFact&, const AccountFact&) = default;
};

/// The account but for its classes, as lines for a person.
[[nodiscard]] std::vector<AccountFact> accountFacts(const ModelAccount& account);

/// All of it as rows "what, value, unit", classes too.
[[nodiscard]] TextTable accountTable(const ModelAccount& account);

}  // namespace fusewright
