//! The members of a site, for its moderators.
use crate::{
    app::App,
    domain::{Error, input, policy},
    model::{Actor, Member, Page, PageRequest, Role, Site, Standing},
    storage::{self, members::Filter},
};

/// Which members; all without any of it.
#[derive(Clone, Debug, Default)]
pub struct MemberFilter {
    pub role: Option<Role>,
    pub standing: Option<Standing>,
    /// Somewhere in the name.
    pub text: Option<String>,
}

const TEXT_MAX: usize = 100;

/// In the order of ids, and how many there are.
pub async fn list(
    app: &App,
    actor: &Actor,
    site: &Site,
    (filter, page): (MemberFilter, &PageRequest),
) -> Result<(Page<Member>, i32), Error> {
    let now = app.env.now();
    policy::site::may_moderate(actor, site, now)?;
    let filter = Filter {
        role: filter.role,
        standing: filter.standing.map(|standing| (standing, now)),
        text: input::optional_line("text", filter.text, TEXT_MAX)?,
    };
    let db = app.db.read();
    let total = storage::members::count_on_site(db, site.id, &filter).await?;
    let found = storage::members::list_on_site(db, site.id, &filter, page).await?;
    Ok((
        Page::cut(found, page.first),
        i32::try_from(total).unwrap_or(i32::MAX),
    ))
}
