using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Pipelines.Connections.Errors;
using SkyButler.Registry.Records;
using SkyButler.Resources.Transfers;

namespace SkyButler.Pipelines.Tests.Programs;

/// <summary>Values of data, whatever they hold, reach a program as they are, or nothing runs.</summary>
public sealed class HostileValueTests : IAsyncLifetime
{
    private const string Type = "oddity";
    private ProgramRepository repository = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => repository = await ProgramRepository.MakeAsync();

    public ValueTask DisposeAsync()
    {
        repository.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("8,6")]
    [InlineData("it's \"quoted\"")]
    [InlineData("$(touch ran) `touch ran`")]
    [InlineData("; touch ran & $HOME")]
    [InlineData("{in:odd} {{}} %s \\n")]
    [InlineData("../../up")]
    [InlineData("naïve 星 ⁂")]
    [InlineData("*?[a]")]
    public async Task A_value_arrives_as_it_is(string value)
    {
        await AddAsync(value);
        var program = repository.Program("tell", "printf '%s|' \"$@\" \"$VALUE\" > \"$2\"; cat list.txt >> \"$2\"; ls >> \"$2\"");
        var result = await repository.RunAsync(Pipeline($"command: ['{program}', '{{id:physical_filter}}', '{{out:thing}}', 'x={{rec:physical_filter.band}}', '{{listfile:list}}']\nenv: {{VALUE: '{{id:physical_filter}}'}}\nlists: {{list: {{input: odd, line: '{{id:physical_filter}}'}}}}\npathStyle: relative"), "");
        result.ExitCode.ShouldBe(0);
        await using var butler = await repository.Survey.OpenAsync();
        var dataset = await butler.FindDatasetAsync("thing", new() { ["instrument"] = "Cam", ["physical_filter"] = value }, [result.OutputRun], Token);
        var text = await File.ReadAllTextAsync((await butler.GetUriAsync(dataset!, Token)).Uri.LocalPath, Token);
        var lines = text.Split('\n');
        lines[0].ShouldStartWith($"{value}|made ");
        lines[0].ShouldEndWith($".dat|x=odd|list.txt|{value}|{value}");
        // One file with a harmless name, and nothing that a value has made.
        lines[1..].Where(l => l.Length > 0).Count().ShouldBe(2);
        text.ShouldNotContain("\nran\n");
    }

    [Theory]
    [InlineData("-rf", "takes for an option")]
    [InlineData("two\nlines", "the end of a line")]
    [InlineData("carriage\rreturn", "the end of a line")]
    public async Task What_can_not_arrive_as_it_is_is_refused_before_anything_runs(string value, string reason)
    {
        await AddAsync(value);
        var ran = repository.Beside("ran");
        var error = await Should.ThrowAsync<ConnectionException>(
            () => repository.RunAsync(Pipeline($"command: ['{repository.Program("tell", $"touch {ran}")}', '{{id:physical_filter}}']"), ""));
        error.Message.ShouldContain(reason);
        File.Exists(ran).ShouldBeFalse();
    }

    [Fact]
    public async Task A_dash_behind_something_is_no_option()
    {
        await AddAsync("-rf");
        (await repository.RunAsync(Pipeline($"command: ['{repository.Program("tell", "echo \"$1\" > made.dat")}', '--filter={{id:physical_filter}}']").Replace("made {id:physical_filter}.dat", "made.dat", StringComparison.Ordinal), "")).ExitCode.ShouldBe(0);
    }

    private string Pipeline(string fields) => repository.Pipeline(fields, "thing: {storage_class: ForeignThing, file: 'made {id:physical_filter}.dat', formatter: BytesFormatter}")
        .Replace("dimensions: [exposure, detector]", "dimensions: [physical_filter]", StringComparison.Ordinal)
        .Replace("frame: {", $"odd: {{dataset_type_name: {Type}, ", StringComparison.Ordinal);

    // A filter of that name, and a dataset of it.
    private async Task AddAsync(string value)
    {
        await using var butler = await repository.Survey.OpenAsync();
        var element = butler.Universe["physical_filter"];
        var record = DimensionRecord.Create(element, new Dictionary<string, object?> { ["instrument"] = "Cam", ["name"] = value, ["band"] = "odd" });
        await butler.Registry.Records.InsertAsync(element, [record], RecordInsertMode.New, Token);
        var type = new DatasetType(Type, butler.Universe.Conform(["physical_filter"]), ProgramRepository.StorageClass);
        var dataset = new DatasetRef(type, new DataCoordinate(type.Dimensions, ["Cam", value]), "frames", Guid.NewGuid());
        await butler.IngestAsync([new FileDataset(repository.File("odd.dat", "odd"), [dataset], ProgramRepository.Formatter)], new IngestOptions { Transfer = TransferMode.Direct }, Token);
    }
}
