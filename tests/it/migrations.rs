//! Migrations go up, down and up.
use crate::support::TestApp;
use migration::{MigrationStatus, Migrator, MigratorTrait};

#[tokio::test]
async fn every_step_goes_down_and_up_again() {
    let app = TestApp::new().await;
    let db = app.app.db.write();
    let steps = Migrator::get_migration_with_status(db).await.unwrap();
    assert!(
        steps
            .iter()
            .all(|step| step.status() == MigrationStatus::Applied)
    );

    Migrator::down(db, None).await.unwrap();
    let steps = Migrator::get_migration_with_status(db).await.unwrap();
    assert!(
        steps
            .iter()
            .all(|step| step.status() == MigrationStatus::Pending)
    );

    Migrator::up(db, None).await.unwrap();
    let steps = Migrator::get_migration_with_status(db).await.unwrap();
    assert!(
        steps
            .iter()
            .all(|step| step.status() == MigrationStatus::Applied)
    );
}
