#include "core/io/sqlite_errors.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/vfs.h>

namespace fusewright {

Error databaseError(const SQLite::Exception& fault, const std::filesystem::path& file) {
  const std::string where = file.string();
  switch (fault.getErrorCode()) {
    case SQLITE_FULL:
      return {"the disk is full; what was committed before is kept", where, "make room on it and run the same again"};
    case SQLITE_CORRUPT:
      return {"the database is damaged", where,
              fmt::format("restore a copy, or save its rows with: sqlite3 {} .recover", where)};
    case SQLITE_NOTADB:
      return {"this is no SQLite database", where, "name another file"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {"another process has kept the database locked for too long", where, "wait for it to end, or end it"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {"the database can not be written", where, "make the file and its folder writable for you"};
    case SQLITE_CANTOPEN:
      return {"the database can not be opened", where,
              "check its path, that its folder exists and is writable for you"};
    case SQLITE_IOERR:
      return {fmt::format("reading or writing the database failed ({}); what was committed before is kept",
                          fault.getErrorStr()),
              where, "check the disk and run the same again"};
    default:
      return {fmt::format("the database answers: {}", fault.what()), where, "check that it is the file you mean"};
  }
}

bool onSharedFileSystem(const std::filesystem::path& file) {
  // Numbers from statfs(2) and the file systems' own headers.
  constexpr std::array<std::uint32_t, 9> kShared{0x6969,       // NFS
                                                 0xff534d42,   // CIFS
                                                 0xfe534d42,   // SMB2
                                                 0x517b,       // SMB
                                                 0x0bd00bd0,   // Lustre
                                                 0x47504653,   // GPFS
                                                 0x19830326,   // BeeGFS
                                                 0x00c36400,   // Ceph
                                                 0x5346414f};  // AFS
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  struct statfs system {};
  if (::statfs(folder.c_str(), &system) != 0) return false;
  return std::ranges::find(kShared, static_cast<std::uint32_t>(system.f_type)) != kShared.end();
}

}  // namespace fusewright
