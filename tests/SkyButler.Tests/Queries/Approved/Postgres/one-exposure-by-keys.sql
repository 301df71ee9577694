SELECT "raw".dataset_id, "raw"."collection_id", "detector.keys"."instrument", "detector.keys"."id", "raw"."exposure"
FROM "detector" AS "detector.keys" CROSS
JOIN "dataset_tags_00000001" AS "raw"
WHERE "raw".dataset_type_id = $2
AND "raw"."collection_id" = $1
AND "raw"."instrument" = "detector.keys"."instrument"
AND "raw"."detector" = "detector.keys"."id"
AND "detector.keys"."instrument" = $3
AND "raw"."exposure" = $4
-- 1, 7, Cam, 1
