using System.Text.Json;
using SkyButler.CommandLine.Tests.Support;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Commands;

/// <summary><c>butler show</c>, on files and repositories that were not made here.</summary>
public sealed class ShowTests
{
    private const string TablesRun = "u/bob/out/20240115T000000Z";

    [Fact]
    public async Task An_exposure_tells_its_size_place_and_mask()
    {
        var run = await ShowAsync(SharedFiles.Data("obs_base/calexp.fits"));

        // As astropy's WCS and numpy say.
        run.Output.ShouldContain("\nHDU 1 IMAGE\n  image        64 x 32 pixels\n  type         Float32\n  WCS          TAN-SIP, ICRS\n  WCS centre   320.662124 -0.373767 deg\n  WCS scale    0.157");
        run.Output.ShouldContain("320.661364 -0.375172 deg");
        run.Output.ShouldContain("  mask BAD                576 pixels (28.125 %)\n");
        run.Output.ShouldContain("  mask EDGE               783 pixels");
        run.Output.ShouldContain("  exposure time  30 s\n");
        run.Output.ShouldNotContain("BITPIX");
    }

    [Fact]
    public async Task Text_that_nobody_calls_a_table_is_not_shown_as_one()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.File("image.cat"), "# seen tonight\n1 2.5\n2 3.5\n", TestContext.Current.CancellationToken);
        var run = await CommandRun.OfAsync("butler", "show", folder.File("image.cat"));

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("image.cat is text, and neither ECSV nor VOTable nor by its name CSV");
        run.Error.TrimEnd('\n').ShouldNotContain('\n');
    }

    [Fact]
    public async Task Header_cards_are_shown_on_request()
    {
        var run = await ShowAsync(SharedFiles.Data("obs_base/source_catalog.fits"), "--header", "--rows", "1");

        run.Output.ShouldContain("  TTYPE2   = id / unique ID\n");
        run.Output.ShouldContain(" float64 [rad]: position in ra/dec\n");
        run.Output.ShouldMatch("(?m)^  rows +3$");
    }

    [Fact]
    public async Task Parquet_is_shown_by_its_columns_and_first_rows()
    {
        var file = SharedFiles.Data("parquet/astropy.parquet");

        var run = await ShowAsync(file, "--rows", "2");

        run.Output.ShouldStartWith($"{file}\n  format       Parquet\n  size         2943 bytes\n  row groups   1\n  rows         20\n  columns      4\n");
        run.Output.ShouldContain("  column ra    double [deg]: right ascension\n");
        run.Output.ShouldContain("src1");
        run.Output.ShouldNotContain("src2");
        (await ShowAsync(SharedFiles.Data("parquet/nested.parquet"))).Output.ShouldContain("  column st   struct<");
        var dataset = await ShowAsync(SharedFiles.Golden("mixed"), "src_df", "--data-id", "instrument=CamA,visit=1004", "--collections", TablesRun);
        dataset.Output.ShouldContain("  format      Parquet\n");
        dataset.Output.ShouldContain("  column idx  int64\n");
        (await ShowAsync(SharedFiles.Golden("mixed"), "src_arrow.schema", "--data-id", "instrument=CamA,visit=1004", "--collections", TablesRun)).Output.ShouldContain("list<int64>");
    }

    [Fact]
    public async Task A_dataset_is_found_by_type_and_data_id_or_by_its_identifier()
    {
        var repository = SharedFiles.Golden("mixed");
        string[] words = ["tab_q", "--data-id", "instrument=CamA,visit=1004", "--collections", TablesRun];

        var run = await ShowAsync([repository, .. words]);

        run.Output.ShouldStartWith("dataset tab_q\n  storage class  AstropyQTable\n");
        run.Output.ShouldContain("  format      ECSV\n");
        run.Output.ShouldContain("  column len  float64 [m]\n");
        run.Output.ShouldEndWith("\nlen\n---\n1.0\n2.0\n");
        var id = run.Output.Split('\n').Single(line => line.StartsWith("  id ", StringComparison.Ordinal)).Trim().Split(' ')[^1];
        (await ShowAsync(repository, id)).Output.ShouldBe(run.Output);
    }

    [Fact]
    public async Task View_takes_an_identifier_too_and_says_when_there_is_none()
    {
        using var folder = new TemporaryDirectory();
        var id = Guid.Empty.ToString();

        var run = await CommandRun.OfAsync("butler", "view", SharedFiles.Golden("mixed"), id, "-o", folder.File("a.png"));

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain($"no dataset with the identifier {id}");
        File.Exists(folder.File("a.png")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_component_and_plain_data_are_told_too()
    {
        var repository = SharedFiles.Golden("mixed");

        var count = await ShowAsync(repository, "tab_q.rowcount", "--data-id", "instrument=CamA,visit=1004", "--collections", TablesRun);
        var data = await ShowAsync(repository, "raw_md", "--data-id", "instrument=CamA,exposure=1004,detector=1", "--collections", "CamA/raw/all");

        count.Output.ShouldContain("value  2\n");
        data.Output.ShouldContain("\ncontent\n  entries");
    }

    [Fact]
    public async Task Programs_get_a_listing()
    {
        var run = await ShowAsync(SharedFiles.Data("obs_base/source_catalog.fits"), "--format", "json", "--rows", "1");

        using var json = JsonDocument.Parse(run.Output);
        var rows = json.RootElement.EnumerateArray().ToLookup(row => row.GetProperty("name").GetString()!, row => row.GetProperty("value"));
        rows["HDUs"].Single().GetInt32().ShouldBe(3);
        rows["rows"].First().GetInt32().ShouldBe(3);
        rows["row 0 flags"].Single().GetString()!.ShouldStartWith("[");
    }

    [Fact]
    public async Task What_can_not_be_shown_is_said_in_one_line()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllBytesAsync(folder.File("a.h5"), [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a], TestContext.Current.CancellationToken);

        var run = await CommandRun.OfAsync("butler", "show", folder.File("a.h5"));
        run.ExitCode.ShouldNotBe(0);
        run.ErrorLines.Single().ShouldContain("HDF5, which is not read here");
        (await CommandRun.OfAsync("butler", "show", folder.File("none.fits"))).ErrorLines.Single().ShouldContain("none.fits");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    public async Task Of_a_table_as_text_all_rows_count_and_decide_its_types(string rows)
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.File("t.csv"), "a,b\n1,x\n2,y\n2.5,z\n", TestContext.Current.CancellationToken);

        var run = await ShowAsync(folder.File("t.csv"), "--rows", rows);

        run.Output.ShouldContain("  rows      3\n");
        run.Output.ShouldContain("  column a  float64\n");
    }

    private static async Task<CommandRun> ShowAsync(params string[] words)
    {
        var run = await CommandRun.OfAsync("butler", ["show", .. words]);
        run.ExitCode.ShouldBe(0, run.Error);
        return run;
    }
}
