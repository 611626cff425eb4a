/** The screens that the page loads when somebody goes to one of them for the first time: all at once, as they share much. */
export { EventScreen } from "./events/event-screen.ts";
export { MotionScreen } from "./motion/motion-screen.ts";
export { PastScreen } from "./past/past-screen.ts";
