SELECT DISTINCT "tract_overlap"."skymap", "tract_overlap"."tract"
FROM "tract_skypix_overlap" AS "tract_overlap"
JOIN (SELECT key AS i, value ->> 0 AS c0, value ->> 1 AS c1
FROM json_each(?3)) AS "tract_overlap.ranges" ON "tract_overlap".skypix_index >= "tract_overlap.ranges".c0
AND "tract_overlap".skypix_index <= "tract_overlap.ranges".c1
WHERE "tract_overlap".skypix_system = ?1
AND "tract_overlap".skypix_level = ?2
AND "tract_overlap"."skymap" = ?4
-- htm, 7, 2 rows, m
