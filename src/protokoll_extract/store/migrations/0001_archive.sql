-- The archive's tables. One text for both engines: {key}, {blob} and {number} are each engine's own
-- words, and a line that begins with `sqlite:` or `postgres:` is for that engine alone.
CREATE TABLE issuer (
  id TEXT PRIMARY KEY,
  name TEXT
);
CREATE TABLE body (
  id TEXT PRIMARY KEY,
  issuer_id TEXT NOT NULL REFERENCES issuer(id),
  name TEXT,
  classification TEXT
);
-- One meeting's minutes. `id` is the beginning of the source's SHA-256.
CREATE TABLE document (
  id TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,
  json_sha256 TEXT NOT NULL,
  first_item BIGINT NOT NULL,
  name TEXT,
  media_type TEXT,
  pages INTEGER,
  body_id TEXT NOT NULL REFERENCES body(id),
  title TEXT,
  number TEXT,
  date TEXT,
  end_date TEXT,
  start_time TEXT,
  end_time TEXT,
  place TEXT,
  first_paragraph TEXT,
  last_paragraph TEXT,
  chair TEXT,
  secretary TEXT,
  adjusted_on TEXT,
  schema_version TEXT
);
-- The document as it was extracted, personal data masked: zlib over JSON, and over the canonical text.
CREATE TABLE document_data (
  document_id TEXT PRIMARY KEY REFERENCES document(id) ON DELETE CASCADE,
  json {blob} NOT NULL,
  text {blob}
);
-- Where the source's bytes lie on this machine. Never shown.
CREATE TABLE source_file (
  document_id TEXT PRIMARY KEY REFERENCES document(id) ON DELETE CASCADE,
  path TEXT NOT NULL
);
CREATE TABLE page (
  document_id TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  width {number} NOT NULL,
  height {number} NOT NULL,
  PRIMARY KEY (document_id, number)
);
-- One paragraph (§). A later day has a higher id, and within a meeting a later § a lower one.
CREATE TABLE item (
  id {key},
  document_id TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  body_id TEXT NOT NULL REFERENCES body(id),
  position INTEGER NOT NULL,
  slug TEXT NOT NULL,
  number TEXT,
  label TEXT,
  title TEXT,
  date TEXT,
  year TEXT,
  first_page INTEGER,
  last_page INTEGER,
  outcome TEXT,
  kinds TEXT NOT NULL,
  parties TEXT NOT NULL,
  decisions INTEGER NOT NULL,
  has_vote INTEGER NOT NULL,
  has_reservation INTEGER NOT NULL
);
-- What is searched. `marks` holds one word for each thing a search can be narrowed to.
CREATE TABLE item_text (
  item_id {key} REFERENCES item(id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  decision TEXT NOT NULL,
  voice TEXT NOT NULL,
  background TEXT NOT NULL,
  marks TEXT NOT NULL
);
sqlite: CREATE VIRTUAL TABLE item_text_fts USING fts5(title, decision, voice, background, marks, content='item_text', content_rowid='item_id', tokenize='unicode61 remove_diacritics 0');
sqlite: CREATE VIRTUAL TABLE item_text_words USING fts5vocab('item_text_fts', 'row');
postgres: ALTER TABLE item_text ADD COLUMN search tsvector NOT NULL;
postgres: CREATE INDEX item_text_search ON item_text USING gin(search) WITH (fastupdate = off);
-- Every word of the archive, and what it may be an inflection or a part of.
CREATE TABLE word (
  token TEXT PRIMARY KEY,
  folded TEXT NOT NULL
);
CREATE TABLE word_root (
  root TEXT NOT NULL,
  token TEXT NOT NULL REFERENCES word(token) ON DELETE CASCADE,
  part INTEGER NOT NULL,
  PRIMARY KEY (root, part, token)
);
CREATE TABLE decision (
  item_id BIGINT NOT NULL REFERENCES item(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT,
  number TEXT,
  text TEXT,
  kind TEXT,
  label_sv TEXT,
  decided_by TEXT,
  proposed_to TEXT,
  assigned_to TEXT,
  due TEXT,
  due_date TEXT,
  page INTEGER,
  PRIMARY KEY (item_id, position)
);
CREATE TABLE proposal (
  item_id BIGINT NOT NULL REFERENCES item(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT,
  text TEXT,
  PRIMARY KEY (item_id, position)
);
CREATE TABLE vote (
  item_id BIGINT NOT NULL REFERENCES item(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT,
  yes INTEGER,
  no INTEGER,
  abstain INTEGER,
  absent INTEGER,
  yes_means TEXT,
  no_means TEXT,
  winner TEXT,
  PRIMARY KEY (item_id, position)
);
CREATE TABLE dissent (
  item_id BIGINT NOT NULL REFERENCES item(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT,
  text TEXT,
  target TEXT,
  PRIMARY KEY (item_id, position)
);
-- One name within one issuer.
CREATE TABLE person (
  id TEXT PRIMARY KEY,
  issuer_id TEXT NOT NULL REFERENCES issuer(id),
  name TEXT NOT NULL,
  folded TEXT NOT NULL
);
-- One row of a meeting's attendance list.
CREATE TABLE mandate (
  document_id TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  person_id TEXT REFERENCES person(id),
  name TEXT,
  party TEXT,
  role TEXT,
  capacity TEXT,
  organisation TEXT,
  present INTEGER,
  serving INTEGER,
  serves_for TEXT,
  PRIMARY KEY (document_id, position)
);
-- What somebody did in a §: yes, no, abstain, absent, proposal, seconded, reservation, statement, recusal …
CREATE TABLE act (
  item_id BIGINT NOT NULL REFERENCES item(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  person_id TEXT REFERENCES person(id),
  name TEXT,
  party TEXT,
  source TEXT,
  PRIMARY KEY (item_id, position)
);
CREATE TABLE organisation (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  kind TEXT
);
CREATE TABLE organisation_item (
  organisation_id TEXT NOT NULL REFERENCES organisation(id),
  item_id BIGINT NOT NULL REFERENCES item(id) ON DELETE CASCADE,
  mentions INTEGER NOT NULL,
  PRIMARY KEY (organisation_id, item_id)
);
-- `value` is exact, `number` is for sorting and comparing.
CREATE TABLE amount (
  document_id TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  item_id BIGINT REFERENCES item(id) ON DELETE CASCADE,
  in_decision INTEGER NOT NULL,
  raw TEXT,
  value TEXT,
  number {number},
  currency TEXT,
  bound TEXT,
  status TEXT,
  purpose TEXT,
  payer TEXT,
  recipient TEXT,
  period TEXT,
  programme TEXT,
  label TEXT,
  page INTEGER,
  PRIMARY KEY (document_id, position)
);
CREATE TABLE reference (
  document_id TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  item_id BIGINT REFERENCES item(id) ON DELETE CASCADE,
  kind TEXT,
  raw TEXT,
  value TEXT,
  sfs TEXT,
  chapter TEXT,
  section TEXT,
  page INTEGER,
  PRIMARY KEY (document_id, position)
);
-- Diary numbers: `key` is the same for all spellings of one number.
CREATE TABLE diary_number (
  item_id BIGINT NOT NULL REFERENCES item(id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  raw TEXT,
  value TEXT,
  PRIMARY KEY (item_id, key)
);
CREATE TABLE finding (
  document_id TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  code TEXT,
  severity TEXT,
  message TEXT,
  page INTEGER,
  PRIMARY KEY (document_id, position)
);
-- Where the main values stand: box in points from the page's upper left corner. All places are in the JSON.
CREATE TABLE evidence (
  document_id TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  pointer TEXT NOT NULL,
  part INTEGER NOT NULL,
  status TEXT,
  page INTEGER,
  x0 {number},
  top {number},
  x1 {number},
  bottom {number},
  quote TEXT,
  PRIMARY KEY (document_id, pointer, part)
);
CREATE INDEX document_body ON document(body_id, date);
CREATE INDEX item_document ON item(document_id, position);
CREATE INDEX word_folded ON word(folded);
CREATE INDEX word_root_token ON word_root(token);
CREATE INDEX mandate_person ON mandate(person_id);
CREATE INDEX act_person ON act(person_id);
CREATE INDEX amount_item ON amount(item_id);
CREATE INDEX amount_number ON amount(number);
CREATE INDEX reference_item ON reference(item_id);
CREATE INDEX diary_number_key ON diary_number(key);
CREATE INDEX organisation_item_item ON organisation_item(item_id);
CREATE INDEX person_folded ON person(folded);
CREATE INDEX finding_code ON finding(code);
CREATE VIEW decision_list AS
  SELECT d.name AS decision, i.date AS date, b.name AS body, u.name AS issuer, i.label AS paragraph,
         i.title AS title, d.text AS text, d.kind AS kind, i.outcome AS outcome, i.has_vote AS has_vote,
         i.has_reservation AS has_reservation, d.page AS page, i.document_id AS document
  FROM decision d JOIN item i ON i.id = d.item_id JOIN body b ON b.id = i.body_id
  JOIN issuer u ON u.id = b.issuer_id;
