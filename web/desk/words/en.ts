// English, and what every other language has to have: the desk itself, and what its screens are called.
import type { Plural } from '../../shared/language.ts';

const words = {
  desk: 'Desk',
  screens: 'Screens',
  queues: 'Queues',
  signedInAs: 'Signed in as {name}',
  notLoaded: 'This screen could not be loaded.',

  // Who may not
  notModerator: 'This desk is for moderators',
  notModeratorHint: 'You are signed in as {name}, who does not moderate {site}.',
  becomeModerator:
    'If you should: an admin of {site} can make you a moderator, by the API (setRole) or at the command line. Then load this page again.',
  suspended: 'While your account is suspended or banned you cannot moderate.',
  signInAsOther: 'Sign in as somebody else',
  reload: 'Load again',
  demanded: 'A second factor is missing',
  demandedHint:
    '{site} lets people moderate only with a second factor. Add an authenticator app or a passkey to your account, or sign in again with it.',
  toFactor: 'Set up a second factor',

  // While at work
  over: 'You are signed out',
  overHint: 'Your session is over. Sign in again: it leads back to this place.',
  overKept: {
    one: '{count} decision is not sent yet. It is kept in this tab and sent then.',
    other: '{count} decisions are not sent yet. They are kept in this tab and sent then.',
  } as Plural,
  lineDown: 'The line is down. What you decide is kept and sent when it is back.',
  lineUp: 'The line is back.',

  // Keys
  keysTitle: 'Keys',
  key: 'Key',
  does: 'What it does',
  keysOn: 'Single keys act',
  shift: 'Shift',
  showKeys: 'Show this help',
};

export type DeskWords = typeof words;
export default words;
