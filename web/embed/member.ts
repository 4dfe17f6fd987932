// The parts of those who take part, in one file: whoever presses one button presses others.
export { actions } from './actions/part.ts';
export { composer } from './composer/part.ts';
export { session } from './session/part.ts';
