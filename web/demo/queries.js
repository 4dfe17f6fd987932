// What the pages ask the API. A page of a thread shows three levels; the service bounds what one
// document may cost, so deeper replies are fetched where a reader asks for them.

const VIEWER = 'viewer { role author { id displayName role } }';
const TOKENS = `accessToken refreshToken ${VIEWER}`;

export const SIGN_IN = `mutation SignIn($input: SignInInput!) { signIn(input: $input) { ${TOKENS} } }`;
export const WHO = `query Who { ${VIEWER} }`;
export const SIGN_OUT = 'mutation SignOut($input: SignOutInput!) { signOut(input: $input) { signedOut } }';
export const REFRESH = `mutation Refresh($input: RefreshSessionInput!) { refreshSession(input: $input) { ${TOKENS} } }`;

const COMMENT = `fragment Shown on Comment {
  id depth createdAt editedAt status tombstone bodyHtml revisionId decisionId
  holdReasons rejectReason authorNote replyCount score viewerHasVoted
  author { id displayName role }
  parent { id author { displayName } }
  viewerCan {
    reply { allowed reason } edit { allowed } delete { allowed }
    vote { allowed reason } moderate { allowed }
  }
}`;

// Whether there is anything under the last level that a page shows.
const ANY = 'replies(first: 1) { nodes { id } }';
const PAGE_INFO = 'pageInfo { hasNextPage endCursor }';
const BRANCH = `${COMMENT} fragment Branch on Comment {
  ...Shown
  replies(first: 3) { ${PAGE_INFO} nodes {
    ...Shown
    replies(first: 2) { ${PAGE_INFO} nodes { ...Shown ${ANY} } }
  } }
}`;

const HEAD = `fragment Head on Episode {
  id key title publishedAt state lockReason lockedUntil closedMessage commentCount pendingCount
  viewerCan { post { allowed reason message } moderate { allowed } }
}`;

export const HOME = `query Home($site: String!, $after: String) { site(key: $site) { name
  episodes(first: 50, after: $after) { ${PAGE_INFO} nodes { id key title publishedAt state commentCount } } } }`;

export const EPISODE = `query Episode($site: String!, $key: String!, $orderBy: CommentOrder!, $after: String) {
  episode(site: $site, key: $key) {
    ...Head site { name }
    comments(first: 15, after: $after, orderBy: $orderBy) { ${PAGE_INFO} nodes { ...Branch } }
  }
} ${HEAD} ${BRANCH}`;

export const EPISODE_HEAD = `query Head($site: String!, $key: String!) { episode(site: $site, key: $key) { ...Head } } ${HEAD}`;

export const REPLIES = `query Replies($id: ID!, $after: String) { comment(id: $id) {
  replies(first: 10, after: $after) { ${PAGE_INFO} nodes { ...Branch } } } } ${BRANCH}`;

export const LINKED = `query Linked($id: ID!) { comment(id: $id) {
  ...Branch episode { key } ancestors { ...Shown } } } ${BRANCH}`;

export const MARKDOWN = 'query Markdown($id: ID!) { comment(id: $id) { bodyMarkdown revisionId } }';

export const POST = `mutation Post($input: PostCommentInput!) { postComment(input: $input) {
  comment { ...Shown ancestors { id } } } } ${COMMENT}`;
export const EDIT = `mutation Edit($input: EditCommentInput!) { editComment(input: $input) { comment { ...Shown } } } ${COMMENT}`;
export const DELETE = `mutation Delete($input: DeleteCommentInput!) { deleteComment(input: $input) { comment { ...Shown } } } ${COMMENT}`;
export const VOTE = `mutation Vote($input: VoteCommentInput!) { voteComment(input: $input) { comment { ...Shown } } } ${COMMENT}`;

const RESULTS = 'results { code message comment { ...Shown } }';
export const APPROVE = `mutation Approve($input: ApproveCommentsInput!) { approveComments(input: $input) { ${RESULTS} } } ${COMMENT}`;
export const REJECT = `mutation Reject($input: RejectCommentsInput!) { rejectComments(input: $input) { ${RESULTS} } } ${COMMENT}`;

export const LOCK = 'mutation Lock($input: LockThreadInput!) { lockThread(input: $input) { episode { state } } }';
export const CLOSE = 'mutation Close($input: CloseThreadInput!) { closeThread(input: $input) { episode { state } } }';
export const REOPEN = 'mutation Reopen($input: ReopenThreadInput!) { reopenThread(input: $input) { episode { state } } }';
