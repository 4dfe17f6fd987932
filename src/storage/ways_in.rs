//! The `ways_in` table: a row for each site that has chosen.
use crate::model::{SiteId, WaysIn};
use entity::ways_in::{Column, Entity, Model};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, sea_query::OnConflict};

/// The shipped ones unless the site has its own.
pub async fn get(db: &impl ConnectionTrait, site: SiteId) -> Result<WaysIn, DbErr> {
    let found = Entity::find_by_id(site).one(db).await?;
    Ok(found.map_or_else(|| WaysIn::shipped(site), |row| value(&row)))
}

pub async fn save(db: &impl ConnectionTrait, ways: WaysIn) -> Result<(), DbErr> {
    let row = Model {
        site_id: ways.site_id,
        password: ways.password,
        mail: ways.mail,
        guests: ways.guests,
        proof_of_work: ways.proof_of_work,
        second_factor_for_staff: ways.second_factor_for_staff,
        roles_from_site_tokens: ways.roles_from_site_tokens,
    };
    let replace = OnConflict::column(Column::SiteId)
        .update_columns([
            Column::Password,
            Column::Mail,
            Column::Guests,
            Column::ProofOfWork,
            Column::SecondFactorForStaff,
            Column::RolesFromSiteTokens,
        ])
        .to_owned();
    Entity::insert(row.into_active_model())
        .on_conflict(replace)
        .exec_without_returning(db)
        .await
        .map(drop)
}

fn value(row: &Model) -> WaysIn {
    WaysIn {
        site_id: row.site_id,
        password: row.password,
        mail: row.mail,
        guests: row.guests,
        proof_of_work: row.proof_of_work,
        second_factor_for_staff: row.second_factor_for_staff,
        roles_from_site_tokens: row.roles_from_site_tokens,
    }
}
