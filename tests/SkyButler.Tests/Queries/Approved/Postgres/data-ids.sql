SELECT "visit"."instrument", "detector"."id", "visit"."id", "visit"."day_obs", "visit"."physical_filter"
FROM "visit" AS "visit"
JOIN "detector" AS "detector" ON "detector"."instrument" = "visit"."instrument"
WHERE ("visit"."instrument" = $1 OR "visit"."name" = $2)
AND ("visit"."instrument" = $3 OR "visit"."instrument" = $4)
AND (("visit"."id" BETWEEN $5
AND $6
AND ("visit"."id" - $5) % $7 = 0) OR "visit"."name" = $8)
AND (("visit"."id" BETWEEN $9
AND $10
AND ("visit"."id" - $9) % $11 = 0) OR "visit"."instrument" = $12)
-- Cam, x, Cam, Cam, 1, 5, 2, x, 1, 5, 2, Cam
