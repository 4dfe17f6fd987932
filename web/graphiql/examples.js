// What GraphiQL opens with: a tab for each example, in the order of a first visit.

const NEEDS_TOKEN = `# Needs a session: run "SignIn" first and paste its
# accessToken into "Headers", below this editor.`;

// Which header a session goes by; a tab that needs none keeps it out of the way.
const SIGNED = '{ "Authorization": "Bearer PASTE-THE-accessToken-HERE" }';

const example = (query, headers = '') => ({ query: `${query.trim()}\n`, headers });

export const EXAMPLES = [
  example(`
# Read a thread: press the pink button or Ctrl+Enter.
# The book at the left explains every type and field;
# Ctrl+Space says what may stand at the cursor.
query ReadThread {
  episode(site: "history", key: "278") {
    id
    title
    state
    commentCount
    comments(first: 10, orderBy: OLDEST) {
      pageInfo { hasNextPage endCursor }
      nodes {
        id
        author { displayName role }
        createdAt
        bodyMarkdown
        score
        replies(first: 3) {
          totalCount
          nodes {
            id
            author { displayName role }
            bodyMarkdown
          }
        }
      }
    }
  }
}`),

  example(`
# The demo's members are reader@, moderator@ and
# admin@demo.example, all with this password.
# An access token is good for 10 minutes.
mutation SignIn {
  signIn(input: {
    site: "history"
    email: "moderator@demo.example"
    password: "demo-harbour-lantern-42"
  }) {
    accessToken
    expiresAt
    refreshToken
    viewer { role author { id displayName } }
  }
}`),

  example(`
${NEEDS_TOKEN}
# With a parentId it is a reply. Sent twice with the
# same clientMutationId, it is posted once.
mutation Post {
  postComment(input: {
    episode: { site: "history", key: "283" }
    body: "The one at the end of the pier. *Twice.*"
    clientMutationId: "a-text-of-your-own-1"
  }) {
    comment {
      id
      status
      bodyHtml
      viewerCan { edit { allowed } }
    }
    clientMutationId
  }
}`, SIGNED),

  example(`
${NEEDS_TOKEN}
# Only a moderator's will do. Lists what is held, with
# the two ids that "Approve" wants.
query Held {
  site(key: "history") {
    queue(kind: PENDING, first: 20) {
      totalCount
      nodes {
        id
        revisionId
        holdReasons
        bodyMarkdown
        author { displayName }
        episode { key title }
      }
    }
  }
}`, SIGNED),

  example(`
${NEEDS_TOKEN}
# Put in the ids of a comment from "Held". When its text
# has changed meanwhile, or another moderator has been
# here first, "code" says so and nothing happens.
mutation Approve {
  approveComments(input: {
    items: [{
      commentId: "comment_…"
      revisionId: "revision_…"
    }]
  }) {
    results {
      commentId
      code
      message
      comment { status }
      earlier { id status decidedAt }
    }
  }
}`, SIGNED),

  example(`
${NEEDS_TOKEN}
# Put in the id of an episode from "ReadThread".
# "reopenThread" takes the same episodeId.
mutation Close {
  closeThread(input: {
    episodeId: "episode_…"
    message: "We talk on under the next episode."
  }) {
    episode { title state closedMessage }
  }
}`, SIGNED),
];
