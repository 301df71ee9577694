using SkyButler.CommandLine.Display;
using SkyButler.CommandLine.Tests.Support;
using SkyButler.Datastores.Formatters.Parquet;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Tables;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Commands;

/// <summary><c>butler view</c> of files, and what is no file of images.</summary>
public sealed class ViewTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("image.jpg", "image.png")]
    [InlineData("image.fits.gz", "image.fits.png")]
    public async Task Other_names_than_those_of_png_are_refused(string name, string better)
    {
        var run = await CommandRun.OfAsync("butler", "view", SharedFiles.Data("obs_base/calexp.fits"), "-o", folder.File(name));
        run.ExitCode.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain($"write -o {folder.File(better)}");
        Directory.GetFiles(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_a_file_of_many_images_the_one_that_is_drawn_is_named_and_can_be_chosen()
    {
        var stamps = SharedFiles.Data("obs_lsst/guider.fits");
        var first = await ViewAsync(stamps, "first.png");
        first.ErrorLines.ShouldHaveSingleItem().ShouldMatch("INFO: Of the [0-9]+ images in .*guider.fits, HDU 1 .* is drawn; choose another by --hdu");
        (await ViewAsync(stamps, "same.png", "--hdu", "1")).Error.ShouldBeEmpty();
        await ViewAsync(stamps, "third.png", "--hdu", "3");
        (await BytesAsync("same.png")).ShouldBe(await BytesAsync("first.png"));
        (await BytesAsync("third.png")).ShouldNotBe(await BytesAsync("first.png"));
    }

    [Fact]
    public async Task Sources_of_a_catalogue_in_Parquet_are_circled_as_those_of_any_other()
    {
        var exposure = SharedFiles.Data("obs_base/calexp.fits");
        var token = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(folder.File("sources.csv"), "id,ra,dec\n1,320.662124,-0.373767\n", token);
        await ParquetTable.WriteAsync(folder.File("sources.parq"), new Table([new Column<double>("ra", new[] { 320.662124 }), new Column<double>("dec", new[] { -0.373767 })]), token);
        await ViewAsync(exposure, "plain.png");
        await ViewAsync(exposure, "csv.png", "--sources", folder.File("sources.csv"));
        await ViewAsync(exposure, "parquet.png", "--sources", folder.File("sources.parq"));
        (await BytesAsync("parquet.png")).ShouldBe(await BytesAsync("csv.png"));
        (await BytesAsync("parquet.png")).ShouldNotBe(await BytesAsync("plain.png"));
    }

    [Fact]
    public async Task The_mask_lies_over_the_image_north_is_up_and_three_files_make_colors()
    {
        var exposure = SharedFiles.Data("obs_base/calexp.fits");
        await ViewAsync(exposure, "plain.png");
        foreach (string[] words in new string[][] { ["--mask", "all"], ["--mask", "EDGE,SAT"], ["--north-up"], ["--map", "viridis"], ["--green", exposure, "--blue", exposure] })
        {
            await ViewAsync(exposure, "other.png", words);
            (await BytesAsync("other.png")).ShouldNotBe(await BytesAsync("plain.png"), string.Join(' ', words));
        }

        var unknown = await CommandRun.OfAsync("butler", "view", exposure, "-o", folder.File("none.png"), "--mask", "SATT");
        unknown.ErrorLines[^1].ShouldContain("did you mean 'SAT'?");
        var alone = await CommandRun.OfAsync("butler", "view", exposure, "-o", folder.File("none.png"), "--green", exposure);
        alone.ErrorLines.ShouldHaveSingleItem().ShouldContain("--green and --blue go together");
        var nowhere = await CommandRun.OfAsync("butler", "view", exposure);
        nowhere.ErrorLines.ShouldHaveSingleItem().ShouldContain("give -o FILE.png, or --terminal");
        (await CommandRun.OfAsync("butler", "view", exposure, "--terminal", "blocks", "--size", "16")).Output.ShouldContain("\u2580");
    }

    [Fact]
    public async Task Blocks_are_as_wide_as_the_terminal_and_leave_the_file_as_large_as_it_would_be()
    {
        var exposure = SharedFiles.Data("obs_base/calexp.fits");
        await ViewAsync(exposure, "plain.png");
        var run = await CommandRun.OfAsync("butler", "view", exposure, "-o", folder.File("both.png"), "--terminal", "blocks");
        run.Output.Split('\n').Max(line => line.Count(character => character == '\u2580')).ShouldBeInRange(16, TerminalOutput.Columns);
        (await BytesAsync("both.png")).ShouldBe(await BytesAsync("plain.png"));
    }

    [Fact]
    public async Task Sources_that_lie_elsewhere_or_in_texts_are_told_of()
    {
        var exposure = SharedFiles.Data("obs_base/calexp.fits");
        var token = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(folder.File("far.csv"), "ra,dec\n10.5,80.5\n11.5,80.5\n", token);
        var far = await ViewAsync(exposure, "far.png", "--sources", folder.File("far.csv"));
        far.ErrorLines[^1].ShouldContain("None of the 2 sources in");
        await File.WriteAllTextAsync(folder.File("text.csv"), "ra,dec\n10:30:00,80:30:00\n", token);
        var text = await CommandRun.OfAsync("butler", "view", exposure, "-o", folder.File("text.png"), "--sources", folder.File("text.csv"));
        text.ErrorLines[^1].ShouldContain("column 'ra' should hold places as numbers, but holds String ('10:30:00')");
    }

    [Fact]
    public async Task An_hdu_is_chosen_by_name_and_one_that_is_not_there_is_refused()
    {
        var exposure = SharedFiles.Data("obs_base/calexp.fits");
        await ViewAsync(exposure, "mask.png", "--hdu", "mask");
        await ViewAsync(exposure, "two.png", "--hdu", "2");
        (await BytesAsync("mask.png")).ShouldBe(await BytesAsync("two.png"));
        var run = await CommandRun.OfAsync("butler", "view", exposure, "-o", folder.File("none.png"), "--hdu", "MSK");
        run.ExitCode.ShouldBe(1);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("did you mean 'MASK'?");
        run.Error.ShouldContain("HDU 1 (IMAGE), HDU 2 (MASK), HDU 3 (VARIANCE)");
    }

    [Theory]
    [InlineData("repo", "calexp")]
    [InlineData("butler://main/01a1ffa7-3bd1-7a09-9f2e-6d6ba0a7a2f1")]
    public async Task An_hdu_is_not_chosen_of_a_dataset(params string[] words)
    {
        var run = await CommandRun.OfAsync("butler", ["view", .. words, "-o", folder.File("none.png"), "--hdu", "MASK"]);
        run.ExitCode.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("--hdu chooses from a file");
    }

    [Fact]
    public async Task A_part_of_the_sky_is_refused_where_the_coordinates_are_others()
    {
        var path = folder.File("galactic.fits");
        var header = new FitsHeader(
        [
            FitsCard.Of("CTYPE1", "GLON-TAN"), FitsCard.Of("CTYPE2", "GLAT-TAN"), FitsCard.Of("CRVAL1", 10.0), FitsCard.Of("CRVAL2", 10.0), FitsCard.Of("CRPIX1", 3.0),
            FitsCard.Of("CRPIX2", 3.0), FitsCard.Of("CDELT1", -1e-4), FitsCard.Of("CDELT2", 1e-4),
        ]);
        await using (var writer = FitsWriter.Create(path))
            await writer.WriteImageAsync(new Image<float>(5, 5), header, null, TestContext.Current.CancellationToken);
        var run = await CommandRun.OfAsync("butler", "view", path, "-o", folder.File("none.png"), "--cutout", "10,10,0.0002");
        run.ExitCode.ShouldBe(1);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("coordinates are GALACTIC");
    }

    [Theory]
    [InlineData("show")]
    [InlineData("view", "-o", "x.png")]
    public async Task Repositories_folders_and_names_of_nothing_are_told_apart(params string[] words)
    {
        await RefusedAsync(SharedFiles.Golden("mixed"), words, "is a repository, not a file");
        await RefusedAsync(folder.Path, words, "is a folder, not a file");
        await RefusedAsync(folder.File("nothing"), words, "There is no file");
    }

    private static async Task RefusedAsync(string source, string[] words, string reason)
    {
        var run = await CommandRun.OfAsync("butler", [words[0], source, .. words.Skip(1)]);
        run.ExitCode.ShouldBe(1);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain(reason);
    }

    private async Task<CommandRun> ViewAsync(string source, string name, params string[] words)
    {
        var run = await CommandRun.OfAsync("butler", ["view", source, "-o", folder.File(name), .. words]);
        run.ExitCode.ShouldBe(0, run.Error);
        return run;
    }

    private Task<byte[]> BytesAsync(string name) => File.ReadAllBytesAsync(folder.File(name), TestContext.Current.CancellationToken);
}
