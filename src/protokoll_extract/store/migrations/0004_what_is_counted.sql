-- What the facets of a search count, in two lines a §, narrow enough to be read for very many of them.
CREATE TABLE item_counted (
  item_id {key} REFERENCES item(id) ON DELETE CASCADE,
  place TEXT NOT NULL,
  manner TEXT NOT NULL
);
sqlite: INSERT INTO item_counted SELECT id, body_id || char(9) || COALESCE(year, ''), has_vote || char(9) || has_reservation || char(9) || COALESCE(outcome, '') || char(9) || kinds || char(9) || parties FROM item ORDER BY id;
postgres: INSERT INTO item_counted SELECT id, body_id || chr(9) || COALESCE(year, ''), has_vote || chr(9) || has_reservation || chr(9) || COALESCE(outcome, '') || chr(9) || kinds || chr(9) || parties FROM item ORDER BY id;
-- How many documents have which finding is counted without reading the findings.
DROP INDEX finding_code;
CREATE INDEX finding_code ON finding(code, severity, document_id, page);
