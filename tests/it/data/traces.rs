//! Of whoever is erased nothing is left: in no column of any table, and in no byte of the files.
use super::{PASSWORD, erase, erasing::busy, finish, is_in_files, traces};
use crate::{
    people::invitations,
    sessions::from_peer,
    support::{
        Client, TestApp, item,
        mail::{code, token},
        named,
    },
};
use rejoinder::{
    domain::{jobs, text::name::skeleton},
    model::{Passkey, PasskeyId, Role},
    storage,
};
use sea_orm::Value;
use serde_json::json;

const ADDRESS: &str = "quirina@example.org";
const NETWORK: &str = "2001:db8:1234:5678::9";

/// As its authenticator would have left it.
pub(super) async fn add_passkey(app: &TestApp, owner: &Client, name: &str) {
    let passkey = Passkey {
        id: PasskeyId(app.app.env.new_id()),
        account_id: owner.member.as_ref().unwrap().account_id,
        credential_id: name.as_bytes().to_vec(),
        credential: json!({ "of": name }).to_string(),
        counter: 0,
        name: name.to_owned(),
        created_at: app.app.env.now(),
        last_used_at: None,
    };
    let txn = app.app.db.begin_write().await.unwrap();
    assert!(
        storage::passkeys::insert_if_new(&txn, passkey)
            .await
            .unwrap()
    );
    txn.commit().await.unwrap();
}

/// What a provider calls her, and what another system did.
async fn known_elsewhere(app: &TestApp, quirina: &Client) {
    let member = quirina.member.as_ref().unwrap();
    let at = || Value::from(app.app.env.now());
    let id = || Value::from(app.app.env.new_id());
    let identity = "INSERT INTO identity (id, account_id, site_id, provider, subject, email, \
        created_at, last_used_at) VALUES ($1, $2, $3, 'site', 'quirina-17', $4, $5, $5)";
    let values = vec![
        id(),
        member.account_id.into(),
        app.site.id.into(),
        ADDRESS.into(),
        at(),
    ];
    app.execute(identity, values).await;
    let author = "INSERT INTO imported_author (id, site_id, source, author_key, email, member_id) \
        VALUES ($1, $2, 'wordpress', 'quirina-4', $3, $4)";
    let values = vec![id(), app.site.id.into(), ADDRESS.into(), member.id.into()];
    app.execute(author, values).await;
}

/// What waits under her address, said by a guest.
async fn says_as_a_guest(app: &TestApp, from: &Client) {
    let (db, site) = (app.app.db.write(), app.site.id);
    let ways = storage::ways_in::get(db, site).await.unwrap();
    let welcoming = rejoinder::model::WaysIn {
        guests: true,
        ..ways
    };
    storage::ways_in::save(db, welcoming).await.unwrap();
    let thread = app.thread().await;
    let say = "mutation($input: PostCommentAsGuestInput!) { postCommentAsGuest(input: $input) {
        expiresAt } }";
    let input = json!({
        "episode": named(&thread), "name": "Quirina Q.", "email": ADDRESS,
        "body": "zanzibar as a guest",
    });
    from.send(say, input).await.at("/postCommentAsGuest");
}

/// A moderator's word to her, which stands on the comment.
async fn is_told_why(app: &TestApp, quirina: &Client) {
    let mo = app.moderator("Mo").await;
    let thread = app.thread().await;
    let held = app.comment(&thread).by(quirina).held().insert().await;
    let reject = "mutation($input: RejectCommentsInput!) { rejectComments(input: $input) {
        results { code } } }";
    let input = json!({
        "items": [item(&held)], "reason": "OTHER", "note": "Quirina, please be kind",
    });
    mo.send(reject, input).await.at("/rejectComments");
}

