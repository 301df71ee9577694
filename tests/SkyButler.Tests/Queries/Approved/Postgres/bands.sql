SELECT DISTINCT "band"."band"
FROM (SELECT DISTINCT "band"
FROM "physical_filter") AS "band"
JOIN "instrument" AS "instrument" ON TRUE
WHERE "instrument"."name" = $1
-- Cam
