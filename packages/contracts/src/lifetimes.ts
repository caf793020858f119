/** Every lifetime and limit of the system, in one place, each with its reason. Units are in the names. */

/** Short, because nobody may notice the theft of one: a stolen token is useful for at most this long. */
export const ACCESS_TOKEN_SECONDS = 300
/** No access token is accepted for longer, whoever issued it and whatever it says. */
export const MAX_ACCESS_TOKEN_SECONDS = 24 * 60 * 60
/** The broker fetches a new token this long before the old one ends, so that none expires on its way. */
export const TOKEN_RENEWAL_MARGIN_SECONDS = 30
/** Somebody else's authorization server has five seconds; then the answer has to be written down. */
export const REMOTE_RENEWAL_SECONDS = 10
/** A server that could not be asked is not asked again with each call meanwhile. */
export const REMOTE_RENEWAL_PAUSE_SECONDS = 15
/** Difference between two machines' clocks that a verifier forgives. */
export const CLOCK_TOLERANCE_SECONDS = 5
/** Made for one request that follows at once. */
export const DPOP_PROOF_SECONDS = 30
/** How long a resource server gives out the same nonce; it accepts it for one period more. */
export const DPOP_NONCE_SECONDS = 60
/** RFC 6749 §4.1.2 recommends at most ten minutes; a redirect takes seconds. */
export const AUTHORIZATION_CODE_SECONDS = 60
/** A program that is not used for two weeks asks again. */
export const REFRESH_TOKEN_SECONDS = 14 * 24 * 60 * 60
/** However often a program is used: after three months the person decides anew. */
export const GRANT_SECONDS = 90 * 24 * 60 * 60
/** How long a person may take to sign in and decide on the consent page. */
export const INTERACTION_SECONDS = 600
/** A working day: people sign in again on the next one. */
export const SESSION_SECONDS = 12 * 60 * 60
/** Long enough to read the card, short enough that nobody approves yesterday's intention. */
export const APPROVAL_SECONDS = 300
/** The operator hands it over by a way of their own; whoever is away for the day asks for another. */
export const PASSWORD_LINK_SECONDS = 24 * 60 * 60
/** From the browser's question to the finger on the sensor; people look for their security key. */
export const PASSKEY_CHALLENGE_SECONDS = 300
/** More authenticators than anybody has. */
export const PASSKEYS_PER_PERSON = 20
/** As an approval: a question that a server puts to a person through the client. */
export const REQUEST_STATE_SECONDS = 300
/** A client that lost an answer repeats the call within minutes, after an outage within hours. */
export const IDEMPOTENCY_KEY_HOURS = 24
/** How long a client may show what it has read before it asks again. Short: others change it too. */
export const RESOURCE_TTL_MILLISECONDS = 5_000
/** From a decision: the same call of the same program within this time is the same call, and is told what came of it. */
export const APPROVAL_REPEAT_SECONDS = 300
/** After its end: who decides late, or twice, is told so and not that there was no such question. */
export const APPROVAL_KEPT_SECONDS = 24 * 60 * 60
/** Of one person with a browser, and as many again of all their programs: more than anybody reads. */
export const PENDING_APPROVALS = 50
/** Of one program among those: what proposes without end keeps neither the person nor other programs from asking. */
export const PROGRAM_PENDING_APPROVALS = 10
/** Of one person in the chat: more than anybody looks through. The one that was not used for longest goes first. */
export const CONVERSATIONS_PER_PERSON = 50
/** Of one conversation, which can go on for ever. The oldest goes first. */
export const TURNS_PER_CONVERSATION = 40
/**
 * Of one turn as it is kept, with its trace and all that was decided later: a long answer of four servers. Of what is
 * larger, what went over the wire is cut.
 */
export const KEPT_TURN_BYTES = 128 * 1024
/** Of what the results of one turn told: the texts of a few pages. What is more is compared with less, and the person asked more. */
export const KEPT_SEEN_BYTES = 64 * 1024
/** A key that nobody rotates should not live forever. */
export const API_KEY_DAYS = 90
/** Whoever needs a key for longer looks at it once a year, and rotates it. */
export const MAX_API_KEY_DAYS = 365
/** From a key's rotation to its end, at most: whoever cannot give a program its new key within a month makes another. */
export const MAX_KEY_OVERLAP_SECONDS = 30 * 24 * 60 * 60
/** For how long a server remembers a revocation: every token issued until then has ended, also by a clock that is a minute late. */
export const REVOCATION_MATTERS_SECONDS = ACCESS_TOKEN_SECONDS + CLOCK_TOLERANCE_SECONDS + 60
/** A server that has not heard from the database for this long asks it about every token, until it does again. */
export const REVOCATION_TRUST_SECONDS = 3

/** A key that signs for a month has signed enough; the change costs nothing. */
export const SIGNING_KEY_DAYS = 30
/** From the publication of a key to its first signature: by then every server, which keeps what it knows for ten minutes, has it. */
export const SIGNING_KEY_LEAD_SECONDS = 660
/** From a key's last signature to its end: every token it signed has ended, also by a clock that is a minute late. */
export const SIGNING_KEY_TAIL_SECONDS = ACCESS_TOKEN_SECONDS + CLOCK_TOLERANCE_SECONDS + 60
/** How long an instance of the authorization server may not have heard of a new key. */
export const SIGNING_KEYS_CACHED_SECONDS = 10

