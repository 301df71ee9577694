SELECT "visit_definition"."instrument", "visit_definition"."exposure", "visit_definition"."visit", "visit"."day_obs", "exposure"."group", "visit"."physical_filter"
FROM "visit_definition" AS "visit_definition"
JOIN "visit" AS "visit" ON "visit"."instrument" = "visit_definition"."instrument"
AND "visit"."id" = "visit_definition"."visit"
JOIN "exposure" AS "exposure" ON "exposure"."instrument" = "visit_definition"."instrument"
AND "exposure"."id" = "visit_definition"."exposure"
AND "exposure"."day_obs" = "visit"."day_obs"
AND "exposure"."physical_filter" = "visit"."physical_filter"
WHERE "visit_definition"."instrument" = $1
-- Cam
