// English, and what every other language has to have: the page of one's own account.
import type { Plural } from '../../shared/language.ts';
import reasons from '../../shared/words/reasons/en.ts';

const words = {
  ...reasons,
  on: 'on {site}',
  contents: 'On this page',
  toThatAccount: 'To your account on {site}',
  suspended: 'You may not write on this site until {time}.',
  banned: 'You may not write on this site.',
  standingReason: 'The moderators say: {reason}',

  // Erasure that waits
  erasing: 'Your account will be erased on {time}.',
  erasingDelete: 'The words of your comments go with it.',
  erasingKeep: 'Your comments stay, without your name.',
  keep: 'Keep my account',
  kept: 'Your account is kept.',

  // Who you are
  profile: 'Name and e-mail',
  name: 'Name',
  nameHint: 'It stands with your comments. It cannot be changed here.',
  email: 'E-mail address',
  noEmail: 'none',
  unconfirmed: 'not confirmed yet',
  confirmEmail: 'Confirm it',
  confirmSent: 'We have written to {email}. Enter the code from the mail here.',
  changeEmail: 'Change the address',
  newEmail: 'New e-mail address',
  changeHint:
    'Two mails go out: a code to the new address, and, if your present address is confirmed, a link to that one. The address changes once you have answered both.',
  requestChange: 'Send the mails',
  changeSent:
    'We have written to {email}. Enter the code from that mail here. If a mail has come to your present address too, follow the link in it.',
  enterCode: 'Confirm the address',
  halfWay: 'The new address is confirmed. Now follow the link in the mail to your present address: then it changes.',
  emailChanged: 'The address is confirmed.',
  otherBrowser: 'The mail was asked for in another browser. Enter the code there.',

  // Password
  passwordTitle: 'Password',
  currentPassword: 'Current password',
  newPassword: 'New password',
  newPasswordHint: '8 to 128 characters of any kind',
  changePassword: 'Change the password',
  passwordHint: 'When you change it, all your other sessions end.',
  passwordChanged: 'The new password holds. You have been signed out everywhere else.',
  noPassword:
    'Your account has no password. If you want one, we mail you a link with which to set it; then sign in with it.',
  mailPassword: 'Mail me a link',
  forgotten: 'Forgotten it? We mail you a link with which to set another.',
  passwordMailed: 'A mail to {email} is on its way.',
  vouched:
    'You have come by way of another service. To see and change this, sign in once more with something of your own: your password, or a mail.',
  proveNow: 'Sign in once more',

  // Linked identities
  identities: 'Other ways to sign in',
  noIdentities: 'Nothing is linked to your account.',
  ownSite: 'This site’s own account',
  lastUsed: 'last used {time}',
  link: 'Link {name}',
  unlink: 'Unlink',
  unlinkAsk: 'Sign in no more with “{name}”?',
  unlinked: 'It is unlinked.',
  LAST_WAY_IN: 'This is your last way to sign in: set a password or confirm an e-mail address first.',

  // Second factor
  factor: 'Second factor',
  factorHint:
    'Besides your password, something that only you have. Whoever finds out your password still cannot sign in. It holds on all sites of this service.',
  demanded:
    'This site lets you moderate only with a second factor. Add one here, or sign in again with the one you have.',
  demandedMet: 'This site asks its moderators for a second factor, and you have one.',
  toFactor: 'To the second factor',
  app: 'Authenticator app',
  appOn: 'An app is set up.',
  appOff: 'An app on your telephone shows another six digits every 30 seconds.',
  appAdd: 'Set up an app',
  appRemove: 'Remove the app',
  appRemoveAsk: 'Remove the authenticator app? Its codes are worth nothing any more.',
  lastFactor: 'It is your last second factor: your recovery codes go too, and your other sessions end.',
  appRemoved: 'The app is removed.',
  appScan: 'Scan this picture with the app, or type the secret into it.',
  qr: 'QR code with the secret that stands beside it',
  secret: 'Secret',
  openApp: 'Open it in an app on this device',
  appCode: 'Code of the app',
  appConfirm: 'Confirm the app',
  appAdded: 'The app is set up. From now on you are asked for its code.',
  passkeys: 'Passkeys',
  passkeysHint:
    'A telephone, a computer or a security key that checks your face, finger or PIN. It signs in without a password, too.',
  passkeysOff: 'This service has no address for which browsers keep passkeys.',
  passkeysNot: 'This browser cannot make passkeys. Try another one.',
  passkeyName: 'Name of the passkey',
  passkeyNameHint: 'To know it by, such as “My telephone”',
  passkeyAdd: 'Add a passkey',
  passkeyAdded: 'The passkey is added.',
  passkeyRename: 'Rename',
  passkeyRenameAsk: 'Another name for “{name}”',
  passkeyRenamed: 'The passkey has another name.',
  passkeyRemove: 'Remove',
  passkeyRemoveAsk: 'Remove the passkey “{name}”?',
  passkeyRemoved: 'The passkey is removed.',
  added: 'added {time}',
  recovery: 'Recovery codes',
  recoveryLeft: {
    one: '{count} code is left. It is good once in place of the app or passkey.',
    other: '{count} codes are left. Each is good once in place of the app or passkey.',
  } as Plural,
  recoveryNew: 'Make new codes',
  recoveryNewAsk: 'Make ten new codes? The old ones are worth nothing then.',
  codesTitle: 'Your recovery codes',
  codesHint: 'They are shown this once. Print them, or keep them where your telephone is not.',
  copy: 'Copy',
  copied: 'The codes are copied.',
  copyFailed: 'The browser did not let them be copied: mark them yourself.',
  download: 'Download',
  codesKept: 'I have kept them',

  // Sessions
  sessions: 'Where you are signed in',
  unknownDevice: 'Unknown device',
  thisSession: 'this browser',
  EMBEDDED: 'in a page with comments',
  DIRECT: 'on the service’s own pages',
  MODERATING: 'for moderating on {origin}',
  withFactor: 'with a second factor',
  endSession: 'Sign out there',
  sessionEnded: 'That session has ended.',
  endOthers: 'Sign out everywhere else',
  endOthersAsk: 'End all your other sessions?',
  everywhere: 'Also on all other sites of this service',
  othersEnded: { one: '{count} session has ended.', other: '{count} sessions have ended.' } as Plural,
  noOthers: 'You are signed in nowhere else.',

  // Muted authors
  muted: 'Muted authors',
  mutedHint: 'You do not see their comments on this site. They do not know.',
  nobodyMuted: 'You have muted nobody.',
  unmute: 'Unmute',
  unmuted: 'You see {name} again.',

  // Reports
  reports: 'What you have reported',
  noReports: 'You have reported nothing.',
  waits: 'Waits for a moderator',
  UPHELD: 'The comment was taken down',
  DISMISSED: 'The comment stays',
  MOOT: 'Its author deleted the comment first',
  reported: 'reported {time}',
  showReported: 'Show the comment',
  reportedGone: 'The comment is not to be seen any more.',

  // Imported comments
  imported: 'Comments from before',
  importedHint: 'These came here from another system, under your e-mail address. If they are yours, take them over.',
  importedCount: { one: '{count} comment', other: '{count} comments' } as Plural,
  claim: 'They are mine',
  claimed: { one: '{count} comment is yours now.', other: '{count} comments are yours now.' } as Plural,

  // Data
  data: 'Your data',
  export: 'Take your data away',
  exportHint: 'An archive with all that is kept of you on this site: a page to read, and the same for programs.',
  exportDo: 'Download my data',
  exported: 'The download begins. Should it not, use this link, until {time}:',
  exportLink: 'account-data.zip',
  erase: 'Erase your account',
  eraseHint:
    'Your address, your names and all that signs you in go, on every site of this service. There are some days to think better of it: until then, signing in and “Keep my account” takes it back. All other sessions end at once.',
  eraseComments: 'What becomes of your comments?',
  eraseDelete: 'Delete their words. Answers of others stay.',
  eraseKeep: 'Keep them, under the name “Anonymous”.',
  eraseDo: 'Erase my account',
  eraseAsk: 'Erase your account on all sites?',
  erased: 'Your account is erased',
  erasedHint: 'You can close this page.',
  LAST_ADMIN: 'You are the last admin of a site. Make somebody else its admin first.',
};

export type AccountWords = typeof words;
export default words;
