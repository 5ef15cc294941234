#pragma once

#include <filesystem>

#include "core/base/content_hash.h"
#include "core/base/result.h"

namespace fusewright {

/// Tells processes that sweep into one database which designs another one is evaluating right now, so that none is
/// evaluated twice. A claim is a lock on one byte of an empty file beside the database, at the place that the design's
/// key says: it costs microseconds, holds between machines that share the file, and ends with its process, however that
/// ends. Where files can not be locked every claim is granted: designs may then be evaluated twice, with the same
/// result.
class DesignClaims {
 public:
  /// Opens the file DATABASE-claims, and makes it if it is not there.
  [[nodiscard]] static Result<DesignClaims> open(const std::filesystem::path& database);

  DesignClaims(DesignClaims&& other) noexcept;
  DesignClaims& operator=(DesignClaims&& other) noexcept;
  DesignClaims(const DesignClaims&) = delete;
  DesignClaims& operator=(const DesignClaims&) = delete;
  /// Lets go of all claims; the last process takes the file away.
  ~DesignClaims();

  /// Whether the design is now this process's to evaluate; false: another process has it.
  [[nodiscard]] bool take(ContentHash key);
  void release(ContentHash key);

 private:
  DesignClaims(std::filesystem::path file, int descriptor) : file_(std::move(file)), descriptor_(descriptor) {}

  std::filesystem::path file_;
  int descriptor_ = -1;
};

}  // namespace fusewright
