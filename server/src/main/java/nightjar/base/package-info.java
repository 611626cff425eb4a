/// What every part needs and the JDK lacks: time that is handed in, owners that close, pooled
/// bytes.
///
/// Belongs here: anything a program about something else could use. Does not: a word of video.
package nightjar.base;
