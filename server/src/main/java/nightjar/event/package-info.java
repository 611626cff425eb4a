/// What happened in front of a camera: motion in time, written down as it happens.
///
/// Belongs here: when an event begins and ends, why we think so, its file, its pictures, and the
/// journal from which it is told again with other settings. Does not: how motion is found (see
/// `motion`), how pictures are made, who may look.
package nightjar.event;
