// What every comment of a thread has around it. A new one is made when something of it changes, so
// that the comments know to draw themselves again.
import type { Language } from '../shared/language.ts';
import type { ThreadController } from './controllers/thread.ts';
import type { Visit } from './controllers/visit.ts';
import type { Player } from './player/player.ts';
import type { Words } from './words/en.ts';

export interface Reading {
  readonly thread: ThreadController;
  readonly language: Language<Words>;
  readonly visit: Visit;
  /** Null where the page has no player, or as long as its part is not here. */
  readonly player: Player | null;
}
