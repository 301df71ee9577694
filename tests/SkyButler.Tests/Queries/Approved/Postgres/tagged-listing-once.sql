SELECT DISTINCT "raw".dataset_id, "raw.row"."run_id", "raw"."instrument", "raw"."detector", "raw"."exposure"
FROM "dataset_tags_00000001" AS "raw"
JOIN dataset AS "raw.row" ON "raw.row".id = "raw".dataset_id
WHERE "raw".dataset_type_id = $3
AND "raw"."collection_id" IN ($1, $2)
AND "raw"."instrument" = $4
-- 1, 2, 7, Cam
