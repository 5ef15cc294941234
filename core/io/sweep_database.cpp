#include "core/io/sweep_database.h"

#include <chrono>
#include <mutex>
#include <thread>
#include <utility>

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "core/evaluate/results_version.h"
#include "core/explore/sweep/sweep_columns.h"
#include "core/io/sqlite_errors.h"
#include "core/io/sweep_rows.h"
#include "core/io/sweep_schema.h"
#include "core/io/table_column.h"

namespace fusewright {
namespace {

constexpr int kPatienceMs = 120'000;
constexpr int kRetryMs = 20;

/// A sweep database made by another version of the schema, or another program's database.
std::optional<Error> strangeness(SQLite::Database& database, const std::filesystem::path& file) {
  const int id = database.execAndGet("PRAGMA application_id").getInt();
  const int version = database.execAndGet("PRAGMA user_version").getInt();
  if (id != kSweepApplicationId)
    return Error{"this database was not made by a sweep", file.string(), "name another file"};
  if (version != kSweepSchemaVersion)
    return Error{
        fmt::format("the database has tables of version {}; this program knows {}", version, kSweepSchemaVersion),
        file.string(), "sweep into another file, or use the program that made it"};
  const std::string damage = database.execAndGet("PRAGMA quick_check(1)").getString();
  if (damage == "ok") return std::nullopt;
  // The first line only names the schema, the next one says what is wrong.
  const std::string fault = damage.substr(damage.starts_with("***") ? damage.find('\n') + 1 : 0);
  return Error{fmt::format("the database is damaged: {}", fault.substr(0, fault.find('\n'))), file.string(),
               fmt::format("restore a copy, or save its rows with: sqlite3 {} .recover", file.string())};
}

bool isEmpty(SQLite::Database& database) {
  return database.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0;
}

/// The version of the results in the database attached as `schema`; none if it has no rows. Databases did not say which
/// one it is before the second.
std::optional<std::string> resultsVersion(SQLite::Database& database, const std::string& schema) {
  if (database.execAndGet(fmt::format("SELECT EXISTS (SELECT 1 FROM {}.designs)", schema)).getInt() == 0)
    return std::nullopt;
  SQLite::Statement query(database, fmt::format("SELECT value FROM {}.meta WHERE name = 'results'", schema));
  return query.executeStep() ? query.getColumn(0).getString() : std::string("1");
}

/// Rows of another version of the engine: what this one makes must not lie among them.
std::optional<Error> otherResults(SQLite::Database& database, const std::string& schema,
                                  const std::filesystem::path& file) {
  const auto version = resultsVersion(database, schema);
  if (!version || *version == std::to_string(kResultsVersion)) return std::nullopt;
  return Error{fmt::format("the rows of this database are results of version {} of the engine; this program makes "
                           "version {}, which may differ, and does not mix them",
                           *version, kResultsVersion),
               file.string(),
               "sweep into another file, which computes all rows anew, or use the program that made this one"};
}

bool isStamped(SQLite::Database& database) {
  return database
             .execAndGet(
                 fmt::format("SELECT count(*) FROM meta WHERE name = 'results' AND value = '{}'", kResultsVersion))
             .getInt() > 0;
}

void stampResults(SQLite::Database& database) {
  database.exec(fmt::format("INSERT OR REPLACE INTO meta VALUES ('results', '{}')", kResultsVersion));
}

/// Makes the tables unless they are there.
void prepare(SQLite::Database& database, const std::filesystem::path& file) {
  // Write-ahead logs need memory that all writers share; on file systems of several machines there is none.
  database.exec(onSharedFileSystem(file) ? "PRAGMA journal_mode = DELETE" : "PRAGMA journal_mode = WAL");
  database.exec("PRAGMA synchronous = FULL");
  if (!isEmpty(database) && isStamped(database)) return;
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  if (isEmpty(database)) database.exec(createTables());
  if (!resultsVersion(database, "main")) stampResults(database);
  transaction.commit();
}

/// SQLite does not wait for a lock where it fears that two processes wait for one another, as when both turn an empty
/// file to a write-ahead log; what gave its locks back may try again.
template <typename Work>
void patiently(Work work) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(kPatienceMs);
  while (true) {
    try {
      return work();
    } catch (const SQLite::Exception& fault) {
      if (fault.getErrorCode() != SQLITE_BUSY || std::chrono::steady_clock::now() > end) throw;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(kRetryMs));
  }
}

/// Makes the view of the database attached as `other` unless there is one.
void copyView(SQLite::Database& database) {
  const auto textOf = [&](const char* schema) -> std::string {
    SQLite::Statement query(database, fmt::format("SELECT sql FROM {}.sqlite_master WHERE name = 'results'", schema));
    return query.executeStep() ? query.getColumn(0).getString() : std::string();
  };
  const std::string theirs = textOf("other");
  if (!theirs.empty() && textOf("main").empty()) database.exec(theirs);
}

}  // namespace

