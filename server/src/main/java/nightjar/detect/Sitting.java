package nightjar.detect;

/// The picture that was asked about shows an object better than any before.
///
/// @param object its number
/// @param part of the picture, with something around the object
/// @param worth more is better; comparable among sittings of one object
public record Sitting(long object, Box part, double worth) {}
