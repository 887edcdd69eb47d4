-- A book as the program of schema 5 left it.
PRAGMA application_id = 1380012868;
PRAGMA user_version = 5;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE audit (
  id          INTEGER PRIMARY KEY,
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  action      TEXT NOT NULL,
  entity      TEXT NOT NULL,
  entity_id   INTEGER NOT NULL,
  before      TEXT NOT NULL,
  after       TEXT NOT NULL
) STRICT;
INSERT INTO "audit" VALUES(1,'command_line',1795612361465,'add','platform',1,'','Panel');
INSERT INTO "audit" VALUES(2,'command_line',1795612361500,'add','product',1,'','{"category":"","kind":"subscription","name":"IPTV 1 mois","offers":[["1","3.00",true]],"price":"4500.00","term_days":null,"term_months":1}');
INSERT INTO "audit" VALUES(3,'command_line',1795612361527,'add','product',2,'','{"category":"","kind":"code","name":"Carte","offers":[["1","4.00",true]],"price":"1500.00","term_days":null,"term_months":null}');
INSERT INTO "audit" VALUES(4,'command_line',1795612361553,'add','customer',1,'','Amine B.');
INSERT INTO "audit" VALUES(5,'command_line',1795612361582,'add','customer',2,'','Nadia K.');
INSERT INTO "audit" VALUES(6,'command_line',1795612361919,'add','customer',3,'','Amin B');
INSERT INTO "audit" VALUES(7,'command_line',1795612361948,'merge','customer',3,'{"credit":"0.00","debt":"0.00","email":"","id":"3","name":"Amin B","note":"","phone":"","sales":0,"wilaya":""}','{"credit":"0.00","debt":"2000.00","email":"","id":"1","name":"Amine B.","note":"","phone":"+213550123456","sales":1,"wilaya":""}');
CREATE TABLE book (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  uuid        BLOB NOT NULL CHECK (length(uuid) = 16),
  name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  currency    TEXT NOT NULL CHECK (length(currency) = 3),
  currency_decimals INTEGER NOT NULL CHECK (currency_decimals BETWEEN 0 AND 3),
  money_scale INTEGER NOT NULL CHECK (money_scale = 4),
  timezone    TEXT NOT NULL CHECK (length(timezone) BETWEEN 1 AND 64),
  language    TEXT NOT NULL CHECK (language IN ('fr', 'ar', 'en')),
  theme       TEXT NOT NULL CHECK (theme IN ('system', 'light', 'dark')),
  demo        INTEGER NOT NULL CHECK (demo IN (0, 1)),
  created_at  INTEGER NOT NULL
, country TEXT NOT NULL DEFAULT 'DZ' CHECK (length(country) = 2), address TEXT NOT NULL DEFAULT '' CHECK (length(address) <= 300), phone TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 40), line TEXT NOT NULL DEFAULT '' CHECK (length(line) <= 200)) STRICT;
INSERT INTO "book" VALUES(1,X'01A212D642E777D8AAB3AC44024A6850','Boutique ancienne','DZD',2,4,'Africa/Algiers','fr','system',0,1795612361447,'DZ','','','');
CREATE TABLE cancellations (
  id          INTEGER PRIMARY KEY,
  sale_id     INTEGER NOT NULL REFERENCES sales (id),
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  reason      TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  whole       INTEGER NOT NULL CHECK (whole IN (0, 1)),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
INSERT INTO "cancellations" VALUES(1,3,20260203,'erreur',1,'command_line',1795612361725);
CREATE TABLE chains (
  name   TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 60),
  length INTEGER NOT NULL CHECK (length > 0),
  head   BLOB NOT NULL CHECK (length(head) = 32)
) STRICT, WITHOUT ROWID;
INSERT INTO "chains" VALUES('audit',7,X'83EE7D292AD5D3C0901374635F7A3152737DE9B7376E51C0DED84F3CE26348B4');
INSERT INTO "chains" VALUES('cancellations',1,X'B2BE4F48AC0DAEE93001A56985292F85FDAD1113D3D899FADA33AC794F0E6ADA');
INSERT INTO "chains" VALUES('closing_lines',5,X'25E6665C8766FB29377239EF155820BCE3155615187D6E507F71E2F9E4843872');
INSERT INTO "chains" VALUES('closings',1,X'0DE00581719CE5DD55210A8D8E5E3D2AC428F861CA7304DB002CC8052B3A6372');
INSERT INTO "chains" VALUES('deposits',2,X'A99BB842F0164DAC8C1C10A1C5D4CB5088E94C23F861A1E0E8377AEF90CC3807');
INSERT INTO "chains" VALUES('movements:1',8,X'A2864152662247F0E4FCA1F12D8AF906DB24EFD305CFE1BDF566E41EEB130B70');
INSERT INTO "chains" VALUES('offer_prices',2,X'F4F2B2B0FC45C917A17545E61259C229916AE92085F22EAD182359207A03F784');
INSERT INTO "chains" VALUES('payments',5,X'7A35FB357536D8ECC4736768EDB6A3CEB88D62B7E009F814DA1A11B6187223C6');
INSERT INTO "chains" VALUES('promises',1,X'36C98A64D89A5E23F99E9AC1EA9645F5A645470A417DD30C53DE5FB6E1FCBC6B');
INSERT INTO "chains" VALUES('sale_lines',5,X'A6ED942152870080BA6F247B557F981049410A6FE74E732693E681206534C70F');
INSERT INTO "chains" VALUES('seal',12,X'5259985F03973FDFF506DE334CEB2C2554AC3B8CBFDCB18C614E1AEA6D9D4FB5');
INSERT INTO "chains" VALUES('subscription_events',3,X'4A39E2AABF495D97B97A55C2417E578072ECF53B102F098D2DE88C308319E23A');
INSERT INTO "chains" VALUES('subscriptions',2,X'B2B1EC3B5BAEFE6688F41EA3F6A02C128A90FBEF313B3A70C171C314B81C4B47');
CREATE TABLE closing_lines (
  id          INTEGER PRIMARY KEY,
  closing_id  INTEGER NOT NULL REFERENCES closings (id),
  method_id   INTEGER NOT NULL REFERENCES methods (id),
  opening     INTEGER NOT NULL CHECK (opening BETWEEN -1000000000000000 AND 1000000000000000),
  received    INTEGER NOT NULL CHECK (received BETWEEN 0 AND 1000000000000000),
  paid_out    INTEGER NOT NULL CHECK (paid_out BETWEEN 0 AND 1000000000000000),
  fees        INTEGER NOT NULL CHECK (fees BETWEEN -1000000000000000 AND 1000000000000000),
  expected    INTEGER NOT NULL CHECK (expected = opening + received - paid_out - fees),
  counted     INTEGER CHECK (counted BETWEEN -1000000000000000 AND 1000000000000000),  -- none: not counted
  kept        INTEGER NOT NULL CHECK (kept BETWEEN -1000000000000000 AND 1000000000000000), -- what the next one opens with
  comment     TEXT NOT NULL CHECK (length(comment) <= 500),
  UNIQUE (closing_id, method_id),
  CHECK (counted IS NULL OR counted = expected OR length(comment) > 0)                -- a gap says why
) STRICT;
INSERT INTO "closing_lines" VALUES(1,1,1,0,0,0,0,0,NULL,0,'');
INSERT INTO "closing_lines" VALUES(2,1,2,0,0,0,0,0,NULL,0,'');
INSERT INTO "closing_lines" VALUES(3,1,3,0,0,0,0,0,NULL,0,'');
INSERT INTO "closing_lines" VALUES(4,1,4,0,0,0,0,0,NULL,0,'');
INSERT INTO "closing_lines" VALUES(5,1,5,0,0,0,0,0,NULL,0,'');
CREATE TABLE closings (
  id          INTEGER PRIMARY KEY,
  prev_id     INTEGER REFERENCES closings (id),
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  newest      INTEGER NOT NULL CHECK (newest >= 0),                                   -- the newest payment of the book then
  first_open  INTEGER NOT NULL CHECK (first_open > 0),                                -- no payment before it is left uncovered
  note        TEXT NOT NULL CHECK (length(note) <= 2000),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  CHECK (id = coalesce(prev_id, 0) + 1)
) STRICT;
INSERT INTO "closings" VALUES(1,NULL,20260213,5,6,'','command_line',1795612361966);
CREATE TABLE code_events (
  id          INTEGER PRIMARY KEY,
  code_id     INTEGER NOT NULL REFERENCES codes (id),
  kind        TEXT NOT NULL CHECK (kind IN ('import', 'sell', 'reveal', 'return', 'withdraw')),
  sale_line_id INTEGER REFERENCES sale_lines (id),
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  reason      TEXT NOT NULL CHECK (length(reason) <= 500),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  CHECK (kind NOT IN ('sell', 'return') OR sale_line_id IS NOT NULL)
) STRICT;
CREATE TABLE codes (
  id          INTEGER PRIMARY KEY,
  product_id  INTEGER NOT NULL REFERENCES products (id),
  content     BLOB NOT NULL CHECK (length(content) BETWEEN 1 AND 4000),
  sealed      INTEGER NOT NULL CHECK (sealed IN (0, 1)),                              -- 1: encrypted content
  digest      BLOB NOT NULL CHECK (length(digest) = 32),
  ending      TEXT NOT NULL CHECK (length(ending) <= 4),                              -- what is shown of it
  sale_line_id INTEGER REFERENCES sale_lines (id),
  withdrawn   INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  recorded_at INTEGER NOT NULL,
  CHECK (withdrawn = 0 OR sale_line_id IS NULL)
) STRICT;
CREATE TABLE customers (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  name_key    TEXT NOT NULL CHECK (length(name_key) <= 400),
  phone       TEXT NOT NULL CHECK (length(phone) <= 40),
  email       TEXT NOT NULL CHECK (length(email) <= 200),
  wilaya      TEXT NOT NULL CHECK (length(wilaya) <= 100),
  address     TEXT NOT NULL CHECK (length(address) <= 500),
  note        TEXT NOT NULL CHECK (length(note) <= 2000),
  language    TEXT CHECK (language IN ('fr', 'ar', 'en')),
  merged_into INTEGER REFERENCES customers (id) CHECK (merged_into <> id),
  archived    INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  created_at  INTEGER NOT NULL
) STRICT;
INSERT INTO "customers" VALUES(1,'Amine B.','amine b','+213550123456','','','','',NULL,NULL,0,1795612361553);
INSERT INTO "customers" VALUES(2,'Nadia K.','nadia k','+213661000001','','','','',NULL,NULL,0,1795612361582);
INSERT INTO "customers" VALUES(3,'Amin B','amin b','','','','','',NULL,1,1,1795612361919);
CREATE TABLE deliveries (
  id           INTEGER PRIMARY KEY,
  sale_line_id INTEGER NOT NULL REFERENCES sale_lines (id),
  kind         TEXT NOT NULL CHECK (kind IN ('login', 'link', 'code', 'pin', 'note')),
  content      BLOB NOT NULL,
  sealed       INTEGER NOT NULL CHECK (sealed IN (0, 1)),                           -- 1: encrypted content
  recorded_at  INTEGER NOT NULL
) STRICT;
CREATE TABLE deposits (
  id          INTEGER PRIMARY KEY,
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  credit      INTEGER NOT NULL CHECK (credit BETWEEN 0 AND 1000000000000000),
  bonus       INTEGER NOT NULL CHECK (bonus BETWEEN 0 AND 1000000000000000),
  due         INTEGER NOT NULL CHECK (due BETWEEN 0 AND 1000000000000000),
  note        TEXT NOT NULL CHECK (length(note) <= 2000),
  legacy_number TEXT CHECK (length(legacy_number) <= 200),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  CHECK (credit + bonus > 0)
) STRICT;
INSERT INTO "deposits" VALUES(1,1,20260102,200000,10000,48000000,'',NULL,'command_line',1795612361482);
INSERT INTO "deposits" VALUES(2,1,20260205,100000,0,25000000,'',NULL,'command_line',1795612361798);
CREATE TABLE drafts (
  kind     TEXT PRIMARY KEY CHECK (kind = 'sale'),
  key      TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
  content  TEXT NOT NULL CHECK (length(content) BETWEEN 1 AND 100000),
  saved_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE legacy_batches (
  id          INTEGER PRIMARY KEY,
  uuid        BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  mode        TEXT NOT NULL CHECK (mode IN ('opening', 'replay', 'archive')),
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  report      TEXT NOT NULL,
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE TABLE legacy_files (
  id        INTEGER PRIMARY KEY,
  batch_id  INTEGER NOT NULL REFERENCES legacy_batches (id),
  name      TEXT NOT NULL,
  sha256    BLOB NOT NULL CHECK (length(sha256) = 32),
  shape     TEXT NOT NULL,
  encoding  TEXT NOT NULL,
  delimiter TEXT NOT NULL,
  header    TEXT NOT NULL
) STRICT;
CREATE TABLE legacy_keys (
  source  TEXT NOT NULL,                                                            -- the old table
  key     TEXT NOT NULL,
  content BLOB NOT NULL CHECK (length(content) = 32),
  row_id  INTEGER NOT NULL REFERENCES legacy_rows (id),
  entity_id INTEGER,
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE legacy_rows (
  id      INTEGER PRIMARY KEY,
  file_id INTEGER NOT NULL REFERENCES legacy_files (id),
  line    INTEGER NOT NULL CHECK (line > 0),
  raw     TEXT NOT NULL,                                                            -- as it stood in the file
  fate    TEXT NOT NULL CHECK (fate = 'accepted' OR fate = 'refused' OR fate = 'duplicate' OR fate = 'kept'),
  entity  TEXT,                                                                     -- what it became: deposits, sales, payments, products, customers, platforms
  entity_id INTEGER,
  issues  TEXT NOT NULL                                                             -- JSON list of verdicts
) STRICT;
CREATE TABLE methods (
  id       INTEGER PRIMARY KEY,
  code     TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 40),
  name     TEXT NOT NULL CHECK (length(name) <= 100),
  fee_rate INTEGER NOT NULL CHECK (fee_rate BETWEEN 0 AND 10000),   -- at 10^-4: 150 is 1.50 %
  position INTEGER NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;
INSERT INTO "methods" VALUES(1,'cash','',0,1,0);
INSERT INTO "methods" VALUES(2,'baridimob','',150,2,0);
INSERT INTO "methods" VALUES(3,'ccp','',0,3,0);
INSERT INTO "methods" VALUES(4,'transfer','',0,4,0);
INSERT INTO "methods" VALUES(5,'other','',0,5,0);
INSERT INTO "methods" VALUES(6,'customer_credit','',0,99,0);
CREATE TABLE movements (
  id           INTEGER PRIMARY KEY,
  platform_id  INTEGER NOT NULL REFERENCES platforms (id),
  seq          INTEGER NOT NULL CHECK (seq > 0),
  kind         TEXT NOT NULL,
  day          INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  credit       INTEGER NOT NULL CHECK (credit BETWEEN -1000000000000000 AND 1000000000000000),
  value        INTEGER NOT NULL CHECK (value BETWEEN -1000000000000000 AND 1000000000000000),
  balance_after INTEGER NOT NULL CHECK (balance_after BETWEEN -1000000000000000000 AND 1000000000000000000),
  value_after  INTEGER NOT NULL CHECK (value_after BETWEEN -1000000000000000000 AND 1000000000000000000),
  prev_seq     INTEGER,
  prev_balance INTEGER,
  prev_value   INTEGER,
  overdraft    INTEGER NOT NULL DEFAULT 0 CHECK (overdraft IN (0, 1)),
  deposit_id   INTEGER REFERENCES deposits (id),
  sale_line_id INTEGER REFERENCES sale_lines (id),
  note         TEXT NOT NULL CHECK (length(note) <= 2000),
  actor        TEXT NOT NULL,
  recorded_at  INTEGER NOT NULL,
  hash         BLOB NOT NULL CHECK (length(hash) = 32),
  CHECK (seq = coalesce(prev_seq, 0) + 1),
  CHECK ((prev_seq IS NULL) = (prev_balance IS NULL) AND (prev_seq IS NULL) = (prev_value IS NULL)),
  CHECK (balance_after = coalesce(prev_balance, 0) + credit),
  CHECK (value_after = coalesce(prev_value, 0) + value),
  CHECK (credit <> 0 OR value <> 0),
  CHECK (CASE kind
    WHEN 'sale' THEN deposit_id IS NULL AND sale_line_id IS NOT NULL AND credit < 0 AND value <= 0
    WHEN 'deposit' THEN deposit_id IS NOT NULL AND sale_line_id IS NULL AND credit > 0 AND value >= 0
    WHEN 'return' THEN deposit_id IS NULL AND sale_line_id IS NOT NULL AND credit > 0 AND value >= 0
    WHEN 'adjustment' THEN deposit_id IS NULL AND sale_line_id IS NULL
    WHEN 'opening' THEN deposit_id IS NULL AND sale_line_id IS NULL
    WHEN 'settlement' THEN deposit_id IS NULL AND sale_line_id IS NOT NULL AND credit = 0
    ELSE 0 END),
  CHECK (balance_after <> 0 OR value_after = 0),
  CHECK (balance_after >= 0 OR overdraft = 1 OR (credit >= 0 AND prev_balance < 0)),
  FOREIGN KEY (platform_id, prev_seq, prev_balance, prev_value)
    REFERENCES movements (platform_id, seq, balance_after, value_after)
) STRICT;
INSERT INTO "movements" VALUES(1,1,1,'deposit',20260102,210000,48000000,210000,48000000,NULL,NULL,NULL,0,1,NULL,'','command_line',1795612361482,X'2E57F344BB1B466DF2B3F938AA397760F3BEF0F34E710B9A8EB78EF631FBA639');
INSERT INTO "movements" VALUES(2,1,2,'sale',20260131,-30000,-6857100,180000,41142900,1,210000,48000000,0,NULL,1,'','command_line',1795612361603,X'8884F15A61D782B132E3ABE3DC5D101E28084EE792A414F7C28079CD12D19099');
INSERT INTO "movements" VALUES(3,1,3,'sale',20260201,-80000,-18285700,100000,22857200,2,180000,41142900,0,NULL,2,'','command_line',1795612361631,X'41C69855CD8EB49EC97C8332A8A6ECEE1F2D58B33ABF8D6091A2D32F1CA5FD3E');
INSERT INTO "movements" VALUES(4,1,4,'sale',20260201,-40000,-9142900,60000,13714300,3,100000,22857200,0,NULL,3,'','command_line',1795612361670,X'2940BD28697E951758B0568129A584A6C817C4FFB026417DCFEE19790A637424');
INSERT INTO "movements" VALUES(5,1,5,'return',20260203,40000,9142900,100000,22857200,4,60000,13714300,0,NULL,4,'erreur','command_line',1795612361725,X'5CBDF909DE8AB950D0EE86B4BE111B04FFD4253F039410DE2C8A29FB54890391');
INSERT INTO "movements" VALUES(6,1,6,'sale',20260204,-90000,-20571500,10000,2285700,5,100000,22857200,0,NULL,5,'','command_line',1795612361770,X'64C2329039737E1112C27A9937074C5A4632AEA9525F04F1BFE17BC270BC7BB2');
INSERT INTO "movements" VALUES(7,1,7,'deposit',20260205,100000,25000000,110000,27285700,6,10000,2285700,0,2,NULL,'','command_line',1795612361798,X'DCB2BF1448F99D5B1704AAF540CDA2ABBAD52EC96D2E65CD316A6217E9E15AD0');
INSERT INTO "movements" VALUES(8,1,8,'adjustment',20260206,-5000,-1240300,105000,26045400,7,110000,27285700,0,NULL,NULL,'panel','command_line',1795612361831,X'A2864152662247F0E4FCA1F12D8AF906DB24EFD305CFE1BDF566E41EEB130B70');
CREATE TABLE offer_prices (
  id          INTEGER PRIMARY KEY,
  offer_id    INTEGER NOT NULL REFERENCES offers (id),
  from_day    INTEGER NOT NULL CHECK (from_day BETWEEN 19000101 AND 99991231 AND from_day % 100 BETWEEN 1 AND 31 AND from_day / 100 % 100 BETWEEN 1 AND 12),
  credit      INTEGER NOT NULL CHECK (credit BETWEEN 0 AND 1000000000000),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
INSERT INTO "offer_prices" VALUES(1,1,19000101,30000,'command_line',1795612361500);
INSERT INTO "offer_prices" VALUES(2,2,19000101,40000,'command_line',1795612361527);
CREATE TABLE offers (
  id          INTEGER PRIMARY KEY,
  product_id  INTEGER NOT NULL REFERENCES products (id),
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  is_default  INTEGER NOT NULL CHECK (is_default IN (0, 1)),
  archived    INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  UNIQUE (product_id, platform_id)
) STRICT;
INSERT INTO "offers" VALUES(1,1,1,1,0);
INSERT INTO "offers" VALUES(2,2,1,1,0);
CREATE TABLE overdrafts (
  line_id     INTEGER PRIMARY KEY REFERENCES sale_lines (id),
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  credit      INTEGER NOT NULL CHECK (credit > 0),
  cost        INTEGER NOT NULL CHECK (cost >= 0)
) STRICT;
CREATE TABLE payments (
  id          INTEGER PRIMARY KEY,
  prev_id     INTEGER REFERENCES payments (id),
  kind        TEXT NOT NULL,
  sale_id     INTEGER REFERENCES sales (id),
  deposit_id  INTEGER REFERENCES deposits (id),
  customer_id INTEGER REFERENCES customers (id),
  payment_id  INTEGER REFERENCES payments (id),                                     -- what a refund pays back
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  method_id   INTEGER NOT NULL REFERENCES methods (id),
  amount      INTEGER NOT NULL CHECK (amount <> 0 AND amount BETWEEN -1000000000000000 AND 1000000000000000),
  fee         INTEGER NOT NULL CHECK (fee BETWEEN -1000000000000000 AND 1000000000000000),
  note        TEXT NOT NULL CHECK (length(note) <= 500),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  hash        BLOB NOT NULL CHECK (length(hash) = 32),
  CHECK (id = coalesce(prev_id, 0) + 1),
  CHECK (CASE kind
    WHEN 'payment' THEN sale_id IS NOT NULL AND deposit_id IS NULL AND amount > 0 AND payment_id IS NULL
    WHEN 'refund' THEN sale_id IS NOT NULL AND deposit_id IS NULL AND amount < 0 AND payment_id IS NOT NULL
    WHEN 'advance' THEN sale_id IS NULL AND deposit_id IS NULL AND customer_id IS NOT NULL
    WHEN 'supplier' THEN sale_id IS NULL AND deposit_id IS NOT NULL AND amount < 0
    ELSE 0 END)
) STRICT;
INSERT INTO "payments" VALUES(1,NULL,'supplier',NULL,1,NULL,NULL,20260102,1,-40000000,0,'','command_line',1795612361482,X'A7998E266373934E877B9420DC559AC8595503F90C94F5F12E9416BDF69A82CF');
INSERT INTO "payments" VALUES(2,1,'payment',1,NULL,1,NULL,20260131,1,20000000,0,'','command_line',1795612361603,X'FADE984DF9410E06AE7DF966720C145E570025E5EAD0B05F1AA26430E2F36569');
INSERT INTO "payments" VALUES(3,2,'payment',2,NULL,2,NULL,20260201,3,30000000,0,'','command_line',1795612361631,X'64C8DAAF857DB9692D60E0C5AEC7DBE9E1C98B5E164C5BE66731395F3330382A');
INSERT INTO "payments" VALUES(4,3,'payment',1,NULL,1,NULL,20260202,3,5000000,0,'','command_line',1795612361696,X'96EDA08DF1AB066CCBBF2B308C940C6185A905F857ACD5FF92764C71E37077CF');
INSERT INTO "payments" VALUES(5,4,'supplier',NULL,2,NULL,NULL,20260205,1,-25000000,0,'','command_line',1795612361798,X'7A35FB357536D8ECC4736768EDB6A3CEB88D62B7E009F814DA1A11B6187223C6');
CREATE TABLE platforms (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  name_key   TEXT NOT NULL UNIQUE CHECK (length(name_key) BETWEEN 1 AND 400),
  unit       TEXT NOT NULL CHECK (length(unit) BETWEEN 1 AND 8),
  decimals   INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 4),
  low        INTEGER CHECK (low >= 0),
  critical   INTEGER CHECK (critical >= 0),
  archived   INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT;
INSERT INTO "platforms" VALUES(1,'Panel','panel','USD',2,NULL,NULL,0,1795612361465);
CREATE TABLE products (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  name_key    TEXT NOT NULL UNIQUE CHECK (length(name_key) BETWEEN 1 AND 400),
  kind        TEXT NOT NULL CHECK (kind IN ('subscription', 'account', 'code', 'service')),
  category    TEXT NOT NULL CHECK (length(category) <= 100),
  price       INTEGER NOT NULL CHECK (price BETWEEN 0 AND 1000000000000),
  term_months INTEGER CHECK (term_months BETWEEN 1 AND 1200),
  term_days   INTEGER CHECK (term_days BETWEEN 1 AND 36500),
  note        TEXT NOT NULL CHECK (length(note) <= 2000),
  archived    INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  created_at  INTEGER NOT NULL,
  CHECK (term_months IS NULL OR term_days IS NULL)
) STRICT;
INSERT INTO "products" VALUES(1,'IPTV 1 mois','iptv 1 mois','subscription','',45000000,1,NULL,'',0,1795612361500);
INSERT INTO "products" VALUES(2,'Carte','carte','code','',15000000,NULL,NULL,'',0,1795612361527);
CREATE TABLE promises (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  promised_on INTEGER CHECK (promised_on BETWEEN 19000101 AND 99991231 AND promised_on % 100 BETWEEN 1 AND 31 AND promised_on / 100 % 100 BETWEEN 1 AND 12),
  note        TEXT NOT NULL CHECK (length(note) <= 500),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
INSERT INTO "promises" VALUES(1,1,20260207,20260301,'','command_line',1795612361856);
CREATE TABLE refinery_schema_history(
             version int4 PRIMARY KEY,
             name VARCHAR(255),
             applied_on VARCHAR(255),
             checksum VARCHAR(255));
INSERT INTO "refinery_schema_history" VALUES(1,'book','2026-11-25T13:12:41.416684851Z','16864028770747446731');
INSERT INTO "refinery_schema_history" VALUES(2,'counter','2026-11-25T13:12:41.416748099Z','177775995072931759');
INSERT INTO "refinery_schema_history" VALUES(3,'shop','2026-11-25T13:12:41.416752628Z','17646471987298999288');
INSERT INTO "refinery_schema_history" VALUES(4,'told_anew','2026-11-25T13:12:41.416757427Z','5434451335306803863');
INSERT INTO "refinery_schema_history" VALUES(5,'letterhead','2026-11-25T15:17:28.362631833Z','4448260649966148210');
CREATE TABLE "reminders" (
  id          INTEGER PRIMARY KEY,
  subscription_id INTEGER NOT NULL REFERENCES subscriptions (id),
  stage       TEXT NOT NULL CHECK (stage IN ('days3', 'day1', 'ended')),
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE TABLE requests (
  key         TEXT PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 200),
  command     TEXT NOT NULL,
  fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32),
  result_id   INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE sale_lines (
  id          INTEGER PRIMARY KEY,
  sale_id     INTEGER NOT NULL REFERENCES sales (id),
  kind        TEXT NOT NULL,
  line_id     INTEGER REFERENCES sale_lines (id),                                  -- the sale line that this entry corrects
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  platform_id INTEGER REFERENCES platforms (id),
  product_id  INTEGER NOT NULL REFERENCES products (id),
  quantity    INTEGER NOT NULL CHECK (quantity BETWEEN -1000000 AND 1000000),
  unit_price  INTEGER NOT NULL CHECK (unit_price BETWEEN 0 AND 1000000000000),
  discount    INTEGER NOT NULL CHECK (discount BETWEEN -1000000000000000 AND 1000000000000000),
  total       INTEGER NOT NULL CHECK (total = quantity * unit_price - discount),
  credit      INTEGER NOT NULL CHECK (credit BETWEEN -1000000000000000 AND 1000000000000000), -- taken from the platform; negative when returned
  cost        INTEGER NOT NULL CHECK (cost BETWEEN -1000000000000000 AND 1000000000000000),
  fees        INTEGER NOT NULL CHECK (fees BETWEEN -1000000000000000 AND 1000000000000000),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  hash        BLOB NOT NULL CHECK (length(hash) = 32),
  CHECK (CASE kind
    WHEN 'sale' THEN line_id IS NULL AND quantity > 0 AND total >= 0 AND credit >= 0 AND cost >= 0 AND fees >= 0
    WHEN 'return' THEN line_id IS NOT NULL AND quantity < 0 AND total <= 0 AND credit <= 0 AND cost <= 0 AND fees <= 0
    WHEN 'fee' THEN line_id IS NOT NULL AND quantity = 0 AND total = 0 AND credit = 0 AND cost = 0 AND fees <> 0
    WHEN 'cost' THEN line_id IS NOT NULL AND quantity = 0 AND total = 0 AND credit = 0 AND cost <> 0 AND fees = 0
      AND platform_id IS NOT NULL
    ELSE 0 END),
  CHECK (platform_id IS NOT NULL OR credit = 0)
) STRICT;
INSERT INTO "sale_lines" VALUES(1,1,'sale',NULL,20260131,1,1,1,45000000,0,45000000,30000,6857100,0,'command_line',1795612361603,X'CEA823987D81D34B617B4622B8DFE21CAF8471E015C31C89CB33C44821D75686');
INSERT INTO "sale_lines" VALUES(2,2,'sale',NULL,20260201,1,2,2,15000000,0,30000000,80000,18285700,0,'command_line',1795612361631,X'4C8B0ECA01AB637C8095FD6B342885F47E86F60D6A75D643280DBA7E98BB1C0C');
INSERT INTO "sale_lines" VALUES(3,3,'sale',NULL,20260201,1,2,1,15000000,0,15000000,40000,9142900,0,'command_line',1795612361670,X'F4B442B2599BBB7EC95F20756C0DD9EAA7B6BE4A513E9F641FD1ADECAEA65483');
INSERT INTO "sale_lines" VALUES(4,3,'return',3,20260203,1,2,-1,15000000,0,-15000000,-40000,-9142900,0,'command_line',1795612361725,X'F8EFE8269B75ECA7EDE4AB5BA7F36CBE62A97D73CA2300AC39CA126F0AEFAE66');
INSERT INTO "sale_lines" VALUES(5,4,'sale',NULL,20260204,1,1,3,45000000,0,135000000,90000,20571500,0,'command_line',1795612361770,X'A6ED942152870080BA6F247B557F981049410A6FE74E732693E681206534C70F');
CREATE TABLE sales (
  id          INTEGER PRIMARY KEY,
  year        INTEGER CHECK (year BETWEEN 1900 AND 9999),
  number      INTEGER CHECK (number > 0),
  prev_number INTEGER CHECK (prev_number > 0),
  legacy_number TEXT CHECK (length(legacy_number) BETWEEN 1 AND 200),
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  customer_id INTEGER REFERENCES customers (id),
  note        TEXT NOT NULL CHECK (length(note) <= 2000),
  overdraft_reason TEXT NOT NULL CHECK (length(overdraft_reason) <= 500),
  below_cost  INTEGER NOT NULL CHECK (below_cost IN (0, 1)),
  corrects_id INTEGER REFERENCES sales (id) CHECK (corrects_id <> id),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  CHECK ((number IS NULL) = (year IS NULL) AND (number IS NULL) = (legacy_number IS NOT NULL)),
  CHECK (year IS NULL OR year = day / 10000),
  CHECK (number IS NULL OR number = coalesce(prev_number, 0) + 1),
  CHECK (number IS NOT NULL OR prev_number IS NULL),
  FOREIGN KEY (year, prev_number) REFERENCES sales (year, number)
) STRICT;
INSERT INTO "sales" VALUES(1,2026,1,NULL,NULL,20260131,1,'','',0,NULL,'command_line',1795612361603);
INSERT INTO "sales" VALUES(2,2026,2,1,NULL,20260201,2,'','',0,NULL,'command_line',1795612361631);
INSERT INTO "sales" VALUES(3,2026,3,2,NULL,20260201,2,'','',0,NULL,'command_line',1795612361670);
INSERT INTO "sales" VALUES(4,2026,4,3,NULL,20260204,2,'','recharge ce soir',0,NULL,'command_line',1795612361770);
CREATE TABLE settlements (
  id          INTEGER PRIMARY KEY,
  line_id     INTEGER NOT NULL REFERENCES overdrafts (line_id),
  movement_id INTEGER NOT NULL REFERENCES movements (id),                           -- the credit that settled it
  credit      INTEGER NOT NULL CHECK (credit > 0),
  provisional INTEGER NOT NULL CHECK (provisional >= 0),
  real        INTEGER NOT NULL CHECK (real >= 0)
) STRICT;
CREATE TABLE subscription_events (
  id          INTEGER PRIMARY KEY,
  subscription_id INTEGER NOT NULL REFERENCES subscriptions (id),
  kind        TEXT NOT NULL CHECK (kind IN ('pause', 'resume', 'cancel', 'transfer')),
  day         INTEGER NOT NULL CHECK (day BETWEEN 19000101 AND 99991231 AND day % 100 BETWEEN 1 AND 31 AND day / 100 % 100 BETWEEN 1 AND 12),
  shift_days  INTEGER NOT NULL DEFAULT 0 CHECK (shift_days >= 0),
  customer_id INTEGER REFERENCES customers (id),                                  -- to whom it passes
  reason      TEXT NOT NULL CHECK (length(reason) <= 500),
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  CHECK ((kind = 'transfer') = (customer_id IS NOT NULL))
) STRICT;
INSERT INTO "subscription_events" VALUES(1,1,'pause',20260210,0,NULL,'','command_line',1795612361881);
INSERT INTO "subscription_events" VALUES(2,1,'resume',20260212,2,NULL,'','command_line',1795612361902);
INSERT INTO "subscription_events" VALUES(3,1,'transfer',20260214,0,2,'','command_line',1795612361989);
CREATE TABLE subscriptions (
  id          INTEGER PRIMARY KEY REFERENCES sale_lines (id),
  customer_id INTEGER REFERENCES customers (id),
  starts_on   INTEGER NOT NULL CHECK (starts_on BETWEEN 19000101 AND 99991231 AND starts_on % 100 BETWEEN 1 AND 31 AND starts_on / 100 % 100 BETWEEN 1 AND 12),
  ends_on     INTEGER NOT NULL CHECK (ends_on BETWEEN 19000101 AND 99991231 AND ends_on % 100 BETWEEN 1 AND 31 AND ends_on / 100 % 100 BETWEEN 1 AND 12 AND ends_on > starts_on),
  renews_id   INTEGER REFERENCES subscriptions (id) CHECK (renews_id <> id),
  recorded_at INTEGER NOT NULL
) STRICT;
INSERT INTO "subscriptions" VALUES(1,1,20260131,20260228,NULL,1795612361603);
INSERT INTO "subscriptions" VALUES(5,2,20260204,20260304,NULL,1795612361770);
CREATE TABLE templates (
  kind     TEXT NOT NULL CHECK (kind IN ('days3', 'day1', 'ended', 'debt', 'access')),
  language TEXT NOT NULL CHECK (language IN ('fr', 'ar', 'en')),
  body     TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 2000),
  PRIMARY KEY (kind, language)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX offers_default ON offers (product_id) WHERE is_default = 1;
CREATE INDEX offer_prices_day ON offer_prices (offer_id, from_day, id);
CREATE INDEX customers_name ON customers (name_key, id);
CREATE INDEX customers_phone ON customers (phone) WHERE phone <> '';
CREATE UNIQUE INDEX sales_number ON sales (year, number);
CREATE INDEX sales_customer ON sales (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX sales_day ON sales (day);
CREATE INDEX sale_lines_sale ON sale_lines (sale_id);
CREATE UNIQUE INDEX sale_lines_return ON sale_lines (line_id) WHERE kind = 'return';
CREATE UNIQUE INDEX cancellations_whole ON cancellations (sale_id) WHERE whole = 1;
CREATE INDEX payments_sale ON payments (sale_id) WHERE sale_id IS NOT NULL;
CREATE INDEX payments_deposit ON payments (deposit_id, amount) WHERE deposit_id IS NOT NULL;
CREATE INDEX payments_advance ON payments (customer_id) WHERE kind = 'advance';
CREATE UNIQUE INDEX movements_chain ON movements (platform_id, seq, balance_after, value_after);
CREATE UNIQUE INDEX movements_line ON movements (sale_line_id) WHERE sale_line_id IS NOT NULL;
CREATE UNIQUE INDEX movements_deposit ON movements (deposit_id) WHERE deposit_id IS NOT NULL;
CREATE INDEX overdrafts_platform ON overdrafts (platform_id, line_id);
CREATE INDEX settlements_line ON settlements (line_id);
CREATE INDEX subscriptions_end ON subscriptions (ends_on);
CREATE INDEX subscriptions_customer ON subscriptions (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX subscription_events_of ON subscription_events (subscription_id, id);
CREATE INDEX deliveries_line ON deliveries (sale_line_id);
CREATE INDEX legacy_rows_file ON legacy_rows (file_id, line);
CREATE TRIGGER movements_no_update BEFORE UPDATE ON movements BEGIN SELECT RAISE(ABORT, 'append-only: movements'); END;
CREATE TRIGGER movements_no_delete BEFORE DELETE ON movements BEGIN SELECT RAISE(ABORT, 'append-only: movements'); END;
CREATE TRIGGER payments_no_update BEFORE UPDATE ON payments BEGIN SELECT RAISE(ABORT, 'append-only: payments'); END;
CREATE TRIGGER payments_no_delete BEFORE DELETE ON payments BEGIN SELECT RAISE(ABORT, 'append-only: payments'); END;
CREATE TRIGGER sales_no_update BEFORE UPDATE ON sales BEGIN SELECT RAISE(ABORT, 'append-only: sales'); END;
CREATE TRIGGER sales_no_delete BEFORE DELETE ON sales BEGIN SELECT RAISE(ABORT, 'append-only: sales'); END;
CREATE TRIGGER sale_lines_no_update BEFORE UPDATE ON sale_lines BEGIN SELECT RAISE(ABORT, 'append-only: sale_lines'); END;
CREATE TRIGGER sale_lines_no_delete BEFORE DELETE ON sale_lines BEGIN SELECT RAISE(ABORT, 'append-only: sale_lines'); END;
CREATE TRIGGER cancellations_no_update BEFORE UPDATE ON cancellations BEGIN SELECT RAISE(ABORT, 'append-only: cancellations'); END;
CREATE TRIGGER cancellations_no_delete BEFORE DELETE ON cancellations BEGIN SELECT RAISE(ABORT, 'append-only: cancellations'); END;
CREATE TRIGGER deposits_no_update BEFORE UPDATE ON deposits BEGIN SELECT RAISE(ABORT, 'append-only: deposits'); END;
CREATE TRIGGER deposits_no_delete BEFORE DELETE ON deposits BEGIN SELECT RAISE(ABORT, 'append-only: deposits'); END;
CREATE TRIGGER overdrafts_no_update BEFORE UPDATE ON overdrafts BEGIN SELECT RAISE(ABORT, 'append-only: overdrafts'); END;
CREATE TRIGGER overdrafts_no_delete BEFORE DELETE ON overdrafts BEGIN SELECT RAISE(ABORT, 'append-only: overdrafts'); END;
CREATE TRIGGER settlements_no_update BEFORE UPDATE ON settlements BEGIN SELECT RAISE(ABORT, 'append-only: settlements'); END;
CREATE TRIGGER settlements_no_delete BEFORE DELETE ON settlements BEGIN SELECT RAISE(ABORT, 'append-only: settlements'); END;
CREATE TRIGGER offer_prices_no_update BEFORE UPDATE ON offer_prices BEGIN SELECT RAISE(ABORT, 'append-only: offer_prices'); END;
CREATE TRIGGER offer_prices_no_delete BEFORE DELETE ON offer_prices BEGIN SELECT RAISE(ABORT, 'append-only: offer_prices'); END;
CREATE TRIGGER subscriptions_no_update BEFORE UPDATE ON subscriptions BEGIN SELECT RAISE(ABORT, 'append-only: subscriptions'); END;
CREATE TRIGGER subscriptions_no_delete BEFORE DELETE ON subscriptions BEGIN SELECT RAISE(ABORT, 'append-only: subscriptions'); END;
CREATE TRIGGER subscription_events_no_update BEFORE UPDATE ON subscription_events BEGIN SELECT RAISE(ABORT, 'append-only: subscription_events'); END;
CREATE TRIGGER subscription_events_no_delete BEFORE DELETE ON subscription_events BEGIN SELECT RAISE(ABORT, 'append-only: subscription_events'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append-only: audit'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append-only: audit'); END;
CREATE TRIGGER legacy_rows_no_update BEFORE UPDATE ON legacy_rows BEGIN SELECT RAISE(ABORT, 'append-only: legacy_rows'); END;
CREATE TRIGGER legacy_rows_no_delete BEFORE DELETE ON legacy_rows BEGIN SELECT RAISE(ABORT, 'append-only: legacy_rows'); END;
CREATE TRIGGER platforms_no_delete BEFORE DELETE ON platforms BEGIN SELECT RAISE(ABORT, 'archived, never deleted: platforms'); END;
CREATE TRIGGER products_no_delete BEFORE DELETE ON products BEGIN SELECT RAISE(ABORT, 'archived, never deleted: products'); END;
CREATE TRIGGER customers_no_delete BEFORE DELETE ON customers BEGIN SELECT RAISE(ABORT, 'archived, never deleted: customers'); END;
CREATE INDEX sale_lines_day ON sale_lines (day, product_id, platform_id, quantity, credit);
CREATE INDEX deposits_platform ON deposits (platform_id, day, due);
CREATE INDEX subscriptions_renews ON subscriptions (renews_id) WHERE renews_id IS NOT NULL;
CREATE INDEX payments_refund ON payments (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX promises_customer ON promises (customer_id, id);
CREATE TRIGGER promises_no_update BEFORE UPDATE ON promises BEGIN SELECT RAISE(ABORT, 'append-only: promises'); END;
CREATE TRIGGER promises_no_delete BEFORE DELETE ON promises BEGIN SELECT RAISE(ABORT, 'append-only: promises'); END;
CREATE INDEX sales_corrects ON sales (corrects_id) WHERE corrects_id IS NOT NULL;
CREATE INDEX customers_merged ON customers (merged_into) WHERE merged_into IS NOT NULL;
CREATE UNIQUE INDEX codes_digest ON codes (product_id, digest);
CREATE INDEX codes_free ON codes (product_id, id) WHERE sale_line_id IS NULL AND withdrawn = 0;
CREATE INDEX codes_line ON codes (sale_line_id) WHERE sale_line_id IS NOT NULL;
CREATE INDEX code_events_of ON code_events (code_id, id);
CREATE TRIGGER codes_no_delete BEFORE DELETE ON codes BEGIN SELECT RAISE(ABORT, 'never deleted: codes'); END;
CREATE TRIGGER codes_once BEFORE UPDATE OF sale_line_id ON codes
  WHEN OLD.sale_line_id IS NOT NULL AND NEW.sale_line_id IS NOT NULL AND NEW.sale_line_id <> OLD.sale_line_id
  BEGIN SELECT RAISE(ABORT, 'sold once: codes'); END;
CREATE TRIGGER codes_content BEFORE UPDATE OF id, product_id, digest, ending, day, recorded_at ON codes
  BEGIN SELECT RAISE(ABORT, 'append-only: codes'); END;
CREATE TRIGGER code_events_no_update BEFORE UPDATE ON code_events BEGIN SELECT RAISE(ABORT, 'append-only: code_events'); END;
CREATE TRIGGER code_events_no_delete BEFORE DELETE ON code_events BEGIN SELECT RAISE(ABORT, 'append-only: code_events'); END;
CREATE TRIGGER closings_no_update BEFORE UPDATE ON closings BEGIN SELECT RAISE(ABORT, 'append-only: closings'); END;
CREATE TRIGGER closings_no_delete BEFORE DELETE ON closings BEGIN SELECT RAISE(ABORT, 'append-only: closings'); END;
CREATE TRIGGER closing_lines_no_update BEFORE UPDATE ON closing_lines BEGIN SELECT RAISE(ABORT, 'append-only: closing_lines'); END;
CREATE TRIGGER closing_lines_no_delete BEFORE DELETE ON closing_lines BEGIN SELECT RAISE(ABORT, 'append-only: closing_lines'); END;
CREATE INDEX reminders_stage ON reminders (subscription_id, stage, recorded_at);
CREATE TRIGGER reminders_no_update BEFORE UPDATE ON reminders BEGIN SELECT RAISE(ABORT, 'append-only: reminders'); END;
CREATE TRIGGER reminders_no_delete BEFORE DELETE ON reminders BEGIN SELECT RAISE(ABORT, 'append-only: reminders'); END;
CREATE TRIGGER reminders_once BEFORE INSERT ON reminders WHEN EXISTS (
    SELECT 1 FROM reminders r WHERE r.subscription_id = NEW.subscription_id AND r.stage = NEW.stage AND r.recorded_at >
      coalesce((SELECT max(e.recorded_at) FROM subscription_events e
                WHERE e.subscription_id = NEW.subscription_id AND (e.kind = 'transfer' OR e.kind = 'resume' AND e.shift_days > 0)), -1))
  BEGIN SELECT RAISE(ABORT, 'told once: reminders'); END;
CREATE INDEX subscription_events_transfer ON subscription_events (customer_id) WHERE kind = 'transfer';
CREATE INDEX audit_merge ON audit (entity_id) WHERE action = 'merge';
COMMIT;
