SELECT "raw".dataset_id, "raw"."collection_id", "raw"."instrument", "raw"."detector", "raw"."exposure", "physical_filter"."band", "exposure"."day_obs", "exposure"."group", "physical_filter"."name"
FROM "dataset_tags_00000001" AS "raw"
JOIN "detector" AS "detector" ON "detector"."instrument" = "raw"."instrument"
AND "detector"."id" = "raw"."detector"
JOIN "physical_filter" AS "physical_filter" ON "physical_filter"."instrument" = "raw"."instrument"
JOIN "exposure" AS "exposure" ON "exposure"."instrument" = "raw"."instrument"
AND "exposure"."id" = "raw"."exposure"
AND "exposure"."physical_filter" = "physical_filter"."name"
WHERE "raw".dataset_type_id = $2
AND "raw"."collection_id" = $1
AND "raw"."instrument" = $3
AND "physical_filter"."band" = $4
AND "detector"."raft" = $5
-- 1, 7, Cam, r, R01
