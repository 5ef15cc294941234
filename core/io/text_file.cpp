#include "core/io/text_file.h"

#include <cerrno>
#include <cstring>
#include <system_error>

#include <unistd.h>

namespace fusewright {
namespace {

tl::unexpected<Error> cannotWrite(const std::filesystem::path& path, int reason) {
  const bool full = reason == ENOSPC || reason == EDQUOT;
  return failure(fmt::format("cannot be written: {}", std::strerror(reason)), path.string(),
                 full ? "free some space there, or choose another folder"
                      : "choose a folder that exists and that you may write to");
}

/// Where a link leads, so that renaming replaces the file and not the link.
std::filesystem::path resolved(const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::path real = std::filesystem::weakly_canonical(path, error);
  return error ? path : real;
}

bool isWrittenDirectly(const std::filesystem::path& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  return std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
}

}  // namespace

TextFile::TextFile(std::filesystem::path path) : path_(resolved(path)) {
  if (!isWrittenDirectly(path_)) temporary_ = path_.string() + fmt::format(".part{}", ::getpid());
  file_.reset(std::fopen((temporary_.empty() ? path_ : temporary_).c_str(), "wb"));
  if (!file_) fail(errno);
}

TextFile::~TextFile() {
  if (temporary_.empty() || !file_) return;
  file_.reset();
  std::error_code ignored;
  std::filesystem::remove(temporary_, ignored);
}

void TextFile::append(std::string_view text) {
  buffer_.append(text.data(), text.data() + text.size());
  if (buffer_.size() >= kFlushAt) flush();
}

void TextFile::fail(int reason) {
  if (failure_ == 0) failure_ = reason;
}

void TextFile::flush() {
  if (failure_ == 0 && std::fwrite(buffer_.data(), 1, buffer_.size(), file_.get()) != buffer_.size()) fail(errno);
  buffer_.clear();
}

Result<void> TextFile::commit() {
  flush();
  if (failure_ == 0 && std::fflush(file_.get()) != 0) fail(errno);
  if (failure_ != 0) return cannotWrite(path_, failure_);
  if (std::fclose(file_.release()) != 0) fail(errno);
  if (!temporary_.empty()) {
    if (failure_ == 0 && std::rename(temporary_.c_str(), path_.c_str()) != 0) fail(errno);
    std::error_code ignored;
    if (failure_ != 0) std::filesystem::remove(temporary_, ignored);
  }
  if (failure_ != 0) return cannotWrite(path_, failure_);
  return {};
}

Result<void> writeTextFile(const std::filesystem::path& path, std::string_view text) {
  TextFile file(path);
  file.append(text);
  return file.commit();
}

Result<void> makeFolder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!error && !std::filesystem::is_directory(folder, error)) error = std::make_error_code(std::errc::not_a_directory);
  if (error) return cannotWrite(folder, error.value());
  return {};
}

}  // namespace fusewright
