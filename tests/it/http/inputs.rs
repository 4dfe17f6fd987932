//! Inputs carry what their sender may decide, and nothing else.
use rejoinder::graphql::schema;

/// Who one is, what one may do, and what others made of it: nobody says that of themselves.
const NOBODYS: [&str; 22] = [
    "role",
    "standing",
    "standingUntil",
    "status",
    "state",
    "score",
    "author",
    "authorId",
    "accountId",
    "memberId",
    "moderatorId",
    "siteId",
    "createdAt",
    "editedAt",
    "decidedAt",
    "bodyHtml",
    "depth",
    "ancestors",
    "approvedCount",
    "emailVerified",
    "holdReasons",
    "id",
];

/// The fields of each input, as `PostCommentInput.body`.
fn input_fields() -> Vec<String> {
    let sdl = schema().sdl();
    let mut fields = Vec::new();
    let (mut within, mut in_text) = (None, false);
    for line in sdl.lines().map(str::trim) {
        if line.starts_with("\"\"\"") {
            let ends_here = line.len() > 3 && line.ends_with("\"\"\"");
            in_text = !in_text && !ends_here;
            continue;
        }
        if in_text {
            continue;
        }
        if let Some(name) = line.strip_prefix("input ") {
            within = name.split_whitespace().next();
        } else if line == "}" {
            within = None;
        } else if let (Some(input), Some((field, _))) = (within, line.split_once(':')) {
            fields.push(format!("{input}.{field}"));
        }
    }
    fields
}

/// What is done to another member, by those whom policy lets.
const ABOUT_OTHERS: &[&str] = &[
    // An imported author to take over: `claimable` decides.
    "ClaimAuthorInput.authorId",
    "RejectAllByInput.authorId",
    // Whose comments a moderator looks at.
    "QueueFilterInput.authorId",
    "SetStandingInput.authorId",
    "SetStandingInput.standing",
    "SetRoleInput.authorId",
    "SetRoleInput.role",
    // Whom an admin invites.
    "InviteMemberInput.role",
    "AddMemberNoteInput.authorId",
    "EraseMemberInput.authorId",
    "MuteAuthorInput.authorId",
    "UnmuteAuthorInput.authorId",
    "MemberFilterInput.role",
    "MemberFilterInput.standing",
    // Of threads that a moderator looks for.
    "EpisodeFilterInput.state",
];

#[test]
fn inputs_take_no_role_status_author_or_score() {
    let fields = input_fields();
    assert!(
        fields.contains(&"PostCommentInput.body".to_owned()),
        "{fields:?}"
    );
    assert!(fields.contains(&"DecisionItemInput.overrules".to_owned()));
    let assigned: Vec<&String> = fields
        .iter()
        .filter(|field| NOBODYS.contains(&field.split_once('.').unwrap().1))
        .filter(|field| !ABOUT_OTHERS.contains(&field.as_str()))
        .collect();
    assert!(assigned.is_empty(), "{assigned:?}");
}

/// The whole of what a writer says, so that a new field is looked at.
#[test]
fn what_writers_say_is_this() {
    let of = |input: &str| {
        let prefix = format!("{input}.");
        let fields = input_fields();
        let own = fields
            .iter()
            .filter_map(|field| field.strip_prefix(&prefix));
        own.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        of("SignUpInput"),
        "site email password displayName locale proofOfWork"
    );
    assert_eq!(of("SignInInput"), "site email password");
    assert_eq!(
        of("PostCommentInput"),
        "episode parentId body momentSeconds clientMutationId"
    );
    assert_eq!(of("EpisodeRefInput"), "site key title url");
    assert_eq!(
        of("EditCommentInput"),
        "commentId body momentSeconds revisionId"
    );
}

#[tokio::test]
async fn a_field_that_an_input_has_not_is_refused_and_nothing_is_written() {
    let app = crate::support::TestApp::new().await;
    let setting = app.thread().await;
    let ana = app.reader("Ana").await;
    let post =
        "mutation($input: PostCommentInput!) { postComment(input: $input) { comment { id } } }";
    for field in ["status", "authorId", "createdAt", "score", "siteId", "role"] {
        let mut input = serde_json::json!({
            "episode": { "site": "history", "key": "100" }, "body": "hello",
        });
        input[field] = serde_json::json!("APPROVED");
        let refusal = ana.send(post, input).await;
        assert_eq!(refusal.code(), "VALIDATION_FAILED", "{field}");
    }
    assert_eq!(app.episode(&setting).await.comment_count, 0);
}
