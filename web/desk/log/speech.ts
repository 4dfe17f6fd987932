// The words of the log, for the screens that tell of what was done.
import { speakMore } from '../../own/speech.ts';
import type { OwnWords } from '../../own/words/en.ts';
import type { Language } from '../../shared/language.ts';
import type { Spoken } from '../parts/said.ts';
import type { DeskWords } from '../words/en.ts';
import type { LogWords } from './words/en.ts';

export type Logging = Language<OwnWords & DeskWords & LogWords>;

export function speakOfLog(language: Spoken): Promise<Logging> {
  return speakMore(language, import.meta.glob<{ default: LogWords }>('./words/*.ts'));
}
