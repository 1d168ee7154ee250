-- Schema of calfemg.sqlite, version 1; docs/store.md says what each column holds.
PRAGMA user_version = 1;
CREATE TABLE sessions (
  folder TEXT PRIMARY KEY, subject TEXT, session TEXT, file TEXT, start_time TEXT, layout TEXT,
  duration_s REAL, usable_s REAL, sleep_s REAL, channels INTEGER, notes INTEGER) WITHOUT ROWID;
CREATE TABLE summaries (
  folder TEXT PRIMARY KEY, cramps_definite INTEGER, cramps_probable INTEGER, cramps_possible INTEGER,
  cramp_s REAL, rejected_cramps INTEGER, tension_periods INTEGER, tension_s REAL,
  leg_movements INTEGER) WITHOUT ROWID;
CREATE TABLE heads (
  folder TEXT, leg TEXT, muscle TEXT, rest_uv REAL, usable_s REAL, cramps INTEGER, cramp_s REAL,
  tension_periods INTEGER, tension_s REAL, PRIMARY KEY (folder, leg, muscle)) WITHOUT ROWID;
CREATE TABLE channels (
  folder TEXT, position INTEGER, name TEXT, leg TEXT, muscle TEXT, site TEXT, rate_hz REAL,
  rest_uv REAL, noise_uv REAL, usable_s REAL, excluded_s REAL,
  PRIMARY KEY (folder, position)) WITHOUT ROWID;
CREATE TABLE events (
  folder TEXT, position INTEGER, type TEXT, onset_s REAL, duration_s REAL, leg TEXT, muscle TEXT,
  grade TEXT, confidence REAL, kind TEXT, stage TEXT, channels TEXT, measures TEXT,
  PRIMARY KEY (folder, position)) WITHOUT ROWID;
CREATE TABLE context (
  folder TEXT, name TEXT, value TEXT, PRIMARY KEY (folder, name)) WITHOUT ROWID;
CREATE TABLE provenance (
  folder TEXT PRIMARY KEY, program_version TEXT, program_commit TEXT, config_sha256 TEXT,
  input_sha256 TEXT, started_utc TEXT, wall_s REAL, peak_memory_bytes REAL) WITHOUT ROWID;
CREATE TABLE failures (
  session TEXT PRIMARY KEY, file TEXT, reason TEXT, message TEXT, what_to_do TEXT, stage TEXT,
  signal INTEGER, exit_code INTEGER, when_utc TEXT, log TEXT) WITHOUT ROWID;
CREATE TABLE features (
  folder TEXT, channel TEXT, start_s REAL, name TEXT, value REAL);
CREATE INDEX events_by_type ON events (type, folder);

CREATE VIEW nights AS
  SELECT s.folder, s.subject, s.session, s.start_time, s.duration_s / 3600.0 AS hours,
         CASE WHEN s.duration_s > 0 THEN s.usable_s / s.duration_s END AS usable_share,
         m.cramps_definite + m.cramps_probable + m.cramps_possible AS cramps, m.cramp_s,
         m.tension_periods, m.tension_s, m.leg_movements
  FROM sessions s JOIN summaries m USING (folder);
CREATE VIEW cramps AS
  SELECT e.folder, s.subject, s.session, e.onset_s, e.duration_s, e.leg, e.muscle, e.grade,
         e.confidence, e.stage
  FROM events e JOIN sessions s USING (folder) WHERE e.type = 'cramp';
CREATE VIEW subjects AS
  SELECT subject, count(*) AS nights, sum(hours) AS hours, sum(cramps) AS cramps,
         avg(cramps) AS cramps_a_night, avg(tension_s) AS tension_s_a_night
  FROM nights GROUP BY subject;
CREATE VIEW failure_reasons AS
  SELECT reason, count(*) AS recordings FROM failures GROUP BY reason;
CREATE VIEW shared_ids AS
  SELECT subject, session, count(*) AS folders FROM sessions
  WHERE subject <> '' OR session <> '' GROUP BY subject, session HAVING count(*) > 1;
