SELECT "visit"."instrument", "visit"."id", "visit"."day_obs", "visit"."physical_filter"
FROM "visit" AS "visit"
WHERE "visit"."instrument" = ?1
AND COALESCE("visit"."timespan_end", 0) <= ?2
AND ("visit"."timespan_end" > ?3
AND ?4 > "visit"."timespan_begin")
ORDER BY COALESCE("visit"."timespan_begin", 0)
-- Cam, 1704974400000000000, 0, 1704931237000000000
