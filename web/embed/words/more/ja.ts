// Not yet.
export { default } from './en.ts';
