//! What the viewer, reporters and moderators have left on the comments of a list.
use super::reader::Reader;
use crate::{
    domain::{Error, reports},
    model::{Claim, Comment, CommentId, PageRequest, RevisionId, Visibility},
    storage,
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

impl Reader<'_> {
    pub(super) async fn votes(
        &self,
        comments: &[Arc<Comment>],
    ) -> Result<HashSet<CommentId>, Error> {
        let Some(signed_in) = &self.actor.signed_in else {
            return Ok(HashSet::new());
        };
        let ids: Vec<CommentId> = comments.iter().map(|comment| comment.id).collect();
        let voted = storage::votes::of_member(&self.app.db, signed_in.member.id, &ids);
        Ok(voted.await?)
    }

    /// The texts that the viewer has reported.
    pub(super) async fn reported(
        &self,
        comments: &[Arc<Comment>],
    ) -> Result<HashSet<(CommentId, RevisionId)>, Error> {
        let Some(signed_in) = &self.actor.signed_in else {
            return Ok(HashSet::new());
        };
        let ids: Vec<CommentId> = comments.iter().map(|comment| comment.id).collect();
        let given = storage::reports::given_by(&self.app.db, signed_in.member.id, &ids);
        Ok(given.await?)
    }

    pub(super) async fn reports(
        &self,
        comments: &[Arc<Comment>],
        page: Option<PageRequest>,
    ) -> Result<HashMap<CommentId, reports::Found>, Error> {
        let Some(page) = page else {
            return Ok(HashMap::new());
        };
        let moderated = comments
            .iter()
            .filter(|comment| self.actor.moderates(comment.site_id));
        let ids: Vec<CommentId> = moderated.map(|comment| comment.id).collect();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        reports::of_comments(self.app, &ids, &page).await
    }

    /// Claims that have not run out, of the site that the viewer moderates.
    pub(super) async fn claims(
        &self,
        comments: &[Arc<Comment>],
        wanted: bool,
    ) -> Result<HashMap<CommentId, Claim>, Error> {
        let Visibility::EverythingOn(site) = self.visibility else {
            return Ok(HashMap::new());
        };
        if !wanted || !self.actor.moderates(site) {
            return Ok(HashMap::new());
        }
        let there = comments.iter().filter(|comment| comment.site_id == site);
        let ids: Vec<CommentId> = there.map(|comment| comment.id).collect();
        let claims = storage::claims::list(self.app.db.read(), &ids, self.app.env.now());
        Ok(claims.await?)
    }
}
