// English, and what every other language has to have: what all pages of our own say.

const words = {
  // Where one is
  loading: 'Loading …',
  account: 'Your account',
  elsewhere: 'You are signed in on another site',
  elsewhereHint: 'In this browser you are signed in on {site}, as {name}. Nothing crosses from one site to another.',
  signInHere: 'Sign in on this site',

  // Forms
  missing: 'Please fill in this field.',
  oneMoment: 'One moment …',
  cancel: 'Cancel',
  close: 'Close',
  goOn: 'Continue',
  showPassword: 'Show the password',
  code: 'Code',
  signOut: 'Sign out',
  tryAgain: 'Try again',
  more: 'Show more',

  // Proving who one is
  prove: 'Is it you?',
  proveHint: 'For this, please sign in once more. It then holds for ten minutes.',
  password: 'Password',
  proveByPassword: 'Use your password',
  proveByMail: 'Get a code by e-mail',
  usePasskey: 'Use a passkey',
  useAppCode: 'Use the authenticator app',
  useRecoveryCode: 'Use a recovery code',
  mailHint: 'We send a code to {email}.',
  sendMail: 'Send me a code',
  mailSent: 'We have written to {email}. The mail may take a minute.',
  mailCodeHint: '6 digits, from the mail',
  secondStep: 'The second step',
  appCodeHint: '6 digits, as your authenticator app shows them',
  recoveryCode: 'Recovery code',
  recoveryCodeHint: 'One of the codes that you have kept; each works once',
  signInAgain: 'Go to the sign-in page',
  working: 'Your browser does a short sum that keeps spam out: {percent}',

  // Why not
  unreachable: 'The service could not be reached. Try again in a moment.',
  tooOften: 'Too many tries. Try again in {time}.',
  busy: 'The service is busy. Try again in a moment.',
  broken: 'Something went wrong at our end. Try again in a moment.',
  refused: 'The service did not take it: {message}',
  SESSION_ENDED: 'You are signed out. Sign in again.',
  WRONG_PASSWORD: 'This password is wrong.',
  WRONG_CODE: 'This code is wrong, or has been used already.',
  LINK_OVER: 'This code is over, after too much time or too many tries. Ask for another mail.',
  CHALLENGE_OVER: 'This took too long, or too many tries. Start over.',
  PASSKEY_REFUSED: 'No passkey was given, or it was not accepted. You can try again.',
  SIGN_IN_AGAIN: 'For this, you have to sign in once more.',
  OWN_PAGES_ONLY: 'This works only under the service’s own address.',
  COOKIE_NEEDS_HTTPS:
    'You cannot be signed in here, since this service is reached without encryption. If you run it: put it behind https and set public_url to its https address.',
  NO_MAIL: 'This service sends no mails at present.',
  WAY_CLOSED: 'This site does not let people sign in in this way.',
  CHANGED: 'Somebody else has changed it meanwhile: look at it again.',
  NOTHING_TO_DO: 'This has been done already.',
  ALREADY_SIGNED_UP: 'This address belongs to another account.',
  invalid_email: 'Enter a complete e-mail address, another one than before.',
  invalid_password: 'Choose another password: 8 to 128 characters, and hard to guess.',
  invalid_name: 'Choose another name, of 1 to 60 characters.',
};

export type OwnWords = typeof words;
export default words;
