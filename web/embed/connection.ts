// One site of one service, as all threads of it on a page share it: who asks, and how.
import { Direct, type Early } from '../shared/api/direct.ts';
import type { Transport } from '../shared/api/transport.ts';
import {
  Comments,
  type Linked,
  type MemberComments,
  type MemberLinked,
  type MemberReplies,
  type MemberThread,
  Replies,
  type Role,
  Thread,
} from '../shared/generated.ts';
import type { Renewal } from './controllers/thread.ts';
import { started } from './start.ts';

export interface Viewer {
  id: string;
  displayName: string;
  /** What they are on the site. */
  badge: Role;
  /** Whether this is a session for moderating on this page. */
  isModerating: boolean;
}

/** What is asked for, of a reader or of somebody who is signed in. */
export interface Documents {
  thread: typeof MemberThread | typeof Thread;
  comments: typeof MemberComments | typeof Comments;
  replies: typeof MemberReplies | typeof Replies;
  /** Fetched with what needs it, for readers. */
  linked?: typeof MemberLinked | typeof Linked;
}

const READING: Documents = { thread: Thread, comments: Comments, replies: Replies };

/** Somebody is signed in: the transport asks in their name, for what is theirs too. */
export interface Session {
  transport: Transport;
  viewer: Viewer;
  documents: Documents;
  /** What a thread is fetched anew by when somebody signs in, or out again. */
  renewal: Renewal;
}

/** Says `change` when somebody signs in or out. */
export class Connection extends EventTarget {
  readonly service: string;
  readonly site: string;
  readonly #direct: Transport;
  /** Whether anybody has been signed in, or has begun to write, since the page was loaded. */
  isUsed = false;
  renewal: Renewal | undefined;
  #session: Session | null = null;

  constructor(service: string, site: string, early?: Early) {
    super();
    this.service = service;
    this.site = site;
    this.#direct = new Direct(service, early);
  }

  get transport(): Transport {
    return this.#session?.transport ?? this.#direct;
  }

  get documents(): Documents {
    return this.#session?.documents ?? READING;
  }

  get viewer(): Viewer | null {
    return this.#session?.viewer ?? null;
  }

  /** Asks as nobody, whoever is signed in. */
  get direct(): Transport {
    return this.#direct;
  }

  begin(session: Session): void {
    this.isUsed = true;
    this.#session = session;
    this.renewal = session.renewal;
    this.dispatchEvent(new Event('change'));
  }

  end(): void {
    if (!this.#session) return;
    this.#session = null;
    this.dispatchEvent(new Event('change'));
  }
}

const connections = new Map<string, Connection>();
export function connect(service: string, site: string): Connection {
  const name = `${service} ${site}`;
  let connection = connections.get(name);
  if (!connection) {
    connection = new Connection(service, site, started?.early);
    connections.set(name, connection);
  }
  return connection;
}
