// What the window asks the API.

const OUTCOME = 'accessToken expiresAt refreshToken secondFactor { challenge expiresAt totp passkeys }';

const signsIn = (name, input) => `mutation Window($input: ${input}!) { ${name}(input: $input) { ${OUTCOME} } }`;

export const WAYS = 'query Window($site: String!) { site(key: $site) { waysIn { password } } }';

export const SIGN_IN = signsIn('signIn', 'SignInInput');
export const FINISH = signsIn('finishSignIn', 'FinishSignInInput');
export const SIGN_UP = 'mutation Window($input: SignUpInput!) { signUp(input: $input) { next } }';
