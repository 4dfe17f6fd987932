// What the window asks the API.

const OUTCOME = 'accessToken expiresAt refreshToken secondFactor { challenge expiresAt totp passkeys }';

const mutation = (name, fields) => {
  const input = `${name[0].toUpperCase()}${name.slice(1)}Input`;
  return `mutation Window($input: ${input}!) { ${name}(input: $input) { ${fields} } }`;
};

export const WAYS = 'query Window($site: String!) { site(key: $site) { waysIn { password passwordReset mail passkeys providers { key name } } } }';
export const VIEWER = 'query Window { viewer { author { displayName } role secondFactorDemanded site { key } } }';
export const WORK = 'query Window($site: String!) { proofOfWork(site: $site) { algorithm challenge maxnumber salt signature } }';

export const SIGN_IN = mutation('signIn', OUTCOME);
export const SIGN_UP = mutation('signUp', 'next requestToken');
export const CONFIRM = mutation('confirmSignUp', OUTCOME);
export const REQUEST_MAIL = mutation('requestSignInMail', 'requestToken');
export const SIGN_IN_WITH_MAIL = mutation('signInWithMail', OUTCOME);
export const REQUEST_RESET = mutation('requestPasswordReset', 'sent');
export const FINISH = mutation('finishSignIn', OUTCOME);
export const BEGIN_PASSKEY = mutation('beginPasskeySignIn', 'challenge options');
export const FINISH_PASSKEY = mutation('finishPasskeySignIn', OUTCOME);
export const BEGIN_MODERATING = mutation('beginModeratingHere', 'accessToken expiresAt refreshToken');