/** Larger than any honest tool call here by two orders of magnitude. */
export const MAX_BODY_BYTES = 256 * 1024
/** Objects, arrays and values in one tool input: bounds the time spent in schema validation. */
export const MAX_INPUT_ELEMENTS = 1_000
/** Levels of arrays and objects in one message: code that walks it recursively cannot run out of stack. */
export const MAX_NESTING_LEVELS = 32
/** A tool that takes longer is broken or being abused. */
export const TOOL_CALL_MILLISECONDS = 10_000
/** For the tools of a server: whoever asks something meanwhile does without them. */
export const LISTING_MILLISECONDS = 2_500
/** For a connection to the database: half of a call's time, so that whoever gets one can still do something with it. */
export const CONNECTION_WAIT_MILLISECONDS = TOOL_CALL_MILLISECONDS / 2
/** Within this the database answers, or the process is not ready. Whoever watches it asks every few seconds. */
export const READINESS_MILLISECONDS = 1_000
/** What the host accepts from a server in one answer. */
export const MAX_RESULT_BYTES = 1024 * 1024
/** Objects, arrays and values in it: ten times what the longest list of ours holds. */
export const MAX_RESULT_ELEMENTS = 20_000
/** The most rows one list answer carries. */
export const LIST_PAGE_SIZE = 100
/** Authorization requests from one network: a company behind one address begins its day. Each is kept for ten minutes. */
export const AUTHORIZATION_REQUESTS_PER_NETWORK = 600
/** Documents of clients that one network can make this server fetch: whoever can begin a request can name one. */
export const CLIENT_DOCUMENTS_PER_NETWORK = 60
/** The same for everybody together, who may come from many networks. */
export const CLIENT_DOCUMENTS_PER_MINUTE = 600
/** The document of one client, for those who are past a limit or have no network: it is kept for half a minute at least. */
export const FETCHES_PER_DOCUMENT = 30
/** A document that could not be had is not asked for again at once; its developer waits no longer than this. */
export const FAILED_DOCUMENT_SECONDS = 30
/** Clients that one network can register where that is switched on. */
export const REGISTRATIONS_PER_NETWORK = 10
/** Of those nobody has connected: past this, the oldest that is not in use is forgotten for each newcomer. */
export const UNUSED_REGISTRATIONS = 1_000
/** After this a client that registered itself, and that nobody has connected, is forgotten. */
export const UNUSED_REGISTRATION_SECONDS = 60 * 60
/** From the making of a client's proof of its key, for one request that follows at once: taken for no longer. */
export const CLIENT_ASSERTION_SECONDS = 60
/** How far off the end that such a proof names may be. Common clients say five minutes; it is remembered until then. */
export const CLIENT_ASSERTION_END_SECONDS = 300
/** Such proofs from one network. Anybody can describe a client and prove its key, and each is a row until its end. */
export const CLIENT_ASSERTIONS_PER_NETWORK = 600
/** For one account from one address; the address alone may try ten times as many. */
export const SIGN_INS_PER_MINUTE = 5
/** For one account from everywhere: a guesser with many addresses is bounded. Its owner is let in where they are signed in. */
export const SIGN_INS_PER_ACCOUNT_PER_MINUTE = 100
/** New passwords of one person that are judged: each holds up everybody for a moment, and nobody tries more than a few. */
export const PASSWORD_CHOICES_PER_MINUTE = 20
/** Of signing in at another service, from one network: two for each person, and each makes this server ask that service. */
export const EXTERNAL_SIGN_IN_STEPS_PER_NETWORK = 120

/** Per person and client at one server, through the host as many again of all their programs: a conversation needs a fraction. */
export const CALLS_PER_MINUTE = 60
/** Per person at the host with a browser, and as many again with all programs together. */
export const HOST_REQUESTS_PER_MINUTE = 120
/** Per API key at one server: one key of the host works for everybody who is signed in. */
export const SERVICE_CALLS_PER_MINUTE = 600
/** Of those, for one person at the host with a browser, and as many again for all their programs: nobody uses the key up for others. */
export const KEY_CALLS_PER_MINUTE = 120
/** Per caller at one server, and per process: what waits holds memory and a database connection. */
export const CONCURRENT_CALLS = 20
/** The same of an API key, which works for more than one: twenty people in a browser with three turns each. */
export const SERVICE_CONCURRENT_CALLS = 60
/** Calls that a planner proposes for one message, whatever planner: with three turns at once, still below CALLS_PER_MINUTE. */
export const TURN_CALLS = 16
/** Attempts of one person to connect an account elsewhere: each makes this app ask a server of others several times. */
export const CONNECTION_ATTEMPTS_PER_MINUTE = 20
/** Of one connection: more than any model can choose from. Each is compared with every other. */
export const MAX_TOOLS_OF_CONNECTION = 200
/** Of one tool: what a person can still read, and many times what the tools here need. */
export const MAX_DEFINITION_BYTES = 16 * 1024
/** Rounds of one message with a language model: answers here take three or four. One that goes in circles is ended. */
export const MODEL_STEPS = 8
/** What a language model reads for one message. Each round sends everything before it again, so this bounds the cost. */
export const MODEL_INPUT_TOKENS = 200_000
/** What it writes for one message, thoughts included: several pages. */
export const MODEL_OUTPUT_TOKENS = 16_000
/** For one message: longer than anybody watches a caret. */
export const MODEL_TURN_SECONDS = 120
/** Of one result, shown to a language model: some 4,000 tokens. A page of a list fits; whoever fills a task's notes cannot fill the context. */
export const MODEL_RESULT_CHARACTERS = 16_000
/** Of what was said before, shown to a language model: some 4,000 tokens, which each round reads again. */
export const MODEL_EARLIER_CHARACTERS = 16_000
/** Of one person at what costs them nothing to try: more than anybody does by mistake. */
export const AUDITED_REFUSALS_PER_PERSON = 20
/** Of strangers, per process: an audit that anyone can fill is none. Those beyond are counted in one row. */
export const AUDITED_REFUSALS_PER_MINUTE = 600
