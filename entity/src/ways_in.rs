//! The `ways_in` table: how people sign in to a site; without a row, the shipped ways hold.
#![expect(
    clippy::struct_excessive_bools,
    reason = "each way is open or not by itself"
)]
use crate::SiteId;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ways_in")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: SiteId,
    /// With e-mail address and password.
    pub password: bool,
    /// With a link or code by mail.
    pub mail: bool,
    /// Without an account: comments wait until their address is confirmed.
    pub guests: bool,
    pub proof_of_work: ProofOfWork,
    /// Who moderates has to give a second factor.
    pub second_factor_for_staff: bool,
    /// A site token may say which role its subject has.
    pub roles_from_site_tokens: bool,
}

impl ActiveModelBehavior for ActiveModel {}

/// Of whom a site asks work before they sign up or comment as guests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum ProofOfWork {
    /// Of addresses that misbehave.
    Suspects,
    /// Of everybody.
    Everybody,
}
