SELECT "exposure"."instrument", "exposure"."id", "exposure"."day_obs", "exposure"."group", "exposure"."physical_filter"
FROM "exposure" AS "exposure"
WHERE "exposure"."instrument" = $1
AND (("exposure"."timespan" @> ($2)::bigint) OR "exposure"."target_name" IS NULL OR NOT ("exposure"."can_see_sky"))
AND (("exposure"."timespan" @> ($3)::bigint) OR "exposure"."target_name" IS NULL OR ("exposure"."seq_num" % $4) = $5)
-- Cam, 1704844800000000000, 1704844800000000000, 2, 1
