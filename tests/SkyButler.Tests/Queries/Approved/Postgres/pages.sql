SELECT "raw".dataset_id, "raw"."collection_id", "raw"."instrument", "raw"."detector", "raw"."exposure"
FROM "dataset_tags_00000001" AS "raw"
WHERE "raw".dataset_type_id = $2
AND "raw"."collection_id" = $1
AND "raw"."instrument" = $3
ORDER BY "raw"."exposure" DESC, "raw"."detector"
LIMIT $4 OFFSET $5
-- 1, 7, Cam, 10, 20
