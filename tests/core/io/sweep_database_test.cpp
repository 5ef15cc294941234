#include "core/io/sweep_database.h"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <thread>

#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/resource.h>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/explore/sweep/sweep_columns.h"
#include "core/io/design_claims.h"
#include "tests/test_program.h"

namespace fusewright::sweep_database_test {

namespace {

/// Design number `index`: every third one has no schedule, every fourth one does not fit.
StoredDesign designOf(int index) {
  StoredDesign design{.key = contentHash(std::to_string(index)),
                      .parameters = "{\"cores\":" + std::to_string(index) + ",\"fusion\":\"it's\"}"};
  if (index % 4 == 0) design.row.violations = {"core0.sram: too small", "another line"};
  if (index % 3 == 0) {
    design.row.violations = {"no such chip"};
    return design;
  }
  SweepMetrics& metrics = design.row.metrics.emplace();
  metrics.latency = Cycles{index + 0.1};
  metrics.latencyMs = index * 1e-6;
  metrics.areaMm2 = 1.0 / (index + 1);
  metrics.energy = Picojoules{1e300 / (index + 1)};
  metrics.operations = (std::int64_t{1} << 62) + index;
  metrics.cuts = {{"D", 2}, {"L", 64}};
  metrics.dramRead = Bits{3 * index};
  metrics.dramWritten = Bits{index};
  metrics.peakMemory = Bits{8 << 20};
  metrics.computeBound = Cycles{1};
  metrics.criticalPath = Cycles{index / 2.0};
  return design;
}

std::vector<StoredDesign> designsOf(int begin, int end) {
  std::vector<StoredDesign> designs;
  for (int index = begin; index < end; ++index) designs.push_back(designOf(index));
  return designs;
}

std::vector<StoredDesign> inOrder(std::vector<StoredDesign> designs) {
  std::ranges::sort(designs, {}, &StoredDesign::key);
  return designs;
}

std::vector<StoredDesign> contentsOf(const SweepDatabase& database) {
  std::vector<StoredDesign> designs;
  if (!database.forEach([&](const StoredDesign& design) { designs.push_back(design); })) designs.clear();
  return designs;
}

}  // namespace

class SweepDatabaseRules : public QObject {
  Q_OBJECT

 private slots:
  void everyBitOfARowComesBack() {
    SweepDatabase database = opened("bits");
    QVERIFY(database.add(designsOf(0, 40)));
    QVERIFY(contentsOf(database) == inOrder(designsOf(0, 40)));
    QVERIFY(database.find(designOf(5).key).value() == designOf(5));
    QVERIFY(!database.find(contentHash("never")).value());
    QVERIFY(database.has(designOf(7).key).value());
  }

  void rowsLieInOrderOfTheirKeysWhateverTheOrderOfWriting() {
    SweepDatabase forward = opened("forward");
    QVERIFY(forward.add(designsOf(0, 20)) && forward.add(designsOf(20, 40)));
    SweepDatabase backward = opened("backward");
    QVERIFY(backward.add(designsOf(20, 40)) && backward.add(designsOf(0, 20)));
    QVERIFY(contentsOf(forward) == contentsOf(backward));
  }

  void aKeyThatIsThereKeepsItsRow() {
    SweepDatabase database = opened("twice");
    QVERIFY(database.add(designsOf(0, 3)));
    QVERIFY(database.add(designsOf(0, 5)));
    QCOMPARE(database.size().value(), std::uint64_t{5});
  }

  void derivedMetricsFollowFromStoredOnesInSqlToo() {
    SweepDatabase database = opened("derived");
    QVERIFY(database.add(designsOf(1, 12)));
    std::vector<std::string> names;
    for (const MetricColumn& column : metricColumns()) names.emplace_back(column.name);
    const SweepTable table = database.table(names).value();
    const std::vector<StoredDesign> designs = contentsOf(database);
    QCOMPARE(table.rows(), designs.size());
    for (std::size_t row = 0; row < designs.size(); ++row)
      for (std::size_t place = 0; place < names.size(); ++place) {
        const double number = table.columns[place].numbers[row];
        const auto& metrics = designs[row].row.metrics;
        QVERIFY2(metrics ? number == valueOf(metricColumns()[place], *metrics) : std::isnan(number),
                 names[place].c_str());
      }
  }

  void parametersAreColumnsOfNumbersOrOfNames() {
    SweepDatabase database = opened("parameters");
    StoredDesign one = designOf(1);
    one.parameters = R"({"cores": 2, "model.seq-len": "a"})";
    StoredDesign two = designOf(2);
    two.parameters = R"({"cores": 4, "model.seq-len": 3})";
    QVERIFY(database.add(std::vector{one, two}));
    const SweepTable table = database.table(std::vector<std::string>{"cores", "model.seq-len", "absent"}).value();
    QVERIFY(table.columns[0].labels.empty());
    QCOMPARE(table.columns[0].numbers[0] + table.columns[0].numbers[1], 6.0);
    QVERIFY(table.columns[1].labels == (std::vector<std::string>{"3", "a"}));
    QVERIFY(std::isnan(table.columns[2].numbers[0]));
  }

