#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace fusewright {

/// Why bad input was refused, in three parts so that a terminal and a banner can lay them out alike.
struct Error {
  std::string what;    ///< what is wrong, one sentence without a final period
  std::string where;   ///< file, line, field or node: "marca.yaml:12, cores[0].sram.size"; empty if nowhere
  std::string remedy;  ///< what to do about it, one sentence without a final period

  friend bool operator==(const Error&, const Error&) = default;
};

/// One line for a person: "where: what; remedy".
[[nodiscard]] inline std::string message(const Error& error) {
  std::string text = error.where.empty() ? error.what : error.where + ": " + error.what;
  return error.remedy.empty() ? text : text + "; " + error.remedy;
}

/// A value, or the Error that says why there is none.
template <typename T>
using Result = tl::expected<T, Error>;

/// Shorthand to return an Error from a function that returns Result<T>.
[[nodiscard]] inline tl::unexpected<Error> failure(std::string what, std::string where = {}, std::string remedy = {}) {
  return tl::make_unexpected(Error{std::move(what), std::move(where), std::move(remedy)});
}

}  // namespace fusewright
