//! The episodes of a site as a list: which ones, and how many.
use super::{
    episodes::value,
    search::{escaped, spellings},
};
use crate::model::{Episode, EpisodeId, PageRequest, Site, ThreadState};
use chrono::{DateTime, Utc};
use entity::episode::{Column, Entity};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, DbErr, EntityTrait, ExprTrait,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Func, LikeExpr},
};

/// Which ones: those that fit all that is given.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Also those that a comment began of which none has been approved: what strangers are not shown.
    pub all: bool,
    /// Somewhere in the title, the key or the address.
    pub text: Option<String>,
    /// In this state at a moment.
    pub state: Option<(ThreadState, DateTime<Utc>)>,
}

pub async fn count(db: &impl ConnectionTrait, site: &Site, filter: &Filter) -> Result<u64, DbErr> {
    let fitting = filter.on(site, db.get_database_backend());
    Entity::find().filter(fitting).count(db).await
}

/// Newest first.
pub async fn list(
    db: &impl ConnectionTrait,
    (site, filter): (&Site, &Filter),
    page: &PageRequest,
) -> Result<Vec<Episode>, DbErr> {
    let mut found = Entity::find().filter(filter.on(site, db.get_database_backend()));
    if let Some(cursor) = page.after {
        found = found.filter(Column::Id.lt(EpisodeId(cursor.id)));
    }
    let rows = found
        .order_by_desc(Column::Id)
        .limit(page.limit())
        .all(db)
        .await?;
    Ok(rows.into_iter().map(value).collect())
}

impl Filter {
    fn on(&self, site: &Site, backend: DbBackend) -> Condition {
        let mut fitting = Condition::all().add(Column::SiteId.eq(site.id));
        if !self.all {
            let vouched = Condition::any().add(Column::Vouched.eq(true));
            fitting = fitting.add(vouched.add(Column::CommentCount.gt(0)));
        }
        if let Some(text) = &self.text {
            fitting = fitting.add(named(text));
        }
        if let Some((state, now)) = self.state {
            fitting = fitting.add(in_state(state, site, now, backend));
        }
        fitting
    }
}

fn named(text: &str) -> Condition {
    let mut spellings = spellings(text);
    spellings.push(text.to_lowercase());
    let mut any = Condition::any();
    for spelling in spellings {
        for column in [Column::Title, Column::Key, Column::Url] {
            let pattern = LikeExpr::new(format!("%{}%", escaped(&spelling))).escape('\\');
            let folded = Expr::expr(Func::lower(Expr::col(column)));
            any = any.add(folded.like(pattern));
        }
    }
    any
}

/// As [`Episode::state_at`] tells it.
fn in_state(state: ThreadState, site: &Site, now: DateTime<Utc>, backend: DbBackend) -> Condition {
    let ruled = closed_by_rule(site, now, backend);
    let left = |state, until: Column| {
        let lasting = Condition::any().add(until.is_null()).add(until.gt(now));
        Condition::all().add(Column::State.eq(state)).add(lasting)
    };
    let locked = left(ThreadState::Locked, Column::LockedUntil);
    let closed = left(ThreadState::Closed, Column::ClosedUntil);
    match state {
        ThreadState::Open => Condition::any().add(ruled).add(locked).add(closed).not(),
        ThreadState::Locked => Condition::all().add(ruled.not()).add(locked),
        ThreadState::Closed => Condition::any().add(ruled).add(closed),
    }
}

/// Never null: it is negated too.
fn closed_by_rule(site: &Site, now: DateTime<Utc>, backend: DbBackend) -> Condition {
    let set = Condition::all()
        .add(Column::ClosesOn.is_not_null())
        .add(Column::ClosesOn.lte(now));
    let days = format!(
        "coalesce(close_after_days, {})",
        site.close_after_days.unwrap_or(0)
    );
    let over = match backend {
        DbBackend::Sqlite => format!("julianday(published_at) + {days} <= julianday(?)"),
        _ => format!("published_at + {days} * INTERVAL '24 hours' <= $1"),
    };
    let by_days = Condition::all()
        .add(Column::ClosesOn.is_null())
        .add(Column::PublishedAt.is_not_null())
        .add(Expr::cust(format!("{days} > 0")))
        .add(Expr::cust_with_values(over, [now]));
    Condition::any().add(set).add(by_days)
}
