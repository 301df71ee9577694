SELECT "exposure"."instrument", "exposure"."id", "exposure"."day_obs", "exposure"."group", "exposure"."physical_filter"
FROM "exposure" AS "exposure"
WHERE "exposure"."instrument" = $1
AND "exposure"."id" IN (SELECT unnest($2))
-- Cam, 10 values
