//! The rows of what people do.
use super::{Person, Place, Table, World, inputs::input, refusal};
use crate::{
    sessions::from_peer,
    support::{Answer, Client},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::Duration;
use serde_json::{Value, json};

/// What a mutation is tried on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum On {
    /// Nothing that exists beforehand.
    Nothing,
    Site,
    Thread,
    Comment,
    Held,
    /// An author of an import, whose address Ana has proved.
    Author,
    /// A job that was given up.
    Job,
    /// A file that is there.
    Import,
    /// A line of the log: a moderator's decision.
    Entry,
    /// A key with which a site signs tokens.
    SiteKey,
    /// What waits for somebody to sign in.
    Invitation,
    /// Somebody whom a thread names.
    Member,
    /// A moderator.
    Staff,
    /// Somebody's note about a member.
    Note,
}

pub(super) struct Row {
    pub(super) mutation: &'static str,
    pub(super) on: On,
    selection: &'static str,
}

const fn row(mutation: &'static str, on: On, selection: &'static str) -> Row {
    Row {
        mutation,
        on,
        selection,
    }
}

const RESULTS: &str = "results { code message comment { id status } }";

pub(super) const ROWS: &[Row] = &[
    row("signUp", On::Nothing, "next"),
    row("signIn", On::Nothing, "accessToken"),
    row("signInWithSiteToken", On::Nothing, "accessToken"),
    row("refreshSession", On::Nothing, "accessToken"),
    row("confirmSignUp", On::Nothing, "accessToken"),
    row("requestSignInMail", On::Nothing, "requestToken"),
    row("signInWithMail", On::Nothing, "accessToken"),
    row("requestPasswordReset", On::Nothing, "sent"),
    row("resetPassword", On::Nothing, "reset"),
    row("changePassword", On::Nothing, "changed"),
    row("changeEmail", On::Nothing, "requested"),
    row("requestVerification", On::Nothing, "sent"),
    row("confirmEmail", On::Nothing, "state"),
    row("confirmEmailByCode", On::Nothing, "state"),
    row("signOut", On::Nothing, "signedOut"),
    row("endSession", On::Nothing, "endedSessionId"),
    row("endAllSessions", On::Nothing, "endedCount"),
    row("beginModeratingHere", On::Nothing, "accessToken"),
    row("finishSignIn", On::Nothing, "accessToken"),
    row("beginPasskeySignIn", On::Nothing, "challenge"),
    row("finishPasskeySignIn", On::Nothing, "accessToken"),
    row("beginTotp", On::Nothing, "secret"),
    row("confirmTotp", On::Nothing, "recoveryCodes"),
    row("newRecoveryCodes", On::Nothing, "recoveryCodes"),
    row("removeTotp", On::Nothing, "removed"),
    row("beginPasskey", On::Nothing, "options"),
    row("addPasskey", On::Nothing, "passkey { id }"),
    row("renamePasskey", On::Nothing, "passkey { id }"),
    row("removePasskey", On::Nothing, "removedPasskeyId"),
    row("claimAuthor", On::Author, "commentCount"),
    row("postCommentAsGuest", On::Nothing, "expiresAt"),
    row("confirmGuestComment", On::Nothing, "status"),
    row("postComment", On::Site, "comment { id }"),
    row("postComment", On::Comment, "comment { id }"),
    row("postComment", On::Held, "comment { id }"),
    row("editComment", On::Comment, "comment { id }"),
    row("editComment", On::Held, "comment { id }"),
    row("deleteComment", On::Comment, "deletedCommentId"),
    row("deleteComment", On::Held, "deletedCommentId"),
    row("voteComment", On::Comment, "comment { id }"),
    row("voteComment", On::Held, "comment { id }"),
    row("reportComment", On::Comment, "report { id }"),
    row("reportComment", On::Held, "report { id }"),
    row("approveComments", On::Comment, RESULTS),
    row("approveComments", On::Held, RESULTS),
    row("rejectComments", On::Comment, RESULTS),
    row("rejectComments", On::Held, RESULTS),
    row("markSpam", On::Comment, RESULTS),
    row("markSpam", On::Held, RESULTS),
    row("restore", On::Held, RESULTS),
    row("rejectAllBy", On::Author, "hasMore"),
    row("undo", On::Entry, "leftCommentIds"),
    row("claimComments", On::Site, "comments { id }"),
    row("releaseClaims", On::Site, "releasedCount"),
    row("retryJob", On::Job, "job { id }"),
    row("prepareImport", On::Site, "import { state }"),
    row("exportSite", On::Site, "expiresAt"),
    row("startImport", On::Import, "import { state }"),
    row("cancelImport", On::Import, "import { state }"),
    row("setStanding", On::Member, "author { id }"),
    row("setStanding", On::Staff, "author { id }"),
    row("setRole", On::Member, "author { id }"),
    row("setRole", On::Staff, "author { id }"),
    row("inviteMember", On::Site, "invitation { role }"),
    row("withdrawInvitation", On::Invitation, "site { id }"),
    row("addMemberNote", On::Member, "note { id }"),
    row("removeMemberNote", On::Note, "removedNoteId"),
    row("muteAuthor", On::Author, "author { id }"),
    row("muteAuthor", On::Member, "author { id }"),
    row("unmuteAuthor", On::Member, "author { id }"),
    row("lockThread", On::Thread, "episode { id }"),
    row("closeThread", On::Thread, "episode { id }"),
    row("reopenThread", On::Thread, "episode { id }"),
    row("lockBranch", On::Comment, "comment { id }"),
    row("lockBranch", On::Held, "comment { id }"),
    row("unlockBranch", On::Comment, "comment { id }"),
    row("pinComment", On::Comment, "comment { id }"),
    row("pinComment", On::Held, "comment { id }"),
    row("unpinComment", On::Comment, "comment { id }"),
    row("featureComment", On::Comment, "comment { id }"),
    row("featureComment", On::Held, "comment { id }"),
    row("unfeatureComment", On::Comment, "comment { id }"),
    row("updateSite", On::Site, "site { id }"),
    row("updateWaysIn", On::Site, "site { waysIn { password } }"),
    row("addSiteKey", On::Site, "siteKey { kind }"),
    row("removeSiteKey", On::SiteKey, "site { id }"),
    row("addProvider", On::Site, "provider { key }"),
    row("updateProvider", On::Site, "provider { key }"),
    row("removeProvider", On::Site, "site { id }"),
    row("setMailTemplate", On::Site, "mailTemplate { locale }"),
    row("removeMailTemplate", On::Site, "mailTemplate { locale }"),
    row("beginLink", On::Nothing, "expiresAt"),
    row("unlinkIdentity", On::Nothing, "unlinkedIdentityId"),
    row("updateRules", On::Site, "rules { linksMax }"),
    row("createEpisode", On::Site, "episode { id }"),
    row("updateEpisode", On::Thread, "episode { id }"),
    row("eraseMember", On::Member, "erased"),
    row("eraseMember", On::Staff, "erased"),
    row("exportMyData", On::Nothing, "expiresAt"),
    row("keepMe", On::Nothing, "viewer { role }"),
    // The last: it takes those who do it away.
    row("eraseMe", On::Nothing, "erased"),
];

