//! Schema changes, in order; append only: expand, backfill, contract.
use sea_orm_migration::prelude::{MigrationTrait, async_trait};
pub use sea_orm_migration::{MigrationStatus, prelude::MigratorTrait};

mod columns;
mod m20261122_000001_create_sites;
mod m20261122_000002_create_accounts;
mod m20261122_000003_create_comments;
mod m20261122_000004_create_log;
mod m20261123_000001_extend_comments;
mod m20261123_000002_create_rules;
mod m20261123_000003_create_people_tables;
mod m20261123_000004_extend_log;
mod m20261123_000005_create_jobs;
mod m20261124_000001_create_mail;
mod m20261124_000002_extend_sessions;
mod m20261124_000003_create_identities;
mod m20261124_000004_create_providers;
mod m20261124_000005_create_site_keys;
mod m20261124_000009_let_buckets_go;
mod m20261124_000010_create_erasures;
mod m20261124_000011_create_second_factors;
mod m20261124_000013_create_mail_templates;
mod m20261128_000001_add_moments;
mod m20261128_000001_create_data_rights;
mod m20261128_000002_bind_sessions;
mod m20261128_000002_take_names_from_claims;
mod m20261128_000014_remember_the_windows_language;
mod m20261128_000015_link_after_the_second_factor;
mod m20261128_000016_lead_providers_into_a_cookie;
mod m20261128_000017_add_pictures;
mod m20261128_000020_add_imports;
mod m20261128_000021_add_invitations;
mod m20261129_000001_tell_tickets_apart;
mod m20261129_000002_tell_what_changes;
mod m20261129_000003_add_url_rules;
mod m20261130_000001_tell_of_erasures;

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_create_sites::Migration),
            Box::new(m20261122_000002_create_accounts::Migration),
            Box::new(m20261122_000003_create_comments::Migration),
            Box::new(m20261122_000004_create_log::Migration),
            Box::new(m20261123_000001_extend_comments::Migration),
            Box::new(m20261123_000002_create_rules::Migration),
            Box::new(m20261123_000003_create_people_tables::Migration),
            Box::new(m20261123_000004_extend_log::Migration),
            Box::new(m20261123_000005_create_jobs::Migration),
            Box::new(m20261124_000001_create_mail::Migration),
            Box::new(m20261124_000002_extend_sessions::Migration),
            Box::new(m20261124_000003_create_identities::Migration),
            Box::new(m20261124_000004_create_providers::Migration),
            Box::new(m20261124_000005_create_site_keys::Migration),
            Box::new(m20261124_000009_let_buckets_go::Migration),
            Box::new(m20261124_000010_create_erasures::Migration),
            Box::new(m20261124_000011_create_second_factors::Migration),
            Box::new(m20261124_000013_create_mail_templates::Migration),
            Box::new(m20261128_000001_create_data_rights::Migration),
            Box::new(m20261128_000002_take_names_from_claims::Migration),
            Box::new(m20261128_000001_add_moments::Migration),
            Box::new(m20261128_000002_bind_sessions::Migration),
            Box::new(m20261128_000014_remember_the_windows_language::Migration),
            Box::new(m20261128_000015_link_after_the_second_factor::Migration),
            Box::new(m20261128_000016_lead_providers_into_a_cookie::Migration),
            Box::new(m20261128_000017_add_pictures::Migration),
            Box::new(m20261128_000020_add_imports::Migration),
            Box::new(m20261128_000021_add_invitations::Migration),
            Box::new(m20261129_000001_tell_tickets_apart::Migration),
            Box::new(m20261129_000002_tell_what_changes::Migration),
            Box::new(m20261129_000003_add_url_rules::Migration),
            Box::new(m20261130_000001_tell_of_erasures::Migration),
        ]
    }
}
