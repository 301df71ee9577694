using SkyButler.CommandLine.Tests.Support;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Commands;

/// <summary><c>butler ingest-raws</c>, on raws that were not made here.</summary>
public sealed class IngestRawsTests
{
    private const string Raw = "rubin-comCam/raw/2019-05-30/3019053000001/3019053000001-R22-S00-det000.fits";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_raw_of_a_camera_that_ships_comes_into_a_new_repository_and_again_without_change()
    {
        using var folder = await MakeAsync();
        var run = await CommandRun.OfAsync("butler", "ingest-raws", folder.File("repo"), folder.File("night"), "-t", "copy");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Error.ShouldContain("1 files of 1 exposures are taken in; 1 exposures are new.");
        var listed = await CommandRun.OfAsync("butler", "query-datasets", folder.File("repo"), "raw", "--format", "csv");
        listed.Output.ShouldContain("c6d2bad0-73ff-51e8-8c2d-5bcc1e75c419");
        var records = await CommandRun.OfAsync("butler", "query-dimension-records", folder.File("repo"), "exposure", "--format", "json");
        records.Output.ShouldContain("CC_C_20190530_000001");

        var again = await CommandRun.OfAsync("butler", "ingest-raws", folder.File("repo"), folder.File("night"), "-t", "copy");
        again.ExitCode.ShouldBe(0, again.Error);
        again.Error.ShouldContain("0 files of 1 exposures are taken in; 1 files were there before; 0 exposures are new.");
        var refused = await CommandRun.OfAsync("butler", "ingest-raws", folder.File("repo"), folder.File("night"), "-t", "copy", "--no-skip-existing");
        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain("Some failures encountered during ingestion: no file was taken in (1 as files).");
    }

    [Fact]
    public async Task Each_bad_file_is_one_line_and_the_rest_goes_in()
    {
        using var folder = await MakeAsync();
        var whole = await File.ReadAllBytesAsync(folder.File("night", "raw.fits"), Stop);
        await File.WriteAllTextAsync(folder.File("night", "text.fits"), "no FITS", Stop);
        await File.WriteAllBytesAsync(folder.File("night", "cut.fits"), whole[..1000], Stop);
        File.Copy(SharedFiles.Data("obs_base/small.fits"), folder.File("night", "small.fits"));
        var run = await CommandRun.OfAsync("butler", "ingest-raws", folder.File("repo"), folder.File("night"), "-t", "copy");
        run.ExitCode.ShouldBe(1);
        var errors = run.ErrorLines.Where(line => line.StartsWith("Error: ", StringComparison.Ordinal)).ToList();
        errors.Count.ShouldBe(4, run.Error);
        foreach (var name in new[] { "text.fits", "cut.fits", "small.fits" })
            errors.ShouldContain(line => line.Contains(name, StringComparison.Ordinal));
        errors[^1].ShouldContain("3 of 4 files were not taken in (3 by their metadata); the rest was.");
        var fast = await CommandRun.OfAsync("butler", "ingest-raws", folder.File("repo"), folder.File("night"), "-c", "failFast=True");
        fast.ExitCode.ShouldBe(1);
        fast.Error.ShouldContain("the first failure ends the work");
    }

    private static async Task<TemporaryDirectory> MakeAsync()
    {
        var raw = SharedFiles.Golden(Raw);
        var folder = new TemporaryDirectory();
        Directory.CreateDirectory(folder.File("night"));
        File.Copy(raw, folder.File("night", "raw.fits"));
        (await CommandRun.OfAsync("butler", "create", folder.File("repo"))).ExitCode.ShouldBe(0);
        (await CommandRun.OfAsync("butler", "register-instrument", folder.File("repo"), "lsst.obs.lsst.LsstComCam")).ExitCode.ShouldBe(0);
        return folder;
    }
}
