//! Every combination of who, how trusted, in which thread, on which comment: what policy says of
//! each act, as one table. A changed rule shows as a changed line.
use chrono::{DateTime, Duration, TimeZone, Utc};
use rejoinder::{
    domain::policy::{self, Branch, Denied, Scene},
    model::{
        AccountId, Actor, Beginning, Comment, CommentId, Episode, EpisodeId, Member, MemberId,
        Mode, QueueCounts, Record, RevisionId, Role, SessionId, SessionKind, SignedIn, Site,
        SiteId, Standing, Status, ThreadState,
    },
};
use std::fmt::Write as _;
use uuid::Uuid;

const SITE: SiteId = SiteId(Uuid::from_u128(1));
const OTHER_SITE: SiteId = SiteId(Uuid::from_u128(2));
const AUTHOR: MemberId = MemberId(Uuid::from_u128(3));
pub(super) const SOMEBODY: MemberId = MemberId(Uuid::from_u128(4));

const ACTS: [&str; 13] = [
    "post",
    "reply",
    "edit",
    "edit late",
    "delete",
    "vote",
    "report",
    "decide",
    "pin",
    "lock branch",
    "close",
    "members",
    "settings",
];

/// Who asks: the member, their role, the site they signed in to, and in what kind of session.
const PEOPLE: [(&str, MemberId, Role, SiteId, SessionKind); 12] = {
    use Role::{Admin, Commenter, Moderator};
    use SessionKind::{Direct, Embedded, Moderating};
    [
        ("author", AUTHOR, Commenter, SITE, Direct),
        ("reader", SOMEBODY, Commenter, SITE, Direct),
        ("moderator", SOMEBODY, Moderator, SITE, Direct),
        ("moderating author", AUTHOR, Moderator, SITE, Direct),
        ("moderator in an embed", SOMEBODY, Moderator, SITE, Embedded),
        (
            "moderating author in an embed",
            AUTHOR,
            Moderator,
            SITE,
            Embedded,
        ),
        ("moderator in place", SOMEBODY, Moderator, SITE, Moderating),
        ("admin in place", SOMEBODY, Admin, SITE, Moderating),
        ("admin", SOMEBODY, Admin, SITE, Direct),
        ("admin of another site", SOMEBODY, Admin, OTHER_SITE, Direct),
        (WITHOUT, SOMEBODY, Moderator, SITE, Direct),
        (WITH, SOMEBODY, Moderator, SITE, Direct),
    ]
};
const WITHOUT: &str = "moderator without the second factor that is demanded";
const WITH: &str = "moderator with it";

/// Nobody else's site demands one.
fn strength(who: &str) -> policy::site::Strength {
    policy::site::Strength {
        demanded: [WITHOUT, WITH].contains(&who),
        given: who == WITH,
    }
}

const STANDINGS: [Standing; 5] = [
    Standing::Normal,
    Standing::Trusted,
    Standing::Watched,
    Standing::Suspended,
    Standing::Banned,
];
/// The thread, and the branch that the comment stands in.
const STATES: [(&str, ThreadState, Branch); 6] = [
    ("open", ThreadState::Open, Branch::Open),
    ("open/locked branch", ThreadState::Open, Branch::Locked),
    ("locked", ThreadState::Locked, Branch::Open),
    ("locked/locked branch", ThreadState::Locked, Branch::Locked),
    ("closed", ThreadState::Closed, Branch::Open),
    ("closed/locked branch", ThreadState::Closed, Branch::Locked),
];
/// With whether readers go on seeing an older text.
const STATUSES: [(&str, Status, bool); 6] = [
    ("approved", Status::Approved, false),
    ("pending", Status::Pending, false),
    ("pending edit", Status::Pending, true),
    ("rejected", Status::Rejected, false),
    ("spam", Status::Spam, false),
    ("deleted", Status::Deleted, false),
];

pub(super) fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).unwrap()
}

fn site() -> Site {
    Site {
        id: SITE,
        key: "history".to_owned(),
        name: "History".to_owned(),
        origins: vec![],
        mode: Mode::Post,
        nesting: Site::NESTING_DEFAULT,
        newcomer_approvals: Site::NEWCOMER_APPROVALS_DEFAULT,
        edit_window: Site::EDIT_WINDOW_DEFAULT,
        episodes_must_exist: false,
        close_after_days: None,
        created_at: now(),
    }
}

