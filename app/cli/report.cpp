#include "app/cli/report.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fmt/format.h>

#include "core/io/text_file.h"

namespace fusewright {

ExitStatus reportError(const Error& error, ExitStatus status) {
  std::string line = message(error);
  for (char& letter : line)
    if (letter == '\n' || letter == '\r') letter = ' ';
  fmt::print(stderr, "fusewright-cli: error: {}\n", line);
  return status;
}

Result<void> writeOutput(const std::string& file, std::string_view text) {
  if (file != "-") return writeTextFile(file, text);
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (written) return {};
  return failure(fmt::format("cannot be written: {}", std::strerror(errno)), "standard output",
                 "give --json a file instead");
}

}  // namespace fusewright
