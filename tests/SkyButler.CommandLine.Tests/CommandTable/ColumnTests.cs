using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SkyButler.CommandLine.Tests.Support;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.CommandTable;

/// <summary>Listings have the original's columns, as the sheet names them.</summary>
public sealed partial class ColumnTests
{
    [Theory]
    [InlineData("query-collections", 0, "Dataset Types", "--chains", "TABLE", "-t")]
    [InlineData("query-collections", 0, "Parents", "--chains", "INVERSE-TABLE")]
    [InlineData("query-collections", 0, "Children", "--chains", "TABLE")]
    [InlineData("query-collections", 0, "Type", "CamA/raw/all", "--chains", "NO-CHILDREN")]
    [InlineData("query-dataset-types", 0, "name")]
    [InlineData("query-dataset-types", 1, "storage class", "-v")]
    [InlineData("query-datasets", 0, "exposure", "raw_md", "--collections", "CamA/raw/all")]
    [InlineData("query-datasets", 0, "URI", "raw_md", "--collections", "CamA/raw/all", "--show-uri")]
    public async Task Columns_are_those_of_the_original(string command, int place, string last, params string[] words)
    {
        var sheet = CommandSheet.Open();
        var pattern = Quoted().Matches(sheet.Commands.Single(c => c.Name == command).Output).ElementAt(place).Groups[1].Value;
        using var repository = SharedFiles.CopyGolden("mixed");
        var run = await CommandRun.OfAsync("butler", [command, repository.Path, .. words, "--format", "csv"]);
        run.ExitCode.ShouldBe(0, run.Error);
        var header = run.Output.Split('\n')[0].Trim().Replace(",", ", ", StringComparison.Ordinal);
        header.ShouldMatch($"^{ToRegex(pattern)}$");
        header.ShouldContain(last);
    }

    [Fact]
    public async Task Removal_shows_the_tables_of_the_original()
    {
        var sheet = CommandSheet.Open();
        var patterns = Quoted().Matches(sheet.Commands.Single(c => c.Name == "remove-collections").Output).Select(m => m.Groups[1].Value).ToList();
        using var repository = SharedFiles.CopyGolden("mixed");
        var run = await CommandRun.OfAsync("butler", "remove-collections", repository.Path, "CamA/calib", "--remove-from-parents", "--no-confirm", "--format", "csv");
        run.ExitCode.ShouldBe(0, run.Error);
        var lines = run.Output.Split('\n').Select(line => line.Trim().Replace(",", ", ", StringComparison.Ordinal)).ToList();
        foreach (var pattern in patterns)
            lines.ShouldContain(pattern);
    }

    [Fact]
    public async Task Data_IDs_have_a_column_for_each_dimension_the_required_ones_first()
    {
        Said("query-data-ids").ShouldContain("one column per dimension (required then implied)");
        using var repository = SharedFiles.CopyGolden("mixed");
        (await HeaderAsync("query-data-ids", repository.Path, "detector", "exposure")).ShouldBe("instrument,detector,exposure,band,day_obs,group,physical_filter");
        (await HeaderAsync("query-data-ids", repository.Path, "--datasets", "flat_tab", "--collections", "CamA/calib")).ShouldBe("instrument,detector,physical_filter,band");
        (await HeaderAsync("query-data-ids", repository.Path, "skymap", "patch")).ShouldBe("skymap,tract,patch");
    }

    [Theory]
    [InlineData("instrument")]
    [InlineData("skymap")]
    [InlineData("day_obs")]
    [InlineData("detector")]
    [InlineData("exposure")]
    [InlineData("visit")]
    [InlineData("visit_definition")]
    [InlineData("visit_detector_region")]
    [InlineData("tract")]
    public async Task Dimension_records_have_the_fields_that_the_originals_export_has(string element)
    {
        Said("query-dimension-records").ShouldContain("columns = record fields");
        var fields = ExportedFields(element);
        fields.ShouldNotBeEmpty();
        using var repository = SharedFiles.CopyGolden("mixed");
        var header = (await HeaderAsync("query-dimension-records", repository.Path, element)).Split(',').ToList();
        // Regions and times come last in a listing, and times as one.
        header.ShouldBe([.. fields.Where(f => f is not ("region" or "datetime_begin" or "datetime_end")), .. fields.Where(f => f == "region"), .. fields.Where(f => f == "datetime_begin").Select(_ => "timespan (TAI)")]);
    }