  void theViewHasAColumnForEachParameter() {
    SweepDatabase database = opened("view");
    QVERIFY(database.add(designsOf(0, 9)));
    QVERIFY(database.addSpec({"{}", "/somewhere"}, std::vector<std::string>{"cores", "fusion", "dim.it's"}));
    QVERIFY(database.lastSpec().value() == (StoredSpec{"{}", "/somewhere"}));
    SQLite::Database plain(path("view"));
    QCOMPARE(plain.execAndGet("SELECT fusion FROM results WHERE cores = 5").getString(), std::string("it's"));
    QCOMPARE(plain.execAndGet("PRAGMA user_version").getInt(), kSweepSchemaVersion);
  }

  void aMergeHasTheRowsOfAllParts() {
    SweepDatabase whole = opened("whole");
    QVERIFY(whole.add(designsOf(0, 30)));
    SweepDatabase merged = opened("merged");
    for (int part = 0; part < 3; ++part) {
      SweepDatabase shard = opened("part" + std::to_string(part));
      QVERIFY(shard.add(designsOf(10 * part, 10 * part + 12)));  // two of them in the next part too
      QVERIFY(merged.merge(shard.file()));
    }
    QVERIFY(whole.add(designsOf(30, 32)));
    QVERIFY(contentsOf(merged) == contentsOf(whole));
  }

  void aMergeRefusesAnotherResultOfTheSameDesign() {
    SweepDatabase one = opened("one");
    QVERIFY(one.add(designsOf(1, 3)));
    SweepDatabase other = opened("other");
    StoredDesign changed = designOf(1);
    changed.row.metrics->latency = Cycles{7};
    QVERIFY(other.add(std::vector{changed}));
    const auto merged = one.merge(other.file());
    QVERIFY(!merged);
    QVERIFY(merged.error().where.ends_with("other"));
    QVERIFY(contentsOf(one) == inOrder(designsOf(1, 3)));
  }

  void noDatabaseIsMergedIntoItself() {
    SweepDatabase one = opened("itself");
    QVERIFY(QFile::link("itself", QString::fromStdString(path("alias"))));
    for (const char* name : {"itself", "alias"}) {
      const auto merged = one.merge(path(name));
      QVERIFY(!merged);
      QCOMPARE(merged.error().what, std::string("a database can not be merged into itself"));
    }
  }

  void twoConnectionsWriteOneFileAtATime() {
    SweepDatabase one = opened("shared");
    SweepDatabase two = opened("shared");
    const auto write = [](SweepDatabase& database, int begin) {
      for (int index = begin; index < begin + 200; index += 5)
        if (!database.add(designsOf(index, index + 5))) return;
    };
    {
      const std::jthread writer([&] { write(one, 0); });
      write(two, 100);  // the second hundred of the first
    }
    QVERIFY(contentsOf(one) == inOrder(designsOf(0, 300)));
  }

  void whatIsNoSweepDatabaseIsRefusedAndLeftAlone_data() {
    QTest::addColumn<QByteArray>("contents");
    QTest::newRow("text") << QByteArray(5000, 'x');
    QTest::newRow("a short text") << QByteArray("hello");
  }

  void whatIsNoSweepDatabaseIsRefusedAndLeftAlone() {
    QFETCH(QByteArray, contents);
    QFile file(QString::fromStdString(path("text")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size());
    file.close();
    for (const auto access : {SweepDatabase::Access::Read, SweepDatabase::Access::Write}) {
      const auto database = SweepDatabase::open(path("text"), access);
      QVERIFY(!database);
      QVERIFY(database.error().where == path("text") && !database.error().remedy.empty());
    }
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), contents);
  }

