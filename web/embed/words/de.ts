// German.
import type { Words } from './en.ts';

const words: Words = {
  heading: 'Kommentare',
  thoughts: { one: 'Ein Gedanke zu „{title}“', other: '{count} Gedanken zu „{title}“' },
  noThoughts: 'Noch keine Gedanken zu „{title}“',
  comments: { one: '{count} Kommentar', other: '{count} Kommentare' },
  noComments: 'Noch keine Kommentare',

  sort: 'Sortieren nach',
  oldest: 'Älteste zuerst',
  newest: 'Neueste zuerst',
  top: 'Beliebteste zuerst',
  moment: 'Stelle in der Folge',
  sorted: 'Sortiert: {order}.',

  loading: 'Die Kommentare werden geladen …',
  more: 'Weitere Kommentare anzeigen',
  moreReplies: { one: '{count} weitere Antwort anzeigen', other: '{count} weitere Antworten anzeigen' },
  replies: { one: '{count} Antwort anzeigen', other: '{count} Antworten anzeigen' },
  laterReplies: 'Weitere Antworten anzeigen',
  loaded: { one: '{count} weiterer Kommentar.', other: '{count} weitere Kommentare.' },

  by: 'Kommentar von {name}',
  answer: 'Antwort von {name}',
  gone: 'Kommentar, der nicht angezeigt wird',
  answering: 'an {name}',
  edited: 'bearbeitet',
  editedAt: 'Bearbeitet: {time}',
  readMore: 'Weiterlesen',
  readLess: 'Weniger anzeigen',
  you: 'Sie',
  host: 'Gastgeber',
  moderator: 'Moderation',
  pinned: 'Angeheftet',
  featured: 'Hervorgehoben',
  isNew: 'Neu',
  likes: { one: 'gefällt {count} Person', other: 'gefällt {count} Personen' },
  reply: 'Antworten',
  replyTo: 'Antworten: an {name}',
  menuFor: 'Mehr zum Kommentar von {name}',
  comment: 'Kommentar schreiben',
  signIn: 'Anmelden',

  deleted: 'Dieser Kommentar wurde von der Person gelöscht, die ihn geschrieben hat.',
  removed: 'Dieser Kommentar wurde von der Moderation entfernt.',
  waiting: 'Dieser Kommentar wartet auf die Moderation.',
  muted: 'Sie haben diese Person stummgeschaltet.',
  held: 'Zurückgehalten: Andere sehen ihn, sobald ihn die Moderation gelesen hat.',
  rejected: 'Abgelehnt: Andere sehen ihn nicht.',
  spam: 'Für Spam gehalten: Andere sehen ihn nicht.',

  closed: 'Die Kommentare sind geschlossen.',
  closes: 'Die Kommentare schließen {time}.',
  locked: 'Dieser Thread ist gesperrt: Nur die Moderation kann schreiben.',
  lockedBranch: 'Dieser Teil des Gesprächs ist gesperrt.',
  opens: 'Er wird wieder geöffnet: {time}.',

  linked: 'Das Gespräch, zu dem der Link führt',
  linkGone: 'Den Kommentar, zu dem dieser Link führt, gibt es nicht mehr.',
  fresh: { one: '{count} neuer Kommentar', other: '{count} neue Kommentare' },

  at: 'bei {time}',
  playFrom: 'Ab {time} abspielen',

  unreachable: 'Die Kommentare sind nicht erreichbar. Versuchen Sie es gleich noch einmal.',
  offline: 'Sie sind offline. Die Kommentare werden geladen, sobald Sie wieder verbunden sind.',
  busy: 'Die Kommentare werden gerade zu oft abgerufen. Versuchen Sie es gleich noch einmal.',
  unfetched:
    'Das konnte nicht geladen werden. Drücken Sie gleich noch einmal; hilft das nicht, laden Sie die Seite neu.',
  broken: 'Bei uns ist etwas schiefgegangen. Versuchen Sie es gleich noch einmal.',
  retry: 'Noch einmal versuchen',
};

export default words;