fn episode(state: ThreadState) -> Episode {
    Episode {
        id: EpisodeId(Uuid::from_u128(5)),
        site_id: SITE,
        key: "278".to_owned(),
        title: String::new(),
        url: None,
        published_at: None,
        vouched: true,
        state,
        lock_reason: None,
        locked_until: None,
        closed_message: None,
        closed_until: None,
        close_after_days: None,
        closes_on: None,
        mode: None,
        comment_count: 0,
        queues: QueueCounts::default(),
        top_count: 0,
        version: 1,
        renewed_version: 0,
        created_at: now(),
    }
}

fn comment(status: Status, kept: bool) -> Comment {
    let blank = Comment::blank(Beginning {
        id: CommentId(Uuid::from_u128(6)),
        revision_id: RevisionId(Uuid::from_u128(7)),
        site_id: SITE,
        episode_id: EpisodeId(Uuid::from_u128(5)),
        author_id: AUTHOR,
        created_at: now(),
    });
    Comment {
        status,
        shown: true,
        reply_count: 1,
        answer_count: 1,
        kept: kept.then(|| blank.keeping()),
        ..blank
    }
}

pub(super) fn member(id: MemberId, standing: Standing) -> Member {
    Member {
        picture: None,
        id,
        site_id: SITE,
        account_id: AccountId(id.0),
        display_name: "Somebody".to_owned(),
        role: Role::Commenter,
        standing,
        standing_until: (standing == Standing::Suspended).then(|| now() + Duration::days(1)),
        standing_reason: None,
        record: Record::default(),
        reports_upheld: 0,
        reports_dismissed: 0,
        created_at: now(),
    }
}

fn actor(index: usize, standing: Standing) -> Actor {
    let (who, id, role, site_id, kind) = PEOPLE[index];
    let strength = strength(who);
    let member = Member {
        site_id,
        role,
        ..member(id, standing)
    };
    Actor {
        signed_in: Some(SignedIn {
            session_id: SessionId(id.0),
            account_id: AccountId(id.0),
            kind,
            role: policy::site::session_role(kind, &member, strength, now()),
            second_factor_demanded: policy::site::lacks_second_factor(kind, &member, strength),
            in_place: policy::site::moderates_in_place(kind, &member, strength, now()),
            member,
        }),
        ..Actor::default()
    }
}

/// What policy says of each act, in the order of [`ACTS`].
fn verdicts(
    actor: &Actor,
    (state, branch): (ThreadState, Branch),
    comment: &Comment,
) -> [Result<(), Denied>; ACTS.len()] {
    let (site, episode) = (site(), episode(state));
    let at = |now| Scene {
        actor,
        site: &site,
        episode: &episode,
        now,
    };
    let late = now() + Site::EDIT_WINDOW_DEFAULT + Duration::milliseconds(1);
    let turn = policy::site::may_moderate_threads(actor, &site, now()).map(drop);
    [
        policy::thread::may_post(at(now())),
        policy::comment::may_reply(at(now()), comment, branch),
        policy::comment::may_edit(at(now()), comment),
        policy::comment::may_edit(at(late), comment),
        policy::comment::may_delete(at(now()), comment),
        policy::comment::may_vote(at(now()), comment),
        policy::comment::may_report(at(now()), comment),
        policy::comment::may_decide(at(now()), comment),
        policy::comment::may_pin(at(now()), comment),
        turn,
        turn,
        policy::site::may_moderate(actor, &site, now()).map(drop),
        policy::site::may_administer(actor, &site, now()).map(drop),
    ]
}

fn line(verdicts: [Result<(), Denied>; ACTS.len()]) -> String {
    let words = verdicts.map(|verdict| match verdict {
        Ok(()) => format!("{:<14} ", "yes"),
        Err(denied) => format!("{:<14} ", denied.reason().to_lowercase()),
    });
    words.concat().trim_end().to_owned()
}

/// Lines of equal text become one, under the names of all of them.
fn merged(lines: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut merged: Vec<(String, String)> = Vec::new();
    for (name, text) in lines {
        match merged.iter_mut().find(|(_, known)| *known == text) {
            Some((names, _)) => {
                let _ = write!(names, ", {name}");
            }
            None => merged.push((name, text)),
        }
    }
    merged
}

