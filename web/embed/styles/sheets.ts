// All styles of a thread. Colours come from the page's own text colour, so that they fit by day and by
// night without asking which it is.
import { comment } from './comment.ts';
import { frame } from './frame.ts';
import { text } from './text.ts';

export const sheets = [frame, comment, text];
