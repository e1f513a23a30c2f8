/// The method as one library: whoever imports `Accumulation` has all of its rooms.
@_exported import Assessing
@_exported import Basics
@_exported import Effects
@_exported import Guarding
@_exported import Identity
@_exported import Judging
@_exported import Memory
@_exported import Scoring
@_exported import Simulating
@_exported import TraceLogs
