//! Bringing in what another system has.
use crate::{
    domain::imports::{self, NewImport},
    graphql::{
        context::ContextExt,
        error::ApiError,
        id::GlobalId,
        types::{Import, ImportFormat},
    },
    model::{ImportId, ImportOptions},
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

#[derive(Default)]
pub(super) struct ImportMutations;

/// A file to bring in.
#[derive(InputObject)]
struct PrepareImportInput {
    /// The key of the site that the threads come to.
    site: String,
    /// From what the file comes; it is guessed where this is left out.
    format: Option<ImportFormat>,
    /// How the list of imports calls it: 1 to 200 characters.
    file_name: String,
    /// Also import what the blog holds as spam, as spam.
    #[graphql(default)]
    with_spam: bool,
    /// Also import what is in the blog's trash, as rejected.
    #[graphql(default)]
    with_trash: bool,
    /// Also import comments of drafts and of private posts.
    #[graphql(default)]
    with_unpublished: bool,
    /// Where the pages are now: each `FROM=TO`, where an address that begins with `FROM` begins with
    /// `TO` instead, or `re:PATTERN=TO` with a regular expression, whose groups are `$1`, `$2` … in
    /// `TO`. `TO` begins with `https://` or `http://`. The first rule that fits counts. At most 100,
    /// and 16 KiB together.
    #[graphql(default)]
    url_rules: Vec<String>,
}

/// Where the file is to be sent.
#[derive(SimpleObject)]
struct PrepareImportPayload {
    /// Awaiting its file.
    import: Import,
    /// Takes the file as the body of one `PUT`, as it is or packed with gzip: at most 512 MiB, and
    /// 2 GiB unpacked. Answers 204, or an error in the shape of GraphQL's: 413 `TOO_LARGE`, 400
    /// `INVALID` when it cannot be unpacked, 410 `UPLOAD_OVER`. Whoever has the address may send the
    /// file, and do nothing else.
    upload_url: String,
    /// The address is good until then, once.
    expires_at: DateTime<Utc>,
}

/// What to begin.
#[derive(InputObject)]
struct StartImportInput {
    /// One whose file is there.
    import_id: ID,
    /// Do everything, report, and undo it.
    dry_run: bool,
}

/// What has begun.
#[derive(SimpleObject)]
struct StartImportPayload {
    /// Waiting for a node, which takes it within seconds.
    import: Import,
}

/// What to call off.
#[derive(InputObject)]
struct CancelImportInput {
    /// One that does not run yet.
    import_id: ID,
}

/// What was called off.
#[derive(SimpleObject)]
struct CancelImportPayload {
    /// Cancelled; its file is gone.
    import: Import,
}

#[Object]
impl ImportMutations {
    /// Says where the file of another system is to be sent, which `startImport` then brings in. For
    /// admins of the site. Refused as `IMPORT_UNDERWAY` while an import of the site is not finished.
    /// The file of an earlier dry run goes.
    async fn prepare_import(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file.")] input: PrepareImportInput,
    ) -> Result<PrepareImportPayload, ApiError> {
        let new = NewImport {
            format: input.format.map(Into::into),
            file_name: input.file_name,
            options: ImportOptions {
                with_spam: input.with_spam,
                with_trash: input.with_trash,
                with_unpublished: input.with_unpublished,
            },
            url_rules: input.url_rules,
        };
        let prepared = imports::prepare(ctx.app(), ctx.actor(), &input.site, new).await?;
        Ok(PrepareImportPayload {
            import: Import(prepared.import),
            upload_url: prepared.url,
            expires_at: prepared.expires_at,
        })
    }

    /// Has a file brought in after the answer: all of it or nothing, as `report` or `error` of the
    /// import then say. What an earlier import has brought is left as it is now. Where the service
    /// keeps its data in SQLite, whoever posts meanwhile is told to come back (`UNAVAILABLE`). For
    /// admins of the site. Refused as `IMPORT_UNDERWAY` when it has begun already or another one has,
    /// as `NO_FILE_TO_IMPORT` when the file is not there.
    async fn start_import(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to begin.")] input: StartImportInput,
    ) -> Result<StartImportPayload, ApiError> {
        let wanted = (ImportId::parse(&input.import_id)?, input.dry_run);
        let import = imports::start(ctx.app(), ctx.actor(), wanted).await?;
        Ok(StartImportPayload {
            import: Import(import),
        })
    }

    /// Calls an import off that does not run yet. For admins of the site. Refused as `NOTHING_TO_DO`
    /// when it runs or is over.
    async fn cancel_import(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to call off.")] input: CancelImportInput,
    ) -> Result<CancelImportPayload, ApiError> {
        let id = ImportId::parse(&input.import_id)?;
        let import = imports::cancel(ctx.app(), ctx.actor(), id).await?;
        Ok(CancelImportPayload {
            import: Import(import),
        })
    }
}
