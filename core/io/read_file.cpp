#include "core/io/read_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <system_error>

#include <fmt/format.h>

namespace fusewright {
namespace {

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

Result<std::string> readFile(const std::filesystem::path& path, std::size_t largest) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (std::filesystem::is_directory(status)) return failure("this is a directory", path.string(), "name a file in it");
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
    return failure("this is no regular file", path.string(), "copy what it holds into a file first");
  const std::unique_ptr<std::FILE, Closer> file(std::fopen(path.c_str(), "rb"));
  if (!file) {
    const int reason = errno;
    return failure(fmt::format("the file cannot be read: {}", std::strerror(reason)), path.string(),
                   reason == ENOENT ? "check the spelling of its path" : "make it readable for you");
  }
  std::string text;
  char part[1 << 14];
  while (text.size() <= largest) {
    const std::size_t count = std::fread(part, 1, sizeof part, file.get());
    if (count == 0) break;
    text.append(part, count);
  }
  if (std::ferror(file.get()) != 0)
    return failure("the file cannot be read to its end", path.string(), "check the disk it is on");
  if (text.size() > largest)
    return failure(fmt::format("the file is larger than {} bytes", largest), path.string(),
                   "check that it is the file you mean");
  if (text.empty()) return failure("the file is empty", path.string(), "check that it is the file you mean");
  return text;
}

}  // namespace fusewright
