-- Webhooks that have arrived. The id is the product's: it sends the same delivery again when it is in doubt.
CREATE TABLE deliveries (
  client_key text NOT NULL,
  id text NOT NULL,
  event text NOT NULL,
  -- The key of an issue or the id of a page.
  about text NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (client_key, id)
);

CREATE INDEX deliveries_about ON deliveries (client_key, about, received_at DESC);
