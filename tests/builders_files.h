#pragma once

#include <map>
#include <string>

#include <QTemporaryDir>

namespace fusewright::tests {

/// A folder of small text files that is gone when the value is.
class TextFolder {
 public:
  /// Names may hold folders: "cores/small.yaml".
  explicit TextFolder(const std::map<std::string, std::string>& files);

  [[nodiscard]] std::string path(const std::string& name) const;
  /// `text` with the folder's own path left out, so that messages can be compared.
  [[nodiscard]] std::string withoutPath(std::string text) const;

 private:
  QTemporaryDir folder_;
};

}  // namespace fusewright::tests
