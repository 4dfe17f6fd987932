//! What the rows about people are tried on, made for one attempt.
use super::{
    Place, World,
    inputs::moderator_of,
    mutations::{On, Row},
};
use chrono::Duration;
use rejoinder::{
    model::{Invitation, InvitationId, Role},
    storage,
};
use serde_json::{Value, json};

pub(super) async fn input(world: &World, row: &Row, place: Place) -> (String, Value) {
    let id = match row.on {
        On::Note => note(world, place).await,
        On::Invitation => invitation(world, place).await,
        on => member(world, place, on).await,
    };
    let input = match row.mutation {
        "withdrawInvitation" => json!({ "invitationId": id }),
        "removeMemberNote" => json!({ "noteId": id }),
        "setStanding" => json!({ "authorId": id, "standing": "WATCHED" }),
        "eraseMember" => json!({ "authorId": id, "comments": "DELETE" }),
        "setRole" => json!({ "authorId": id, "role": "ADMIN" }),
        "addMemberNote" => json!({ "authorId": id, "text": "a note" }),
        _ => json!({ "authorId": id }),
    };
    (id, input)
}

async fn member(world: &World, place: Place, on: On) -> String {
    let site = match place {
        Place::History => &world.app.site,
        Place::Politics => &world.politics,
        Place::Absent => return format!("author_{}", world.app.app.env.new_id().simple()),
    };
    let role = match on {
        On::Staff => Role::Moderator,
        _ => Role::Commenter,
    };
    let number = world.app.app.env.new_id().simple().to_string();
    let name = format!("Somebody {}", &number[20..]);
    let somebody = world.app.signed_in(site, &name, role).await;
    let (setting, _) = world.thread(place);
    world.app.comment(setting).by(&somebody).insert().await;
    format!("author_{}", somebody.member_id().0.simple())
}

async fn invitation(world: &World, place: Place) -> String {
    let app = &world.app.app;
    let id = InvitationId(app.env.new_id());
    let (site, by) = match place {
        Place::History => (&world.app.site, &world.ana),
        Place::Politics => (&world.politics, &world.pia),
        Place::Absent => return format!("invitation_{}", id.0.simple()),
    };
    let now = app.env.now();
    let invitation = Invitation {
        id,
        site_id: site.id,
        email: format!("{}@example.org", id.0.simple()),
        role: Role::Moderator,
        locale: String::new(),
        invited_by: by.member_id(),
        created_at: now,
        expires_at: now + Duration::days(14),
        accepted_at: None,
        ended_at: None,
    };
    storage::invitations::insert(app.db.write(), invitation)
        .await
        .unwrap();
    format!("invitation_{}", id.0.simple())
}

/// By the place's moderator about its author.
async fn note(world: &World, place: Place) -> String {
    let about = match place {
        Place::History => &world.ana,
        Place::Politics => &world.pia,
        Place::Absent => return format!("note_{}", world.app.app.env.new_id().simple()),
    };
    let moderator = moderator_of(world, place).await;
    let add =
        "mutation($input: AddMemberNoteInput!) { addMemberNote(input: $input) { note { id } } }";
    let about = format!("author_{}", about.member_id().0.simple());
    // No faster than notes may come.
    world.app.clock.advance(Duration::seconds(2));
    let added = moderator
        .send(add, json!({ "authorId": about, "text": "a note" }))
        .await;
    added.text("/addMemberNote/note/id")
}
