-- Version 2 of a data folder (`DATA_VERSION` in connection.rs). Columns that end in `_at` are wall-clock times in milliseconds since
-- 1970 (UTC), in `_ms` durations in milliseconds; ids are the 16 bytes of a UUID.

CREATE TABLE users (
    id           BLOB PRIMARY KEY,
    name         TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    role         TEXT NOT NULL CHECK (role IN ('supervisor', 'reviewer', 'admin')),
    language     TEXT NOT NULL,
    password     TEXT,              -- argon2id, PHC string; none until the one-time link is used
    created_at   INTEGER NOT NULL,
    disabled_at  INTEGER            -- none while it is open
) STRICT;

CREATE TABLE signing_keys (
    kid        TEXT PRIMARY KEY,
    pkcs8      BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE secrets (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;

-- One sign-in of one member of staff: refresh tokens, each exchanged for the next.
CREATE TABLE sign_ins (
    id         BLOB PRIMARY KEY,
    user       BLOB NOT NULL REFERENCES users (id),
    expires_at INTEGER NOT NULL,
    ended_at   INTEGER              -- none while it stands
) STRICT;

CREATE TABLE refresh_tokens (
    hash         BLOB PRIMARY KEY,  -- SHA-256
    sign_in      BLOB NOT NULL REFERENCES sign_ins (id) ON DELETE CASCADE,
    parent       BLOB,              -- hash of the token that was exchanged for it; none for the first
    exchanged_at INTEGER,           -- when it was first exchanged itself; none before
    withdrawn    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX refresh_tokens_by_sign_in ON refresh_tokens (sign_in);
CREATE INDEX refresh_tokens_by_parent ON refresh_tokens (parent);

CREATE TABLE sign_in_links (
    hash       BLOB PRIMARY KEY,    -- SHA-256
    user       BLOB NOT NULL REFERENCES users (id),
    expires_at INTEGER NOT NULL
) STRICT;

-- One row a session: what lists and filters need. The log (events) is the truth; this is its projection.
CREATE TABLE sessions (
    id          BLOB PRIMARY KEY,
    header      BLOB NOT NULL,      -- the log's header, exactly as it is hashed
    created_at  INTEGER NOT NULL,
    state       TEXT NOT NULL,
    state_at    INTEGER NOT NULL,   -- since when it is in this state
    outcome     TEXT,               -- none while it runs
    supervisor  BLOB NOT NULL,
    reference   TEXT,               -- the customer's name or reference; set to NULL by erasure
    topic       TEXT,               -- free text; set to NULL by erasure
    language    TEXT NOT NULL,
    via         TEXT,
    abilities   TEXT,               -- JSON
    disposition TEXT,
    active_ms   INTEGER NOT NULL DEFAULT 0,
    events      INTEGER NOT NULL DEFAULT 0, -- the last `seq` of its log
    closed_at   INTEGER             -- none while it runs
) STRICT;
CREATE INDEX sessions_open ON sessions (id) WHERE closed_at IS NULL;
CREATE INDEX sessions_by_supervisor ON sessions (supervisor, id);

CREATE TABLE events (
    session BLOB NOT NULL REFERENCES sessions (id),
    seq     INTEGER NOT NULL,
    t       INTEGER NOT NULL,
    body    BLOB NOT NULL,          -- canonical JSON (RFC 8785), exactly as it is hashed
    hash    BLOB NOT NULL,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

-- Personal values apart from the log, so that erasing them leaves the hash chain verifiable.
CREATE TABLE personal_values (
    id      INTEGER PRIMARY KEY,
    session BLOB NOT NULL REFERENCES sessions (id),
    seq     INTEGER NOT NULL,
    path    TEXT NOT NULL,
    salt    TEXT NOT NULL,          -- 64 hexadecimal digits
    value   TEXT NOT NULL,
    UNIQUE (session, seq, path)
) STRICT;

CREATE VIRTUAL TABLE personal_search USING fts5 (
    value, content = 'personal_values', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO personal_search (personal_search, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER personal_values_insert AFTER INSERT ON personal_values BEGIN
    INSERT INTO personal_search (rowid, value) VALUES (new.id, new.value);
END;
CREATE TRIGGER personal_values_delete AFTER DELETE ON personal_values BEGIN
    INSERT INTO personal_search (personal_search, rowid, value) VALUES ('delete', old.id, old.value);
END;

CREATE TABLE invites (
    token_hash BLOB PRIMARY KEY,    -- SHA-256 of the link's token
    session    BLOB NOT NULL REFERENCES sessions (id),
    code_group INTEGER NOT NULL,    -- the code's first four digits: what a wrong try is counted against
    code_hash  BLOB NOT NULL,       -- HMAC-SHA-256 of the whole code
    expires_at INTEGER NOT NULL,
    tries      INTEGER NOT NULL DEFAULT 0, -- wrong ones
    used_at    INTEGER,             -- none until it is used
    ended      INTEGER NOT NULL DEFAULT 0 -- replaced, or tried wrongly too often
) STRICT;
CREATE UNIQUE INDEX invites_live_code ON invites (code_hash) WHERE used_at IS NULL AND ended = 0;
CREATE INDEX invites_by_group ON invites (code_group) WHERE used_at IS NULL AND ended = 0;
CREATE INDEX invites_by_session ON invites (session);

-- The highest generation of resume token that a participant has shown: an older one is refused.
CREATE TABLE resumes (
    session     BLOB NOT NULL REFERENCES sessions (id),
    participant BLOB NOT NULL,
    generation  INTEGER NOT NULL,
    PRIMARY KEY (session, participant)
) STRICT, WITHOUT ROWID;

CREATE TABLE stills (
    session BLOB NOT NULL REFERENCES sessions (id),
    id      BLOB NOT NULL,
    sha256  BLOB NOT NULL,
    mime    TEXT NOT NULL,
    width   INTEGER NOT NULL,
    height  INTEGER NOT NULL,
    bytes   INTEGER NOT NULL,
    PRIMARY KEY (session, id)
) STRICT, WITHOUT ROWID;

-- One row that the readiness check rewrites, so that "ready" means "could write just now".
CREATE TABLE readiness (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    checked_at INTEGER NOT NULL
) STRICT;
