SELECT "exposure"."instrument", "exposure"."id", "exposure"."day_obs", "exposure"."group", "exposure"."physical_filter"
FROM "exposure" AS "exposure"
WHERE "exposure"."instrument" = ?1
AND "exposure"."id" IN (SELECT value
FROM json_each(?2))
-- Cam, 0 rows
