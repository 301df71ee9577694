SELECT "visit"."instrument", "visit"."id", "visit"."day_obs", "visit"."physical_filter", "visit"."name", "visit"."seq_num", "visit"."exposure_time", "visit"."target_name", "visit"."observation_reason", "visit"."science_program", "visit"."azimuth", "visit"."zenith_angle", "visit"."region", "visit"."timespan"
FROM "visit" AS "visit"
WHERE "visit"."instrument" = $1
AND "visit"."name" LIKE $2
ORDER BY COALESCE(lower("visit"."timespan"), CASE WHEN isempty("visit"."timespan") THEN 4102444800000000000 ELSE 0 END)
-- Cam, a[%_
