#include "core/io/design_claims.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace fusewright {
namespace {

/// A lock request for `length` bytes from `start`; length 0 is everything from there.
struct flock request(short type, off_t start, off_t length) {
  struct flock lock {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = start;
  lock.l_len = length;
  return lock;
}

/// Files can be locked up to byte 2^63 - 1.
off_t placeOf(ContentHash key) {
  return static_cast<off_t>(key.low >> 2);
}

}  // namespace

Result<DesignClaims> DesignClaims::open(const std::filesystem::path& database) {
  std::filesystem::path file = database;
  file += "-claims";
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0)
    return failure(fmt::format("the file cannot be made: {}", std::strerror(errno)), file.string(),
                   "make the folder writable for you");
  return DesignClaims(std::move(file), descriptor);
}

DesignClaims::DesignClaims(DesignClaims&& other) noexcept
    : file_(std::move(other.file_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

DesignClaims& DesignClaims::operator=(DesignClaims&& other) noexcept {
  std::swap(file_, other.file_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

DesignClaims::~DesignClaims() {
  if (descriptor_ < 0) return;
  // A lock on all of the file is granted only if no other process has a claim. One that has opened the file and claims
  // nothing yet goes on with a file that has no name, and may do work twice; its rows are the same.
  struct flock all = request(F_WRLCK, 0, 0);
  if (::fcntl(descriptor_, F_OFD_SETLK, &all) == 0) ::unlink(file_.c_str());
  ::close(descriptor_);
}

bool DesignClaims::take(ContentHash key) {
  struct flock lock = request(F_WRLCK, placeOf(key), 1);
  if (::fcntl(descriptor_, F_OFD_SETLK, &lock) == 0) return true;
  return errno != EAGAIN && errno != EACCES;
}

void DesignClaims::release(ContentHash key) {
  struct flock lock = request(F_UNLCK, placeOf(key), 1);
  ::fcntl(descriptor_, F_OFD_SETLK, &lock);
}

}  // namespace fusewright