/// Those that take no input.
const WORDLESS: [&str; 5] = [
    "beginTotp",
    "newRecoveryCodes",
    "removeTotp",
    "beginPasskey",
    "keepMe",
];

pub(super) async fn table() -> Table {
    let mut table = Table::new("does");
    let world = World::new().await;
    for row in ROWS {
        let people = people(&world).await;
        let mut at_place = Vec::new();
        for place in Place::ALL {
            let mut answers = Vec::new();
            for person in Person::ALL {
                answers.push(attempt(&world, row, place, (person, &people)).await);
            }
            let cells = Person::ALL.map(|person| cell(row, &answers[person as usize].0));
            table.row(&title(row, place), cells);
            at_place.push(answers);
            if row.on == On::Nothing {
                break;
            }
        }
        if let [history, politics, absent] = &at_place[..] {
            assert_foreign_is_absent(row, [history, politics, absent]);
        }
    }
    world.app.assert_no_drift().await;
    table
}

/// What stands on a site that is not one's own answers in the very words of what does not exist.
fn assert_foreign_is_absent(row: &Row, [history, politics, absent]: [&Vec<(Answer, String)>; 3]) {
    for person in Person::ALL {
        let plain = |(answer, id): &(Answer, String)| answer.text.replace(id.as_str(), "…");
        let absent = plain(&absent[person as usize]);
        for (place, answers) in [(Place::History, history), (Place::Politics, politics)] {
            if !person.is_at_home(place) {
                let foreign = plain(&answers[person as usize]);
                assert_eq!(foreign, absent, "{} {person:?} {place:?}", row.mutation);
            }
        }
    }
}

