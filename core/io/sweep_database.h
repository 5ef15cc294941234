#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/content_hash.h"
#include "core/base/result.h"
#include "core/explore/sweep/sweep.h"
#include "core/explore/sweep/sweep_table.h"

namespace fusewright {

/// Version of the tables, which a database keeps as its user_version. Changes when a column does.
inline constexpr int kSweepSchemaVersion = 1;

/// What a database keeps of one design.
struct StoredDesign {
  ContentHash key;         ///< of everything that decides the result
  std::string parameters;  ///< settingsJson() of all that the point sets
  SweepRow row;

  friend bool operator==(const StoredDesign&, const StoredDesign&) = default;
};

/// A sweep that was run into a database.
struct StoredSpec {
  std::string json;    ///< sweepSpecJson()
  std::string folder;  ///< to which paths in it are relative

  friend bool operator==(const StoredSpec&, const StoredSpec&) = default;
};

/// Results of sweeps in an SQLite file, whose tables are described in examples/sweeps/README.md. Several processes may
/// write one file at a time. Rows are added in whole transactions: what has been committed survives the end of the
/// process, however it came, and a full disk. All functions may be called from any thread. Errors name the file, say
/// what SQLite said in other words (full disk, damaged, locked, no database of ours) and what to do.
class SweepDatabase {
 public:
  enum class Access : std::uint8_t { Read, Write };

  /// Opens the file; with Access::Write makes it if it is not there. The tables are checked for damage first. Rows of
  /// another version of the results (kResultsVersion) can be read, but nothing is written beside them: an Error.
  [[nodiscard]] static Result<SweepDatabase> open(const std::filesystem::path& file, Access access);

  SweepDatabase(SweepDatabase&&) noexcept;
  SweepDatabase& operator=(SweepDatabase&&) noexcept;
  ~SweepDatabase();

  [[nodiscard]] const std::filesystem::path& file() const;

  /// Remembers a spec, and makes the view `results`, which has a column for each of the `varied` parameters.
  [[nodiscard]] Result<void> addSpec(const StoredSpec& spec, std::span<const std::string> varied);
  /// The spec that was run last; none in a new database.
  [[nodiscard]] Result<std::optional<StoredSpec>> lastSpec() const;

  /// Adds designs, all or none. A key that is there keeps its row.
  [[nodiscard]] Result<void> add(std::span<const StoredDesign> designs);
  [[nodiscard]] Result<bool> has(ContentHash key) const;
  [[nodiscard]] Result<std::optional<StoredDesign>> find(ContentHash key) const;
  [[nodiscard]] Result<std::uint64_t> size() const;

  /// Calls `take` with all designs in order of their keys.
  [[nodiscard]] Result<void> forEach(const std::function<void(const StoredDesign&)>& take) const;

  /// Metrics and parameters of all designs, by name. Error: a column that no design has.
  [[nodiscard]] Result<SweepTable> table(std::span<const std::string> columns) const;

  /// Adds all designs and specs of another database. Error: it is this one, has another result for the same key, or
  /// results of another version.
  [[nodiscard]] Result<void> merge(const std::filesystem::path& other);

 private:
  struct Connection;
  explicit SweepDatabase(std::unique_ptr<Connection> connection);

  std::unique_ptr<Connection> connection_;
};

/// What is wrong with merging `other` into `into` if both are one file, whatever their paths.
[[nodiscard]] std::optional<Error> mergedWithItself(const std::filesystem::path& into,
                                                    const std::filesystem::path& other);

}  // namespace fusewright
