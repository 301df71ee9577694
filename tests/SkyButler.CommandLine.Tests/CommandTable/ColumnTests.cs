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

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Angles();
}
