#pragma once

namespace fusewright {

/// Version of what evaluate() answers. Raised by one whenever any design gets another result than before, be it a cycle
/// or a bit: results that are kept in files say which version they are of, so that none are mixed. A test holds the
/// results of a few designs against those of this version.
inline constexpr int kResultsVersion = 3;

}  // namespace fusewright
