//! Roles: given and taken by admins, and never the last of them.
use crate::support::{Answer, TestApp, together};
use rejoinder::{
    domain::members::roles,
    model::{Actor, Role, SessionKind},
};
use serde_json::json;

const QUEUE: &str = "{ site(key: \"history\") { members { totalCount } } }";

#[tokio::test]
async fn a_role_acts_on_the_next_request() {
    let app = TestApp::new().await;
    let (ada, ana) = (app.admin("Ada").await, app.reader("Ana").await);
    assert_eq!(ana.run(QUEUE, json!({})).await.reason(), "NOT_MODERATOR");
    let given = ada.set_role(&ana, "MODERATOR").await;
    assert_eq!(given.text("/setRole/author/role"), "MODERATOR");
    ana.run(QUEUE, json!({})).await.at("/site/members");
    ada.set_role(&ana, "COMMENTER").await.at("/setRole");
    assert_eq!(ana.run(QUEUE, json!({})).await.reason(), "NOT_MODERATOR");
    let line = "action = 'give_role' AND subject_id = $1 AND actor_id = $2 AND \
        from_state = 'COMMENTER' AND to_state = 'MODERATOR'";
    let who = vec![ana.member_id().into(), ada.member_id().into()];
    assert_eq!(app.count("log_entry", line, who).await, 1);
    let same = ada.set_role(&ana, "COMMENTER").await;
    assert_eq!(same.reason(), "NOTHING_TO_DO");
}

#[tokio::test]
async fn only_admins_of_the_site_give_roles() {
    let app = TestApp::new().await;
    let other = app.other_site("ships").await;
    let (ada, mo) = (app.admin("Ada").await, app.moderator("Mo").await);
    let ana = app.reader("Ana").await;
    let cap = app.signed_in(&other, "Cap", Role::Admin).await;
    let embedded = app
        .session(&app.site, "Ada", Role::Admin, SessionKind::Embedded)
        .await;
    let anonymous = app.anonymous().set_role(&ana, "ADMIN").await;
    assert_eq!(anonymous.code(), "UNAUTHENTICATED");
    for (who, whom) in [(&ana, &ana), (&mo, &ana), (&mo, &mo), (&embedded, &ana)] {
        assert_eq!(who.set_role(whom, "ADMIN").await.reason(), "NOT_ADMIN");
    }
    for (who, whom) in [(&cap, &ana), (&ada, &cap)] {
        assert_eq!(who.set_role(whom, "MODERATOR").await.code(), "NOT_FOUND");
    }
    let page = ada.at_page("https://elsewhere.example");
    let refused = page.set_role(&ana, "MODERATOR").await;
    assert_eq!(refused.reason(), "FOREIGN_ORIGIN");
}

/// A role can be taken from them, but they are raised to none.
#[tokio::test]
async fn who_is_suspended_or_banned_is_not_raised() {
    let app = TestApp::new().await;
    let (ada, mo) = (app.admin("Ada").await, app.moderator("Mo").await);
    let ana = app.reader("Ana").await;
    for whom in [&ana, &mo] {
        ada.set_standing(whom, "BANNED", json!({}))
            .await
            .at("/setStanding");
    }
    let refused = ada.set_role(&ana, "MODERATOR").await;
    assert_eq!(refused.reason(), "NOT_IN_GOOD_STANDING");
    assert_eq!(
        ada.set_role(&mo, "ADMIN").await.reason(),
        "NOT_IN_GOOD_STANDING"
    );
    ada.set_role(&mo, "COMMENTER").await.at("/setRole");
}

#[tokio::test]
async fn the_last_admin_cannot_be_taken_not_even_by_themselves() {
    let app = TestApp::new().await;
    let (ada, abe) = (app.admin("Ada").await, app.admin("Abe").await);
    ada.set_role(&abe, "MODERATOR").await.at("/setRole");
    let refused = ada.set_role(&ada, "COMMENTER").await;
    assert_eq!(
        (refused.code(), refused.reason()),
        ("CONFLICT", "LAST_ADMIN")
    );
    ada.set_role(&abe, "ADMIN").await.at("/setRole");
    ada.set_role(&ada, "COMMENTER").await.at("/setRole");
    assert_eq!(abe.set_role(&abe, "MODERATOR").await.reason(), "LAST_ADMIN");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_admins_who_take_each_others_role_at_once_one_stays() {
    let app = TestApp::new().await;
    let (ada, abe) = (app.admin("Ada").await, app.admin("Abe").await);
    let abe = abe.on(app.node().await);
    for _ in 0..10 {
        let (one, other) = (ada.clone(), abe.clone());
        let (of_one, of_other) = (abe.clone(), ada.clone());
        let answers = together([
            tokio::spawn(async move { one.set_role(&of_one, "COMMENTER").await }),
            tokio::spawn(async move { other.set_role(&of_other, "COMMENTER").await }),
        ])
        .await;
        let answers: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
        let refused: Vec<&str> = answers
            .iter()
            .filter(|answer| answer.json.get("errors").is_some())
            .map(Answer::reason)
            .collect();
        // Whoever comes later by as much as a request is no admin any more.
        assert_eq!(refused.len(), 1, "{refused:?}");
        assert!(["LAST_ADMIN", "NOT_ADMIN"].contains(&refused[0]));
        assert_eq!(app.count("member", "role = 'admin'", vec![]).await, 1);
        let left = if answers[0].json.get("errors").is_none() {
            (&ada, &abe)
        } else {
            (&abe, &ada)
        };
        left.0.set_role(left.1, "ADMIN").await.at("/setRole");
    }
    app.assert_no_drift().await;
}

/// The same, asked of the use case with both actors known as admins: the second waits for the rows
/// and is told that it would take the last.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_waits_for_the_other_is_told_of_the_last_admin() {
    let app = TestApp::new().await;
    let (ada, abe) = (app.admin("Ada").await, app.admin("Abe").await);
    let give = |actor: Actor, id| {
        let app = std::sync::Arc::clone(&app.app);
        async move { roles::give(&app, &actor, id, Role::Commenter).await }
    };
    for _ in 0..30 {
        let (by_ada, by_abe) = (app.actor(&ada).await, app.actor(&abe).await);
        let both = [give(by_ada, abe.member_id()), give(by_abe, ada.member_id())];
        let results = together(both).await;
        let refused: Vec<String> = results
            .iter()
            .filter_map(|result| result.as_ref().err())
            .map(|fault| format!("{fault:?}"))
            .collect();
        assert_eq!(refused, ["Conflict(LastAdmin)"]);
        assert_eq!(app.count("member", "role = 'admin'", vec![]).await, 1);
        let sql = "UPDATE member SET role = 'admin' WHERE role = 'commenter'";
        app.execute(sql, vec![]).await;
    }
}

/// Of three, one takes another's role while that one takes it from the third: nobody acts on a role
/// that they have just lost.
#[tokio::test]
async fn a_role_that_was_lost_while_waiting_gives_none() {
    let app = TestApp::new().await;
    let (ada, abe) = (app.admin("Ada").await, app.admin("Abe").await);
    let cleo = app.admin("Cleo").await;
    let stale = app.actor(&abe).await;
    ada.set_role(&abe, "COMMENTER").await.at("/setRole");
    let id = cleo.member_id();
    let refused = roles::give(&app.app, &stale, id, Role::Commenter).await;
    assert!(format!("{refused:?}").contains("NotAdmin"), "{refused:?}");
    assert_eq!(app.count("member", "role = 'admin'", vec![]).await, 2);
}
