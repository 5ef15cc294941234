#pragma once

#include <initializer_list>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/io/yaml/yaml_value.h"

namespace fusewright {

/// Thrown by YamlCursor where a document is not what its reader expects. Never leaves core/io: guardedRead catches it.
struct YamlFault {
  Error error;
};

/// `text` as a whole number, if it is nothing but one.
[[nodiscard]] std::optional<std::int64_t> parsedWhole(std::string_view text);

/// A place in a YAML document that knows its file, line and path, so that every complaint names them.
class YamlCursor {
 public:
  YamlCursor(std::shared_ptr<const std::string> file, std::shared_ptr<const YamlValue> document);

  /// Throws a YamlFault that names this place.
  [[noreturn]] void refuse(std::string what, std::string remedy) const;
  /// "file:line, path".
  [[nodiscard]] std::string place() const;
  /// "file:line".
  [[nodiscard]] std::string fileAndLine() const;

  [[nodiscard]] bool isMap() const { return value_->kind == YamlValue::Kind::Map; }
  [[nodiscard]] bool isList() const { return value_->kind == YamlValue::Kind::List; }
  [[nodiscard]] bool isScalar() const { return value_->kind == YamlValue::Kind::Scalar; }
  [[nodiscard]] bool isNothing() const { return value_->kind == YamlValue::Kind::Nothing; }

  /// Map: fields by name. `at` refuses a map that lacks the field, `find` does not.
  [[nodiscard]] bool has(std::string_view key) const;
  [[nodiscard]] YamlCursor at(std::string_view key) const;
  [[nodiscard]] std::optional<YamlCursor> find(std::string_view key) const;
  [[nodiscard]] std::vector<std::pair<std::string, YamlCursor>> entries() const;
  /// Refuses fields that are not `known`, with the nearest of those.
  void allowOnly(std::initializer_list<std::string_view> known) const;

  /// List: its items. Nothing counts as an empty list.
  [[nodiscard]] std::vector<YamlCursor> items() const;
  /// List of scalars, or one scalar with commas ("0, 1"): their texts.
  [[nodiscard]] std::vector<std::string> words() const;

  /// Scalar as text, as a finite number of at least `least`, as a whole number from `least` to `most`.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] double number(double least = std::numeric_limits<double>::lowest()) const;
  [[nodiscard]] std::int64_t wholeNumber(std::int64_t least, std::int64_t most) const;

 private:
  [[nodiscard]] YamlCursor child(const YamlValue& value, std::string path) const;
  [[nodiscard]] const YamlValue* field(std::string_view key) const;
  void expect(YamlValue::Kind kind, std::string_view article) const;

  std::shared_ptr<const std::string> file_;
  std::shared_ptr<const YamlValue> document_;  ///< keeps what `value_` points into
  const YamlValue* value_;
  std::string path_;
};

/// Runs a reader and turns the YamlFault it may throw into an Error.
template <typename Read>
[[nodiscard]] auto guardedRead(Read read) -> Result<decltype(read())> {
  try {
    return read();
  } catch (const YamlFault& fault) {
    return tl::make_unexpected(fault.error);
  }
}

/// Reads a file and stands at its root. Errors as readFile and parseYaml.
[[nodiscard]] Result<YamlCursor> openYaml(const std::string& path);

/// The same for text that is at hand; messages call it `path`.
[[nodiscard]] Result<YamlCursor> openYamlText(const std::string& text, const std::string& path);

}  // namespace fusewright
