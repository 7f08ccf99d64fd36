import { begin, type Conversation, finish, type Verifier, verifierOf } from './scram.ts'

type Document = Record<string, unknown>
type Role = { role: string; db: string }
type User = { user: string; roles: Role[]; verifier: Verifier }
type SetConfig = { _id: string; version: number; members: { _id: number; host: string }[] }
/** What has to outlive the process. */
export type Kept = { config: SetConfig | null; users: User[] }
/** Who is at the other end of a connection. */
export type Session = { loopback: boolean; user?: User; conversation?: Conversation }

/** What anybody may ask. */
const OPEN = ['hello', 'ismaster', 'isMaster', 'ping', 'buildInfo', 'buildinfo', 'endSessions']
const WRITES =
  /^(insert|update|delete|findAndModify|create|drop|createIndexes|dropIndexes|renameCollection|dropDatabase|collMod)$/
const MONITORING =
  /^(serverStatus|replSetGetStatus|replSetGetConfig|hostInfo|top|listDatabases|connPoolStats|getCmdLineOpts)$/
const CLUSTER = /^(replSet|createUser|updateUser|usersInfo|dropUser|grantRolesToUser)/

class Refused extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message)
  }
}

/**
 * A replica set's commands and MongoDB's rules about users, before a server that knows neither. One member is ever
 * there, and it is the primary.
 */
export class ReplicaSet {
  constructor(
    private readonly kept: Kept,
    private readonly options: { set: string | null; login: boolean },
    private readonly save: (kept: Kept) => void,
  ) {}

  /** A user that is there from the first start. */
  addUser(user: string, password: string, roles: unknown[]): void {
    if (this.find(user)) return
    this.kept.users.push({ user, roles: rolesIn(roles), verifier: verifierOf(password) })
    this.save(this.kept)
  }

  /** @returns the answer, or null: the server behind is to be asked */
  answer(session: Session, command: Document): Document | null {
    const [name = ''] = Object.keys(command)
    try {
      if (name === 'saslStart' || name === 'saslContinue') return this.login(session, name, command)
      this.check(session, name, String(command.$db ?? 'admin'))
      if (CLUSTER.test(name)) return { ...this.administer(name, command), ok: 1 }
      if (WRITES.test(name) && this.options.set && !this.kept.config)
        throw new Refused(10_107, 'not primary')
      return null
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return { ok: 0, code: error.code, errmsg: error.message }
    }
  }

  /** What a member adds to a hello. */
  describe(asked: Document, said: Document): Document {
    const { set } = this.options
    const mechanisms = 'saslSupportedMechs' in asked && { saslSupportedMechs: ['SCRAM-SHA-256'] }
    if (set === null) return { ...said, ...mechanisms }
    const { config } = this.kept
    if (!config)
      return {
        ...said,
        isWritablePrimary: false,
        ismaster: false,
        isreplicaset: true,
        ...mechanisms,
      }
    const hosts = config.members.map(({ host }) => host)
    return {
      ...said,
      ...mechanisms,
      ...{ isWritablePrimary: true, ismaster: true, secondary: false },
      ...{
        setName: config._id,
        setVersion: config.version,
        hosts,
        me: hosts[0],
        primary: hosts[0],
      },
    }
  }

  private login(session: Session, name: string, command: Document): Document {
    const payload = Buffer.from((command.payload as { buffer: Uint8Array }).buffer).toString()
    const failed = new Refused(18, 'Authentication failed.')
    if (name === 'saslStart') {
      const begun = begin(payload, (user) => this.find(user)?.verifier)
      if (!begun || command.mechanism !== 'SCRAM-SHA-256') throw failed
      session.conversation = begun.conversation
      return { conversationId: 1, done: false, payload: Buffer.from(begun.said), ok: 1 }
    }
    const { conversation } = session
    if (!conversation) {
      if (session.user) return { conversationId: 1, done: true, payload: Buffer.alloc(0), ok: 1 }
      throw failed
    }
    const said = finish(conversation, payload)
    const user = this.find(conversation.user)
    delete session.conversation
    if (said === null || !user) throw failed
    session.user = user
    return { conversationId: 1, done: false, payload: Buffer.from(said), ok: 1 }
  }

  private check(session: Session, name: string, db: string): void {
    if (!this.options.login || OPEN.includes(name)) return
    if (session.user) {
      const { roles } = this.find(session.user.user) ?? { roles: [] }
      if (roles.some((each) => permits(each, name, db))) return
      throw new Refused(13, `not authorized on ${db} to execute command ${name}`)
    }
    // The localhost exception.
    const first = session.loopback && this.kept.users.length === 0
    if (first && CLUSTER.test(name)) return
    throw new Refused(13, `Command ${name} requires authentication`)
  }

  private administer(name: string, command: Document): Document {
    switch (name) {
      case 'replSetInitiate': {
        if (this.kept.config) throw new Refused(23, 'already initialized')
        const given = command.replSetInitiate as SetConfig
        if (given._id !== this.options.set) throw new Refused(93, `this is set ${this.options.set}`)
        this.kept.config = { ...given, version: 1 }
        break
      }
      case 'replSetGetConfig':
        return { config: this.configured() }
      case 'replSetReconfig': {
        const next = command.replSetReconfig as SetConfig
        const { version, members } = this.configured()
        if (next.version <= version) throw new Refused(103, 'the version must grow')
        if (Math.abs(next.members.length - members.length) > 1)
          throw new Refused(103, 'one member at a time')
        this.kept.config = next
        break
      }
      case 'replSetGetStatus': {
        const { _id, members } = this.configured()
        return { set: _id, myState: 1, members: members.map((each) => ({ ...each, state: 1 })) }
      }
      case 'usersInfo': {
        const users = this.kept.users.filter(({ user }) => user === command.usersInfo)
        return { users: users.map(({ user, roles }) => ({ user, db: 'admin', roles })) }
      }
      case 'createUser': {
        const name = String(command.createUser)
        if (this.find(name)) throw new Refused(51_003, `User "${name}@admin" already exists`)
        this.addUser(name, String(command.pwd), command.roles as unknown[])
        return {}
      }
      case 'updateUser': {
        const user = this.find(String(command.updateUser))
        if (!user) throw new Refused(11, `Could not find user ${command.updateUser}`)
        if (command.pwd !== undefined) user.verifier = verifierOf(String(command.pwd))
        if (command.roles !== undefined) user.roles = rolesIn(command.roles as unknown[])
        break
      }
      default:
        throw new Refused(59, `no such command: '${name}'`)
    }
    this.save(this.kept)
    return {}
  }

  private configured(): SetConfig {
    if (!this.kept.config) throw new Refused(94, 'no replset config has been received')
    return this.kept.config
  }

  private find(name: string): User | undefined {
    return this.kept.users.find(({ user }) => user === name)
  }
}

const rolesIn = (roles: unknown[]): Role[] =>
  roles.map((each) => (typeof each === 'string' ? { role: each, db: 'admin' } : (each as Role)))

function permits({ role, db }: Role, name: string, asked: string): boolean {
  if (role === 'root') return true
  if (role === 'clusterMonitor') return MONITORING.test(name) || name.endsWith('Stats')
  if (role !== 'readWrite' && role !== 'read') return false
  return db === asked && !CLUSTER.test(name) && (role === 'readWrite' || !WRITES.test(name))
}
