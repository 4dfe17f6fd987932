//! Second factors: setting them up, giving them, losing them, demanding them.
mod demanded;
mod enrolment;
mod one_time;
mod operators;
mod passkeys;
mod passwordless;
mod recovery;

use crate::support::{Answer, Authenticator, Client, SECURE_ORIGIN, TestApp};
use rejoinder::{
    domain::{
        accounts::{self, NewAccount},
        credentials::{Secret, one_time::SECRET_LEN},
    },
    storage::{self, factors::Totp},
};
use serde_json::{Value, json};

const SIGN_IN: &str = "mutation($input: SignInInput!) { signIn(input: $input) {
    accessToken refreshToken secondFactor { challenge expiresAt totp passkeys }
} }";
const FINISH: &str = "mutation($input: FinishSignInInput!) { finishSignIn(input: $input) {
    accessToken refreshToken viewer { email role } secondFactor { challenge }
} }";
const BEGIN_TOTP: &str = "mutation { beginTotp { secret uri qrCode } }";
const CONFIRM_TOTP: &str = "mutation($input: ConfirmTotpInput!) { confirmTotp(input: $input) {
    recoveryCodes
} }";
const REMOVE_TOTP: &str = "mutation { removeTotp { removed } }";
const NEW_CODES: &str = "mutation { newRecoveryCodes { recoveryCodes } }";
const BEGIN_PASSKEY: &str = "mutation { beginPasskey { options } }";
const ADD_PASSKEY: &str = "mutation($input: AddPasskeyInput!) { addPasskey(input: $input) {
    passkey { id name createdAt lastUsedAt } recoveryCodes
} }";
const RENAME_PASSKEY: &str =
    "mutation($input: RenamePasskeyInput!) { renamePasskey(input: $input) {
    passkey { name }
} }";
const REMOVE_PASSKEY: &str =
    "mutation($input: RemovePasskeyInput!) { removePasskey(input: $input) {
    removedPasskeyId
} }";
const ASK: &str = "mutation($input: BeginPasskeySignInInput!) { beginPasskeySignIn(input: $input) {
    challenge expiresAt options
} }";
const ANSWER: &str = "mutation($input: FinishPasskeySignInInput!) {
    finishPasskeySignIn(input: $input) { accessToken refreshToken viewer { email role } }
}";
const VIEWER: &str = "{ viewer { email role secondFactorDemanded
    secondFactor { totp recoveryCodesLeft passkeys { id name lastUsedAt } } } }";

const PASSWORD: &str = "orchard-violin-1742";

/// An account with [`PASSWORD`]. Returns its e-mail address.
async fn account(app: &TestApp, name: &str) -> String {
    let email = format!("{}@example.org", name.to_lowercase());
    let new = NewAccount {
        email: email.clone(),
        display_name: name.to_owned(),
        password: Some(Secret::new(PASSWORD)),
        site: None,
    };
    accounts::create(&app.app, new).await.unwrap();
    email
}

async fn sign_in(client: &Client, email: &str) -> Answer {
    let input = json!({ "site": "history", "email": email, "password": PASSWORD });
    client.send(SIGN_IN, input).await
}

/// The challenge of a first factor that was right.
async fn challenge(client: &Client, email: &str) -> String {
    let answer = sign_in(client, email).await;
    assert!(answer.at("/signIn/accessToken").is_null());
    answer.text("/signIn/secondFactor/challenge")
}

async fn finish(client: &Client, challenge: &str, code: &str) -> Answer {
    let input = json!({ "challenge": challenge, "code": code });
    client.send(FINISH, input).await
}

/// The client, with the tokens of an answer.
fn holding(client: &Client, answer: &Answer, mutation: &str) -> Client {
    Client {
        access: Some(answer.text(&format!("/{mutation}/accessToken"))),
        refresh: Some(answer.text(&format!("/{mutation}/refreshToken"))),
        ..client.clone()
    }
}

/// Somebody new who has signed in with the password just now.
async fn arrived(app: &TestApp, name: &str) -> (Client, String) {
    let email = account(app, name).await;
    let answer = sign_in(&app.anonymous(), &email).await;
    (holding(&app.anonymous(), &answer, "signIn"), email)
}

/// An authenticator app, and the codes that came with it.
struct App {
    secret: Vec<u8>,
    recovery_codes: Vec<String>,
}

impl App {
    /// Set up by somebody who has just signed in.
    async fn set_up(app: &TestApp, client: &Client) -> Self {
        let begun = client.run(BEGIN_TOTP, json!({})).await;
        let secret = totp_rs::Secret::try_from_base32(begun.text("/beginTotp/secret")).unwrap();
        let mut this = Self {
            secret: secret.as_bytes().to_vec(),
            recovery_codes: vec![],
        };
        let input = json!({ "code": this.code(app, 0) });
        let confirmed = client.send(CONFIRM_TOTP, input).await;
        this.recovery_codes = texts(confirmed.at("/confirmTotp/recoveryCodes"));
        this
    }

    /// The code of the present step, or one so many steps away.
    fn code(&self, app: &TestApp, steps: i64) -> String {
        let totp = totp_rs::Builder::new().with_secret(self.secret.as_slice());
        let time = app.app.env.now().timestamp() + 30 * steps;
        let totp = totp.build().unwrap();
        totp.generate(u64::try_from(time).unwrap()).to_string()
    }

    /// A code that is wrong at all times near the present.
    fn wrong(&self, app: &TestApp) -> String {
        let right: Vec<String> = (-3..=3).map(|steps| self.code(app, steps)).collect();
        let numbers = [
            "000000", "111111", "222222", "333333", "444444", "555555", "666666", "777777",
        ];
        let wrong = numbers
            .iter()
            .find(|code| !right.iter().any(|right| right == *code));
        (*wrong.unwrap()).to_owned()
    }
}

fn texts(list: &Value) -> Vec<String> {
    let texts = list.as_array().unwrap().iter();
    texts
        .map(|text| text.as_str().unwrap().to_owned())
        .collect()
}

/// A passkey set up by somebody who has just signed in; the answer to it as well.
async fn add_passkey(client: &Client, seed: u8) -> (Authenticator, Answer) {
    let mut authenticator = Authenticator::new(seed, SECURE_ORIGIN);
    let options = client.run(BEGIN_PASSKEY, json!({})).await;
    let credential = authenticator.register(&options.text("/beginPasskey/options"));
    let input = json!({ "credential": credential, "name": "Telephone" });
    let added = client.send(ADD_PASSKEY, input).await;
    (authenticator, added)
}

/// An input for `finishSignIn` that is right: of an account that is made for it.
pub(crate) async fn asked_for_a_code(app: &TestApp) -> Value {
    let email = account(app, "Tia").await;
    let code = given_an_app(app, &email).await;
    let challenge = challenge(&app.anonymous(), &email).await;
    json!({ "challenge": challenge, "code": code })
}

/// The account has an authenticator app from now on: the code that it shows.
pub(crate) async fn given_an_app(app: &TestApp, email: &str) -> String {
    let found = storage::accounts::find_credentials(app.app.db.read(), email).await;
    let this = App {
        secret: vec![7; SECRET_LEN],
        recovery_codes: vec![],
    };
    let totp = Totp {
        account_id: found.unwrap().unwrap().account.id,
        secret: this.secret.clone(),
        last_step: None,
        created_at: app.app.env.now(),
        confirmed_at: Some(app.app.env.now()),
    };
    let txn = app.app.db.begin_write().await.unwrap();
    storage::factors::save_totp(&txn, totp).await.unwrap();
    txn.commit().await.unwrap();
    this.code(app, 0)
}
