SELECT "visit"."instrument", "visit"."id", "visit"."day_obs", "visit"."physical_filter"
FROM "visit" AS "visit"
WHERE "visit"."instrument" = $1
AND COALESCE(upper("visit"."timespan"), CASE WHEN upper_inf("visit"."timespan") THEN 4102444800000000000 ELSE 0 END) <= $2
AND ("visit"."timespan" && '(,1704931237000000000)'::int8range)
ORDER BY COALESCE(lower("visit"."timespan"), CASE WHEN isempty("visit"."timespan") THEN 4102444800000000000 ELSE 0 END)
-- Cam, 1704974400000000000
