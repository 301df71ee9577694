SELECT c0, c1, c2, c3, c4
FROM (SELECT "raw".dataset_id AS c0, "raw"."collection_id" AS c1, "raw"."instrument" AS c2, "raw"."detector" AS c3, "raw"."exposure" AS c4, "raw"."exposure" AS o0, ROW_NUMBER() OVER (PARTITION BY "raw"."instrument", "raw"."detector", "raw"."exposure"
ORDER BY CASE "raw"."collection_id" WHEN $1 THEN 0 WHEN $2 THEN 1 END) AS place
FROM "dataset_tags_00000001" AS "raw"
WHERE "raw".dataset_type_id = $5
AND "raw"."collection_id" IN ($3, $4)
AND "raw"."instrument" = $6
AND "raw"."exposure" = $7) AS found
WHERE place = 1
ORDER BY o0 DESC
LIMIT $8
-- 1, 2, 1, 2, 7, Cam, 1, 5
