SELECT DISTINCT "tract_overlap"."skymap", "tract_overlap"."tract"
FROM "tract_skypix_overlap" AS "tract_overlap"
JOIN (SELECT n - 1 AS i, c0, c1
FROM unnest($3, $4) WITH ORDINALITY AS u(c0, c1, n)) AS "tract_overlap.ranges" ON "tract_overlap".skypix_index >= "tract_overlap.ranges".c0
AND "tract_overlap".skypix_index <= "tract_overlap.ranges".c1
WHERE "tract_overlap".skypix_system = $1
AND "tract_overlap".skypix_level = $2
AND "tract_overlap"."skymap" = $5
-- htm, 7, 2 values, 2 values, m
