// German.
import type { DeskWords } from './en.ts';

const words: DeskWords = {
  desk: 'Moderation',
  screens: 'Bereiche',
  queues: 'Warteschlangen',
  signedInAs: 'Angemeldet als {name}',
  notLoaded: 'Dieser Bereich konnte nicht geladen werden.',

  notModerator: 'Diese Seite ist für die Moderation',
  notModeratorHint: 'Sie sind als {name} angemeldet und moderieren {site} nicht.',
  becomeModerator:
    'Falls Sie es sollten: Wer {site} verwaltet, kann Sie über die API (setRole) oder auf der Befehlszeile dazu machen. Laden Sie danach diese Seite neu.',
  suspended: 'Solange Ihr Konto gesperrt ist, können Sie nicht moderieren.',
  signInAsOther: 'Als jemand anderes anmelden',
  reload: 'Neu laden',
  demanded: 'Ein zweiter Faktor fehlt',
  demandedHint:
    '{site} lässt nur mit einem zweiten Faktor moderieren. Fügen Sie Ihrem Konto eine Authenticator-App oder einen Passkey hinzu, oder melden Sie sich damit neu an.',
  toFactor: 'Zweiten Faktor einrichten',

  over: 'Sie sind abgemeldet',
  overHint: 'Ihre Sitzung ist zu Ende. Melden Sie sich wieder an: Sie kommen an diese Stelle zurück.',
  overKept: {
    one: '{count} Entscheidung ist noch nicht abgeschickt. Sie bleibt in diesem Tab und wird dann abgeschickt.',
    other: '{count} Entscheidungen sind noch nicht abgeschickt. Sie bleiben in diesem Tab und werden dann abgeschickt.',
  },
  lineDown:
    'Die Verbindung ist unterbrochen. Was Sie entscheiden, wird aufbewahrt und abgeschickt, sobald sie wieder da ist.',
  lineUp: 'Die Verbindung ist wieder da.',

  keysTitle: 'Tasten',
  key: 'Taste',
  does: 'Was sie tut',
  keysOn: 'Einzelne Tasten wirken',
  shift: 'Umschalt',
  showKeys: 'Diese Hilfe zeigen',
};

export default words;