/// The open file and the statements that are used again and again.
struct SweepDatabase::Connection {
  Connection(std::filesystem::path path, int flags) : file(std::move(path)), database(file.string(), flags) {}

  /// Does something with the database; what SQLite throws becomes an Error.
  template <typename Work>
  auto guarded(Work work) -> decltype(work()) {
    const std::scoped_lock lock(mutex);
    try {
      return work();
    } catch (const SQLite::Exception& fault) {
      return tl::make_unexpected(databaseError(fault, file));
    }
  }

  SQLite::Statement& statement(std::unique_ptr<SQLite::Statement>& kept, const std::string& text) {
    if (!kept) kept = std::make_unique<SQLite::Statement>(database, text);
    kept->reset();
    kept->clearBindings();
    return *kept;
  }

  std::filesystem::path file;
  std::mutex mutex;
  SQLite::Database database;
  std::unique_ptr<SQLite::Statement> insert;
  std::unique_ptr<SQLite::Statement> exists;
  std::unique_ptr<SQLite::Statement> one;
};

SweepDatabase::SweepDatabase(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
SweepDatabase::SweepDatabase(SweepDatabase&&) noexcept = default;
SweepDatabase& SweepDatabase::operator=(SweepDatabase&&) noexcept = default;
SweepDatabase::~SweepDatabase() = default;

const std::filesystem::path& SweepDatabase::file() const {
  return connection_->file;
}

Result<SweepDatabase> SweepDatabase::open(const std::filesystem::path& file, Access access) {
  std::error_code error;
  if (std::filesystem::is_directory(file, error))
    return failure("this is a directory", file.string(), "name a file in it");
  if (access == Access::Read && !std::filesystem::exists(file, error))
    return failure("there is no such database", file.string(), "check the spelling of its path");
  // Readers too may write if they can: the last one to close a write-ahead log puts it away.
  const int flags = SQLite::OPEN_READWRITE | (access == Access::Write ? SQLite::OPEN_CREATE : 0);
  try {
    auto connection = std::make_unique<Connection>(file, flags);
    connection->database.setBusyTimeout(kPatienceMs);
    if (access == Access::Read) connection->database.exec("PRAGMA query_only = ON");
    const bool made = access == Access::Write && isEmpty(connection->database);
    if (!made) {
      if (auto strange = strangeness(connection->database, file)) return tl::make_unexpected(*strange);
      if (access == Access::Write)
        if (auto other = otherResults(connection->database, "main", file)) return tl::make_unexpected(*other);
    }
    if (access == Access::Write) patiently([&] { prepare(connection->database, file); });
    return SweepDatabase(std::move(connection));
  } catch (const SQLite::Exception& fault) {
    return tl::make_unexpected(databaseError(fault, file));
  }
}

Result<void> SweepDatabase::addSpec(const StoredSpec& spec, std::span<const std::string> varied) {
  return connection_->guarded([&]() -> Result<void> {
    SQLite::Database& database = connection_->database;
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const std::string hash = hexText(contentHash(spec.json));
    SQLite::Statement keep(database, "INSERT OR REPLACE INTO specs VALUES (?, ?, ?)");
    keep.bind(1, hash);
    keep.bind(2, spec.json);
    keep.bind(3, spec.folder);
    keep.exec();
    SQLite::Statement last(database, "INSERT OR REPLACE INTO meta VALUES ('last_spec', ?)");
    last.bind(1, hash);
    last.exec();
    database.exec("INSERT OR REPLACE INTO meta VALUES ('program', 'Fusewright')");
    database.exec("DROP VIEW IF EXISTS results");
    database.exec(createView(varied));
    transaction.commit();
    return {};
  });
}

Result<std::optional<StoredSpec>> SweepDatabase::lastSpec() const {
  return connection_->guarded([&]() -> Result<std::optional<StoredSpec>> {
    SQLite::Statement query(connection_->database,
                            "SELECT spec, folder FROM specs JOIN meta ON hash = value WHERE name = 'last_spec'");
    if (!query.executeStep()) return std::optional<StoredSpec>();
    return StoredSpec{query.getColumn(0).getString(), query.getColumn(1).getString()};
  });
}

Result<void> SweepDatabase::add(std::span<const StoredDesign> designs) {
  return connection_->guarded([&]() -> Result<void> {
    SQLite::Transaction transaction(connection_->database, SQLite::TransactionBehavior::IMMEDIATE);
    for (const StoredDesign& design : designs) {
      SQLite::Statement& insert = connection_->statement(connection_->insert, insertDesign());
      bindDesign(insert, design);
      insert.exec();
    }
    transaction.commit();
    return {};
  });
}

Result<bool> SweepDatabase::has(ContentHash key) const {
  return connection_->guarded([&]() -> Result<bool> {
    SQLite::Statement& query = connection_->statement(connection_->exists, "SELECT 1 FROM designs WHERE key = ?");
    query.bind(1, hexText(key));
    const bool found = query.executeStep();
    query.reset();  // a statement in the middle of its rows would hold on to an old state of the file
    return found;
  });
}

Result<std::optional<StoredDesign>> SweepDatabase::find(ContentHash key) const {
  return connection_->guarded([&]() -> Result<std::optional<StoredDesign>> {
    SQLite::Statement& query =
        connection_->statement(connection_->one, fmt::format("SELECT {} FROM designs WHERE key = ?", storedColumns()));
    query.bind(1, hexText(key));
    std::optional<StoredDesign> found;
    if (query.executeStep()) found = designIn(query);
    query.reset();
    return found;
  });
}

Result<std::uint64_t> SweepDatabase::size() const {
  return connection_->guarded([&]() -> Result<std::uint64_t> {
    return static_cast<std::uint64_t>(connection_->database.execAndGet("SELECT count(*) FROM designs").getInt64());
  });
}

Result<void> SweepDatabase::forEach(const std::function<void(const StoredDesign&)>& take) const {
  return connection_->guarded([&]() -> Result<void> {
    SQLite::Statement query(connection_->database, fmt::format("SELECT {} FROM designs ORDER BY key", storedColumns()));
    while (query.executeStep()) take(designIn(query));
    return {};
  });
}

Result<SweepTable> SweepDatabase::table(std::span<const std::string> columns) const {
  return connection_->guarded([&]() -> Result<SweepTable> {
    std::string wanted;
    for (const std::string& name : columns)
      wanted += ", " + (findMetric(name) != nullptr ? name : parameterExpression(name));
    SQLite::Statement query(connection_->database, fmt::format("SELECT key, fits{} FROM designs ORDER BY key", wanted));
    SweepTable table;
    std::vector<ColumnCollector> collectors(columns.size());
    while (query.executeStep()) {
      table.keys.push_back(parseHash(query.getColumn(0).getString()).value_or(ContentHash{}));
      table.fits.push_back(query.getColumn(1).getInt() == 1);
      for (std::size_t place = 0; place < columns.size(); ++place)
        collectors[place].add(query.getColumn(static_cast<int>(place) + 2));
    }
    for (std::size_t place = 0; place < columns.size(); ++place)
      table.columns.push_back(std::move(collectors[place]).column(columns[place]));
    return table;
  });
}

std::optional<Error> mergedWithItself(const std::filesystem::path& into, const std::filesystem::path& other) {
  std::error_code error;  // a file that is not there is none of the two
  if (!std::filesystem::equivalent(into, other, error)) return std::nullopt;
  return Error{"a database can not be merged into itself", other.string(), "name another file for the output"};
}

Result<void> SweepDatabase::merge(const std::filesystem::path& other) {
  // It would wait for the lock that it holds itself.
  if (const auto itself = mergedWithItself(connection_->file, other)) return tl::make_unexpected(*itself);
  if (auto checked = open(other, Access::Read); !checked) return tl::make_unexpected(checked.error());
  return connection_->guarded([&]() -> Result<void> {
    SQLite::Database& database = connection_->database;
    SQLite::Statement attach(database, "ATTACH ? AS other");
    attach.bind(1, other.string());
    attach.exec();
    if (auto strange = otherResults(database, "other", other)) {
      database.exec("DETACH other");
      return tl::make_unexpected(*strange);
    }
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const std::string columns = storedColumns();
    const std::int64_t different =
        database
            .execAndGet(fmt::format("SELECT count(*) FROM (SELECT {0} FROM other.designs WHERE key IN (SELECT key FROM "
                                    "main.designs) EXCEPT SELECT {0} FROM main.designs)",
                                    columns))
            .getInt64();
    if (different > 0)
      return failure(fmt::format("{} designs have other results than in {}", different, connection_->file.string()),
                     other.string(), "do not mix results of different versions of the program");
    database.exec(fmt::format("INSERT OR IGNORE INTO main.designs ({0}) SELECT {0} FROM other.designs", columns));
    database.exec("INSERT OR IGNORE INTO main.specs SELECT * FROM other.specs");
    database.exec("INSERT OR IGNORE INTO main.meta SELECT * FROM other.meta");
    copyView(database);
    transaction.commit();
    database.exec("DETACH other");
    return {};
  });
}

}  // namespace fusewright
