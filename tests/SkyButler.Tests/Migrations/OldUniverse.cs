using System.Text.Json.Nodes;
using SkyButler.Dimensions;

namespace SkyButler.Tests.Migrations;

/// <summary>Configurations of the universe's older versions, made from today's by taking back what each version brought.</summary>
internal static class OldUniverse
{
    public static JsonObject Make(int version)
    {
        var universe = JsonNode.Parse(DimensionUniverse.Default.ConfigurationJson)!.AsObject();
        universe["version"] = version;
        if (version < 8)
            foreach (var name in (string[])["ssp_hypothesis_table", "ssp_hypothesis_bundle", "ssp_balanced_index"])
                Elements(universe).Remove(name);
        if (version < 7)
            Remove(universe, "exposure", "can_see_sky");
        if (version < 6)
            BeforeSix(universe);
        if (version < 5)
            Elements(universe)["instrument"]!["keys"]![0]!["length"] = 16;
        if (version < 4)
            foreach (var name in (string[])["visit_detector_region", "visit_definition", "visit_system_membership"])
                Elements(universe)[name]!.AsObject().Remove("populated_by");
        if (version < 3)
            foreach (var name in (string[])["visit", "exposure"])
                Metadata(universe, name).First(c => (string?)c!["name"] == "observation_reason")!["length"] = 32;
        if (version < 2)
            BeforeTwo(universe);
        if (version < 1)
        {
            universe.Remove("namespace");
            universe["skypix"]!.AsObject().Remove("healpix");
        }

        return universe;
    }

    public static JsonObject Elements(JsonObject universe) => universe["elements"]!.AsObject();

    public static JsonArray Metadata(JsonObject universe, string element)
    {
        var owner = Elements(universe)[element]!.AsObject();
        if (owner["metadata"] is not JsonArray metadata)
            owner["metadata"] = metadata = [];
        return metadata;
    }

    public static JsonObject Column(string name, string type, int? length = null)
    {
        var column = new JsonObject { ["name"] = name, ["type"] = type };
        if (length is not null)
            column["length"] = length;
        return column;
    }

    public static void Remove(JsonObject universe, string element, string column)
    {
        var metadata = Metadata(universe, element);
        metadata.Remove(metadata.First(c => (string?)c!["name"] == column));
    }

    private static void BeforeSix(JsonObject universe)
    {
        Elements(universe).Remove("group");
        Elements(universe).Remove("day_obs");
        Elements(universe)["visit"]!["implies"] = new JsonArray("physical_filter");
        Elements(universe)["exposure"]!["implies"] = new JsonArray("physical_filter");
        Metadata(universe, "visit").Insert(0, Column("day_obs", "int"));
        var exposure = Metadata(universe, "exposure");
        exposure.Insert(4, Column("day_obs", "int"));
        exposure.Insert(8, Column("group_name", "string", 64));
        exposure.Insert(9, Column("group_id", "int"));
        universe["topology"]!["temporal"]!["observation_timespans"] = new JsonArray("exposure", "visit");
    }

    private static void BeforeTwo(JsonObject universe)
    {
        Remove(universe, "instrument", "visit_system");
        foreach (var column in (string[])["seq_num", "azimuth"])
            Remove(universe, "visit", column);
        foreach (var column in (string[])["seq_start", "seq_end", "azimuth", "has_simulated"])
            Remove(universe, "exposure", column);
        Elements(universe)["visit"]!["implies"] = new JsonArray("physical_filter", "visit_system");
        Elements(universe)["visit_definition"]!["requires"] = new JsonArray("exposure", "visit_system");
        Elements(universe)["visit_definition"]!["implies"] = new JsonArray("visit");
        Elements(universe).Remove("visit_system_membership");
    }
}
