// German.
import type { OwnWords } from './en.ts';

const words: OwnWords = {
  // Where one is
  loading: 'Wird geladen …',
  account: 'Ihr Konto',
  elsewhere: 'Sie sind auf einer anderen Website angemeldet',
  elsewhereHint:
    'In diesem Browser sind Sie bei {site} angemeldet, als {name}. Von einer Website zur anderen geht nichts über.',
  signInHere: 'Bei dieser Website anmelden',

  missing: 'Bitte füllen Sie dieses Feld aus.',
  oneMoment: 'Einen Moment …',
  cancel: 'Abbrechen',
  close: 'Schließen',
  goOn: 'Weiter',
  showPassword: 'Passwort anzeigen',
  code: 'Code',
  signOut: 'Abmelden',
  tryAgain: 'Noch einmal versuchen',
  more: 'Mehr anzeigen',

  prove: 'Sind Sie es?',
  proveHint: 'Bitte melden Sie sich dafür noch einmal an. Das gilt dann zehn Minuten lang.',
  password: 'Passwort',
  proveByPassword: 'Passwort verwenden',
  proveByMail: 'Code per E-Mail',
  usePasskey: 'Passkey verwenden',
  useAppCode: 'Authenticator-App verwenden',
  useRecoveryCode: 'Wiederherstellungscode verwenden',
  mailHint: 'Wir schicken einen Code an {email}.',
  sendMail: 'Code schicken',
  mailSent: 'Wir haben an {email} geschrieben. Die E-Mail kann eine Minute brauchen.',
  mailCodeHint: '6 Ziffern aus der E-Mail',
  secondStep: 'Der zweite Schritt',
  appCodeHint: '6 Ziffern, wie Ihre Authenticator-App sie zeigt',
  recoveryCode: 'Wiederherstellungscode',
  recoveryCodeHint: 'Einer der Codes, die Sie aufbewahrt haben; jeder gilt einmal',
  signInAgain: 'Zur Anmeldeseite',
  working: 'Ihr Browser löst eine kurze Rechenaufgabe, die Spam fernhält: {percent}',

  unreachable: 'Der Dienst ist nicht erreichbar. Versuchen Sie es gleich noch einmal.',
  tooOften: 'Zu viele Versuche. Versuchen Sie es in {time} noch einmal.',
  busy: 'Der Dienst ist ausgelastet. Versuchen Sie es gleich noch einmal.',
  broken: 'Bei uns ist etwas schiefgegangen. Versuchen Sie es gleich noch einmal.',
  refused: 'Der Dienst hat es nicht angenommen: {message}',
  SESSION_ENDED: 'Sie sind abgemeldet. Melden Sie sich noch einmal an.',
  WRONG_PASSWORD: 'Dieses Passwort stimmt nicht.',
  WRONG_CODE: 'Dieser Code ist falsch oder wurde schon verwendet.',
  LINK_OVER:
    'Dieser Code gilt nicht mehr: zu lange her oder zu viele Versuche. Lassen Sie sich eine neue E-Mail schicken.',
  CHALLENGE_OVER: 'Das hat zu lange gedauert oder zu viele Versuche gebraucht. Beginnen Sie von vorn.',
  PASSKEY_REFUSED: 'Es kam kein Passkey, oder er wurde nicht angenommen. Sie können es noch einmal versuchen.',
  SIGN_IN_AGAIN: 'Dafür müssen Sie sich noch einmal anmelden.',
  OWN_PAGES_ONLY: 'Das geht nur unter der eigenen Adresse des Dienstes.',
  COOKIE_NEEDS_HTTPS:
    'Hier kann sich niemand anmelden, da dieser Dienst ohne Verschlüsselung erreicht wird. Falls Sie ihn betreiben: Stellen Sie ihn hinter https und setzen Sie public_url auf seine https-Adresse.',
  NO_MAIL: 'Dieser Dienst verschickt zurzeit keine E-Mails.',
  WAY_CLOSED: 'Auf dieser Website kann man sich so nicht anmelden.',
  CHANGED: 'Jemand anderes hat das inzwischen geändert: Sehen Sie es noch einmal an.',
  NOTHING_TO_DO: 'Das ist schon geschehen.',
  ALREADY_SIGNED_UP: 'Diese Adresse gehört zu einem anderen Konto.',
  invalid_email: 'Geben Sie eine vollständige E-Mail-Adresse ein, eine andere als bisher.',
  invalid_password: 'Wählen Sie ein anderes Passwort: 8 bis 128 Zeichen und schwer zu erraten.',
  invalid_name: 'Wählen Sie einen anderen Namen mit 1 bis 60 Zeichen.',
};

export default words;
