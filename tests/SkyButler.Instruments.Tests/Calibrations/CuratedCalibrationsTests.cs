using SkyButler.Dimensions.Times;
using SkyButler.Imaging.Tables.Files;
using SkyButler.Instruments.Calibrations;
using SkyButler.Instruments.Tests.Ingest;
using SkyButler.Registry.Errors;

namespace SkyButler.Instruments.Tests.Calibrations;

public sealed class CuratedCalibrationsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_of_a_data_package_are_valid_from_their_date_to_the_next()
    {
        await using var camera = await DummyCam.MakeAsync();
        await WriteAsync(camera, "defects/rxx_s00/20180503T000000.ecsv", Defects("0", 1));
        await WriteAsync(camera, "defects/rxx_s00/2019-01-01.ecsv", Defects("0", 2, "2019-02-02T00:00:00"));
        await WriteAsync(camera, "defects/rxx_s01/1970-01-01.ecsv", Defects("1", 3));
        await WriteAsync(camera, "transmission_filter/dummy_u/2018-05-03.yaml", "metadata: {INSTRUME: dummycam, OBSTYPE: transmission_filter, FILTER: dummy_u, CALIBDATE: '2018-05-03'}\nvalues: [1, 2]\n");

        var counts = await CurateAsync(camera, new CuratedOptions { Labels = ["v1"] });
        counts.ShouldBe(new Dictionary<string, int> { ["defects"] = 3, ["transmission_filter"] = 1 });
        (await LevelAsync(camera, 0, "2018-05-02T23:00:00")).ShouldBeNull();
        // The file's date is UTC, validity is TAI.
        (await LevelAsync(camera, 0, "2018-05-03T00:00:36")).ShouldBeNull();
        (await LevelAsync(camera, 0, "2018-05-03T00:00:37")).ShouldBe(1);
        (await LevelAsync(camera, 0, "2019-01-01T00:00:36")).ShouldBe(1);
        (await LevelAsync(camera, 0, "2024-01-01")).ShouldBe(2);
        (await LevelAsync(camera, 1, "2018-01-01")).ShouldBe(3);
        var runs = await camera.Butler.Registry.Collections.QueryAsync(["DummyCam/calib/*"], null, Stop);
        runs.Select(run => run.Name).ShouldBe(["DummyCam/calib/v1", "DummyCam/calib/v1/curated/20180503T000000Z", "DummyCam/calib/v1/curated/20190202T000000Z"]);

        // Again, nothing changes; what was certified no more, as if it had been stopped before, is certified again.
        await CurateAsync(camera, new CuratedOptions { Labels = ["v1"] });
        (await LevelAsync(camera, 0, "2024-01-01")).ShouldBe(2);
        await camera.Butler.Registry.Datasets.DecertifyAsync("DummyCam/calib/v1", await camera.Butler.Registry.DatasetTypes.GetAsync("defects", Stop), Timespan.Unbounded, null, Stop);
        (await LevelAsync(camera, 0, "2024-01-01")).ShouldBeNull();
        await CurateAsync(camera, new CuratedOptions { Labels = ["v1"] });
        (await LevelAsync(camera, 0, "2024-01-01")).ShouldBe(2);

        (await Should.ThrowAsync<ConflictException>(() => CurateAsync(camera, new CuratedOptions { Labels = ["v2"], Collection = "DummyCam/calib/v1" }))).Message.ShouldNotBeEmpty();
        (await CurateAsync(camera, new CuratedOptions { Labels = ["v3"], Prefix = "u/me" })).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("defects/rxx_s00/2018-05-03.ecsv", "DETECTOR in the metadata is 1, but by the file's place it is 0", "1")]
    [InlineData("defects/rxx_s09/2018-05-03.ecsv", "stands for no detector that is registered. Did you mean 'rxx_s00'?", "0")]
    [InlineData("defects/rxx_s00/someday.ecsv", "the file's name is no date", "0")]
    [InlineData("defects/rxx_s00/readme.txt", "holds no .ecsv, .yaml, .json file where defects lie (detector/DATE.ecsv)", "0")]
    [InlineData("qe_curve/rxx_s00/2018-05-03.ecsv", "OBSTYPE in the metadata is defects, but by the file's place it is qe_curve", "0")]
    public async Task What_is_wrong_with_a_file_or_folder_is_told_and_nothing_is_written(string file, string message, string detector)
    {
        await using var camera = await DummyCam.MakeAsync();
        await WriteAsync(camera, "defects/rxx_s01/2018-05-03.ecsv", Defects("1", 1));
        if (file.EndsWith("readme.txt", StringComparison.Ordinal))
            Directory.Delete(camera.Folder.File("package", "dummycam", "defects", "rxx_s01"), recursive: true);
        await WriteAsync(camera, file, Defects(detector, 1));
        (await Should.ThrowAsync<InstrumentException>(() => CurateAsync(camera, new CuratedOptions { Labels = ["v1"] }))).Message.ShouldContain(message);
        (await camera.Butler.Registry.Collections.QueryAsync(["*"], null, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Labels_or_a_collection_must_be_named()
    {
        await using var camera = await DummyCam.MakeAsync();
        await WriteAsync(camera, "defects/rxx_s01/2018-05-03.ecsv", Defects("1", 1));
        (await Should.ThrowAsync<InstrumentException>(() => CurateAsync(camera, new CuratedOptions()))).Message.ShouldBe("At least one label or --collection must be provided.");
    }

    private static Task<IReadOnlyDictionary<string, int>> CurateAsync(DummyCam camera, CuratedOptions options) =>
        new CuratedCalibrations(camera.Butler, DummyCam.Describe(), options).WriteAsync(camera.Folder.File("package"), Stop);

    private static async Task<long?> LevelAsync(DummyCam camera, long detector, string time)
    {
        var instant = TaiTime.ParseIso(time);
        var found = await camera.Butler.FindDatasetAsync(
            "defects", new() { ["instrument"] = "DummyCam", ["detector"] = detector }, new FindOptions { Collections = ["DummyCam/calib/v1"], Timespan = Timespan.At(instant) }, Stop);
        if (found is null)
            return null;
        var uris = await camera.Butler.Datastore.GetUrisAsync([found], Stop);
        var table = await TableFile.ReadAsync(uris[found.Id][0].Uri.LocalPath, null, Stop);
        table.Metadata["INSTRUME"].ShouldBe("DummyCam");
        return Convert.ToInt64(table["x0"].GetValue(0), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task WriteAsync(DummyCam camera, string file, string text)
    {
        var path = camera.Folder.File("package", "dummycam", file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, Stop);
    }

    private static string Defects(string detector, int level, string date = "2018-05-03T00:00:00") =>
        $$"""
        # %ECSV 1.0
        # ---
        # datatype:
        # - {name: x0, datatype: int64}
        # - {name: width, datatype: int64}
        # meta: !!omap
        # - {INSTRUME: DummyCam}
        # - {OBSTYPE: defects}
        # - {DETECTOR: {{detector}}}
        # - {CALIBDATE: '{{date}}'}
        # schema: astropy-2.0
        x0 width
        {{level}} 4

        """;
}
