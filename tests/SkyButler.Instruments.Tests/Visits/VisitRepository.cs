using System.Text.Json;
using Microsoft.Extensions.Logging;
using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;
using SkyButler.Instruments.Visits;
using SkyButler.Registry;
using SkyButler.Registry.Records;
using SkyButler.Tests.Shared;

namespace SkyButler.Instruments.Tests.Visits;

/// <summary>A fresh repository with a camera of four detectors, to which shared exposures are added.</summary>
internal sealed class VisitRepository : IAsyncDisposable, ILogger
{
    private const string Camera =
        """
        name: DummyCam
        class: lsst.obs.base.instrument_tests.DummyCam
        visit_max: 99999999999999
        exposure_max: 99999999999999
        detector_max: 4
        camera: {plate_scale: 20.0, size: [400, 400], pixel_size: 0.1, reference: [199.5, 199.5]}
        detectors:
          - {id: 0, full_name: D0, position: [-21, -21]}
          - {id: 1, full_name: D1, position: [21, -21]}
          - {id: 2, full_name: D2, position: [-21, 21]}
          - {id: 3, full_name: D3, position: [21, 21]}
        filters: [{physical_filter: dummy_u, band: u}]
        """;

    private readonly TemporaryDirectory folder;

    private VisitRepository(TemporaryDirectory folder, Butler butler)
    {
        this.folder = folder;
        Butler = butler;
    }

    public Butler Butler { get; }

    public List<string> Messages { get; } = [];

    public string Database => folder.File("repo", "gen3.sqlite3");

    public static InstrumentDescription Description { get; } = InstrumentDescription.Parse(Camera);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<VisitRepository> MakeAsync()
    {
        var folder = new TemporaryDirectory();
        await Butler.CreateAsync(folder.File("repo"), new(), Stop);
        var butler = await Butler.OpenAsync(folder.File("repo"), new() { Access = RegistryAccess.ReadWrite }, Stop);
        await InstrumentRegistration.RegisterAsync(butler.Registry, [Description.ToRecords(butler.Universe)], RecordSync.Compare, Stop);
        return new(folder, butler);
    }

    /// <summary>Adds one of the three shared exposures (347, 348, 349), with some of its values changed.</summary>
    public async Task AddAsync(int number, params (string Field, object? Value)[] changes)
    {
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(SharedFiles.Data($"obs_base/visits/exp_v7_{number}.json"), Stop));
        var values = json.RootElement.GetProperty("record").EnumerateObject().ToDictionary(p => p.Name, p => Plain(p.Value), StringComparer.Ordinal);
        var ends = json.RootElement.GetProperty("record").GetProperty("timespan");
        values["timespan"] = Timespan.Between(ends[0].GetInt64(), ends[1].GetInt64());
        foreach (var (field, value) in changes)
            values[field] = value;
        await InsertAsync("day_obs", new() { ["instrument"] = values["instrument"], ["id"] = values["day_obs"] });
        await InsertAsync("group", new() { ["instrument"] = values["instrument"], ["name"] = values["group"] });
        await InsertAsync("exposure", values, RecordInsertMode.Replace);
    }

    public Task<VisitReport> DefineAsync(VisitGrouping grouping = VisitGrouping.OneToOneAndByCounter, VisitMode mode = VisitMode.Compare, string where = "") =>
        DefineAsync(new VisitDefinition { Instrument = "DummyCam", Description = Description, Config = new() { Grouping = grouping }, Mode = mode, Where = where, Log = this });

    public Task<VisitReport> DefineAsync(VisitDefinition definition) => definition.RunAsync(Butler, Stop);

    public async Task<List<DimensionRecord>> AllAsync(string element)
    {
        var records = new List<DimensionRecord>();
        await foreach (var record in Butler.Queries.RecordsAsync(element, new() { Dimensions = [] }, Stop))
            records.Add(record);
        return [.. records.OrderBy(record => record.DataId)];
    }

    /// <summary>Exposures by visit.</summary>
    public async Task<Dictionary<long, List<long>>> MembersAsync() => (await AllAsync("visit_definition"))
        .GroupBy(record => (long)record["visit"]!).ToDictionary(group => group.Key, group => group.Select(record => (long)record["exposure"]!).Order().ToList());

    /// <summary>All that is known of visits, as lines.</summary>
    public async Task<List<string>> StateAsync()
    {
        var lines = new List<string>();
        foreach (var element in new[] { "visit", "visit_definition", "visit_system_membership", "visit_detector_region" })
            lines.AddRange((await AllAsync(element)).Select(record => $"{record} {string.Join(", ", record.Values.Select(value => value is Geometry.Region region ? region.EncodeBase64() : $"{value}"))}"));
        return lines;
    }

    public async ValueTask DisposeAsync()
    {
        await Butler.DisposeAsync();
        folder.Dispose();
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Messages.Add(formatter(state, exception));

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    private Task InsertAsync(string element, Dictionary<string, object?> values, RecordInsertMode mode = RecordInsertMode.SkipExisting) =>
        Butler.Registry.Records.InsertAsync(Butler.Universe[element], [DimensionRecord.Create(Butler.Universe[element], values)], mode, Stop);

    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt64(out var integer) && !value.GetRawText().Contains('.', StringComparison.Ordinal) ? (object)integer : value.GetDouble(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