  void anotherProgramsDatabaseIsRefusedAndLeftAlone() {
    SQLite::Database(path("foreign"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE t (x)");
    const auto database = SweepDatabase::open(path("foreign"), SweepDatabase::Access::Write);
    QVERIFY(!database && database.error().what.find("not made by a sweep") != std::string::npos);
    SQLite::Database plain(path("foreign"));
    QCOMPARE(plain.execAndGet("PRAGMA journal_mode").getString(), std::string("delete"));
  }

  void tablesOfANewerVersionAreRefused() {
    { const SweepDatabase database = opened("newer"); }
    SQLite::Database(path("newer"), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 999");
    const auto database = SweepDatabase::open(path("newer"), SweepDatabase::Access::Write);
    QVERIFY(!database && database.error().what.find("999") != std::string::npos);
  }

  void rowsOfAnotherVersionOfTheEngineAreReadButNothingIsWrittenBesideThem() {
    const auto age = [&](const std::string& name, const char* statement) {
      { QVERIFY(opened(name).add(designsOf(1, 3))); }
      SQLite::Database(path(name), SQLite::OPEN_READWRITE).exec(statement);
    };
    age("older", "UPDATE meta SET value = '0' WHERE name = 'results'");
    age("oldest", "DELETE FROM meta WHERE name = 'results'");  // as programs before made them
    for (const char* name : {"older", "oldest"}) {
      QVERIFY(contentsOf(SweepDatabase::open(path(name), SweepDatabase::Access::Read).value()) ==
              inOrder(designsOf(1, 3)));
      const auto database = SweepDatabase::open(path(name), SweepDatabase::Access::Write);
      QVERIFY(!database && database.error().where == path(name));
      QVERIFY2(database.error().what.find("results of version") != std::string::npos, database.error().what.c_str());
      SweepDatabase fresh = opened(std::string("beside ") + name);
      QVERIFY(!fresh.merge(path(name)));
      QCOMPARE(fresh.size().value(), std::uint64_t{0});
      QVERIFY(fresh.add(designsOf(5, 6)));  // it is as usable as before
    }
  }

  void anEmptyDatabaseOfAnotherVersionTakesResultsOfThisOne() {
    { const SweepDatabase database = opened("unused"); }
    SQLite::Database(path("unused"), SQLite::OPEN_READWRITE).exec("UPDATE meta SET value = '0' WHERE name = 'results'");
    { QVERIFY(opened("unused").add(designsOf(1, 3))); }
    QCOMPARE(opened("unused").size().value(), std::uint64_t{2});
  }

  void aDamagedPageIsFoundBeforeAnythingIsWritten() {
    {
      SweepDatabase database = opened("damaged");
      QVERIFY(database.add(designsOf(0, 500)));
    }
    QFile file(QString::fromStdString(path("damaged")));
    QVERIFY(file.open(QIODevice::ReadWrite));
    const qint64 size = file.size();
    QVERIFY(size > 40'000);
    QVERIFY(file.seek(size / 2 / 4096 * 4096));
    QVERIFY(file.write(QByteArray(4096, '\xff')) == 4096);
    file.close();
    const auto database = SweepDatabase::open(path("damaged"), SweepDatabase::Access::Write);
    QVERIFY(!database);
    QVERIFY2(message(database.error()).find("damaged") != std::string::npos, message(database.error()).c_str());
    QVERIFY(database.error().remedy.find(".recover") != std::string::npos);
  }

  void aDiskThatTakesNoMoreLosesNoCommittedRow() {
    SweepDatabase database = opened("full");
    QVERIFY(database.add(designsOf(0, 50)));
    // No file of this process may grow past 64 KB for a while: the log of the next transaction would.
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &limit), 0);
    const rlimit tight{.rlim_cur = 1 << 16, .rlim_max = limit.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tight), 0);
    const auto added = database.add(designsOf(50, 5000));
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &limit), 0);
    QVERIFY(!added);
    QVERIFY2(message(added.error()).find("what was committed before is kept") != std::string::npos,
             message(added.error()).c_str());
    QVERIFY(contentsOf(database) == inOrder(designsOf(0, 50)));
    QVERIFY(database.add(designsOf(50, 100)));
    QVERIFY(contentsOf(opened("full")) == inOrder(designsOf(0, 100)));
  }

  void aDatabaseThatIsNotThereCanNotBeRead() {
    QVERIFY(!SweepDatabase::open(path("absent"), SweepDatabase::Access::Read));
    QVERIFY(!SweepDatabase::open(folder_.path().toStdString(), SweepDatabase::Access::Write));
    QVERIFY(!SweepDatabase::open("/nowhere/at/all.sqlite", SweepDatabase::Access::Write));
  }

  void aDesignIsClaimedByOneAtATime() {
    auto one = DesignClaims::open(path("claims"));
    auto two = DesignClaims::open(path("claims"));
    QVERIFY(one && two);
    const ContentHash key = contentHash("design");
    QVERIFY(one->take(key));
    QVERIFY(!two->take(key));
    QVERIFY(two->take(contentHash("another")));
    one->release(key);
    QVERIFY(two->take(key));
    { const DesignClaims ended = *std::move(two); }
    QVERIFY(one->take(key));
  }

 private:
  [[nodiscard]] std::string path(const std::string& name) const {
    return folder_.filePath(QString::fromStdString(name)).toStdString();
  }
  [[nodiscard]] SweepDatabase opened(const std::string& name) const {
    return SweepDatabase::open(path(name), SweepDatabase::Access::Write).value();
  }

  QTemporaryDir folder_;
};

FUSEWRIGHT_TEST(SweepDatabaseRules)

}  // namespace fusewright::sweep_database_test

#include "sweep_database_test.moc"
