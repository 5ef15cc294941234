#pragma once

#include <filesystem>

#include "core/base/result.h"

namespace SQLite {
class Exception;
}

namespace fusewright {

/// What SQLite said of a database file, in words of ours: full disk, damaged, locked, no database, no permission.
[[nodiscard]] Error databaseError(const SQLite::Exception& fault, const std::filesystem::path& file);

/// Whether the file lies on a file system that several machines share (NFS, SMB, Lustre, GPFS, ...), whose memory maps
/// they do not share.
[[nodiscard]] bool onSharedFileSystem(const std::filesystem::path& file);

}  // namespace fusewright
