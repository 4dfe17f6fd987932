// English, and what every other language has to have: the members of the site.
import type { Plural } from '../../../shared/language.ts';

const words = {
  // The list
  search: 'Search the names',
  role: 'Role',
  standing: 'Standing',
  members: { one: '{count} member', other: '{count} members' } as Plural,
  listOf: 'Members',
  noneWritten: 'No comments yet',
  nobodyFits: 'Nobody fits what you look for.',
  backToPeople: 'Back to the list',
  keyNextMember: 'Next member',
  keyPreviousMember: 'Previous member',
  keySearchNames: 'Search the names',
  keyStanding: 'Change the standing',
  keyNote: 'Write a note',
  keyUndoLast: 'Undo what was done last',

  // One of them
  noSuchMember: 'There is no such member on this site any more.',
  thatIsYou: 'This is you: others see to your standing, and what they note about you is not for you.',
  needsAdmin: 'Only an admin changes the standing of somebody who moderates.',
  isAdmin: 'Nobody changes the standing of an admin. Take the role away first.',
  isAdminHere: 'Nobody changes the standing of an admin. Another admin can take the role away first.',
  recordDeleted: { one: '{count} deleted', other: '{count} deleted' } as Plural,
  undoneHere: 'It is undone.',
  someStay: {
    one: '{count} comment stays as it is, since somebody has decided on it anew.',
    other: '{count} comments stay as they are, since somebody has decided on them anew.',
  } as Plural,

  // Standing
  standingNow: 'Now: {standing}',
  standingNowUntil: 'Now: {standing} until {time}',
  means_NORMAL: 'as everybody begins',
  means_TRUSTED: 'never held for being new or reading like spam',
  means_WATCHED: 'everything they write is held',
  means_SUSPENDED: 'may not write for a while',
  means_BANNED: 'may not write any more',
  changeStanding: 'Change the standing',
  newStanding: 'New standing',
  suspendedUntil: 'Until',
  inHour: 'in an hour',
  inDay: 'in a day',
  inWeek: 'in a week',
  inMonth: 'in a month',
  atMoment: 'a day and an hour of my choice',
  moment: 'Day and hour',
  reasonTold: 'Reason (optional; they read it)',
  privateNote: 'Note for moderators (optional)',
  standingSet: '{name}: {standing}',
  chooseStanding: 'Choose a standing first.',
  untilFuture: 'Choose a day and an hour that are still to come.',

  // Notes
  notes: 'Notes of the moderators',
  noNotes: 'Nobody has noted anything.',
  addNote: 'Write a note',
  noteText: 'Note (only moderators read it)',
  noteAdded: 'The note is kept.',
  removeNote: 'Remove',
  removeNoteOf: 'Remove the note of {name}, {time}',
  noteRemoved: 'The note is gone.',
  noteEmpty: 'Write something first.',

  // Comments
  comments: 'Comments',
  noComments: 'They have not written anything yet.',
  toQueue: { one: '{queue}: {count} comment', other: '{queue}: {count} comments' } as Plural,
  rejectAll: 'Reject all they wrote …',
  rejectAllHint: 'Held and shown comments, up to 1,000 at once. It can be undone as a whole.',
  writtenSince: 'Written',
  sinceHour: 'in the last hour',
  sinceDay: 'in the last day',
  sinceWeek: 'in the last week',
  sinceMonth: 'in the last month',
  sinceEver: 'ever',
  noteToAuthor: 'Note to them (optional)',
  rejectAllDo: 'Reject all',
  rejectAllAsk: { one: 'Reject {count} comment of {name}?', other: 'Reject {count} comments of {name}?' } as Plural,
  rejectAllFollows: 'Written: {since}. All of it can be undone as a whole: here at once, and later from the log.',
  rejectedAll: { one: '{count} comment was rejected.', other: '{count} comments were rejected.' } as Plural,
  rejectedNone: 'There was nothing to reject.',
  rejectedMore: 'There are more: reject all once more.',

  // Role
  changeRole: 'Change the role',
  newRole: 'New role',
  may_COMMENTER: 'writes comments',
  may_MODERATOR: 'decides on comments, threads and commenters',
  may_ADMIN: 'also changes rules, settings and roles',
  roleSet: '{name} is now: {role}',
  ownRole: 'Give away your own role? You cannot take it back yourself.',
  ownRoleYes: 'Give it away',
  LAST_ADMIN: 'This is the last admin of the site. Make somebody else an admin first.',
  NOT_IN_GOOD_STANDING: 'Whoever is suspended or banned is given no role. Change the standing first.',
  OF_THE_STAFF: 'Only somebody of a higher role may do this to somebody who moderates.',
  ONESELF: 'Nobody can do this to themselves.',

  // History
  history: 'History',
  noHistory: 'Nothing has been done to this member.',
  inLog: 'All of it in the log',
  theirActs: 'What they did as a moderator',

  // Erasing
  erase: 'Erase from this site …',
  eraseGoes:
    'At once, and for good: name, e-mail address and ways to sign in on this site, votes, mutes, and what moderators noted. Of many comments and votes the last goes within minutes.',
  eraseStays:
    'What stays: the log, which no longer names them; what others have quoted; and their account on other sites, if they have one.',
  eraseFinal: 'This cannot be undone by anybody.',
  whatOfComments: 'What becomes of their comments?',
  erase_KEEP_ANONYMOUSLY: 'They stay, under the name “Anonymous”',
  erase_DELETE: 'They go, in every text they had; where somebody has answered, an empty place stays',
  chooseErasure: 'Choose first what becomes of their comments.',
  eraseDo: 'Erase …',
  eraseAsk: 'Erase {name} from {site} for good?',
  erasedKeep: {
    one: '{count} comment stays, without the name.',
    other: '{count} comments stay, without the name.',
  } as Plural,
  erasedDelete: { one: '{count} comment goes too.', other: '{count} comments go too.' } as Plural,
  eraseYes: 'Erase for good',
  erased: '{name} is erased.',
  isErased:
    'This member is erased from the site. Nothing more can be done about them; their comments, if any stay, are decided on in the queues.',
};

export type PeopleWords = typeof words;
export default words;
