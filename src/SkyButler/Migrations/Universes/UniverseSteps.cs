using System.Globalization;
using System.Text.Json.Nodes;
using SkyButler.Dimensions;

namespace SkyButler.Migrations.Universes;

/// <summary>The published versions of the universe <c>daf_butler</c>, as steps from each to the next.</summary>
internal static class UniverseSteps
{
    public const string Namespace = "daf_butler";

    private static readonly string[] PopulatedByVisit = ["visit_detector_region", "visit_definition", "visit_system_membership"];

    public static IReadOnlyList<UniverseStep> All { get; } =
    [
        new(0, "healpix pixels; the namespace is written down", editor =>
        {
            editor.SetTop("namespace", Namespace);
            editor.TakeSkyPix("healpix");
        }),
        new(1, "visits may belong to several visit systems (visit_system_membership); sequence ranges, azimuths, has_simulated", Two),
        new(2, "observation_reason may have 68 characters", editor =>
        {
            editor.Lengthen("visit", "observation_reason", 68);
            editor.Lengthen("exposure", "observation_reason", 68);
        }),
        new(3, "records that define visits travel with their visit", editor =>
        {
            foreach (var element in PopulatedByVisit)
                editor.Set(element, "populated_by", "visit", "requires");
        }),
        new(4, "names of instruments may have 32 characters", editor => editor.Lengthen("instrument", "name", 32)),
        new(5, "group and day_obs become dimensions with records, made from the exposures'", Six),
        new(6, "exposure.can_see_sky, from the type of observation", editor => editor.TakeColumn("exposure", "can_see_sky", "has_simulated")),
        new(7, "dimensions for solar system processing", editor =>
        {
            editor.TakeElement("ssp_hypothesis_table");
            editor.TakeElement("ssp_hypothesis_bundle");
            editor.TakeElement("ssp_balanced_index");
        }),
    ];

    public static int Newest => All[^1].To;

    /// <summary>Steps from one version to another.</summary>
    public static IReadOnlyList<UniverseStep> Between(int from, int to) => [.. All.Where(s => s.From >= from && s.To <= to)];

    /// <summary>The universe after some steps; where it comes to today's, but for documentation, it is today's.</summary>
    /// <exception cref="MigrationException">The universe is not the published one in what a step needs.</exception>
    public static DimensionUniverse Apply(DimensionUniverse universe, IEnumerable<UniverseStep> steps)
    {
        var configuration = JsonNode.Parse(universe.ConfigurationJson)!.AsObject();
        foreach (var step in steps)
        {
            var editor = new UniverseEditor(configuration, universe.ToString());
            step.Edit(editor);
            configuration["version"] = step.To;
        }

        try
        {
            var edited = DimensionUniverse.FromJson(PythonJson.Serialize(configuration));
            return UniverseText.IsSame(edited, DimensionUniverse.Default) ? DimensionUniverse.Default : edited;
        }
        catch (DimensionException e)
        {
            throw new MigrationException(
                string.Create(CultureInfo.InvariantCulture, $"The repository's universe ({universe}) was edited so that the published steps don't fit: {e.Message}"), e);
        }
    }

    private static void Two(UniverseEditor editor)
    {
        editor.TakeColumn("instrument", "visit_system", "visit_max");
        editor.RemoveName("visit", "implies", "visit_system");
        editor.TakeColumn("visit", "seq_num", "day_obs");
        editor.TakeColumn("visit", "azimuth", "science_program");
        editor.TakeColumn("exposure", "seq_start", "seq_num");
        editor.TakeColumn("exposure", "seq_end", "seq_start");
        editor.TakeColumn("exposure", "azimuth", "sky_angle");
        editor.TakeColumn("exposure", "has_simulated", "zenith_angle");
        editor.RemoveName("visit_definition", "requires", "visit_system");
        editor.RemoveName("visit_definition", "implies", "visit");
        editor.AddName("visit_definition", "requires", "visit");
        editor.Set("visit_definition", "always_join", true, "requires");
        editor.TakeElement("visit_system_membership");
        // Came with version 4.
        editor.Element("visit_system_membership").Remove("populated_by");
    }

    private static void Six(UniverseEditor editor)
    {
        editor.TakeElement("group", "visit");
        editor.TakeElement("day_obs", "visit");
        editor.AddName("visit", "implies", "day_obs");
        editor.AddName("exposure", "implies", "group");
        editor.AddName("exposure", "implies", "day_obs");
        editor.RemoveColumn("visit", "day_obs");
        foreach (var column in new[] { "day_obs", "group_name", "group_id" })
            editor.RemoveColumn("exposure", column);
        editor.JoinTimespans("day_obs", "exposure");
    }
}
