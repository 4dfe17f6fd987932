//! What a session may do, as one page.
use super::matrix::{SOMEBODY, member, now};
use rejoinder::{
    domain::policy::{self, site::Strength},
    model::{Member, Role, SessionKind, Standing},
};
use std::fmt::Write as _;

/// What a session may do, by whose it is and how well it is proved.
#[test]
fn the_table_of_sessions_is_as_reviewed() {
    let mut table = format!(
        "{:<10} {:<10} {:<9} {:<6} {:<10} session\n",
        "member", "kind", "demanded", "given", "standing"
    );
    for role in [Role::Commenter, Role::Moderator, Role::Admin] {
        for kind in [
            SessionKind::Direct,
            SessionKind::Embedded,
            SessionKind::Moderating,
        ] {
            for (demanded, given) in [(false, false), (false, true), (true, false), (true, true)] {
                for standing in [Standing::Normal, Standing::Suspended] {
                    let member = Member {
                        role,
                        ..member(SOMEBODY, standing)
                    };
                    let strength = Strength { demanded, given };
                    let may = policy::site::session_role(kind, &member, strength, now());
                    let lacks = policy::site::lacks_second_factor(kind, &member, strength);
                    let lacks = if lacks {
                        ", for want of a second factor"
                    } else {
                        ""
                    };
                    let in_place = policy::site::moderates_in_place(kind, &member, strength, now());
                    let in_place = if in_place { ", moderates threads" } else { "" };
                    let [role, kind, standing, may] = [
                        format!("{role:?}"),
                        format!("{kind:?}"),
                        format!("{standing:?}"),
                        format!("{may:?}"),
                    ]
                    .map(|word| word.to_lowercase());
                    let _ = writeln!(
                        table,
                        "{role:<10} {kind:<10} {demanded:<9} {given:<6} {standing:<10} {may}{in_place}{lacks}"
                    );
                }
            }
        }
    }
    insta::assert_snapshot!("sessions", table);
}
