#pragma once

#include <compare>
#include <cstddef>
#include <iterator>

namespace fusewright {

/// Makes a table that keeps its records in columns look like a constant vector of them: a record is put together when
/// it is read. `Table` derives from this and has size(), operator[] and push_back().
template <typename Table, typename Record>
class RecordTable {
 public:
  using value_type = Record;

  /// Gives values, so references and pointers to what it shows live no longer than the expression that took them.
  class Iterator {
   public:
    using value_type = Record;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::input_iterator_tag;
    using iterator_concept = std::random_access_iterator_tag;

    /// A record for the time of one expression.
    struct Arrow {
      Record record;
      const Record* operator->() const { return &record; }
    };

    Iterator() = default;
    Iterator(const Table& table, std::size_t index) : table_(&table), index_(index) {}

    Record operator*() const { return (*table_)[index_]; }
    Arrow operator->() const { return {**this}; }
    Record operator[](difference_type offset) const { return *(*this + offset); }

    Iterator& operator+=(difference_type offset) {
      index_ += static_cast<std::size_t>(offset);
      return *this;
    }
    Iterator& operator-=(difference_type offset) { return *this += -offset; }
    Iterator& operator++() { return *this += 1; }
    Iterator& operator--() { return *this -= 1; }
    Iterator operator++(int) {
      Iterator before = *this;
      ++*this;
      return before;
    }
    Iterator operator--(int) {
      Iterator before = *this;
      --*this;
      return before;
    }
    friend Iterator operator+(Iterator at, difference_type offset) { return at += offset; }
    friend Iterator operator+(difference_type offset, Iterator at) { return at += offset; }
    friend Iterator operator-(Iterator at, difference_type offset) { return at -= offset; }
    friend difference_type operator-(const Iterator& a, const Iterator& b) {
      return static_cast<difference_type>(a.index_) - static_cast<difference_type>(b.index_);
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.index_ == b.index_; }
    friend auto operator<=>(const Iterator& a, const Iterator& b) { return a.index_ <=> b.index_; }

   private:
    const Table* table_ = nullptr;
    std::size_t index_ = 0;
  };

  [[nodiscard]] Iterator begin() const { return {self(), 0}; }
  [[nodiscard]] Iterator end() const { return {self(), self().size()}; }
  [[nodiscard]] bool empty() const { return self().size() == 0; }
  [[nodiscard]] Record front() const { return self()[0]; }
  [[nodiscard]] Record back() const { return self()[self().size() - 1]; }

  /// A table of all of `records`, with no room to spare.
  template <typename Records>
  [[nodiscard]] static Table of(const Records& records) {
    Table table;
    for (const Record& record : records) table.push_back(record);
    table.shrinkToFit();
    return table;
  }

  friend bool operator==(const Table& a, const Table& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t index = 0; index < a.size(); ++index)
      if (!(a[index] == b[index])) return false;
    return true;
  }

 private:
  [[nodiscard]] const Table& self() const { return static_cast<const Table&>(*this); }
};

}  // namespace fusewright