fn title(row: &Row, place: Place) -> String {
    let on = match row.on {
        On::Nothing => return row.mutation.to_owned(),
        On::Site => "site",
        On::Thread => "thread",
        On::Comment => "comment",
        On::Held => "held",
        On::Author => "author",
        On::Job => "job",
        On::Import => "import",
        On::Entry => "entry",
        On::SiteKey => "key",
        On::Invitation => "invitation",
        On::Member => "member",
        On::Staff => "staff",
        On::Note => "note",
    };
    format!("{} {on} {}", row.mutation, place.key())
}

fn cell(row: &Row, answer: &Answer) -> String {
    if let Some(refusal) = refusal(answer) {
        return refusal;
    }
    let item = answer
        .at(&format!("/{}", row.mutation))
        .pointer("/results/0/code");
    let code = item.and_then(Value::as_str);
    code.unwrap_or("ok").to_owned()
}

/// Each with a session of a later moment, at which nobody is held up by what they did before.
async fn people(world: &World) -> Vec<Client> {
    world.app.clock.advance(Duration::hours(1));
    let mut people = Vec::new();
    for (number, person) in Person::ALL.into_iter().enumerate() {
        let client = person.sign_in(&world.app, &world.politics).await;
        // From an address of their own, as accounts are made from few.
        let router = from_peer(world.app.router(), &format!("203.0.113.{number}"));
        people.push(client.on(router));
    }
    people
}

/// The answer, and the id that was asked about.
async fn attempt(
    world: &World,
    row: &Row,
    place: Place,
    (person, people): (Person, &[Client]),
) -> (Answer, String) {
    let (id, input) = input(world, row, place, person).await;
    let client = &people[person as usize];
    let mut input_type = row.mutation.to_owned();
    input_type[..1].make_ascii_uppercase();
    let document = if WORDLESS.contains(&row.mutation) {
        format!("mutation {{ {} {{ {} }} }}", row.mutation, row.selection)
    } else {
        format!(
            "mutation($input: {input_type}Input!) {{ {}(input: $input) {{ {} }} }}",
            row.mutation, row.selection
        )
    };
    let input = match row.mutation {
        "refreshSession" => json!({ "refreshToken": client.refresh.clone().unwrap_or_default() }),
        "endSession" => json!({ "sessionId": session_id(client) }),
        _ => input,
    };
    (client.send(&document, input).await, id)
}

/// The one that the client is signed in with; one that does not exist for somebody signed out.
fn session_id(client: &Client) -> String {
    let Some(access) = &client.access else {
        return format!("session_{:032x}", 0);
    };
    let claims = access.split('.').nth(1).unwrap();
    let claims = URL_SAFE_NO_PAD.decode(claims).unwrap();
    let claims: Value = serde_json::from_slice(&claims).unwrap();
    format!(
        "session_{}",
        claims["sid"].as_str().unwrap().replace('-', "")
    )
}
