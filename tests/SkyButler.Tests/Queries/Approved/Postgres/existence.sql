SELECT DISTINCT "raw"."instrument", "raw"."exposure"
FROM "dataset_tags_00000001" AS "raw"
WHERE "raw".dataset_type_id = $3
AND "raw"."collection_id" IN ($1, $2)
AND "raw"."instrument" = $4
-- 1, 2, 7, Cam
