SELECT DISTINCT "visit_overlap"."instrument", "tract_overlap"."skymap", "tract_overlap"."tract", "visit_overlap"."visit"
FROM "tract_skypix_overlap" AS "tract_overlap"
JOIN "visit_skypix_overlap" AS "visit_overlap" ON "visit_overlap".skypix_index = "tract_overlap".skypix_index
WHERE "tract_overlap".skypix_system = $1
AND "tract_overlap".skypix_level = $2
AND "visit_overlap".skypix_system = $3
AND "visit_overlap".skypix_level = $4
AND "visit_overlap"."instrument" = $5
AND "tract_overlap"."skymap" = $6
-- htm, 7, htm, 7, Cam, m
