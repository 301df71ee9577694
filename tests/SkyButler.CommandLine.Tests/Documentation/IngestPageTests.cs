using System.Globalization;
using System.Text.RegularExpressions;
using SkyButler.CommandLine.Tests.Support;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Resources;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Documentation;

/// <summary>The commands in <c>docs/ingest.md</c> do what the page says.</summary>
public sealed partial class IngestPageTests
{
    private static readonly string[] Places = ["repo", "night1", "config", "bias.csv", "validity.csv"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_command_of_the_page_works_on_a_folder_of_files_of_an_unknown_camera()
    {
        using var folder = new TemporaryDirectory();
        Directory.CreateDirectory(folder.File("night1"));
        for (var exposure = 1; exposure <= 11; exposure++)
            for (var chip = 1; chip <= 2; chip++)
                await WriteAsync(folder.File("night1", $"{exposure}_{chip}.fits"), exposure, chip);
        await File.WriteAllTextAsync(folder.File("b1.yaml"), "{level: 1}", Cancel);
        await File.WriteAllTextAsync(folder.File("b2.yaml"), "{level: 2}", Cancel);
        await File.WriteAllTextAsync(folder.File("bias.csv"), $"path,detector\n{folder.File("b1.yaml")},1\n{folder.File("b2.yaml")},2\n", Cancel);
        var page = await File.ReadAllTextAsync(Checkout.File("docs/ingest.md"), Cancel);
        await File.WriteAllTextAsync(folder.File("validity.csv"), Table().Match(page).Groups["text"].Value, Cancel);
        var output = "";
        var commands = 0;
        var environment = EnvironmentVariables.Empty;
        foreach (Match block in Block().Matches(page))
        {
            if (block.Groups["kind"].Value == "text")
            {
                output.ShouldBe(block.Groups["text"].Value);
                continue;
            }

            if (block.Groups["kind"].Value == "yaml")
            {
                await ReviewAsync(folder.File("config", "MyCam.yaml"), block.Groups["text"].Value);
                continue;
            }

            foreach (var line in block.Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (line.StartsWith("export ", StringComparison.Ordinal))
                {
                    line.ShouldBe("export SKYBUTLER_INSTRUMENTS=config");
                    environment = EnvironmentVariables.From(new Dictionary<string, string>(StringComparer.Ordinal) { ["SKYBUTLER_INSTRUMENTS"] = folder.File("config") });
                    continue;
                }

                string[] words = [.. line.Split(' ').Select(word => Places.Contains(word.Split('/')[0]) ? folder.File(word) : word)];
                var run = await CommandRun.OfAsync(words[0], words[1..], environment, "", Cancel);
                run.ExitCode.ShouldBe(0, $"{line}\n{run.Error}");
                output = run.Output;
                commands++;
                if (words[1] == "query-datasets")
                    output.Split('\n').Count(row => row.Contains("MyCam/raw/all", StringComparison.Ordinal)).ShouldBe(22);
                if (words[1] == "define-visits")
                    run.Error.ShouldContain("Visits: 11 new");
                if (words[1] == "query-data-ids")
                    Overlapped(output);
                if (words[1] == "update-exposures-from-raws")
                    run.Error.ShouldContain("11 exposures were looked at; 0 have new values.");
            }
        }

        commands.ShouldBe(15);
        var listed = await CommandRun.OfAsync("butler", "calibrations", folder.File("repo"), "--format", "csv");
        listed.Output.ShouldContain(",gap,2026-01-08T00:00:00,2026-01-11T00:00:00,");
        var twice = await CommandRun.OfAsync("butler", "certify-by-table", folder.File("repo"), "MyCam/bias/1", "MyCam/calib", "bias", folder.File("validity.csv"), "--data-id", "instrument=MyCam");
        twice.ExitCode.ShouldBe(1);
        var overlapping = await CommandRun.OfAsync("butler", "certify-by-table", folder.File("repo"), "MyCam/bias/1", "MyCam/other", "bias", folder.File("validity.csv"), "--data-id", "instrument=MyCam");
        overlapping.ExitCode.ShouldBe(0, overlapping.Error);
        (await CommandRun.OfAsync("butler", "calibrations", folder.File("repo"))).Output.ShouldContain("overlap 2026-01-01 to 2026-01-08");
        await File.WriteAllTextAsync(folder.File("validity.csv"), "detector,begin,end\n3,2027-01-01,\n", Cancel);
        var absent = await CommandRun.OfAsync("butler", "certify-by-table", folder.File("repo"), "MyCam/bias/1", "MyCam/calib", "bias", folder.File("validity.csv"), "--data-id", "instrument=MyCam");
        absent.ExitCode.ShouldBe(1);
        absent.ErrorLines.ShouldHaveSingleItem().ShouldContain("validity.csv:2: ");
    }

    // Each visit of the night is on a patch, and those at its ends on others than those in its middle.
    private static void Overlapped(string listing)
    {
        var pairs = listing.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Contains("MyCam")).ToList();
        pairs.Select(words => words[4]).Distinct().Count().ShouldBe(11, listing);
        pairs.Where(words => words[4] is "501").Select(words => words[3]).ShouldBe(["6", "10"], listing);
        pairs.Where(words => words[4] is "511").Select(words => words[3]).ShouldBe(["5", "9"], listing);
    }

    private static async Task ReviewAsync(string description, string line)
    {
        const string Proposed = "  - {physical_filter: \"WE 7\"}\n";
        var text = await File.ReadAllTextAsync(description, Cancel);
        text.ShouldContain(Proposed);
        await File.WriteAllTextAsync(description, text.Replace(Proposed, line, StringComparison.Ordinal), Cancel);
    }

    private static async Task WriteAsync(string path, int exposure, int chip)
    {
        await using var writer = FitsWriter.Create(path);
        await writer.WriteImageAsync(
            new Image<ushort>(8, 8),
            [
                FitsCard.Of("CAMID", "Wild Eye 3", "camera"),
                FitsCard.Of("SHOTNO", 500L + exposure, "number of the exposure"),
                FitsCard.Of("CHIPNR", (long)chip, "detector"),
                FitsCard.Of("FLTSLOT", "WE 7", "filter"),
                FitsCard.Of("TINT", 30.0, "integration time [s]"),
                FitsCard.Of("UTOPEN", string.Create(CultureInfo.InvariantCulture, $"2026-01-10T03:{exposure:00}:00"), "UTC of start"),
                FitsCard.Of("PICKIND", "OBJECT", "kind of picture"),
                FitsCard.Of("AIMRA", 150 + (exposure / 10.0), "[deg] right ascension of the axis"),
                FitsCard.Of("AIMDE", 2.25, "[deg] declination of the axis"),
                FitsCard.Of("CTYPE1", "RA---TAN"),
                FitsCard.Of("CTYPE2", "DEC--TAN"),
                FitsCard.Of("CRVAL1", 150 + (exposure / 10.0)),
                FitsCard.Of("CRVAL2", 2.25),
                FitsCard.Of("CRPIX1", chip == 1 ? 18.5 : -9.5),
                FitsCard.Of("CRPIX2", 8.5),
                FitsCard.Of("CD1_1", -1.0 / 3600),
                FitsCard.Of("CD2_2", 1.0 / 3600),
            ],
            null, Cancel);
    }

    [GeneratedRegex("```(?<kind>sh|text|yaml)\n(?<text>.*?)```", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();

    [GeneratedRegex("```\n(?<text>detector,.*?)```", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Table();
}
