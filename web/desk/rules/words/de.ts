// German.
import type { RuleWords } from './en.ts';

const words: RuleWords = {
  sections: 'Regeln nach Gebiet',
  holding: 'Wann Kommentare zurückgehalten werden',
  lists: 'Wörter',
  thresholds: 'Spam und Meldungen',
  outside: 'Prüfung von außen',
  limits: 'Threads',

  mode: 'Kommentare',
  mode_PRE: 'werden alle zurückgehalten, bis die Moderation sie gelesen hat',
  mode_NEWCOMERS: 'von Neulingen werden zurückgehalten',
  mode_POST: 'werden sofort gezeigt',
  modeHint: 'Eine Folge kann es anders halten. Die Regeln darunter gelten in jedem Fall.',
  newcomerApprovals: 'Freigegebene Kommentare, nach denen jemand kein Neuling mehr ist',
  linksMax: 'Links, die ein Kommentar haben darf',
  linksMaxHint: 'Mit mehr wird er zurückgehalten. Leer: beliebig viele.',
  holdRepeats: 'Einen Text zurückhalten, den dieselbe Person schon einmal geschrieben hat',
  minLength: 'Kürzester Kommentar, in Zeichen',
  maxLength: 'Längster Kommentar, in Zeichen',
  lengthHint: 'Ein anderer wird nicht angenommen; wer ihn schreibt, erfährt es.',
  lengthsCrossed: 'Der kürzeste Kommentar ist länger als der längste.',

  bannedWords: 'Verbotene Wörter',
  bannedWordsHint: 'Ein Kommentar mit einem davon wird abgelehnt. Ein Muster je Zeile.',
  suspectWords: 'Verdächtige Wörter',
  suspectWordsHint: 'Ein Kommentar mit einem davon wird zurückgehalten. Ein Muster je Zeile.',
  patterns: 'Wie man Muster schreibt',
  patternsHint:
    'Ein Muster ist ein Wort oder eine Wendung und findet ganze Wörter. Groß und klein, Akzente und ähnlich aussehende Buchstaben sind gleich. * steht für beliebige Buchstaben und Ziffern in einem Wort, oder allein für ein ganzes Wort. In Schriften ohne Leerzeichen wird ein Muster überall gefunden.',
  pattern: 'Muster',
  finds: 'Findet',
  findsNot: 'Findet nicht',
  fault_long: 'Zeile {line}: Kürzen Sie auf höchstens 100 Zeichen.',
  fault_short:
    'Zeile {line}: Schreiben Sie außer * mindestens zwei Buchstaben oder Ziffern, oder entfernen Sie die Zeile.',
  fault_stars: 'Zeile {line}: Höchstens drei * zwischen anderen Zeichen.',

  spamThreshold: 'Spam-Wert, ab dem ein Kommentar zurückgehalten wird',
  spamThresholdHint:
    '1 bis 100; der Wert lernt aus dem, was Sie als Spam markieren und freigeben. Leer: Keiner wird deshalb zurückgehalten.',
  reportThreshold: 'Meldungen, nach denen ein Kommentar verborgen wird',
  reportThresholdHint: 'Von Lesenden mit gutem Ruf; er wartet dann auf die Moderation. Leer: nie.',

  akismetKey: 'Akismet-Schlüssel',
  akismetKeyHint: 'Mit einem Schlüssel wird Akismet zu jedem Kommentar gefragt und kann ihn zurückhalten.',
  webhookUrl: 'Adresse Ihres eigenen Webhooks',
  webhookUrlHint:
    'Er wird zu jedem Kommentar gefragt und kann ihn zurückhalten oder freigeben. Leer: Niemand wird gefragt.',
  webhookSecret: 'Geheimnis des Webhooks',
  webhookSecretHint:
    '32 bis 200 Zeichen, mit denen die Anfragen unterschrieben werden. Nach einem Wechsel unterschreibt auch das vorige.',
  makeSecret: 'Eines erzeugen',
  secretMade: 'Kopieren Sie es jetzt auf Ihren Server: Es wird nie wieder gezeigt.',
  secretNeeded: 'Ein Webhook braucht ein Geheimnis: Es beweist Ihrem Server, wer fragt.',
  fault_secret: 'Nehmen Sie 32 bis 200 Buchstaben, Ziffern und Zeichen aus ASCII.',
  fault_key: 'Nehmen Sie 1 bis 200 Buchstaben und Ziffern.',
  fault_url: 'Schreiben Sie eine ganze Adresse, die mit https:// beginnt.',

  nesting: 'Ebenen von Antworten, die gezeigt werden',
  nestingHint: '1 bis 10. Tiefere Antworten stehen auf gleicher Höhe mit dem, worauf sie antworten.',
  closeAfterDays: 'Tage nach Erscheinen, nach denen ein Thread schließt',
  closeAfterDaysHint: 'Leer: Er bleibt offen.',
  editMinutes: 'Minuten, in denen man Eigenes ändern darf',
  episodesMustExist: 'Kommentare nur zu Folgen annehmen, die die Moderation angelegt hat',

  tryIt: 'Ausprobieren',
  trying: 'Wird ausprobiert …',
  trial: 'Was es bewirken würde',
  trialWhy: 'Ändern Sie etwas, und probieren Sie es hier an den letzten 1.000 Kommentaren aus, bevor Sie es speichern.',
  trialOf: { one: 'Vom letzten Kommentar', other: 'Von den letzten {count} Kommentaren' },
  trialNone: 'Aus keinem würde etwas anderes als jetzt.',
  trialDiffer: { one: '{count} würde anders behandelt.', other: '{count} würden anders behandelt.' },
  trialMore: {
    one: '{count} Kommentar mehr würde nicht sofort gezeigt: {percent} von allen.',
    other: '{count} Kommentare mehr würden nicht sofort gezeigt: {percent} von allen.',
  },
  trialFewer: {
    one: '{count} Kommentar mehr würde sofort gezeigt.',
    other: '{count} Kommentare mehr würden sofort gezeigt.',
  },
  trialPart: 'Darunter stehen die neuesten {count} davon.',
  trialStale: 'Sie haben seither etwas geändert. Probieren Sie es noch einmal aus.',
  trialNeedless: 'Was Sie geändert haben, entscheidet nicht über neue Kommentare. Es gibt nichts auszuprobieren.',
  trialLimits: 'Als wären alle heute geschrieben. Meldungen, Akismet und der Webhook werden nicht ausprobiert.',
  trialAsks: 'Noch nicht gespeichert. Sehen Sie sich an, was es bewirken würde, und speichern Sie dann.',
  fate: 'Kommentare',
  now: 'Jetzt',
  later: 'Dann',
  fate_APPROVED: 'gezeigt',
  fate_PENDING: 'zurückgehalten',
  fate_REJECTED: 'abgelehnt',
  fate_REFUSED: 'nicht angenommen',
  move: '{now} → {later}',
  moveSame: '{now}, aus anderen Gründen',
  past: 'Bisherige Änderungen',
};

export default words;
