/// The nouns of video: pictures, access units, and time on a track.
///
/// Belongs here: values that several features hand to one another. Does not: anything that opens,
/// waits or sends.
package nightjar.media;