#[tokio::test]
async fn an_erased_persons_name_mail_and_address_are_nowhere() {
    for choice in ["DELETE", "KEEP_ANONYMOUSLY"] {
        let app = TestApp::new().await;
        let quirina = busy(&app).await;
        let far = quirina.on(from_peer(app.router(), NETWORK));
        known_elsewhere(&app, &quirina).await;
        add_passkey(&app, &quirina, "Quirina's telephone").await;
        crate::factors::given_an_app(&app, ADDRESS).await;
        is_told_why(&app, &quirina).await;
        let guest = Client {
            access: None,
            ..far.clone()
        };
        says_as_a_guest(&app, &guest).await;
        let ada = app.admin("Ada").await;
        invitations::invite(&ada, ADDRESS, "MODERATOR")
            .await
            .at("/inviteMember");
        // Guessed at, asked for the second factor, and about to change the address.
        let sign_in = "mutation($input: SignInInput!) { signIn(input: $input) { accessToken } }";
        for password in ["not-this-one-17", PASSWORD] {
            let input = json!({ "site": "history", "email": ADDRESS, "password": password });
            guest.send(sign_in, input).await;
        }
        let change = "mutation($input: ChangeEmailInput!) { changeEmail(input: $input) {
            requested } }";
        let input = json!({ "newEmail": "quirina.new@example.org", "password": PASSWORD });
        far.send(change, input).await;
        let known = ["quirina", ADDRESS, "zanzibar"];
        for trace in known {
            assert!(!traces(&app, trace).await.is_empty(), "{trace}");
        }

        let proof = json!({ "password": PASSWORD });
        erase(&far, choice, proof).await.at("/eraseMe");
        app.mails().await;
        finish(&app).await;
        for trace in ["quirina", "QUIRINA", ADDRESS, NETWORK, "2001:db8:1234:5678"] {
            assert_eq!(traces(&app, trace).await, Vec::<String>::new(), "{trace}");
            assert!(!is_in_files(&app, trace.as_bytes()).await, "{trace}");
        }
        let network: std::net::Ipv6Addr = NETWORK.parse().unwrap();
        assert!(!is_in_files(&app, &network.octets()[..8]).await);
        assert!(!is_in_files(&app, skeleton("Quirina").as_bytes()).await);
        let words = traces(&app, "zanzibar").await;
        assert_eq!(words.is_empty(), choice == "DELETE", "{words:?}");
        if choice == "DELETE" {
            assert!(!is_in_files(&app, b"zanzibar").await);
        }
        assert!(!is_in_files(&app, b"as a guest").await);
        for table in [
            "totp",
            "passkey",
            "recovery_code",
            "identity",
            "challenge",
            "invitation",
        ] {
            assert_eq!(app.count(table, "1 = 1", vec![]).await, 0, "{table}");
        }
        app.assert_no_drift().await;
    }
}

/// What the test above looks for would be found if it were there: of whoever stays all is.
#[tokio::test]
async fn what_is_kept_is_found_in_the_files() {
    let app = TestApp::new().await;
    busy(&app).await;
    let is_a_file = !app.app.db.is_shared();
    assert_eq!(is_in_files(&app, b"quirina").await, is_a_file);
    assert_eq!(is_in_files(&app, b"zanzibar").await, is_a_file);
}

/// Nobody's account has it any more, so nobody could have it erased.
#[tokio::test]
async fn an_address_that_was_given_up_is_forgotten() {
    let app = TestApp::new().await;
    let quirina = super::erasing::with_password(&app, "Quirina", Role::Commenter).await;
    let change =
        "mutation($input: ChangeEmailInput!) { changeEmail(input: $input) { requestToken } }";
    let input = json!({ "newEmail": "zenobia@example.org", "password": PASSWORD });
    let asked = quirina.send(change, input).await;
    let request = asked.text("/changeEmail/requestToken");
    let follow = "mutation($input: ConfirmEmailInput!) { confirmEmail(input: $input) { state } }";
    let enter = "mutation($input: ConfirmEmailByCodeInput!) {
        confirmEmailByCode(input: $input) { state } }";
    for letter in app.mails().await {
        if letter.kind == "confirm_new_email" {
            let input = json!({ "requestToken": request, "code": code(&letter) });
            quirina.send(enter, input).await.at("/confirmEmailByCode");
        } else {
            let input = json!({ "token": token(&letter) });
            let followed = app.anonymous().send(follow, input).await;
            followed.at("/confirmEmail");
        }
    }
    assert_eq!(app.mail().await.kind, "email_changed");
    jobs::clear_out(&app.app).await.unwrap();
    let kept = traces(&app, ADDRESS).await;
    // That it was to be confirmed is known for as long as of any other mail.
    assert_eq!(kept, ["mailed_token.email"]);
    erase(&quirina, "DELETE", json!({ "password": PASSWORD }))
        .await
        .at("/eraseMe");
    app.mails().await;
    finish(&app).await;
    for trace in ["quirina", "zenobia"] {
        assert_eq!(traces(&app, trace).await, Vec::<String>::new(), "{trace}");
        assert!(!is_in_files(&app, trace.as_bytes()).await, "{trace}");
    }
}

/// However many, in pages that are split and filled anew.
#[tokio::test]
async fn what_was_deleted_among_much_else_is_overwritten() {
    let app = TestApp::new().await;
    let (quirina, ana) = (app.reader("Quirina").await, app.reader("Ana").await);
    let thread = app.thread().await;
    for number in 0..300 {
        let by = if number % 3 == 0 { &quirina } else { &ana };
        let body = format!(
            "{}{number} {}",
            by.member.as_ref().unwrap().display_name,
            "x ".repeat(number)
        );
        app.comment(&thread).by(by).body(body).insert().await;
    }
    let ada = app.admin("Ada").await;
    super::erase_member(&ada, &quirina, "DELETE")
        .await
        .at("/eraseMember");
    finish(&app).await;
    assert!(!is_in_files(&app, b"quirina").await);
    assert_eq!(is_in_files(&app, b"ana299").await, !app.app.db.is_shared());
}
