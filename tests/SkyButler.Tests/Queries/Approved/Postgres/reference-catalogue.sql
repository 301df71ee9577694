SELECT DISTINCT "ref".dataset_id, "ref"."collection_id", "ref"."htm7"
FROM "dataset_tags_00000001" AS "ref"
JOIN "tract_skypix_overlap" AS "tract_overlap" ON "tract_overlap".skypix_index = "ref"."htm7"
WHERE "ref".dataset_type_id = $2
AND "ref"."collection_id" = $1
AND "tract_overlap".skypix_system = $3
AND "tract_overlap".skypix_level = $4
AND "tract_overlap"."skymap" = $5
AND "tract_overlap"."tract" = $6
-- 1, 7, htm, 7, m, 1
