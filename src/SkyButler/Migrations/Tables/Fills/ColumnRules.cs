namespace SkyButler.Migrations.Tables.Fills;

/// <summary>The values that the published versions of the universe gave to their new columns.</summary>
internal static class ColumnRules
{
    // Observation types of which it is clear whether the sky was to be seen.
    private const string SeesSky = "'science', 'object', 'standard', 'sky flat', 'standard_star', 'skyflat', 'focus', 'focusing', 'exp', 'skyexp'";
    private const string SeesNone = "'dark', 'bias', 'agexp', 'domeflat', 'dome flat', 'zero', 'spot'";

    public static IReadOnlyList<ColumnRule> For(MigrationTarget target) =>
    [
        new(
            "instrument", "visit_system", s => s.Has("visit", "visit_system"),
            n => "CASE WHEN o.name IN ('LSSTCam', 'LATISS', 'LSSTComCam') THEN 2 ELSE COALESCE((SELECT CASE WHEN MIN(v.visit_system) = MAX(v.visit_system) THEN MIN(v.visit_system) END "
                + $"FROM {n("visit")} AS v WHERE v.instrument = o.name), 0) END",
            "2 for Rubin's cameras, else the only system that the instrument's visits have, else 0"),
        new(
            "visit", "seq_num", s => s.Has("exposure", "seq_num") && s.Has("visit_definition", "visit"),
            n => $"(SELECT MIN(e.seq_num) FROM {n("exposure")} AS e JOIN {n("visit_definition")} AS d ON d.instrument = e.instrument AND d.exposure = e.id "
                + "WHERE d.instrument = o.instrument AND d.visit = o.id)",
            "the lowest of the visit's exposures"),
        new("exposure", "seq_start", s => s.Has("exposure", "seq_num"), _ => "o.seq_num", "seq_num"),
        new("exposure", "seq_end", s => s.Has("exposure", "seq_num"), _ => "o.seq_num", "seq_num"),
        new(
            "exposure", "has_simulated", _ => target.HasSimulated is not null, _ => target.HasSimulated == true ? "TRUE" : "FALSE",
            target.HasSimulated == true ? "true, as --has-simulated says" : "false, as --has-simulated says"),
        new(
            "exposure", "can_see_sky", s => s.Has("exposure", "observation_type"),
            _ => $"CASE WHEN o.observation_type IN ({SeesSky}) THEN TRUE WHEN o.observation_type IN ({SeesNone}) THEN FALSE END",
            "by observation_type; NULL where that does not tell"),
        new("exposure", "group", s => s.Has("exposure", "group_name"), _ => "COALESCE(o.group_name, o.obs_id)", "group_name; an exposure without one is a group of its own"),
    ];

    /// <summary>Old columns whose content lives on elsewhere, or that the published versions gave up: the new column or table that must be there for it.</summary>
    public static bool LivesOn(string table, string column, Func<string, string?, bool> willHave) => (table, column) switch
    {
        ("visit" or "visit_definition", "visit_system") => willHave("visit_system_membership", null),
        ("exposure", "group_name" or "group_id") => willHave("exposure", "group"),
        _ => false,
    };
}
