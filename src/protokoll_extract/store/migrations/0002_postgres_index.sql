-- PostgreSQL's index in a narrow table of its own, asked through a function. The long vectors lie outside the
-- rows, the words of title and decision stand once more with a + (so no question needs their weights, which the
-- index does not know), and the planner neither reads all vectors instead of the index nor all §§ for a few.
postgres: CREATE TABLE item_match (item_id BIGINT PRIMARY KEY REFERENCES item(id) ON DELETE CASCADE, words tsvector NOT NULL) WITH (toast_tuple_target = 128);
postgres: ALTER TABLE item_match ALTER COLUMN words SET STORAGE EXTERNAL;
postgres: INSERT INTO item_match SELECT item_id, search || array_to_tsvector(COALESCE((SELECT array_agg('+' || w) FROM unnest(tsvector_to_array(ts_filter(search, '{a,b}'))) w), '{}')) FROM item_text;
postgres: CREATE INDEX item_match_words ON item_match USING gin(words) WITH (fastupdate = off);
postgres: ALTER TABLE item_text DROP COLUMN search;
postgres: CREATE FUNCTION items_matching(tsquery) RETURNS SETOF BIGINT LANGUAGE sql STABLE ROWS 300 SET enable_seqscan = off AS 'SELECT item_id FROM item_match WHERE words @@ $1';
