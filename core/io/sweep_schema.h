#pragma once

#include <span>
#include <string>

namespace fusewright {

/// What marks an SQLite file as a sweep database: "FuSw" as a number.
inline constexpr int kSweepApplicationId = 0x46755377;

/// The statements that make the tables and indices of a sweep database.
[[nodiscard]] std::string createTables();

/// The names of the stored columns of `designs`, in order: key, fits, violations, parameters, cuts, then metrics.
[[nodiscard]] std::string storedColumns();

/// "INSERT OR IGNORE" of one design with one placeholder a stored column.
[[nodiscard]] std::string insertDesign();

/// The statement that makes the view `results`: a column for each of these parameters, then those of `designs`.
[[nodiscard]] std::string createView(std::span<const std::string> parameters);

/// An expression for the value of a parameter in a row of `designs`.
[[nodiscard]] std::string parameterExpression(const std::string& parameter);

/// A name in double quotes.
[[nodiscard]] std::string quotedName(const std::string& name);

}  // namespace fusewright
