-- What stands under the shop's name on what it hands out: where it is, its phone, and a line of its own such as its
-- register and tax numbers.
ALTER TABLE book ADD COLUMN address TEXT NOT NULL DEFAULT '' CHECK (length(address) <= 300);
ALTER TABLE book ADD COLUMN phone TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 40);
ALTER TABLE book ADD COLUMN line TEXT NOT NULL DEFAULT '' CHECK (length(line) <= 200);

PRAGMA user_version = 5;