/// What one person meets: by state of the thread and status of the comment.
fn block(actor: &Actor) -> String {
    let states = STATES.map(|(name, state, branch)| {
        let lines = STATUSES.map(|(name, status, kept)| {
            let verdicts = verdicts(actor, (state, branch), &comment(status, kept));
            (name.to_owned(), line(verdicts))
        });
        let mut text = String::new();
        for (statuses, verdicts) in merged(lines.into()) {
            let _ = writeln!(text, "    {statuses:<56} {verdicts}");
        }
        (name.to_owned(), text)
    });
    let mut text = String::new();
    for (states, block) in merged(states.into()) {
        let _ = write!(text, "  {states}\n{block}");
    }
    text
}

#[test]
fn the_table_of_rights_is_as_reviewed() {
    let acts = ACTS.map(|act| format!("{act:<15}")).concat();
    let mut table = format!("    {:<56} {}\n", "comment", acts.trim_end());
    let signed_out = block(&Actor::default());
    let _ = write!(table, "\nsigned out\n{signed_out}");
    for (index, (who, ..)) in PEOPLE.iter().enumerate() {
        let blocks = STANDINGS.map(|standing| {
            let name = format!("{standing:?}").to_lowercase();
            (name, block(&actor(index, standing)))
        });
        for (standings, block) in merged(blocks.into()) {
            let _ = write!(table, "\n{who}: {standings}\n{block}");
        }
    }
    insta::assert_snapshot!("rights", table);
}

/// Read off the table by rules that hold for every combination, whatever the snapshot says.
#[test]
fn no_combination_breaks_the_house_rules() {
    for index in 0..PEOPLE.len() {
        for standing in STANDINGS {
            for (state, status) in STATES
                .iter()
                .flat_map(|state| STATUSES.map(|status| (*state, status)))
            {
                assert_house_rules(index, standing, state, status);
            }
        }
    }
}

fn assert_house_rules(
    index: usize,
    standing: Standing,
    (in_state, state, branch): (&str, ThreadState, Branch),
    (of_status, status, kept): (&str, Status, bool),
) {
    let (who, id, role, site_id, kind) = PEOPLE[index];
    let comment = comment(status, kept);
    let verdicts = verdicts(&actor(index, standing), (state, branch), &comment);
    let [
        post,
        reply,
        edit,
        late,
        delete,
        vote,
        report,
        decide,
        pin,
        lock,
        close,
        members,
        settings,
    ] = verdicts.map(|verdict| verdict.is_ok());
    let case = format!(
        "{who} {standing:?} {in_state} {of_status}: {}",
        line(verdicts)
    );
    let here = site_id == SITE;
    let good = !matches!(standing, Standing::Suspended | Standing::Banned);
    let direct = here && good && kind == SessionKind::Direct && who != WITHOUT;
    let in_place = here && good && kind == SessionKind::Moderating;
    let moderates = (direct || in_place) && role >= Role::Moderator;
    let own = id == AUTHOR;
    let readable = status == Status::Approved || kept;
    let deleted = status == Status::Deleted;
    let writes = post || reply || edit || late || vote || report;
    assert!(!writes || (here && good), "{case}");
    let closed = state == ThreadState::Closed;
    assert!(!closed || !(post || reply || edit || vote), "{case}");
    assert!(state == ThreadState::Open || !post || moderates, "{case}");
    let locked = state == ThreadState::Locked || branch == Branch::Locked;
    assert!(!locked || !reply || moderates, "{case}");
    assert!(!reply || (post && readable), "{case}");
    let answers = here && good && readable && !closed;
    assert_eq!(reply, answers && (moderates || !locked), "{case}");
    assert_eq!(delete, here && own && !deleted, "{case}");
    assert!(!(edit || late) || own, "{case}");
    assert!(!late || (direct && moderates), "{case}");
    assert_eq!(vote, here && good && !own && readable && !closed, "{case}");
    assert_eq!(report, here && good && !own && readable, "{case}");
    assert_eq!(decide, moderates && !deleted, "{case}");
    assert_eq!(pin, moderates && readable, "{case}");
    assert_eq!((lock, close), (moderates, moderates), "{case}");
    assert_eq!(members, direct && moderates, "{case}");
    assert_eq!(settings, direct && role == Role::Admin, "{case}");
}
