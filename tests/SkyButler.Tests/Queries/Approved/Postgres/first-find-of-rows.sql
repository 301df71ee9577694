SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, ambiguous
FROM (SELECT "bias"."instrument" AS c0, "bias"."detector" AS c1, "exposure"."id" AS c2, "physical_filter"."band" AS c3, "exposure"."day_obs" AS c4, "exposure"."group" AS c5, "exposure"."physical_filter" AS c6, "bias.run".name AS c7, "bias"."timespan" AS c8, ROW_NUMBER() OVER (PARTITION BY "bias"."instrument", "bias"."detector", "exposure"."id"
ORDER BY CASE "bias"."collection_id" WHEN $1 THEN 0 WHEN $2 THEN 1 END) AS place, MIN("bias".validity) OVER (PARTITION BY "bias"."instrument", "bias"."detector", "exposure"."id", CASE "bias"."collection_id" WHEN $1 THEN 0 WHEN $2 THEN 1 END) <> MAX("bias".validity) OVER (PARTITION BY "bias"."instrument", "bias"."detector", "exposure"."id", CASE "bias"."collection_id" WHEN $1 THEN 0 WHEN $2 THEN 1 END) AS ambiguous
FROM (SELECT "dataset_id", "collection_id", "instrument", "detector", "dataset_calibs_00000001".id AS validity, "dataset_calibs_00000001"."timespan"
FROM "dataset_calibs_00000001"
WHERE dataset_type_id = $4
AND "collection_id" = $3
UNION ALL SELECT "dataset_id", "collection_id", "instrument", "detector", NULL, '(,)'::int8range
FROM "dataset_tags_00000001"
WHERE dataset_type_id = $6
AND "collection_id" = $5) AS "bias"
JOIN dataset AS "bias.row" ON "bias.row".id = "bias".dataset_id
JOIN collection AS "bias.run" ON "bias.run"."collection_id" = "bias.row"."run_id"
JOIN "exposure" AS "exposure" ON "exposure"."instrument" = "bias"."instrument"
JOIN "physical_filter" AS "physical_filter" ON "physical_filter"."instrument" = "bias"."instrument"
AND "physical_filter"."name" = "exposure"."physical_filter"
WHERE "bias"."instrument" = $7
AND "exposure"."id" = $8
AND ("bias"."timespan" && "exposure"."timespan")) AS found
WHERE place = 1
-- 1, 2, 1, 7, 2, 7, Cam, 1
