SELECT "visit"."instrument", "visit"."id", "visit"."day_obs", "visit"."physical_filter", "visit"."name", "visit"."seq_num", "visit"."exposure_time", "visit"."target_name", "visit"."observation_reason", "visit"."science_program", "visit"."azimuth", "visit"."zenith_angle", "visit"."region", "visit"."timespan_begin", "visit"."timespan_end"
FROM "visit" AS "visit"
WHERE "visit"."instrument" = ?1
AND "visit"."name" GLOB ?2
ORDER BY COALESCE("visit"."timespan_begin", 0)
-- Cam, a[[]*?
