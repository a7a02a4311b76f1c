-- What atlassian-connect-express keeps for each site: its install ("clientInfo") and tokens of people.
CREATE TABLE settings (
  client_key text NOT NULL,
  name text NOT NULL,
  -- JSON, encrypted.
  value text NOT NULL,
  PRIMARY KEY (client_key, name)
);
