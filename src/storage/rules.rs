//! The `site_rules` table: a row for each site that has changed its rules.
use crate::model::{Advisers, Rules, SiteId};
use entity::site_rules::{Column, Entity, Model};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter,
    QuerySelect,
    sea_query::{Expr, OnConflict},
};

/// 0 for a site that has the shipped ones.
pub async fn version(db: &impl ConnectionTrait, site: SiteId) -> Result<i64, DbErr> {
    let found: Option<i64> = Entity::find()
        .select_only()
        .column(Column::Version)
        .filter(Column::SiteId.eq(site))
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.unwrap_or(0))
}

/// The shipped ones unless the site has its own.
pub async fn get(db: &impl ConnectionTrait, site: SiteId) -> Result<Rules, DbErr> {
    let found = Entity::find_by_id(site).one(db).await?;
    Ok(found.map_or_else(|| Rules::shipped(site), value))
}

/// As many readers of good record hide a comment; none: never.
pub async fn report_threshold(
    db: &impl ConnectionTrait,
    site: SiteId,
) -> Result<Option<i32>, DbErr> {
    let found: Option<Option<i32>> = Entity::find_by_id(site)
        .select_only()
        .column(Column::ReportThreshold)
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.unwrap_or(Some(Rules::REPORT_THRESHOLD)))
}

type Asked = (
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
);

/// Whom the site asks for their opinion.
pub async fn advisers(db: &impl ConnectionTrait, site: SiteId) -> Result<Advisers, DbErr> {
    let row: Option<Asked> = Entity::find_by_id(site)
        .select_only()
        .columns([
            Column::AkismetKey,
            Column::WebhookUrl,
            Column::WebhookSecret,
            Column::WebhookSecretBefore,
        ])
        .into_tuple()
        .one(db)
        .await?;
    let (akismet_key, webhook_url, secret, before) = row.unwrap_or_default();
    Ok(Advisers {
        akismet_key,
        webhook_url,
        webhook_secrets: secret.into_iter().chain(before).collect(),
    })
}

/// Whether nobody has saved the same version before; the transaction has changed nothing else.
pub async fn save(db: &impl ConnectionTrait, rules: Rules) -> Result<bool, DbErr> {
    let before = rules.version - 1;
    let mut rest = OnConflict::column(Column::SiteId);
    rest.update_columns([
        Column::Version,
        Column::MinLength,
        Column::MaxLength,
        Column::HoldRepeats,
        Column::BannedWords,
        Column::SuspectWords,
        Column::LinksMax,
        Column::SpamThreshold,
        Column::ReportThreshold,
        Column::AkismetKey,
        Column::WebhookUrl,
        Column::WebhookSecret,
        Column::WebhookSecretBefore,
        Column::UpdatedAt,
    ]);
    rest.action_and_where(Expr::col((Entity, Column::Version)).eq(before));
    let saved = Entity::insert(row(rules).into_active_model())
        .on_conflict(rest)
        .exec_without_returning(db)
        .await?;
    Ok(saved > 0)
}

fn value(row: Model) -> Rules {
    let lines = |text: &str| text.lines().map(str::to_owned).collect();
    Rules {
        site_id: row.site_id,
        version: row.version,
        min_length: row.min_length,
        max_length: row.max_length,
        hold_repeats: row.hold_repeats,
        banned_words: lines(&row.banned_words),
        suspect_words: lines(&row.suspect_words),
        links_max: row.links_max,
        spam_threshold: row.spam_threshold,
        report_threshold: row.report_threshold,
        akismet_key: row.akismet_key,
        webhook_url: row.webhook_url,
        webhook_secret: row.webhook_secret,
        webhook_secret_before: row.webhook_secret_before,
        updated_at: row.updated_at,
    }
}

fn row(rules: Rules) -> Model {
    Model {
        site_id: rules.site_id,
        version: rules.version,
        min_length: rules.min_length,
        max_length: rules.max_length,
        hold_repeats: rules.hold_repeats,
        banned_words: rules.banned_words.join("\n"),
        suspect_words: rules.suspect_words.join("\n"),
        links_max: rules.links_max,
        spam_threshold: rules.spam_threshold,
        report_threshold: rules.report_threshold,
        akismet_key: rules.akismet_key,
        webhook_url: rules.webhook_url,
        webhook_secret: rules.webhook_secret,
        webhook_secret_before: rules.webhook_secret_before,
        updated_at: rules.updated_at,
    }
}
