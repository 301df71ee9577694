SELECT "raw".dataset_id, "raw"."collection_id", "raw"."instrument", "raw"."detector", "raw"."exposure"
FROM "dataset_tags_00000001" AS "raw"
JOIN dataset AS "raw.row" ON "raw.row".id = "raw".dataset_id
JOIN collection AS "raw.run" ON "raw.run"."collection_id" = "raw"."collection_id"
WHERE "raw".dataset_type_id = $2
AND "raw"."collection_id" = $1
AND "raw.row".ingest_date > $3
AND "raw.run".name != $4
ORDER BY "raw.run".name
-- 1, 7, 1577836837000000000, x
