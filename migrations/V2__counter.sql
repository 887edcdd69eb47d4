-- What the counter needs beside the first schema.

-- The last days' lines, by product and platform, from the index alone: what sells, how long credit lasts.
DROP INDEX sale_lines_day;
CREATE INDEX sale_lines_day ON sale_lines (day, product_id, platform_id, quantity, credit); -- a period's profit, what is used lately
DROP INDEX deposits_platform;
CREATE INDEX deposits_platform ON deposits (platform_id, day, due);                 -- supplier debts and credit use of one platform

PRAGMA user_version = 2;
