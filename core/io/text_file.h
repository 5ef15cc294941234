#pragma once

#include <cstdio>
#include <filesystem>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>

#include <fmt/compile.h>
#include <fmt/format.h>

#include "core/base/result.h"

namespace fusewright {

/// A text file that appears whole or not at all: rows go to a temporary file beside it, `commit` renames that one into
/// place. What exists under the name and is no regular file (a device, a pipe) is written to directly.
/// Errors are kept until `commit`, so that writers need not look after every row.
class TextFile {
 public:
  /// Opens the temporary file; the folder must exist.
  explicit TextFile(std::filesystem::path path);
  ~TextFile();
  TextFile(const TextFile&) = delete;
  TextFile& operator=(const TextFile&) = delete;

  /// Appends formatted text. Numbers are written in the C locale, doubles with the fewest digits that read back equal.
  /// `format` is an FMT_COMPILE string.
  template <typename Format, typename... Values>
  void print(const Format& format, const Values&... values) {
    fmt::format_to(std::back_inserter(buffer_), format, values...);
    if (buffer_.size() >= kFlushAt) flush();
  }
  void append(std::string_view text);

  /// Writes what is left and puts the file in place. Errors name the file and the system's reason.
  [[nodiscard]] Result<void> commit();

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  static constexpr std::size_t kFlushAt = std::size_t{1} << 18;

  void flush();
  void fail(int reason);

  std::filesystem::path path_;
  std::filesystem::path temporary_;  ///< empty when writing directly
  std::unique_ptr<std::FILE, Closer> file_;
  fmt::memory_buffer buffer_;
  int failure_ = 0;  ///< errno of the first thing that went wrong
};

/// Writes `text` as the file `path`.
[[nodiscard]] Result<void> writeTextFile(const std::filesystem::path& path, std::string_view text);

/// Makes `folder` and its parents unless they exist. Errors name the folder and the system's reason.
[[nodiscard]] Result<void> makeFolder(const std::filesystem::path& folder);

}  // namespace fusewright
