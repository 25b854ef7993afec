-- Which §§ of a body are there, year by year, is asked by the start page for many bodies at once.
CREATE INDEX item_body ON item(body_id, year, number);
