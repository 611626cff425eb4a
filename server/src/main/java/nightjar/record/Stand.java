package nightjar.record;

/// How the recording of one camera stands, for people and programs.
///
/// @param mode in force now
/// @param state `off`, `waiting`, `recording` or `paused`
/// @param problem why it is paused; empty when it is not
public record Stand(String camera, String mode, String state, String problem) {}
