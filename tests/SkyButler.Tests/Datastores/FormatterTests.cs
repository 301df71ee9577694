using System.Text;
using SkyButler.Configuration;
using SkyButler.Configuration.Json;
using SkyButler.Configuration.Repositories;
using SkyButler.Datastores;
using SkyButler.Datastores.Contents;
using SkyButler.Datastores.Formatters;
using SkyButler.Datastores.Formatters.Images;
using SkyButler.Datastores.Formatters.Structured;
using SkyButler.Datastores.Formatters.Text;
using SkyButler.Datastores.Reading;
using SkyButler.Dimensions.Times;
using SkyButler.Imaging.Images;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Datastores;

public sealed class FormatterTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Yaml_round_trips_and_is_written_as_the_original_does()
    {
        var value = new OrderedDictionary<string, object?>
        {
            ["b"] = 1L,
            ["a"] = new List<object?> { 1.5, "x", null, true },
            ["deep"] = new OrderedDictionary<string, object?> { ["blue"] = 5L },
        };
        var (text, read) = await RoundTripAsync(new YamlFormatter(), value, "StructuredDataDict");
        text.ShouldBe("b: 1\na:\n- 1.5\n- x\n- null\n- true\ndeep:\n  blue: 5\n");
        Text(read).ShouldBe(Text(value));
    }

    [Fact]
    public async Task Packages_carry_the_originals_tag()
    {
        var (text, read) = await RoundTripAsync(new PackagesFormatter(), new OrderedDictionary<string, object?> { ["skybutler"] = "0.1.0", ["libc"] = "2.36" }, "Packages");
        text.ShouldBe("!<lsst.utils.packages.Packages>\nlibc: '2.36'\nskybutler: 0.1.0\n");
        read.ShouldBeOfType<OrderedDictionary<string, object?>>()["skybutler"].ShouldBe("0.1.0");
    }

    [Theory]
    [InlineData("!!python/object/apply:os.system ['true']")]
    [InlineData("!<somebody.Else> {a: 1}")]
    [InlineData("{a: [")]
    [InlineData("")]
    public async Task Yaml_that_is_not_plain_data_is_refused(string yaml)
    {
        var error = await Should.ThrowAsync<DatastoreException>(() => ReadAsync(new YamlFormatter(), yaml, "StructuredDataDict"));
        error.Message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task Json_round_trips_numbers_that_are_none()
    {
        var value = new OrderedDictionary<string, object?>
        {
            ["nan"] = double.NaN,
            ["low"] = double.NegativeInfinity,
            ["text"] = "NaN \"Infinity\" \u0007 Ω 😀",
            ["list"] = new List<object?> { 1L, 2.5, 1e22, null, false },
        };
        var (text, read) = await RoundTripAsync(new JsonFormatter(), value, "StructuredDataDict");
        text.ShouldStartWith("{\"nan\": NaN, \"low\": -Infinity, ");
        text.ShouldContain("[1, 2.5, 1e+22, null, false]");
        Text(read).ShouldBe(Text(value));
    }

    [Theory]
    [InlineData("{\"a\": 1} {\"b\": 2}")]
    [InlineData("{\"a\": Nan}")]
    [InlineData("[1, 2")]
    [InlineData("")]
    public async Task Json_that_is_damaged_is_refused_in_one_line(string json)
    {
        var error = await Should.ThrowAsync<DatastoreException>(() => ReadAsync(new JsonFormatter(), json, "StructuredDataDict"));
        error.Message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task Json_as_deep_as_a_well_is_refused() =>
        await Should.ThrowAsync<DatastoreException>(() => ReadAsync(new JsonFormatter(), new string('[', 100_000), "StructuredDataList"));

    [Fact]
    public async Task A_timespan_is_two_integers()
    {
        var time = Timespan.FromStored(1_704_974_400_000_000_000, 4_102_444_800_000_000_000);
        var (text, read) = await RoundTripAsync(new JsonFormatter(), time, "Timespan", "lsst.daf.butler.Timespan");
        text.ShouldBe("[1704974400000000000, 4102444800000000000]");
        read.ShouldBe(time);
    }

    [Fact]
    public async Task Logs_round_trip()
    {
        var log = new LogRecords(
            [new() { Name = "lsst.isr", Time = new(2026, 11, 21, 20, 47, 46, 972, TimeSpan.Zero), Message = "Hello", LevelNumber = 30, LevelName = "WARNING", Labels = new Dictionary<string, string> { ["LABEL"] = "isr" } }],
            new Dictionary<string, object?> { ["exposureCount"] = 3L });
        var (text, read) = await RoundTripAsync(new LogsFormatter(), log, "ButlerLogRecords");
        text.ShouldStartWith("{\"extended\":true,\"version\":2,\"records\":[{\"name\": \"lsst.isr\", \"asctime\": \"2026-11-21T20:47:46.972000Z\"");
        var records = read.ShouldBeOfType<LogRecords>();
        records.Records[0].Labels["LABEL"].ShouldBe("isr");
        records.Records[0].Time.ShouldBe(log.Records[0].Time);
        records.Extra["exposureCount"].ShouldBe(3L);
    }

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("[{\"name\":\"a\",\"asctime\":\"2024-01-01T00:00:00Z\",\"message\":\"m\",\"levelno\":20,\"levelname\":\"INFO\"}]", 1, 0)]
    [InlineData("{\"name\":\"a\",\"asctime\":\"2024-01-01T00:00:00Z\",\"message\":\"m\"}\n{\"name\":\"b\",\"asctime\":\"2024-01-01T00:00:00Z\",\"message\":\"n\"}\n###EXTRA###\n{\"x\": 1}", 2, 1)]
    public async Task Every_form_of_log_file_is_read(string text, int records, int extra)
    {
        var log = (LogRecords)await ReadAsync(new LogsFormatter(), text, "ButlerLogRecords");
        log.Records.Count.ShouldBe(records);
        log.Extra.Count.ShouldBe(extra);
    }

    [Fact]
    public async Task Texts_bytes_and_configurations_round_trip()
    {
        (await RoundTripAsync(new TextFormatter(), "a\nΩ", "Text")).Read.ShouldBe("a\nΩ");
        (await RoundTripAsync(new BytesFormatter(), new byte[] { 0, 255, 10 }, "Bytes")).Read.ShouldBe(new byte[] { 0, 255, 10 });
        (await RoundTripAsync(new ConfigTextFormatter(), new ConfigText("config.x=1\n"), "Config")).Read.ShouldBe(new ConfigText("config.x=1\n"));
        new TextFormatter().ExtensionFor(new Dictionary<string, object?> { ["extension"] = "csv" }).ShouldBe(".csv");
        Should.Throw<DatastoreException>(() => new TextFormatter().ExtensionFor(new Dictionary<string, object?> { ["extension"] = "/../x" }));
    }

    [Fact]
    public async Task Exposures_round_trip_with_parts_and_components()
    {
        var exposure = MakeExposure();
        var formatter = new FitsExposureFormatter();
        var path = await WriteAsync(formatter, exposure, "ExposureF", ".fits");
        var whole = (Exposure)await ReadFileAsync(formatter, path, null);
        whole.Box.ShouldBe(exposure.Box);
        whole.Image.Pixels.ShouldBe(exposure.Image.Pixels);
        whole.Mask.Bits.Pixels.ShouldBe(exposure.Mask.Bits.Pixels);
        whole.Variance.Pixels.ShouldBe(exposure.Variance.Pixels);
        var part = (Image<float>)await ReadFileAsync(formatter, path, "image", ("bbox", Box2I.FromSize(11, 21, 2, 1)));
        part.Pixels.ShouldBe([exposure.Image[11, 21], exposure.Image[12, 21]]);
        var local = (Image<float>)await ReadFileAsync(formatter, path, "image", ("bbox", Box2I.FromSize(1, 1, 2, 1)), ("origin", "LOCAL"));
        local.Pixels.ShouldBe(part.Pixels);
        ((Mask)await ReadFileAsync(formatter, path, "mask")).Planes.ContainsKey("BAD").ShouldBeTrue();
        (await ReadFileAsync(formatter, path, "bbox")).ShouldBe(exposure.Box);
        await Should.ThrowAsync<DatastoreException>(() => ReadFileAsync(formatter, path, "image", ("bbox", "everything")));
    }

    [Fact]
    public async Task Images_and_masks_round_trip()
    {
        var exposure = MakeExposure();
        var image = await WriteAsync(new FitsImageFormatter(), exposure.Image, "ImageF", ".fits");
        ((Image<float>)await ReadFileAsync(new FitsImageFormatter(), image, null)).Pixels.ShouldBe(exposure.Image.Pixels);
        var mask = await WriteAsync(new FitsMaskFormatter(), exposure.Mask, "MaskX", ".fits");
        ((Mask)await ReadFileAsync(new FitsMaskFormatter(), mask, null)).Bits.Pixels.ShouldBe(exposure.Mask.Bits.Pixels);
        var masked = await WriteAsync(new FitsMaskedImageFormatter(), exposure.MaskedImage, "MaskedImageF", ".fits");
        ((MaskedImage)await ReadFileAsync(new FitsMaskedImageFormatter(), masked, null)).Variance.Pixels.ShouldBe(exposure.Variance.Pixels);
    }

    [Fact]
    public async Task An_object_of_another_kind_is_refused_by_name()
    {
        var error = await Should.ThrowAsync<DatastoreException>(() => WriteAsync(new FitsExposureFormatter(), "text", "ExposureF", ".fits"));
        error.Message.ShouldContain("give an Exposure");
    }

    [Theory]
    [InlineData("lsst.daf.butler.formatters.yaml.YamlFormatter", typeof(YamlFormatter))]
    [InlineData("lsst.obs.base.formatters.fitsExposure.FitsExposureFormatter", typeof(FitsExposureFormatter))]
    [InlineData("lsst.obs.lsst.rawFormatter.LsstCamImSimRawFormatter", typeof(RawFormatter))]
    [InlineData("spherex.formatters.SPHERExImageFormatter", typeof(FitsMaskedImageFormatter))]
    [InlineData("spherex.formatters.Other", typeof(TextFormatter))]
    [InlineData("own.Json", typeof(JsonFormatter))]
    [InlineData("SkyButler.Datastores.Formatters.Text.BytesFormatter, SkyButler", typeof(BytesFormatter))]
    public void A_formatter_is_found_by_the_name_that_a_database_holds(string name, Type expected) => Catalog().Get(name).ShouldBeOfType(expected);

    [Fact]
    public void A_mapping_in_circles_is_an_error() => Should.Throw<DatastoreException>(() => Catalog().Get("loop.A"));

    [Theory]
    [InlineData("lsst.daf.butler.formatters.pickle.PickleFormatter", "never loaded")]
    [InlineData("nobody.knows.This", "skybutler.formatters")]
    public async Task A_format_without_counterpart_says_why_and_what_to_do(string name, string words)
    {
        var error = await Should.ThrowAsync<DatastoreException>(() => ReadAsync(Catalog().Get(name), "x", "Thing"));
        error.Message.ShouldContain(words);
        error.Message.ShouldContain("retrieve-artifacts");
    }

    // Values and their order, whatever the collections are.
    private static string Text(object value)
    {
        var text = new StringBuilder();
        JsonTreeWriter.Append(text, value);
        return text.ToString();
    }

    [Fact]
    public void A_formatter_that_nobody_can_know_is_refused_when_files_are_taken_in()
    {
        Catalog().Recognizes("RawFormatter").ShouldBeTrue();
        Catalog().Recognizes("lsst.obs.lsst.rawFormatter.LsstCamRawFormatter").ShouldBeTrue();
        // The original finds a class by such a name.
        Catalog().Recognizes("lsst.obs.mycam.CubeFormatter").ShouldBeFalse();
        Should.Throw<DatastoreException>(() => Catalog().Recognizes("RawFormater")).Message.ShouldEndWith("Did you mean 'RawFormatter'?");
    }

    private static FormatterCatalog Catalog() => new(TypeNames.Of(Config.Parse(
        """
        formatters:
          spherex.formatters.SPHERExImageFormatter: FitsMaskedImageFormatter
          spherex.formatters.*: TextFormatter
          own.Json: lsst.daf.butler.formatters.json.JsonFormatter
          loop.A: loop.B
          loop.B: loop.A
        """)));

    private static Exposure MakeExposure()
    {
        var image = new MaskedImage(Box2I.FromSize(10, 20, 4, 3));
        for (var i = 0; i < image.Image.Pixels.Length; i++)
        {
            image.Image.Pixels[i] = i * 1.25f;
            image.Variance.Pixels[i] = i + 0.5f;
        }

        image.Mask.Set("BAD", Box2I.FromSize(11, 21, 1, 1));
        return new Exposure(image);
    }

    private async Task<(string Text, object Read)> RoundTripAsync(IFormatter formatter, object value, string storageClass, string pythonType = "")
    {
        var path = await WriteAsync(formatter, value, storageClass, formatter.ExtensionFor(new Dictionary<string, object?>()));
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var request = new FormatterRequest(new() { Name = storageClass, PythonType = pythonType }, null, new Dictionary<string, object>());
        return (Encoding.UTF8.GetString(bytes), await formatter.ReadAsync(new MemorySource(bytes), request, TestContext.Current.CancellationToken));
    }

    private async Task<string> WriteAsync(IFormatter formatter, object value, string storageClass, string extension)
    {
        var path = folder.File($"{Guid.NewGuid():N}{extension}");
        var dataset = SampleData.Imsim("thing", ["detector"]);
        await formatter.WriteAsync(value, new() { LocalPath = path, StorageClass = new() { Name = storageClass }, Dataset = dataset }, TestContext.Current.CancellationToken);
        return path;
    }

    private static async Task<object> ReadAsync(IFormatter formatter, string text, string storageClass) => await formatter.ReadAsync(
        new MemorySource(Encoding.UTF8.GetBytes(text)), new(new() { Name = storageClass }, null, new Dictionary<string, object>()), TestContext.Current.CancellationToken);

    private static async Task<object> ReadFileAsync(IFormatter formatter, string path, string? component, params (string Name, object Value)[] parameters)
    {
        await using var source = new StoredFileSource(ResourceStores.Local, ResourcePath.FromLocalPath(path), new FileInfo(path).Length);
        var request = new FormatterRequest(new() { Name = "ExposureF", PythonType = "lsst.afw.image.ImageF" }, component, parameters.ToDictionary(p => p.Name, p => p.Value));
        return await formatter.ReadAsync(source, request, TestContext.Current.CancellationToken);
    }
}