    [Fact]
    public async Task Values_of_dimension_records_are_written_as_the_sheet_says()
    {
        var said = Said("query-dimension-records");
        using var repository = SharedFiles.CopyGolden("mixed");
        said.ShouldContain("`(elided)`");
        (await FirstAsync("tract", "region")).ShouldBe("(elided)");
        said.ShouldContain("hash `0x…`");
        (await FirstAsync("skymap", "hash")).ShouldStartWith("0x");
        said.ShouldContain("[2024-01-10T19:04:00, 2024-01-10T19:04:30)");
        (await FirstAsync("exposure", "timespan (TAI)", "--where", "instrument='CamA' AND exposure=1004")).ShouldBe("[2024-01-10T19:04:00, 2024-01-10T19:04:30)");

        async Task<string> FirstAsync(string element, string column, params string[] words)
        {
            var run = await CommandRun.OfAsync("butler", ["query-dimension-records", repository.Path, element, .. words, "--format", "jsonl"]);
            run.ExitCode.ShouldBe(0, run.Error);
            return JsonNode.Parse(run.Output.Split('\n')[0])![column]!.ToString();
        }
    }

    [Fact]
    public async Task Exported_calibrations_are_listed_in_the_columns_of_the_original()
    {
        var pattern = Quoted().Match(Said("export-calibs")).Groups[1].Value;
        pattern.ShouldBe("calibrationType, run, <dims…sorted>");
        using var repository = SharedFiles.CopyGolden("mixed");
        using var folder = new TemporaryDirectory();
        (await HeaderAsync("export-calibs", repository.Path, folder.File("out"), "CamA/calib", "-d", "flat_tab", "-t", "copy")).ShouldBe("calibrationType,run,band,detector,instrument,physical_filter");
    }

    [Fact]
    public async Task Runs_are_listed_with_how_many_datasets_of_each_type_go()
    {
        Quoted().Match(Said("remove-runs")).Groups[1].Value.ShouldBe("type(count), …");
        using var repository = SharedFiles.CopyGolden("mixed");
        var run = await CommandRun.OfAsync("butler", "remove-runs", repository.Path, "CamA/raw/all", "--no-confirm", "--force");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldMatch(@"(?m)^CamA/raw/all$");
        run.Output.ShouldMatch(@"(?m)^\w+\(\d+\)(, \w+\(\d+\))+$");
    }

    private static string Said(string command) => CommandSheet.Open().Commands.Single(c => c.Name == command).Output;

    private static async Task<string> HeaderAsync(params string[] words)
    {
        var run = await CommandRun.OfAsync("butler", [.. words, "--format", "csv"]);
        run.ExitCode.ShouldBe(0, run.Error);
        return run.Output.Split('\n')[0].Trim();
    }

    // In the order of the file; of a record that lacks nothing.
    private static List<string> ExportedFields(string element)
    {
        var lines = File.ReadLines(SharedFiles.Golden("transfers/export/export.yaml")).SkipWhile(l => l != $"  element: {element}").Skip(2).TakeWhile(l => l.StartsWith("  ", StringComparison.Ordinal));
        return [.. lines.Select(l => Field().Match(l)).Where(m => m.Success).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal)];
    }

    // Brackets hold what is not always there, angles stand for any columns.
    private static string ToRegex(string pattern)
    {
        var regex = Angles().Replace(Regex.Escape(pattern.Replace("Children|Parents", "(Children|Parents)", StringComparison.Ordinal)), ".*");
        return regex.Replace("\\(Children\\|Parents\\)", "(Children|Parents)", StringComparison.Ordinal)
            .Replace("\\[", "(", StringComparison.Ordinal).Replace("]", ")?", StringComparison.Ordinal).Replace("\\ ", " ", StringComparison.Ordinal)
            .Replace(", .*, .*", "(, .*)?", StringComparison.Ordinal);
    }

    [GeneratedRegex("`([^`]+)`", RegexOptions.None, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("^  (?:- |  )([a-z_]+):", RegexOptions.None, 1000)]
    private static partial Regex Field();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Angles();
}
